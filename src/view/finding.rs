//! One cause that stands: its line, and behind it the evidence, the mechanism and the way out.

use super::evidence::evidence;
use super::patch::patch;
use super::rule_page::{Guest, about};
use super::steps::{checks, steps};
use super::{icons, prose};
use crate::part::part_of;
use crate::state::{Action, Answer, AnswerAction, Circumstances};
use crate::tree::classes;
use crate::{browser, text};
use hopcheck::report::Report;
use hopcheck_html::html;
use std::rc::Rc;
use yew::prelude::*;

/// The finding.
#[derive(PartialEq)]
pub struct FindingCard {
    /// The answer it belongs to.
    pub answer: Rc<Answer>,
    /// Its index there.
    pub index: usize,
    /// Whether it is open.
    pub open: bool,
    /// What the reader says beside the texts.
    pub said: Circumstances,
    /// Whether the caret is in its evidence.
    pub active: bool,
    /// Whether this is a guest in another page.
    pub guest: Guest,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

/// The id of the element of a finding's heading.
fn heading_id(index: usize) -> String {
    format!("finding-{}", index + 1)
}

/// What tells a finding from the others of its report: its id, and a number where one cause stands for several subjects.
pub fn key(report: &Report, index: usize) -> String {
    let id = report.findings.get(index).map_or("", |finding| finding.id.as_str());
    match report.findings.iter().take(index).filter(|finding| finding.id == id).count() {
        0 => id.to_owned(),
        before => format!("{id} {}", before + 1),
    }
}

/// Opens a finding and goes there.
pub fn show(report: &Report, index: usize, dispatch: &Callback<Action>) -> Callback<MouseEvent> {
    let key = key(report, index);
    dispatch.reform(move |event: MouseEvent| {
        browser::focus_on(&event, &heading_id(index));
        Action::Answer(AnswerAction::Open(key.clone(), true))
    })
}

/// A finding's number, which leads there.
pub fn number(report: &Report, index: usize, dispatch: &Callback<Action>) -> Html {
    let Some(finding) = report.findings.get(index) else {
        return html! {};
    };
    let (name, tone) = (text::numbered(index + 1, &finding.title), finding.certainty.word());
    html! {
        <button type="button" class={classes!("number", tone)} title={name.clone()} aria-label={name}
            onclick={show(report, index, dispatch)}>{ index + 1 }</button>
    }
}

part_of!(FindingCard, use_finding);

#[hook]
fn use_finding(props: &FindingCard) -> Html {
    let report = &props.answer.report;
    let Some(finding) = report.findings.get(props.index) else {
        return html! {};
    };
    let certainty = text::certainty(finding.certainty);
    let marker = finding.certainty.word();
    let (key, open) = (key(report, props.index), props.open);
    let toggle = props.dispatch.reform(move |_| Action::Answer(AnswerAction::Open(key.clone(), !open)));
    let body_id = format!("{}-body", heading_id(props.index));
    let masking = finding.masked_by.as_ref().map(|first| title_of(&props.answer, first));
    html! {
        <article
            class={classes!("finding", marker, open.then_some("open"), props.active.then_some("active"))}
            data-finding={finding.id.clone()} data-certainty={marker}>
            <h3>
                <button type="button" id={heading_id(props.index)} aria-expanded={open.to_string()}
                    aria-controls={body_id.clone()} onclick={toggle}>
                    <span class="number">{ props.index + 1 }</span>
                    <span class="line">
                        <span class="meta">
                            <span class="certainty">{ icons::certainty(finding.certainty) }{ certainty }</span>
                            <span class="severity">{ text::severity(finding.severity) }</span>
                            if masking.is_some() {
                                <span class="next">{ text::NEXT }</span>
                            }
                        </span>
                        <span class="title">{ prose::sentence(&finding.title) }</span>
                    </span>
                    { icons::chevron() }
                </button>
            </h3>
            <div class="body" id={body_id} hidden={!open}>
                if let Some(first) = masking {
                    <p class="masked">{ prose::inline(&text::breaks_next(&first)) }</p>
                }
                if !finding.evidence.is_empty() {
                    <section>
                        <h4>{ text::EVIDENCE }</h4>
                        { evidence(&props.answer, &finding.evidence, &props.dispatch) }
                    </section>
                }
                <section class="why">
                    <h4>{ text::WHY }</h4>
                    { prose::paragraphs(&finding.why) }
                </section>
                if let Some(contradiction) = &finding.contradiction {
                    <section class="contradiction">
                        <h4>{ text::CONTRADICTION }</h4>
                        { prose::paragraphs(contradiction) }
                    </section>
                }
                if !finding.steps.is_empty() {
                    <section>
                        <h4>{ text::STEPS }</h4>
                        { steps(finding, &heading_id(props.index), &props.said, &props.dispatch) }
                    </section>
                }
                if !finding.patches.is_empty() {
                    <section>
                        <h4>{ text::PATCHES }</h4>
                        { for finding.patches.iter().map(|change| patch(report, change, finding)) }
                    </section>
                }
                if !finding.verify.is_empty() {
                    <section class="verify">
                        <h4>{ text::VERIFY }</h4>
                        { checks(&finding.verify) }
                    </section>
                }
                if !finding.consequences.is_empty() {
                    <section>
                        <h4>{ text::CONSEQUENCES }</h4>
                        <ul>{ for finding.consequences.iter().map(|c| html! { <li>{ prose::sentence(c) }</li> }) }</ul>
                    </section>
                }
                <p class="about-cause">{ about(&finding.id, props.guest) }</p>
                if !finding.see.is_empty() {
                    <section class="see">
                        <h4>{ text::SEE }</h4>
                        <ul>
                            { for finding.see.iter().map(|see| html! {
                                <li><a href={see.url.clone()} rel="noreferrer noopener" target="_blank">{ &see.title }</a></li>
                            }) }
                        </ul>
                    </section>
                }
            </div>
        </article>
    }
}

/// What a cause is called in this answer; its id where it is not in it.
fn title_of(answer: &Answer, id: &str) -> String {
    let found = answer.report.findings.iter().find(|finding| finding.id == id);
    found.map_or(id, |finding| finding.title.as_str()).to_owned()
}
