//! What opens above the page, and keeps the focus until it is closed. It is in the page only while it is open, so that nothing of it is
//! made, or needed, before.

use crate::hooks::{UseStateHandle, use_effect_with};
use crate::part::{part, part_of};
use crate::text;
use gloo::events::EventListener;
use hopcheck_html::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
use yew::prelude::*;

/// An open dialog.
pub struct Dialog {
    /// Its class, and what its heading's id begins with.
    name: &'static str,
    /// Its heading.
    heading: &'static str,
    /// What it holds.
    body: Html,
    /// What the button says that closes it.
    close: &'static str,
    /// Hears the word that it was closed with.
    on_close: Callback<String>,
}

impl PartialEq for Dialog {
    /// Whoever has it open draws it anew when its content is another.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

part_of!(Dialog, use_dialog);

/// An open dialog. `on_close` hears when it is closed, however that is done: by a button, Escape, the phone's way back.
pub fn dialog(name: &'static str, heading: &'static str, body: Html, on_close: Callback<String>) -> Html {
    closed_by(text::CLOSE, name, heading, body, on_close)
}

/// The same with other words on the button that closes it.
pub fn closed_by(
    close: &'static str,
    name: &'static str,
    heading: &'static str,
    body: Html,
    on_close: Callback<String>,
) -> Html {
    part(Dialog { name, heading, body, close, on_close })
}

/// Closes the dialog around what was clicked, with a word for whoever hears of it.
pub fn close_around(event: &MouseEvent, word: &str) {
    let around = event.target_dyn_into::<Element>().and_then(|button| button.closest("dialog").ok().flatten());
    if let Some(dialog) = around.and_then(|dialog| dialog.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.close_with_return_value(word);
    }
}

#[hook]
fn use_dialog(props: &Dialog) -> Html {
    let (dialog, heading) = (use_node_ref(), use_node_ref());
    use_effect_with(props.on_close.clone(), {
        let dialog = dialog.clone();
        move |on_close| {
            let listener = dialog.cast::<HtmlDialogElement>().map(|dialog| {
                let (closed, on_close) = (dialog.clone(), on_close.clone());
                EventListener::new(&dialog, "close", move |_| on_close.emit(closed.return_value()))
            });
            move || drop(listener)
        }
    });
    use_effect_with((), {
        let (dialog, heading) = (dialog.clone(), heading.clone());
        move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                // Refused only where it is open already.
                let _ = dialog.show_modal();
            }
            // Not by `autofocus`, which a browser also heeds, and reports as blocked, when a page in a frame starts.
            if let Some(heading) = heading.cast::<HtmlElement>() {
                let _ = heading.focus();
            }
        }
    });
    let labelled = format!("{}-heading", props.name);
    let close = Callback::from(|event: MouseEvent| close_around(&event, ""));
    html! {
        <dialog class={props.name} ref={dialog} aria-labelledby={labelled.clone()}>
            <h2 id={labelled} ref={heading} tabindex="-1">{ props.heading }</h2>
            { props.body.clone() }
            <button type="button" class="button" onclick={close}>{ props.close }</button>
        </dialog>
    }
}

/// A button that opens a dialog. `class` is its style.
pub fn opener(class: &'static str, words: &'static str, open: &UseStateHandle<bool>) -> Html {
    let onclick = turn(open, true);
    html! { <button type="button" {class} aria-haspopup="dialog" {onclick}>{ words }</button> }
}

/// Opens or closes.
pub fn turn<E>(open: &UseStateHandle<bool>, to: bool) -> Callback<E> {
    let open = open.clone();
    Callback::from(move |_| open.set(to))
}
