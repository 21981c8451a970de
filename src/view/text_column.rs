//! The reader's side of the page: the texts, what they were recognised as, and the way from a mark to its finding.

use super::file_pane::FilePane;
use super::finding::show;
use super::kept::{keep_switch, restored, shared};
use super::paste_box::PasteBox;
use super::pieces::Recognised;
use super::proof::Proof;
use super::prose;
use super::rows::MarkedText;
use super::tabs::Tabs;
use super::tools::tools;
use super::working::working;
use crate::keep::Keeping;
use crate::offsets::Offsets;
use crate::part::{keyed, part};
use crate::reading::Content;
use crate::state::{Action, Answer, Source, State};
use crate::taker::Taker;
use crate::tree::classes;
use crate::{marks, text};
use hopcheck_html::html;
use std::rc::Rc;
use yew::prelude::*;

/// The column. `taker` takes what comes from outside, `on_forget` hears when the kept texts are to be forgotten and taken away, `on_stop` when
/// what takes long is to stop.
#[hook]
pub fn use_text_column(
    state: &State,
    taker: &Taker,
    keeping: &Keeping,
    on_forget: &Callback<()>,
    on_stop: &Callback<()>,
    dispatch: &Callback<Action>,
) -> Html {
    let (texts, active, jump) = (&state.texts, state.layout.active, state.layout.jump);
    let answer = &state.answering.answer;
    let version = answer.as_ref().map(|answer| answer.edition());
    let paste = use_memo(version, |_| marked(answer.as_deref(), Source::Paste, None));
    let file = use_memo((version, texts.shown), |_| {
        let file = texts.shown_file()?;
        Some(marked(answer.as_deref(), Source::File(file.id), Some(&file.content)))
    });
    let on_files = {
        let taker = taker.clone();
        Callback::from(move |files| taker.files(files))
    };
    let on_large = {
        let taker = taker.clone();
        Callback::from(move |pasted| taker.large_paste(pasted))
    };
    let paste_box = PasteBox {
        paste: texts.paste.clone(),
        set: texts.paste_set,
        marked: (*paste).clone(),
        active,
        jump,
        hidden: texts.shown.is_some(),
        on_files,
        on_large,
        dispatch: dispatch.clone(),
    };
    html! {
        <section class="text-column" aria-label={text::PASTE_TAB}>
            if texts.shared {
                { shared() }
            } else if texts.restored {
                { restored(on_forget) }
            }
            { part(Tabs { files: texts.files.clone(), shown: texts.source(), dispatch: dispatch.clone() }) }
            <div class="editor">
                { part(paste_box) }
                if let (Some(file), Some(marked)) = (texts.shown_file(), (*file).clone()) {
                    { keyed(file.id, FilePane {
                        name: file.label.clone().into(),
                        marked,
                        active,
                        jump: jump.filter(|jump| jump.source == texts.source()),
                        dispatch: dispatch.clone(),
                    }) }
                }
                { line_says(state) }
                { evidence_bar(state, dispatch) }
            </div>
            if let Some(work) = &state.answering.work {
                { working(work, on_stop) }
            }
            { tools(texts, taker, dispatch) }
            if let Some(answer) = answer {
                { part(Recognised { answer: answer.clone(), dispatch: dispatch.clone() }) }
            }
            <div class="promises">
                <div class="promise">{ text::PRIVATE }{ " " }{ part(Proof) }</div>
                if let Some(keeps) = keeping.keeps {
                    { keep_switch(keeps, &keeping.switch) }
                }
            </div>
        </section>
    }
}

/// A source's text with the marks of an answer; without one, the text as it is. A file's lines are known already.
fn marked(answer: Option<&Answer>, source: Source, content: Option<&Content>) -> Rc<MarkedText> {
    let found = answer.and_then(|answer| answer.piece_of(source).map(|piece| (answer, piece)));
    let pasted = found.map(|(answer, piece)| answer.snapshot.pieces[piece].text.clone());
    let (text, offsets) = match content {
        Some(content) => (content.text.clone(), content.offsets.clone()),
        None => {
            let text = pasted.unwrap_or_default();
            let offsets = Rc::new(Offsets::new(&text));
            (text, offsets)
        }
    };
    Rc::new(match found {
        Some((answer, piece)) => {
            MarkedText::new(text, offsets, |text, offsets| marks::of_piece(&answer.report, piece, text, offsets))
                .explained(marks::said_in_piece(&answer.report, piece))
        }
        None => MarkedText::new(text, offsets, |_, _| Vec::new()),
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
#[inline(never)]
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
