//! The one sentence on top.

use super::copy_button::copy_button;
use super::prose;
use crate::text;
use hopcheck_html::html;
use yew::prelude::*;

/// The sentence, to read and, where it is worth that, to copy.
pub fn summary(sentence: &str, to_copy: bool) -> Html {
    html! {
        <div class="summary">
            <p>{ prose::sentence(sentence) }</p>
            if to_copy {
                { copy_button(sentence, text::COPY_SUMMARY) }
            }
        </div>
    }
}
