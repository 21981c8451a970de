//! nginx's own messages, each beside what it means in plain words.

use super::evidence::place;
use super::finding::number;
use super::{icons, prose};
use crate::part::part_of;
use crate::state::{Action, Answer, LayoutAction};
use crate::text;
use crate::tree::classes;
use hopcheck::report::Message;
use hopcheck_html::html;
use std::rc::Rc;
use yew::prelude::*;

/// So many are shown at once; the others are one click away.
const SHOWN: usize = 12;

/// The messages, each once: those that tell of something amiss, and behind a line those that do not.
#[derive(PartialEq)]
pub struct Messages {
    /// The answer they belong to.
    pub answer: Rc<Answer>,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

part_of!(Messages, use_messages);

#[hook]
fn use_messages(props: &Messages) -> Html {
    let report = &props.answer.report;
    let (quiet, loud): (Vec<&Message>, Vec<&Message>) = report.messages.iter().partition(|message| message.is_quiet());
    let (shown, more) = loud.split_at(loud.len().min(SHOWN));
    // Where nothing else is said, what nginx tells of itself is the answer.
    let alone = loud.is_empty() && report.findings.is_empty();
    html! {
        <section class="messages">
            <h2>{ text::MESSAGES }</h2>
            if !shown.is_empty() {
                { list(props, shown) }
            }
            if !more.is_empty() {
                { folded(&text::more_messages(more.len()), false, list(props, more)) }
            }
            if !quiet.is_empty() {
                { folded(&text::quiet_messages(quiet.len()), alone, list(props, &quiet)) }
            }
        </section>
    }
}

fn folded(name: &str, open: bool, content: Html) -> Html {
    html! { <details {open}><summary>{ name }{ icons::chevron() }</summary>{ content }</details> }
}

fn list(props: &Messages, messages: &[&Message]) -> Html {
    html! { <ul>{ for messages.iter().map(|message| item(props, message)) }</ul> }
}

fn item(props: &Messages, message: &Message) -> Html {
    let (artifact, line) = (message.artifact, message.line);
    let place = place(&props.answer.report, artifact, line, line);
    // The whole line: a column past its end means its end.
    let onclick =
        props.dispatch.reform(move |_| Action::Layout(LayoutAction::Jump(artifact, (line, 1, line, usize::MAX))));
    let level = if message.level.is_empty() { "unknown" } else { message.level.as_str() };
    html! {
        <li class={classes!("message", tone(message))} data-message={level.to_owned()}>
            <button type="button" class="quote" title={text::jump(&place)} {onclick}>
                <span class="where">
                    if !message.level.is_empty() {
                        <span class="level">{ &message.level }</span>
                    }
                    <span>{ &place }</span>
                    if message.count > 1 {
                        <span class="times">{ text::times(message.count) }</span>
                    }
                    if message.internal {
                        <span class="internal">{ text::INTERNAL }</span>
                    }
                </span>
                if !message.text.is_empty() {
                    <code>{ &message.text }</code>
                }
            </button>
            <p class="explains">{ prose::sentence(&message.explains) }</p>
            { causes(props, message) }
        </li>
    }
}

/// The class that colours a level; the word beside it says the same.
pub fn tone(message: &Message) -> Option<&'static str> {
    match message.level.as_str() {
        "emerg" | "alert" | "crit" | "error" => Some("grave"),
        "warn" => Some("warn"),
        _ => None,
    }
}

/// The causes it points to: those among the findings by their numbers, the others by their ids.
fn causes(props: &Messages, message: &Message) -> Html {
    let report = &props.answer.report;
    if message.points_to.is_empty() {
        return html! {};
    }
    let found: Vec<usize> =
        (0..report.findings.len()).filter(|&at| message.points_to.contains(&report.findings[at].id)).collect();
    let others = message.points_to.iter().filter(|id| !report.findings.iter().any(|finding| finding.id == **id));
    let others: Vec<String> = others
        .map(|id| match report.ruled_out.iter().any(|out| out.id == *id) {
            true => text::is_ruled_out(id),
            false => id.clone(),
        })
        .collect();
    html! {
        <p class="separates">
            if !found.is_empty() {
                { text::POINTS_TO }
                { for found.iter().map(|&index| number(report, index, &props.dispatch)) }
            }
            if !others.is_empty() {
                <span>{ text::other_causes(!found.is_empty(), &others.join(", ")) }</span>
            }
        </p>
    }
}
