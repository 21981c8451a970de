//! The lines no reader knew.

use super::icons;
use crate::part::part_of;
use crate::state::{Action, Answer, LayoutAction};
use crate::text;
use hopcheck::report::Report;
use hopcheck_html::html;
use std::rc::Rc;
use yew::prelude::*;

/// Ranges shown; of a paste with more, the count says enough.
const SHOWN: usize = 60;

/// The ranges, each of which leads to its place.
#[derive(PartialEq)]
pub struct NotUnderstood {
    /// The answer it belongs to.
    pub answer: Rc<Answer>,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

/// The unread ranges as (artifact, first line, last line).
pub fn unread(report: &Report) -> Vec<(usize, usize, usize)> {
    report
        .artifacts
        .iter()
        .enumerate()
        .flat_map(|(at, artifact)| artifact.unread.iter().map(move |&(first, last)| (at, first, last)))
        .collect()
}

part_of!(NotUnderstood, use_not_understood);

#[hook]
fn use_not_understood(props: &NotUnderstood) -> Html {
    let report = &props.answer.report;
    let ranges = unread(report);
    let lines: usize = ranges.iter().map(|(_, first, last)| last.saturating_sub(*first) + 1).sum();
    let all: usize = report.artifacts.iter().map(|artifact| artifact.lines).sum();
    html! {
        <details class="unread">
            <summary>
                <h2>{ text::UNREAD }</h2><span class="count">{ text::unread_count(lines, all.max(lines)) }</span>
                { icons::chevron() }
            </summary>
            <p>{ text::UNREAD_HELP }</p>
            <ul>
                { for ranges.iter().take(SHOWN).map(|&(artifact, first, last)| {
                    let place = super::evidence::place(report, artifact, first, last);
                    let onclick = props.dispatch.reform(move |_| Action::Layout(LayoutAction::Jump(artifact, (first, 1, last, usize::MAX))));
                    html! { <li><button type="button" class="link" title={text::jump(&place)} {onclick}>{ &place }</button></li> }
                }) }
                if ranges.len() > SHOWN {
                    <li>{ "…" }</li>
                }
            </ul>
        </details>
    }
}
