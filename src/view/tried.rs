//! What was tried and did not help, and what that has changed.

use crate::hooks::use_effect_with;
use crate::part::part_of;
use crate::state::{Action, CircumstanceAction, Circumstances, StepKey};
use crate::{browser, text};
use hopcheck::report::Report;
use hopcheck_html::html;
use web_sys::Element;
use yew::prelude::*;

/// The list; nothing where nothing was tried and nothing has changed by it.
#[derive(PartialEq)]
pub struct TriedList {
    /// What the reader says.
    pub said: Circumstances,
    /// What each step is called, beside its key.
    pub steps: Vec<(StepKey, String)>,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

/// The steps that were tried, as the report calls them.
pub fn named(said: &Circumstances, report: &Report) -> Vec<(StepKey, String)> {
    let name = |(id, number): &StepKey| {
        let mut of_rule = report.findings.iter().filter(|finding| finding.id == *id).flat_map(|finding| &finding.steps);
        of_rule.find(|step| step.number == *number).map_or_else(|| format!("{id} {number}"), |step| step.action.clone())
    };
    said.tried.iter().map(|key| (key.clone(), name(key))).collect()
}

part_of!(TriedList, use_tried);

#[hook]
fn use_tried(props: &TriedList) -> Html {
    let list = use_node_ref();
    let moved = props.said.moved.as_ref();
    use_effect_with(moved.map(|moved| moved.serial), {
        let list = list.clone();
        move |serial| {
            // The steps around the button that was pressed may have moved far away.
            if let Some(list) = list.cast::<Element>().filter(|_| serial.is_some()) {
                browser::focus(&list);
            }
        }
    });
    if moved.is_none() && props.steps.is_empty() {
        html! {}
    } else {
        steps(props, list)
    }
}

#[inline(never)]
fn steps(props: &TriedList, list: NodeRef) -> Html {
    let moved = props.said.moved.as_ref();
    html! {
        <section ref={list} class="tried-list" tabindex="-1" aria-label={text::steps::TRIED}>
            if let Some(moved) = moved {
                <p role="status">{ text::steps::moved(moved) }</p>
            }
            <ul>
                { for props.steps.iter().map(|(key, name)| {
                    let taken = key.clone();
                    let onclick = props.dispatch.reform(move |_| {
                        Action::Circumstance(CircumstanceAction::Tried(taken.clone(), false))
                    });
                    html! {
                        <li>
                            <span>{ text::steps::NO_HELP }{ ": " }{ super::prose::inline(name) }</span>{ " " }
                            <button type="button" class="link" {onclick} aria-label={format!("{}: {name}", text::steps::TAKE_BACK)}>
                                { text::steps::TAKE_BACK }
                            </button>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}
