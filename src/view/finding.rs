//! One cause that stands: its line, and behind it the evidence, the mechanism and the way out.

use super::evidence::EvidenceList;
use super::patch::patch;
use super::steps::{Checks, Steps};
use super::{icons, prose};
use crate::state::{Action, Answer};
use crate::text;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`FindingCard`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The answer it belongs to.
    pub answer: Rc<Answer>,
    /// Its index there.
    pub index: usize,
    /// Whether it is open.
    pub open: bool,
    /// Whether the caret is in its evidence.
    pub active: bool,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

/// The id of the element of a finding's heading.
pub fn heading_id(index: usize) -> String {
    format!("finding-{}", index + 1)
}

/// The finding.
#[component]
pub fn FindingCard(props: &Props) -> Html {
    let report = &props.answer.report;
    let Some(finding) = report.findings.get(props.index) else {
        return html! {};
    };
    let certainty = text::certainty(finding.certainty);
    let marker = certainty.to_lowercase();
    let (id, open) = (finding.id.clone(), props.open);
    let toggle = props.dispatch.reform(move |_| Action::Open(id.clone(), !open));
    let body_id = format!("{}-body", heading_id(props.index));
    let masking = finding.masked_by.as_ref().map(|first| title_of(&props.answer, first));
    html! {
        <article
            class={classes!("finding", marker.clone(), open.then_some("open"), props.active.then_some("active"))}
            data-finding={finding.id.clone()} data-certainty={marker.clone()}>
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
                        <span class="title">{ prose::inline(&finding.title) }</span>
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
                        <EvidenceList answer={props.answer.clone()} evidence={finding.evidence.clone()}
                            dispatch={props.dispatch.clone()} />
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
                        <Steps steps={finding.steps.clone()} />
                    </section>
                }
                if !finding.patches.is_empty() {
                    <section>
                        <h4>{ text::PATCHES }</h4>
                        { for finding.patches.iter().map(|change| patch(report, change)) }
                    </section>
                }
                if !finding.verify.is_empty() {
                    <section class="verify">
                        <h4>{ text::VERIFY }</h4>
                        <Checks checks={finding.verify.clone()} />
                    </section>
                }
                if !finding.consequences.is_empty() {
                    <section>
                        <h4>{ text::CONSEQUENCES }</h4>
                        <ul>{ for finding.consequences.iter().map(|c| html! { <li>{ prose::inline(c) }</li> }) }</ul>
                    </section>
                }
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
pub fn title_of(answer: &Answer, id: &str) -> String {
    let report = &answer.report;
    let found = report.findings.iter().find(|finding| finding.id == id).map(|finding| &finding.title);
    let out = || report.ruled_out.iter().find(|out| out.id == id).map(|out| &out.title);
    found.or_else(out).cloned().unwrap_or_else(|| id.to_owned())
}
