//! Says that a new version waits. `www/offline.mjs` finds out and carries out; nothing happens before the reader says so.

use crate::hooks::{use_effect_with, use_state};
use crate::part::part_of;
use crate::text;
use gloo::events::EventListener;
use hopcheck_html::html;
use yew::prelude::*;

/// Said by the script: a new version waits.
const READY: &str = "hopcheck-update-ready";
/// Said to the script: take it now.
const TAKE: &str = "hopcheck-update-take";

/// The notice; nothing until there is something to say.
#[derive(PartialEq)]
pub struct UpdateNotice {
    /// Whether there is a text that a reload would lose.
    pub empties: bool,
}

part_of!(UpdateNotice, use_update);

#[hook]
fn use_update(props: &UpdateNotice) -> Html {
    let ready = use_state(|| false);
    use_effect_with((), {
        let ready = ready.clone();
        move |()| {
            let window = web_sys::window();
            let listener = window.map(|window| EventListener::new(&window, READY, move |_| ready.set(true)));
            move || drop(listener)
        }
    });
    let take = Callback::from(|_: MouseEvent| {
        if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(TAKE)) {
            // No listener of ours cancels it.
            let _ = window.dispatch_event(&event);
        }
    });
    html! {
        <div class="update" role="status">
            if *ready {
                <p class="notice">
                    <span>{ text::UPDATE_READY }{ " " }if props.empties { { text::UPDATE_COST } }</span>
                    <button type="button" class="button" onclick={take}>{ text::UPDATE_NOW }</button>
                </p>
            }
        </div>
    }
}
