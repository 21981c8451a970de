//! What can be done with the texts as a whole: take more, take them away, and take that back.

use crate::state::{Action, TextAction, Texts};
use crate::taker::Taker;
use crate::text;
use hopcheck_html::html;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

/// The buttons: `taker` takes more.
pub fn tools(texts: &Texts, taker: &Taker, dispatch: &Callback<Action>) -> Html {
    let clipboard = {
        let taker = taker.clone();
        Callback::from(move |_| taker.clipboard())
    };
    let chosen = {
        let taker = taker.clone();
        Callback::from(move |event: Event| taker.files(chosen(&event)))
    };
    html! {
        <div class="tools">
            <button type="button" class="button" onclick={clipboard}>{ text::FROM_CLIPBOARD }</button>
            <label class="button">
                { text::CHOOSE_FILES }
                <input type="file" multiple=true class="visually-hidden" onchange={chosen} />
            </label>
            if !texts.is_empty() {
                <button type="button" class="button" onclick={dispatch.reform(|_| Action::Text(TextAction::Clear))}>
                    { text::CLEAR }
                </button>
            }
            if let Some(deed) = texts.history.last() {
                <button type="button" class="button undo" onclick={dispatch.reform(|_| Action::Text(TextAction::Undo))}>
                    { text::undo(deed) }
                </button>
            }
        </div>
    }
}

fn chosen(event: &Event) -> Vec<File> {
    let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
        return Vec::new();
    };
    let files = input.files().map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect());
    // So that the same file can be chosen again.
    input.set_value("");
    files.unwrap_or_default()
}
