//! What to paste next.

use super::code_block::CodeBlock;
use super::finding::number;
use super::prose;
use crate::state::{Action, Answer};
use crate::text;
use hopcheck::report::Ask;
use std::ops::Range;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Asks`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The answer they belong to.
    pub answer: Rc<Answer>,
    /// Heading.
    pub title: &'static str,
    /// Which of them, by index.
    pub range: Range<usize>,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

/// The asks, most telling first; nothing where the range holds none.
#[component]
pub fn Asks(props: &Props) -> Html {
    let asks = props.answer.report.asks.get(props.range.clone()).unwrap_or_default();
    if asks.is_empty() {
        return html! {};
    }
    html! {
        <section class="asks">
            <h2>{ props.title }</h2>
            <ol>{ for asks.iter().map(|ask| item(props, ask)) }</ol>
        </section>
    }
}

fn item(props: &Props, ask: &Ask) -> Html {
    let place = if ask.run.is_some() { text::RUN_WHERE } else { text::FIND_WHERE };
    html! {
        <li data-ask={ask.artifact.clone()}>
            <p class="how">{ prose::sentence(&ask.how) }</p>
            if let Some(run) = &ask.run {
                <CodeBlock text={run.clone()} command=true />
            }
            if !ask.place.is_empty() {
                <p class="where">{ place }{ " " }{ prose::inline(&ask.place) }</p>
            }
            if !ask.why.is_empty() {
                <p class="why">{ prose::inline(&text::shows(&ask.why)) }</p>
            }
            { separates(props, ask) }
        </li>
    }
}

/// The causes that an ask separates, by their numbers; those that are not shown have none.
fn separates(props: &Props, ask: &Ask) -> Html {
    let report = &props.answer.report;
    let causes: Vec<usize> =
        (0..report.findings.len()).filter(|&at| ask.separates.contains(&report.findings[at].id)).collect();
    if causes.is_empty() {
        return html! {};
    }
    html! {
        <p class="separates">
            { text::separates(causes.len()) }
            { for causes.into_iter().map(|index| number(report, index, &props.dispatch)) }
        </p>
    }
}
