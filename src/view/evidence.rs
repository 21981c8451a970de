//! Quotes from the paste, each of which leads back to its place. Where only a part of a line is evidence, the line stands
//! around it.

use super::pieces::spoken;
use crate::quote::Quote;
use crate::state::{Action, Answer, LayoutAction};
use crate::text;
use hopcheck::report::{Evidence, Report};
use hopcheck_html::html;
use yew::prelude::*;

/// The quotes that an answer gives for something.
pub fn evidence(answer: &Answer, evidence: &[Evidence], dispatch: &Callback<Action>) -> Html {
    html! {
        <ul class="evidence">
            { for evidence.iter().map(|evidence| quote(answer, evidence, dispatch)) }
        </ul>
    }
}

fn quote(answer: &Answer, evidence: &Evidence, dispatch: &Callback<Action>) -> Html {
    let place = place(&answer.report, evidence.artifact, evidence.line, evidence.end_line);
    let (artifact, range) =
        (evidence.artifact, (evidence.line, evidence.column, evidence.end_line, evidence.end_column));
    let onclick = dispatch.reform(move |_| Action::Layout(LayoutAction::Jump(artifact, range)));
    html! {
        <li>
            <button type="button" class="quote" {onclick} title={text::jump(&place)}>
                <span class="where">{ &place }</span>
                <code>{ quoted(answer, evidence) }</code>
            </button>
            if !evidence.shows.is_empty() {
                <p class="shows">{ super::prose::sentence(&evidence.shows) }</p>
            }
        </li>
    }
}

fn quoted(answer: &Answer, evidence: &Evidence) -> Html {
    let piece = answer.report.artifacts.get(evidence.artifact).map(|artifact| artifact.piece);
    let text = piece.and_then(|piece| answer.snapshot.pieces.get(piece)).map(|piece| &*piece.text);
    match text.and_then(|text| Quote::new(text, evidence)) {
        Some(quote) if quote.is_part() => {
            html! { <>{ quote.before }<mark>{ quote.part }</mark>{ quote.after }</> }
        }
        Some(quote) => html! { <>{ quote.before }{ quote.part }{ quote.after }</> },
        None => html! { { &evidence.text } },
    }
}

/// A place in words; the piece is named where there is more than one.
pub fn place(report: &Report, artifact: usize, first: usize, last: usize) -> String {
    let lines = text::lines(first, last);
    match report.artifacts.get(artifact) {
        Some(piece) if report.artifacts.len() > 1 => text::in_piece(&spoken(&piece.name), &lines),
        _ => lines,
    }
}
