//! The one sentence on top.

use super::copy_button::CopyButton;
use super::prose;
use crate::text;
use yew::prelude::*;

/// Properties of [`Summary`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The sentence.
    pub sentence: AttrValue,
}

/// The sentence, to read and to copy.
#[component]
pub fn Summary(props: &Props) -> Html {
    html! {
        <div class="summary">
            <p>{ prose::inline(&props.sentence) }</p>
            <CopyButton text={props.sentence.clone()} label={text::COPY_SUMMARY} />
        </div>
    }
}
