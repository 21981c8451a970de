//! The list of the keyboard shortcuts, and the switch for those of a single key.

use super::dialog::{dialog, turn};
use crate::hooks::UseStateHandle;
use crate::keys;
use crate::text::shortcuts as words;
use hopcheck_html::html;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The dialog, where it is open. `on` is how the switch stands, and `on_switch` hears how it is to.
#[inline(never)]
pub fn shortcuts(open: &UseStateHandle<bool>, guest: bool, on: bool, on_switch: &Callback<bool>) -> Html {
    let onchange = on_switch.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
    let rows = keys::keys(guest).map(|(key, what, _)| (*key, *what)).chain([(words::BACK_KEY, words::BACK)]);
    let body = html! {
        <>
            <p>{ if guest { words::WHEN_GUEST } else { words::WHEN } }</p>
            <dl>
                { for rows.map(|(key, what)| html! { <div><dt><kbd>{ key }</kbd></dt><dd>{ what }</dd></div> }) }
            </dl>
            <label class="keep">
                <input type="checkbox" checked={on} {onchange} aria-describedby="shortcuts-help" />{ words::SWITCH }
            </label>
            <p class="help" id="shortcuts-help">{ words::SWITCH_HELP }</p>
        </>
    };
    dialog("shortcuts", words::HEADING, body, turn(open, false))
}
