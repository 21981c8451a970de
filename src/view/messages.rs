//! nginx's own messages, in plain words.

use super::evidence::place;
use super::prose;
use crate::state::{Action, Answer};
use crate::text;
use hopcheck::report::Message;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Messages`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The answer they belong to.
    pub answer: Rc<Answer>,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

/// The messages, each once.
#[component]
pub fn Messages(props: &Props) -> Html {
    html! {
        <section class="messages">
            <h2>{ text::MESSAGES }</h2>
            <ul>{ for props.answer.report.messages.iter().map(|message| item(props, message)) }</ul>
        </section>
    }
}

fn item(props: &Props, message: &Message) -> Html {
    let (artifact, line) = (message.artifact, message.line);
    let place = place(&props.answer.report, artifact, line, line);
    // The whole line: a column past its end means its end.
    let onclick = props.dispatch.reform(move |_| Action::Jump(artifact, (line, 1, line, usize::MAX)));
    html! {
        <li>
            <p>{ prose::sentence(&message.explains) }</p>
            <p class="meta">
                <button type="button" class="link" title={text::jump(&place)} {onclick}>{ &place }</button>
                if !message.level.is_empty() {
                    <span class="level">{ &message.level }</span>
                }
                if message.count > 1 {
                    <span>{ text::times(message.count) }</span>
                }
                if message.internal {
                    <span>{ text::INTERNAL }</span>
                }
            </p>
        </li>
    }
}
