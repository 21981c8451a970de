//! The numbered steps of a fix, and the check behind them.

use super::code_block::CodeBlock;
use super::prose;
use crate::text;
use hopcheck::report::{Step, Verify};
use yew::prelude::*;

/// Properties of [`Steps`].
#[derive(Properties, PartialEq)]
pub struct StepsProps {
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// The steps.
#[component]
pub fn Steps(props: &StepsProps) -> Html {
    html! { <ol class="steps">{ for props.steps.iter().map(step) }</ol> }
}

fn step(step: &Step) -> Html {
    let review = step.safety == "review";
    html! {
        <li>
            <p class="do">
                { prose::sentence(&step.action) }
                if review {
                    { " " }<span class="review">{ text::REVIEW }</span>
                }
            </p>
            if let Some(code) = &step.code {
                <CodeBlock text={code.clone()} />
            }
            if let Some(run) = &step.run {
                <CodeBlock text={run.clone()} command=true />
            }
            if let Some(because) = &step.because {
                <p class="because">{ prose::sentence(because) }</p>
            }
            if step.costs.is_some() || step.undo.is_some() {
                <dl>
                    { for [(text::COSTS, &step.costs), (text::UNDO, &step.undo)].into_iter().map(detail) }
                </dl>
            }
        </li>
    }
}

fn detail((name, value): (&str, &Option<String>)) -> Html {
    match value {
        Some(value) => html! { <div><dt>{ name }</dt><dd>{ prose::inline(value) }</dd></div> },
        None => html! {},
    }
}

/// Properties of [`Checks`].
#[derive(Properties, PartialEq)]
pub struct ChecksProps {
    /// The checks.
    pub checks: Vec<Verify>,
}

/// How to see that it worked.
#[component]
pub fn Checks(props: &ChecksProps) -> Html {
    html! {
        <div class="checks">
            { for props.checks.iter().map(|check| html! {
                <div>
                    <CodeBlock text={check.run.clone()} command=true />
                    if !check.expect.is_empty() {
                        <p><span class="expect">{ text::EXPECT }</span>{ " " }{ prose::inline(&check.expect) }</p>
                    }
                </div>
            }) }
        </div>
    }
}
