//! What to paste next.

use super::code_block::CodeBlock;
use super::finding::title_of;
use super::prose;
use crate::state::Answer;
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
            <ol>{ for asks.iter().map(|ask| item(&props.answer, ask)) }</ol>
        </section>
    }
}

fn item(answer: &Answer, ask: &Ask) -> Html {
    html! {
        <li data-ask={ask.artifact.clone()}>
            <p class="how">{ prose::inline(&ask.how) }</p>
            if let Some(run) = &ask.run {
                <CodeBlock text={run.clone()} command=true />
            }
            if !ask.place.is_empty() && ask.run.is_some() {
                <p class="where">{ text::RUN_WHERE }{ " " }{ prose::inline(&ask.place) }</p>
            }
            if !ask.why.is_empty() {
                <p class="why">{ prose::inline(&ask.why) }</p>
            }
            if !ask.separates.is_empty() {
                <div class="separates">
                    <p>{ text::SEPARATES }</p>
                    <ul>
                        { for ask.separates.iter().map(|id| html! { <li>{ prose::inline(&title_of(answer, id)) }</li> }) }
                    </ul>
                </div>
            }
        </li>
    }
}
