//! A report's sentences: paragraphs at blank lines, `code` between backticks, and a capital where a sentence begins.

use hopcheck::report::capitalised;
use hopcheck_html::html;
use yew::prelude::*;

/// One run of text, with its code set as code.
pub fn inline(text: &str) -> Html {
    text.split('`')
        .enumerate()
        .filter(|(_, part)| !part.is_empty())
        .map(|(at, part)| {
            if at % 2 == 1 {
                html! { <code>{ part }</code> }
            } else {
                html! { { part } }
            }
        })
        .collect()
}

/// The same for a text that stands as a sentence of its own.
pub fn sentence(text: &str) -> Html {
    inline(&capitalised(text))
}

/// Paragraphs.
pub fn paragraphs(text: &str) -> Html {
    text.split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(|part| html! { <p>{ sentence(part.trim()) }</p> })
        .collect()
}
