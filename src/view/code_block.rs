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
                    { props.text.clone() }
                } else {
                    { for props.text.lines().map(|line| code_line(line, "", 0)) }
                }
            </code></pre>
            <CopyButton text={props.text.clone()} />
        </div>
    }
}
