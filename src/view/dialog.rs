//! What opens above the page, and keeps the focus until it is closed.

use crate::text;
use gloo::events::EventListener;
use hopcheck_html::html;
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

/// Hears when a dialog is closed, however that is done (by a button, Escape, the phone's way back), and the word that it was closed with.
#[hook]
pub fn use_closing(dialog: &Dialog, on_close: Callback<String>) {
    use_effect_with((dialog.dialog.clone(), on_close), |(dialog, on_close)| {
        let listener = dialog.cast::<HtmlDialogElement>().map(|dialog| {
            let (closed, on_close) = (dialog.clone(), on_close.clone());
            EventListener::new(&dialog, "close", move |_| on_close.emit(closed.return_value()))
        });
        move || drop(listener)
    });
}

impl Dialog {
    /// Opens it, and moves the focus to its heading.
    pub fn open(&self) {
        if let Some(dialog) = self.dialog.cast::<HtmlDialogElement>() {
            dialog.set_return_value("");
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

    /// Closes it, with a word for whoever hears of it.
    pub fn close(&self, word: &str) {
        if let Some(dialog) = self.dialog.cast::<HtmlDialogElement>() {
            dialog.close_with_return_value(word);
        }
    }

    /// Its element. `name` is its class, and what its heading's id begins with.
    pub fn element(&self, name: &'static str, heading: &'static str, body: Html) -> Html {
        self.closed_by(text::CLOSE, name, heading, body)
    }

    /// The same with other words on the button that closes it.
    pub fn closed_by(&self, words: &'static str, name: &'static str, heading: &'static str, body: Html) -> Html {
        let labelled = format!("{name}-heading");
        let close = {
            let dialog = self.clone();
            Callback::from(move |_| dialog.close(""))
        };
        html! {
            <dialog class={name} ref={self.dialog.clone()} aria-labelledby={labelled.clone()}>
                <h2 id={labelled} ref={self.heading.clone()} tabindex="-1">{ heading }</h2>
                { body }
                <button type="button" class="button" onclick={close}>{ words }</button>
            </dialog>
        }
    }
}
