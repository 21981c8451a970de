//! Asks whether a shared paste may take the place of what the reader has.

use crate::state::{Action, LinkAction};
use crate::{browser, text};
use gloo::events::EventListener;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// What the dialog returns for a yes.
const ACCEPTED: &str = "accepted";

/// Properties of [`Offer`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether there is something to ask.
    pub asks: bool,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

/// The dialog. Whatever closes it without a yes is a no.
#[component]
pub fn Offer(props: &Props) -> Html {
    let (dialog, heading) = (use_node_ref(), use_node_ref());
    use_effect_with(dialog.clone(), {
        let dispatch = props.dispatch.clone();
        move |dialog| {
            let listener = dialog.cast::<HtmlDialogElement>().map(|dialog| {
                let closed = dialog.clone();
                EventListener::new(&dialog, "close", move |_| {
                    let accepted = closed.return_value() == ACCEPTED;
                    if !accepted {
                        // A reload does not ask again.
                        browser::drop_fragment();
                    }
                    dispatch.emit(Action::Link(if accepted { LinkAction::Accept } else { LinkAction::Decline }));
                })
            });
            move || drop(listener)
        }
    });
    use_effect_with(props.asks, {
        let (dialog, heading) = (dialog.clone(), heading.clone());
        move |asks| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>().filter(|_| *asks) {
                dialog.set_return_value("");
            }
            if *asks {
                browser::show_dialog(&dialog, &heading);
            }
        }
    });
    let close = {
        let dialog = dialog.clone();
        move |value: &'static str| {
            let dialog = dialog.clone();
            Callback::from(move |_: MouseEvent| {
                if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                    dialog.close_with_return_value(value);
                }
            })
        }
    };
    html! {
        <dialog class="offer" ref={dialog} aria-labelledby="offer-heading">
            <h2 id="offer-heading" ref={heading} tabindex="-1">{ text::link::OFFERED }</h2>
            <p>{ text::link::OFFERED_WHAT }</p>
            <div class="buttons">
                <button type="button" class="button" onclick={close(ACCEPTED)}>{ text::link::ACCEPT }</button>
                <button type="button" class="button" onclick={close("")}>{ text::link::DECLINE }</button>
            </div>
        </dialog>
    }
}
