//! What the browser keeps: that it did, the way to forget it, and the switch.

use crate::text;
use hopcheck_html::html;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Says that the texts come from the last visit, and forgets them.
#[inline(never)]
pub fn restored(on_forget: &Callback<()>) -> Html {
    html! {
        <p class="restored">
            <span>{ text::RESTORED }</span>
            <button type="button" class="link" onclick={on_forget.reform(|_| ())}>{ text::FORGET }</button>
        </p>
    }
}

/// Says that the texts are somebody else's.
#[inline(never)]
pub fn shared() -> Html {
    html! { <p class="restored" role="status">{ text::link::SHARED }</p> }
}

/// The switch: whether texts are kept, and who hears whether they are to be.
pub fn keep_switch(keeps: bool, on_change: &Callback<bool>) -> Html {
    let onchange = on_change
        .reform(|event: Event| event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked()));
    html! {
        <label class="keep">
            <input type="checkbox" checked={keeps} {onchange} />
            <span>{ text::KEEP }</span>
        </label>
    }
}
