//! What opens above the page, and keeps the focus until it is closed.

use crate::text;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

/// A dialog's elements.
#[derive(Clone, Default, PartialEq)]
pub struct Dialog {
    dialog: NodeRef,
    heading: NodeRef,
}

/// The elements of a dialog.
#[hook]
pub fn use_dialog() -> Dialog {
    let (dialog, heading) = (use_node_ref(), use_node_ref());
    Dialog { dialog, heading }
}

impl Dialog {
    /// Opens it, and moves the focus to its heading.
    pub fn open(&self) {
        if let Some(dialog) = self.dialog.cast::<HtmlDialogElement>() {
            // Refused only where it is open already.
            let _ = dialog.show_modal();
        }
        // Not by `autofocus`, which a browser also heeds, and reports as blocked, when a page in a frame starts.
        if let Some(heading) = self.heading.cast::<HtmlElement>() {
            let _ = heading.focus();
        }
    }

    /// What opens it when it is clicked.
    pub fn opener(&self) -> Callback<MouseEvent> {
        let dialog = self.clone();
        Callback::from(move |_| dialog.open())
    }

    /// Its element. `name` is its class, and what its heading's id begins with.
    pub fn element(&self, name: &'static str, heading: &'static str, body: Html) -> Html {
        let labelled = format!("{name}-heading");
        let close = {
            let dialog = self.dialog.clone();
            Callback::from(move |_| {
                if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                    dialog.close();
                }
            })
        };
        html! {
            <dialog class={name} ref={&self.dialog} aria-labelledby={labelled.clone()}>
                <h2 id={labelled} ref={&self.heading} tabindex="-1">{ heading }</h2>
                { body }
                <button type="button" class="button" onclick={close}>{ text::CLOSE }</button>
            </dialog>
        }
    }
}
