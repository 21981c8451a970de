//! What to paste next, as an interview: one ask at a time, with a box of its own; the others within reach.

use super::code_block::command;
use super::finding::number;
use super::prose;
use crate::part::part_of;
use crate::state::{Action, Answer, Interview, InterviewAction};
use crate::text;
use hopcheck::report::{Ask, Certainty, Severity};
use hopcheck_html::html;
use std::rc::Rc;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// The interview; nothing where nothing is asked.
#[derive(PartialEq)]
pub struct Asks {
    /// The answer they belong to.
    pub answer: Rc<Answer>,
    /// Where the interview is.
    pub interview: Interview,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

part_of!(Asks, use_asks);

#[hook]
fn use_asks(props: &Asks) -> Html {
    let area = use_node_ref();
    let report = &props.answer.report;
    let Some(current) = props.interview.current(report) else {
        return html! {};
    };
    let others = report.asks.iter().enumerate().filter(|(at, _)| *at != current).map(|(_, ask)| other(props, ask));
    let alone = report.asks.len() == 1;
    html! {
        <section class="asks">
            <div class="asks-head">
                <h2>{ text::ASKS }</h2>
                { narrowing(props) }
            </div>
            { put(props, &report.asks[current], &area, alone) }
            if !alone {
                <p class="instead">{ text::asks::INSTEAD }</p>
                <ul>{ for others }</ul>
            }
        </section>
    }
}

/// The causes that are open, and how they became fewer.
fn narrowing(props: &Asks) -> Html {
    let report = &props.answer.report;
    let open: Vec<usize> = (0..report.findings.len())
        .filter(|&at| report.findings[at].severity != Severity::WorthKnowing)
        .filter(|&at| report.findings[at].certainty != Certainty::Confirmed)
        .collect();
    let trail = &props.interview.trail;
    html! {
        <p class="narrowing">
            // Told aloud only where an answer has changed it; the count while somebody types would be chatter.
            <span role="status">
                if trail.len() > 1 {
                    { text::asks::narrowed(trail) }
                }
            </span>
            if trail.len() <= 1 && !open.is_empty() {
                <span>{ text::asks::open(open.len()) }</span>
            }
            { for open.into_iter().map(|at| number(report, at, &props.dispatch)) }
        </p>
    }
}

/// The ask that is put.
fn put(props: &Asks, ask: &Ask, area: &NodeRef, alone: bool) -> Html {
    let kind = &ask.artifact;
    let place = if ask.run.is_some() { text::RUN_WHERE } else { text::FIND_WHERE };
    let add = {
        let (area, kind, dispatch) = (area.clone(), kind.clone(), props.dispatch.clone());
        Callback::from(move |()| {
            let Some(area) = area.cast::<HtmlTextAreaElement>() else { return };
            let answer = area.value();
            if !answer.trim().is_empty() {
                area.set_value("");
                dispatch.emit(Action::Interview(InterviewAction::Answer(kind.clone(), answer)));
            }
        })
    };
    let onkeydown = {
        let add = add.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                add.emit(());
            }
        })
    };
    let skip = {
        let kind = kind.clone();
        props.dispatch.reform(move |_| Action::Interview(InterviewAction::Skip(kind.clone())))
    };
    html! {
        <div class="ask" key={kind.clone()} data-ask={kind.clone()}>
            <p class="how" id="ask">{ prose::sentence(&ask.how) }</p>
            if let Some(run) = &ask.run {
                { command(run) }
            }
            if !ask.place.is_empty() {
                <p class="where">{ place }{ " " }{ prose::inline(&ask.place) }</p>
            }
            if !ask.why.is_empty() {
                <p class="why">{ prose::inline(&text::shows(&ask.why)) }</p>
            }
            { separates(props, ask) }
            <div class="ask-answer">
                <textarea ref={area.clone()} rows="3" aria-label={text::asks::ANSWER} placeholder={text::asks::ANSWER}
                    aria-describedby="ask" spellcheck="false" autocapitalize="off" autocomplete="off" {onkeydown} />
                <button type="button" class="primary" onclick={add.reform(|_| ())}>{ text::asks::ADD }</button>
                if !alone {
                    <button type="button" class="quiet" onclick={skip}>{ text::asks::CANNOT }</button>
                }
            </div>
        </div>
    }
}

/// Another ask.
fn other(props: &Asks, ask: &Ask) -> Html {
    let kind = ask.artifact.clone();
    let onclick = props.dispatch.reform(move |_| Action::Interview(InterviewAction::Choose(kind.clone())));
    html! {
        <li key={ask.artifact.clone()} data-ask={ask.artifact.clone()}>
            <button type="button" class="link" {onclick}>{ prose::sentence(&ask.how) }</button>
            if props.interview.skipped.contains(&ask.artifact) {
                <span class="passed-over">{ " " }{ text::asks::PASSED_OVER }</span>
            }
        </li>
    }
}

/// The causes that an ask separates, by their numbers; those that are not shown have none.
fn separates(props: &Asks, ask: &Ask) -> Html {
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
