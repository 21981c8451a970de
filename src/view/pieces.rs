//! What each piece was recognised as, and the way to correct it.

use super::icons;
use super::piece_form::{PieceForm, Said};
use crate::hooks::use_state;
use crate::part::{keyed, part_of};
use crate::state::{Action, Answer, LayoutAction, Source, TextAction};
use crate::text;
use crate::tree::classes;
use hopcheck::intake::{Correction, Kind};
use hopcheck::report::ArtifactReport;
use hopcheck_html::html;
use std::rc::Rc;
use yew::prelude::*;

/// The recognised pieces. One at a time has its form open.
#[derive(PartialEq)]
pub struct Recognised {
    /// The answer.
    pub answer: Rc<Answer>,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

part_of!(Recognised, use_recognised);

#[hook]
fn use_recognised(props: &Recognised) -> Html {
    let open = use_state(|| None::<(Source, usize)>);
    let artifacts = || props.answer.report.artifacts.iter().enumerate();
    let key = |at: usize, artifact: &ArtifactReport| Some((props.answer.source_of(at)?, artifact.first_line));
    let corrected = artifacts().find(|(at, artifact)| open.is_some() && key(*at, artifact) == *open);
    html! {
        <div class="pieces">
            <ul class="recognised" aria-label={text::RECOGNISED}>
                { for artifacts().map(|(at, artifact)| {
                    let key = key(at, artifact);
                    let is_open = open.is_some() && key == *open;
                    let toggle = {
                        let open = open.clone();
                        Callback::from(move |_: MouseEvent| open.set(key.filter(|_| !is_open)))
                    };
                    chip(at, artifact, is_open, toggle, &props.dispatch)
                }) }
            </ul>
            if let Some((at, artifact)) = corrected {
                { form(&props.answer, at, artifact, &props.dispatch, {
                    let open = open.clone();
                    Callback::from(move |()| open.set(None))
                }) }
            }
        </div>
    }
}

/// A piece's name as a person says it: where it is only its kind's, the kind's label.
pub fn spoken(name: &str) -> String {
    Kind::from_name(name).map_or_else(|| name.to_owned(), |kind| kind.label().to_owned())
}

fn chip(
    at: usize,
    artifact: &ArtifactReport,
    is_open: bool,
    toggle: Callback<MouseEvent>,
    dispatch: &Callback<Action>,
) -> Html {
    let label = spoken(&artifact.kind);
    let first = artifact.first_line;
    let onclick = dispatch.reform(move |_| Action::Layout(LayoutAction::Jump(at, (first, 1, first, usize::MAX))));
    let unknown = (artifact.kind == Kind::Unknown.name()).then_some("unknown");
    let said = artifact.correction.map(|_| "said");
    html! {
        <li class={classes!("chip", unknown, said)} data-artifact={artifact.kind.clone()}>
            <button type="button" class="show" {onclick}>
                <span class="kind">{ &label }</span>
                if artifact.name != label {
                    <span class="name">{ &artifact.name }</span>
                }
                <span class="size">{ text::line_count(artifact.lines) }</span>
                if let Some(place) = &artifact.place {
                    <span class="place">{ place }</span>
                }
            </button>
            <button type="button" class="correct" aria-expanded={is_open.to_string()} onclick={toggle}
                aria-label={text::describe_at(&label, first)}>{ icons::pencil() }</button>
        </li>
    }
}

#[inline(never)]
fn form(
    answer: &Answer,
    at: usize,
    artifact: &ArtifactReport,
    dispatch: &Callback<Action>,
    on_done: Callback<()>,
) -> Html {
    let Some(source) = answer.source_of(at) else { return html! {} };
    let made = artifact.correction.and_then(|made| answer.snapshot.pieces.get(artifact.piece)?.corrections.get(made));
    // What is said anew is said of the same line, and so takes the place of what was said before.
    let line = made.map_or(artifact.first_line, |made| made.line);
    let said = made.map_or_else(Said::default, |made| Said {
        name: made.name.clone(),
        kind: made.kind,
        place: made.place.clone(),
    });
    let on_change = dispatch.reform(move |said: Said| {
        let correction = Correction { line, name: said.name, kind: said.kind, place: said.place };
        Action::Text(TextAction::Correct(source, correction))
    });
    let form = PieceForm {
        label: text::describe_at(&spoken(&artifact.kind), artifact.first_line),
        name: artifact.name.clone(),
        recognised: Kind::from_name(&artifact.kind),
        place: artifact.place.clone(),
        said,
        has_place: true,
        places: answer.report.places.clone(),
        on_change,
        on_done,
    };
    keyed(format!("{source:?} {line}"), form)
}
