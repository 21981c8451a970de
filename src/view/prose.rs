//! A report's sentences: paragraphs at blank lines, and `code` between backticks.

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

/// Paragraphs.
pub fn paragraphs(text: &str) -> Html {
    text.split("\n\n")
        .filter(|part| !part.trim().is_empty())
        .map(|part| html! { <p>{ inline(part.trim()) }</p> })
        .collect()
}
