//! Asks whether a shared paste may take the place of what the reader has.

use super::dialog::{use_closing, use_dialog};
use crate::part::part_of;
use crate::state::{Action, LinkAction};
use crate::{browser, text};
use hopcheck_html::html;
use yew::prelude::*;

/// What the dialog is closed with for a yes. Whatever else closes it is a no.
const YES: &str = "yes";

/// The dialog.
#[derive(PartialEq)]
pub struct Offer {
    /// Whether there is something to ask.
    pub asks: bool,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

part_of!(Offer, use_offer);

#[hook]
fn use_offer(props: &Offer) -> Html {
    let dialog = use_dialog();
    let on_close = use_callback(props.dispatch.clone(), |word: String, dispatch| {
        let yes = word == YES;
        if !yes {
            // A reload does not ask again.
            browser::drop_fragment();
        }
        dispatch.emit(Action::Link(if yes { LinkAction::Accept } else { LinkAction::Decline }));
    });
    use_closing(&dialog, on_close);
    use_effect_with(props.asks, {
        let dialog = dialog.clone();
        move |asks| {
            if *asks {
                dialog.open();
            }
        }
    });
    let accept = {
        let dialog = dialog.clone();
        Callback::from(move |_| dialog.close(YES))
    };
    let body = html! {
        <>
            <p>{ text::link::OFFERED_WHAT }</p>
            <button type="button" class="button" onclick={accept}>{ text::link::ACCEPT }</button>
        </>
    };
    dialog.closed_by(text::link::DECLINE, "offer", text::link::OFFERED, body)
}
