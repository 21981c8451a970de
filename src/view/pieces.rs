//! The pieces as tabs, and what was recognised in them.

use super::icons;
use crate::state::{Action, Answer, File, LayoutAction, Source, TextAction};
use crate::text;
use hopcheck::intake::Kind;
use hopcheck::report::ArtifactReport;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Tabs`].
#[derive(Properties, PartialEq)]
pub struct TabsProps {
    /// The files beside the paste box.
    pub files: Vec<Rc<File>>,
    /// Which text is shown.
    pub shown: Source,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

/// The texts to choose from; nothing while there is only the paste box.
#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    if props.files.is_empty() {
        return html! {};
    }
    let tab = |source: Source, label: &str| {
        let current = (props.shown == source).then_some("true");
        let onclick = props.dispatch.reform(move |_| Action::Text(TextAction::Show(source)));
        html! { <button type="button" class="tab" aria-current={current} {onclick}>{ label }</button> }
    };
    html! {
        <ul class="tabs" aria-label={text::PIECES}>
            <li>{ tab(Source::Paste, text::PASTE_TAB) }</li>
            { for props.files.iter().map(|file| {
                let id = file.id;
                let remove = props.dispatch.reform(move |_| Action::Text(TextAction::Remove(id)));
                html! {
                    <li key={id}>
                        { tab(Source::File(id), &file.label) }
                        <button type="button" class="remove" aria-label={text::remove(&file.label)} onclick={remove}>{ icons::cross() }</button>
                    </li>
                }
            }) }
        </ul>
    }
}

/// Properties of [`Recognised`].
#[derive(Properties, PartialEq)]
pub struct RecognisedProps {
    /// The answer.
    pub answer: Rc<Answer>,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

/// What each piece was recognised as.
#[component]
pub fn Recognised(props: &RecognisedProps) -> Html {
    html! {
        <ul class="recognised" aria-label={text::RECOGNISED}>
            { for props.answer.report.artifacts.iter().enumerate().map(|(at, artifact)| chip(at, artifact, &props.dispatch)) }
        </ul>
    }
}

/// A piece's name as a person says it: where it is only its kind's, the kind's label.
pub fn spoken(name: &str) -> String {
    Kind::from_name(name).map_or_else(|| name.to_owned(), |kind| kind.label().to_owned())
}

fn chip(at: usize, artifact: &ArtifactReport, dispatch: &Callback<Action>) -> Html {
    let label = spoken(&artifact.kind);
    let first = artifact.first_line;
    let onclick = dispatch.reform(move |_| Action::Layout(LayoutAction::Jump(at, (first, 1, first, usize::MAX))));
    let unknown = (artifact.kind == Kind::Unknown.name()).then_some("unknown");
    html! {
        <li data-artifact={artifact.kind.clone()}>
            <button type="button" class={classes!("chip", unknown)} {onclick}>
                <span class="kind">{ label }</span>
                <span class="size">{ text::line_count(artifact.lines) }</span>
                if let Some(place) = &artifact.place {
                    <span class="place">{ place }</span>
                }
            </button>
        </li>
    }
}
