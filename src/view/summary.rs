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
    /// Whether it is worth copying.
    pub to_copy: bool,
}

/// The sentence, to read and to copy.
#[component]
pub fn Summary(props: &Props) -> Html {
    html! {
        <div class="summary">
            <p>{ prose::sentence(&props.sentence) }</p>
            if props.to_copy {
                <CopyButton text={props.sentence.clone()} label={text::COPY_SUMMARY} />
            }
        </div>
    }
}
