//! A command or a text for a file, with its copy button.

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
            <pre tabindex="0"><code>{ props.text.clone() }</code></pre>
            <CopyButton text={props.text.clone()} />
        </div>
    }
}
