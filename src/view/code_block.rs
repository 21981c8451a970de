//! A command or a text for a file, with its copy button.

use super::code_lines::code_line;
use super::copy_button::CopyButton;
use yew::prelude::*;

/// Properties of [`CodeBlock`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The text.
    pub text: AttrValue,
    /// True for a command, which is shown as one.
    #[prop_or_default]
    pub command: bool,
}

/// The block.
#[component]
pub fn CodeBlock(props: &Props) -> Html {
    html! {
        <div class={classes!("code", props.command.then_some("command"))}>
            <pre><code>
                if props.command {
                    { words(&props.text) }
                } else {
                    { for props.text.lines().map(|line| code_line(line, "", 0)) }
                }
            </code></pre>
            <CopyButton text={props.text.clone()} />
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
