//! What the browser keeps: that it did, the way to forget it, and the switch.

use crate::text;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Restored`].
#[derive(Properties, PartialEq)]
pub struct RestoredProps {
    /// Forgets it.
    pub on_forget: Callback<()>,
}

/// Says that the texts come from the last visit.
#[component]
pub fn Restored(props: &RestoredProps) -> Html {
    html! {
        <p class="restored">
            <span>{ text::RESTORED }</span>
            <button type="button" class="link" onclick={props.on_forget.reform(|_| ())}>{ text::FORGET }</button>
        </p>
    }
}

/// Says that the texts are somebody else's.
pub fn shared() -> Html {
    html! { <p class="restored" role="status">{ text::link::SHARED }</p> }
}

/// Properties of [`KeepSwitch`].
#[derive(Properties, PartialEq)]
pub struct SwitchProps {
    /// Whether texts are kept.
    pub keeps: bool,
    /// Hears whether they are to be.
    pub on_change: Callback<bool>,
}

/// The switch.
#[component]
pub fn KeepSwitch(props: &SwitchProps) -> Html {
    let onchange = props
        .on_change
        .reform(|event: Event| event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked()));
    html! {
        <label class="keep">
            <input type="checkbox" checked={props.keeps} {onchange} />
            <span>{ text::KEEP }</span>
        </label>
    }
}
