//! The reader's side of the page: the texts, what they were recognised as, and the way from a mark to its finding.

use super::file_pane::FilePane;
use super::finding::show;
use super::paste_box::PasteBox;
use super::pieces::{Recognised, Tabs};
use super::prose;
use super::rows::MarkedText;
use crate::state::{Action, Answer, Source, State, TextAction};
use crate::{marks, text};
use std::rc::Rc;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

/// Properties of [`TextColumn`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the page knows.
    pub state: State,
    /// Takes chosen and pasted files.
    pub on_files: Callback<Vec<File>>,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

/// The column.
#[component]
pub fn TextColumn(props: &Props) -> Html {
    let Props { state, on_files, dispatch } = props;
    let version = state.answering.answer.as_ref().map(|answer| answer.edition());
    let paste = use_memo(version, |_| marked(state.answering.answer.as_deref(), Source::Paste, None));
    let file = use_memo((version, state.texts.shown), |_| {
        let file = state.texts.shown_file()?;
        Some(marked(state.answering.answer.as_deref(), Source::File(file.id), Some(&file.text)))
    });
    let jump_here = state.layout.jump.filter(|jump| jump.source == state.texts.source());
    html! {
        <section class="text-column" aria-label={text::PASTE_TAB}>
            <Tabs files={state.texts.files.clone()} shown={state.texts.source()} dispatch={dispatch.clone()} />
            <div class="editor">
                <PasteBox paste={state.texts.paste.clone()} set={state.texts.paste_set} marked={(*paste).clone()} active={state.layout.active} jump={state.layout.jump}
                    hidden={state.texts.shown.is_some()} on_files={on_files.clone()} dispatch={dispatch.clone()} />
                if let (Some(file), Some(marked)) = (state.texts.shown_file(), (*file).clone()) {
                    <FilePane key={file.id} name={file.label.clone()} {marked} active={state.layout.active} jump={jump_here}
                        dispatch={dispatch.clone()} />
                }
                { line_says(state) }
                { evidence_bar(state, dispatch) }
            </div>
            <div class="tools">
                <label class="button">
                    { text::CHOOSE_FILES }
                    <input type="file" multiple=true class="visually-hidden" onchange={chosen(on_files)} />
                </label>
                if !state.texts.is_empty() {
                    <button type="button" class="button" onclick={dispatch.reform(|_| Action::Text(TextAction::Clear))}>{ text::CLEAR }</button>
                }
                if state.texts.cleared.is_some() {
                    <button type="button" class="button" onclick={dispatch.reform(|_| Action::Text(TextAction::UndoClear))}>{ text::UNDO_CLEAR }</button>
                }
            </div>
            if let Some(answer) = &state.answering.answer {
                <Recognised answer={answer.clone()} dispatch={dispatch.clone()} />
            }
        </section>
    }
}

/// A source's text with the marks of an answer; without one, the text as it is.
fn marked(answer: Option<&Answer>, source: Source, text: Option<&Rc<str>>) -> Rc<MarkedText> {
    let found = answer.and_then(|answer| answer.piece_of(source).map(|piece| (answer, piece)));
    Rc::new(match found {
        Some((answer, piece)) => MarkedText::new(answer.snapshot.pieces[piece].text.clone(), |text, offsets| {
            marks::of_piece(&answer.report, piece, text, offsets)
        })
        .explained(marks::said_in_piece(&answer.report, piece)),
        None => MarkedText::new(text.cloned().unwrap_or_default(), |_, _| Vec::new()),
    })
}

/// While the caret is in a line of nginx: what it means. A screen reader says it after the line.
fn line_says(state: &State) -> Html {
    let message = state.layout.active.message.zip(state.answering.answer.as_ref());
    let message = message.and_then(|(index, answer)| answer.report.messages.get(index));
    html! {
        <div class="line-says" aria-live="polite">
            if let Some(message) = message {
                <p>
                    if !message.level.is_empty() {
                        <span class={classes!("level", super::messages::tone(message))}>{ &message.level }</span>{ " " }
                    }
                    { prose::sentence(&message.explains) }
                </p>
            }
        </div>
    }
}

/// While the caret is in evidence: which finding it belongs to, and the way there.
fn evidence_bar(state: &State, dispatch: &Callback<Action>) -> Html {
    let found = state.layout.active.finding.zip(state.answering.answer.as_ref());
    let Some((index, answer, finding)) =
        found.and_then(|(index, answer)| Some((index, answer, answer.report.findings.get(index)?)))
    else {
        return html! {};
    };
    let onclick = show(&answer.report, index, dispatch);
    html! {
        <button type="button" class="evidence-bar" {onclick}>{ text::evidence_for(index + 1, &finding.title) }</button>
    }
}

fn chosen(on_files: &Callback<Vec<File>>) -> Callback<Event> {
    on_files.reform(|event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else {
            return Vec::new();
        };
        let files = input.files().map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect());
        // So that the same file can be chosen again.
        input.set_value("");
        files.unwrap_or_default()
    })
}
