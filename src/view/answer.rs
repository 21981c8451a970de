//! The answer, top to bottom: the sentence, the picture, the findings, what to paste next, and what remains.

use super::asks::Asks;
use super::environment::environment;
use super::finding::{self, FindingCard};
use super::messages::Messages;
use super::not_understood::{NotUnderstood, unread};
use super::request_path::RequestPath;
use super::rule_page::Guest;
use super::ruled_out::RuledOutList;
use super::summary::summary;
use super::tried::{self, TriedList};
use crate::few::Few;
use crate::hooks::{UseStateHandle, use_effect_with, use_state_eq};
use crate::part::{keyed, part, part_of};
use crate::state::{self, Action, Circumstances, Interview, Phase, WorkerHealth};
use crate::text;
use gloo::timers::callback::Timeout;
use hopcheck::report::{Certainty, HopState, Report, Severity};
use hopcheck_html::html;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// How long the top finding must stand before it is announced, in milliseconds.
const SETTLED: u32 = 1200;
/// How long an analysis runs before the page says so, in milliseconds.
const PATIENCE: u32 = 400;

/// The answer.
#[derive(PartialEq)]
pub struct Answer {
    /// The answer, where there is one.
    pub answer: Option<Rc<state::Answer>>,
    /// How far the analysis is.
    pub phase: Phase,
    /// Which state of the texts that is.
    pub version: u64,
    /// How the worker does.
    pub worker: WorkerHealth,
    /// Findings the reader opened or closed.
    pub opened: Few<String, bool>,
    /// What the reader says beside the texts.
    pub said: Circumstances,
    /// How far the interview is.
    pub interview: Interview,
    /// Whether this is a guest in another page.
    pub guest: Guest,
    /// The finding whose evidence the caret is in.
    pub active: Option<usize>,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

part_of!(Answer, use_answer);

#[hook]
fn use_answer(props: &Answer) -> Html {
    let announced = use_announcement(props);
    let slow = use_slow(props.phase);
    let answer = props.answer.as_ref().filter(|_| props.phase != Phase::Idle);
    let element = use_node_ref();
    use_effect_with((props.phase, props.version), {
        let element = element.clone();
        move |(phase, _)| {
            if let Some(element) = element.cast::<Element>() {
                mark(&element, *phase);
            }
        }
    });
    html! {
        <div class="answer" ref={element} aria-busy={(props.phase == Phase::Running).to_string()}>
            <p role="status" class="visually-hidden">{ (*announced).clone() }</p>
            if slow {
                <p class="working">{ if props.worker == WorkerHealth::Starting { text::STARTING } else { text::WORKING } }</p>
            }
            if let Some(answer) = answer {
                <div class="part">
                    if props.phase == Phase::NotUnderstood {
                        <div class="summary"><p>{ text::NOT_UNDERSTOOD }</p></div>
                        <p class="help">{ text::NOT_UNDERSTOOD_HELP }</p>
                    }
                </div>
                { sections(props, answer) }
            }
        </div>
    }
}

/// Says at once that the texts are newer than the answer. Rendering says so too, but a moment later, and whoever scripts the
/// page would take the old answer for the new one.
pub fn mark_running(paste_box: &Element) {
    // Beside it, not in the document: there may be several pages in one, in shadow roots.
    let page = paste_box.closest(".app").ok().flatten();
    if let Some(answer) = page.and_then(|page| page.query_selector("[data-analysis]").ok().flatten()) {
        mark(&answer, Phase::Running);
    }
}

fn mark(element: &Element, phase: Phase) {
    // Refused only for names that are none.
    let _ = element.set_attribute("data-analysis", phase.marker());
}

fn sections(props: &Answer, answer: &Rc<state::Answer>) -> Html {
    let report = &answer.report;
    let leading = report.findings.first().is_some_and(|finding| finding.certainty >= Certainty::Likely);
    let findings = findings(props, answer, leading);
    let (said, dispatch) = (&props.said, &props.dispatch);
    let asks = part(Asks { answer: answer.clone(), interview: props.interview.clone(), dispatch: dispatch.clone() });
    let commands = html! {
        if !report.findings.is_empty() || !report.asks.is_empty() {
            { environment(report, said.environment.as_deref(), dispatch) }
        }
    };
    let tried = part(TriedList { said: said.clone(), steps: tried::named(said, report), dispatch: dispatch.clone() });
    let path = html! {
        if props.phase != Phase::NotUnderstood && report.path.iter().any(|hop| hop.state != HopState::Unknown || !hop.label.is_empty()) {
            { part(RequestPath { hops: report.path.clone() }) }
        }
    };
    let messages = html! {
        if !report.messages.is_empty() {
            { part(Messages { answer: answer.clone(), dispatch: dispatch.clone() }) }
        }
    };
    // Where nothing is broken, what nginx says is what the reader came for.
    let (first, last) = match report.findings.iter().all(|finding| finding.severity == Severity::WorthKnowing) {
        true => (messages, html! {}),
        false => (html! {}, messages),
    };
    let ruled_out = html! {
        if !report.ruled_out.is_empty() {
            { part(RuledOutList { answer: answer.clone(), guest: props.guest, dispatch: dispatch.clone() }) }
        }
    };
    let top = html! {
        if props.phase != Phase::NotUnderstood {
            { summary(&sentence(report), !report.findings.is_empty()) }
            if report.findings.is_empty() {
                <p class="help">{ text::NOTHING_WRONG_HELP }</p>
            }
        }
    };
    let not_understood = html! {
        if !unread(report).is_empty() {
            { part(NotUnderstood { answer: answer.clone(), dispatch: dispatch.clone() }) }
        }
    };
    // Where nothing is likely yet, the next thing to paste is worth more than a list of what it may be.
    let middle = match leading {
        true => [path, tried, commands, findings, ruled_out, asks],
        false => [tried, commands, asks, path, findings, ruled_out],
    };
    // Each in an element of its own that stays: where neighbours without one come and go at once, Yew 0.23 may look for a node
    // that is gone, and the page ends.
    [top, first]
        .into_iter()
        .chain(middle)
        .chain([last, not_understood])
        .map(|part| html! { <div class="part">{ part }</div> })
        .collect()
}

fn findings(props: &Answer, answer: &Rc<state::Answer>, leading: bool) -> Html {
    let report = &answer.report;
    if report.findings.is_empty() {
        return html! {};
    }
    html! {
        <section class="findings">
            <h2>{ if leading { text::FINDINGS } else { text::POSSIBLE } }</h2>
            { for (0..report.findings.len()).map(|index| {
                let key = finding::key(report, index);
                let open = props.opened.get(&key).copied().unwrap_or(index == 0);
                let (active, dispatch) = (props.active == Some(index), props.dispatch.clone());
                let (answer, said, guest) = (answer.clone(), props.said.clone(), props.guest);
                keyed(key, FindingCard { answer, index, open, said, active, guest, dispatch })
            }) }
        </section>
    }
}

fn sentence(report: &Report) -> String {
    if report.summary.is_empty() { text::NOTHING_WRONG.to_owned() } else { report.summary.clone() }
}

/// What a screen reader is told: the top finding, once it has stood for a while and only when it is another one.
#[hook]
fn use_announcement(props: &Answer) -> UseStateHandle<String> {
    let announced = use_state_eq(String::new);
    let words = match (&props.answer, props.phase) {
        (Some(_), Phase::NotUnderstood) => text::NOT_UNDERSTOOD.to_owned(),
        (Some(answer), Phase::Done) => match answer.report.findings.split_first() {
            Some((top, others)) => text::announce(text::certainty(top.certainty), &top.title, others.len()),
            None => sentence(&answer.report),
        },
        _ => String::new(),
    };
    use_effect_with(words, {
        let announced = announced.clone();
        move |words| {
            let words = words.clone();
            let later = (!words.is_empty()).then(|| Timeout::new(SETTLED, move || announced.set(words)));
            move || drop(later)
        }
    });
    announced
}

/// True once an analysis has run for a while.
#[hook]
fn use_slow(phase: Phase) -> bool {
    let slow = use_state_eq(|| false);
    use_effect_with(phase, {
        let slow = slow.clone();
        move |phase| {
            slow.set(false);
            let later = (*phase == Phase::Running).then(|| Timeout::new(PATIENCE, move || slow.set(true)));
            move || drop(later)
        }
    });
    *slow && phase == Phase::Running
}
