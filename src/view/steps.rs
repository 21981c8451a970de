//! The numbered steps of a fix, to tick off or to say that they did not help, and the check behind them.

use super::{code_block, prose};
use crate::state::{Action, CircumstanceAction, Circumstances, StepKey};
use crate::text;
use crate::tree::classes;
use hopcheck::report::{Finding, Step, Verify};
use hopcheck_html::html;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The steps of a finding. `place` tells its element's ids from those of the others.
pub fn steps(finding: &Finding, place: &str, said: &Circumstances, dispatch: &Callback<Action>) -> Html {
    html! {
        <ol class="steps">
            { for finding.steps.iter().map(|step| {
                let key: StepKey = (finding.id.clone(), step.number);
                let tried = said.tried.contains(&key);
                let id = format!("{place}-step-{}", step.number);
                html! {
                    <li class={classes!(tried.then_some("tried"))} data-step={step.number.to_string()}>
                        { body(step, Some(id.clone())) }
                        { marks(key, &id, said, dispatch) }
                    </li>
                }
            }) }
        </ol>
    }
}

/// What was done of a step, and how it went.
fn marks(key: StepKey, id: &str, said: &Circumstances, dispatch: &Callback<Action>) -> Html {
    let (done, tried) = (said.done.contains(&key), said.tried.contains(&key));
    let onchange = {
        let key = key.clone();
        dispatch.reform(move |event: Event| {
            let done = event.target_unchecked_into::<HtmlInputElement>().checked();
            Action::Circumstance(CircumstanceAction::Done(key.clone(), done))
        })
    };
    let onclick = dispatch.reform(move |_| Action::Circumstance(CircumstanceAction::Tried(key.clone(), !tried)));
    html! {
        <div class="step-marks">
            <label class="done">
                <input type="checkbox" checked={done} {onchange} aria-describedby={id.to_owned()} />{ text::steps::DONE }
            </label>
            if tried {
                <span class="no-help">{ text::steps::DID_NOT_HELP }</span>
            }
            <button type="button" class={if tried { "link" } else { "quiet" }} {onclick} aria-describedby={id.to_owned()}>
                { if tried { text::steps::TAKE_BACK } else { text::steps::NO_HELP } }
            </button>
        </div>
    }
}

/// What a step says.
pub fn body(step: &Step, id: Option<String>) -> Html {
    let review = step.safety == "review";
    html! {
        <>
            <p class="do" {id}>
                { prose::sentence(&step.action) }
                if review {
                    { " " }<span class="review">{ text::REVIEW }</span>
                }
            </p>
            if let Some(code) = &step.code {
                { code_block::code(code) }
            }
            if let Some(run) = &step.run {
                { code_block::command(run) }
            }
            if let Some(because) = &step.because {
                <p class="because">{ prose::sentence(because) }</p>
            }
            if step.costs.is_some() || step.undo.is_some() {
                <dl>
                    { for [(text::COSTS, &step.costs), (text::UNDO, &step.undo)].into_iter().map(detail) }
                </dl>
            }
        </>
    }
}

fn detail((name, value): (&str, &Option<String>)) -> Html {
    match value {
        Some(value) => html! { <div><dt>{ name }</dt><dd>{ prose::inline(value) }</dd></div> },
        None => html! {},
    }
}

/// How to see that it worked.
pub fn checks(checks: &[Verify]) -> Html {
    html! {
        <div class="checks">
            { for checks.iter().map(|check| html! {
                <div>
                    { code_block::command(&check.run) }
                    if !check.expect.is_empty() {
                        <p><span class="expect">{ text::EXPECT }</span>{ " " }{ prose::inline(&check.expect) }</p>
                    }
                </div>
            }) }
        </div>
    }
}
