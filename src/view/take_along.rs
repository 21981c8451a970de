//! Taking a paste and its answer along: the button, and the dialog in which what leaves is looked over first.

use super::dialog::dialog;
use super::leaving::Leaving;
use super::rule_page::Guest;
use super::{replaced, ways};
use crate::part::{keyed, part, part_of};
use crate::state::{Action, Take, TakeAction};
use crate::text;
use hopcheck_html::html;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The button, and the dialog that it opens.
pub fn take_along(take: &Take, guest: Guest, dispatch: &Callback<Action>) -> Html {
    let open = dispatch.reform(|_| Action::Take(TakeAction::Open));
    html! {
        <>
            <button type="button" class="button" aria-haspopup="dialog" onclick={open}>{ text::take_along::TAKE }</button>
            if take.open {
                { part(TakeAlong { take: take.clone(), guest, dispatch: dispatch.clone() }) }
            }
        </>
    }
}

/// The dialog.
#[derive(PartialEq)]
struct TakeAlong {
    take: Take,
    guest: Guest,
    dispatch: Callback<Action>,
}

part_of!(TakeAlong, use_take_along);

#[hook]
fn use_take_along(props: &TakeAlong) -> Html {
    let word = use_node_ref();
    let select = {
        let word = word.clone();
        Callback::from(move |selected: String| {
            if let Some(input) = word.cast::<HtmlInputElement>() {
                input.set_value(&selected);
            }
        })
    };
    let take = &props.take;
    let body = html! {
        <>
            <p role="status">
                if take.failed {
                    { text::take_along::FAILED }
                } else if take.is_awaited() {
                    { text::take_along::PREPARING }
                }
            </p>
            <div class="taken">
                if let Some((serial, taken)) = &take.taken {
                    <section aria-busy={take.is_awaited().to_string()}>
                        <h3>{ text::take_along::LEAVES }</h3>
                        <p class="help">{ text::take_along::LEAVES_WHAT }</p>
                        { replaced::list(take, taken, &props.dispatch) }
                        { hide(take, &word, &props.dispatch) }
                        <h4>{ text::take_along::TEXTS }</h4>
                        { for (0..taken.texts.len()).map(|at| {
                            keyed(at, Leaving { serial: *serial, taken: taken.clone(), at, select: select.clone() })
                        }) }
                    </section>
                    <section>
                        <h3>{ text::take_along::WAYS }</h3>
                        { ways::ways(taken, props.guest) }
                    </section>
                }
            </div>
        </>
    };
    let on_close = props.dispatch.reform(|_| Action::Take(TakeAction::Close));
    dialog("taking", text::take_along::TAKE, body, on_close)
}

/// A word of the reader's own to hide.
fn hide(take: &Take, word: &NodeRef, dispatch: &Callback<Action>) -> Html {
    let hide = {
        let (word, dispatch) = (word.clone(), dispatch.clone());
        Callback::from(move |()| {
            let Some(input) = word.cast::<HtmlInputElement>() else { return };
            let hidden = input.value().trim().to_owned();
            if !hidden.is_empty() {
                input.set_value("");
                dispatch.emit(Action::Take(TakeAction::Hide(hidden, true)));
            }
        })
    };
    let onkeydown = {
        let hide = hide.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                hide.emit(());
            }
        })
    };
    html! {
        <div class="hide-word">
            <label for="hide-word">{ text::take_along::HIDE }</label>
            <div class="buttons">
                <input id="hide-word" ref={word.clone()} type="text" spellcheck="false" autocomplete="off" autocapitalize="off"
                    aria-describedby="hide-word-help" {onkeydown} />
                <button type="button" class="button" onclick={hide.reform(|_| ())}>{ text::take_along::HIDE_IT }</button>
            </div>
            <p id="hide-word-help" class="help">{ text::take_along::HIDE_HELP }</p>
            <p role="status">
                { for take.not_there().into_iter().map(|word| html! { <span>{ text::take_along::not_there(word) }{ " " }</span> }) }
            </p>
        </div>
    }
}
