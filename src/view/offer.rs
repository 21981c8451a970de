//! Asks whether a shared paste may take the place of what the reader has.

use super::dialog::{close_around, closed_by};
use crate::state::{Action, LinkAction};
use crate::{browser, text};
use hopcheck_html::html;
use yew::prelude::*;

/// What the dialog is closed with for a yes. Whatever else closes it is a no.
const YES: &str = "yes";

/// The dialog.
#[inline(never)]
pub fn offer(dispatch: &Callback<Action>) -> Html {
    let on_close = dispatch.reform(|word: String| {
        let yes = word == YES;
        if !yes {
            // A reload does not ask again.
            browser::drop_fragment();
        }
        Action::Link(if yes { LinkAction::Accept } else { LinkAction::Decline })
    });
    let accept = Callback::from(|event: MouseEvent| close_around(&event, YES));
    let body = html! {
        <>
            <p>{ text::link::OFFERED_WHAT }</p>
            <button type="button" class="button" onclick={accept}>{ text::link::ACCEPT }</button>
        </>
    };
    closed_by(text::link::DECLINE, "offer", text::link::OFFERED, body, on_close)
}
