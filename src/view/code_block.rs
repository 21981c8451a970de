//! A command or a text for a file, with its copy button.

use super::code_lines::code_line;
use super::copy_button::copy_button;
use crate::text;
use hopcheck_html::html;
use yew::prelude::*;

/// A text for a file.
pub fn code(text: &str) -> Html {
    block(text, "code", html! { { for text.lines().map(|line| code_line(line, "", 0)) } })
}

/// A command, which is shown as one.
pub fn command(text: &str) -> Html {
    block(text, "code command", words(text))
}

fn block(text: &str, class: &'static str, shown: Html) -> Html {
    html! {
        <div {class}>
            <pre><code>{ shown }</code></pre>
            { copy_button(text, text::COPY) }
        </div>
    }
}

/// A command is broken between its words only: half of `--wait` is no option.
fn words(command: &str) -> Html {
    command
        .split_inclusive(char::is_whitespace)
        .map(|piece| {
            let word = piece.trim_end();
            html! { <><span class="word">{ word }</span>{ &piece[word.len()..] }</> }
        })
        .collect()
}
