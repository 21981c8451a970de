//! Lines of a text with their marks, for the layer behind the paste box and for the read-only view.

use crate::marks::{self, Mark, Said};
use crate::offsets::Offsets;
use crate::state::{Action, Caret, LayoutAction};
use crate::tree::classes;
use hopcheck_html::html;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// Longer lines are cut in the read-only view, in bytes: a browser lays out a line as a whole.
const LONGEST_LINE: usize = 20_000;

/// A text, where its lines begin and what is marked in it.
#[derive(Debug)]
pub struct MarkedText {
    /// The text.
    pub text: Rc<str>,
    /// Where its lines begin.
    pub offsets: Rc<Offsets>,
    /// The marks, best finding first.
    pub marks: Vec<Mark>,
    /// The lines that nginx wrote, with what they mean.
    pub said: BTreeMap<usize, Said>,
}

impl MarkedText {
    /// A text with its marks.
    pub fn new(text: Rc<str>, offsets: Rc<Offsets>, marks: impl FnOnce(&str, &Offsets) -> Vec<Mark>) -> Self {
        let marks = marks(&text, &offsets);
        MarkedText { text, offsets, marks, said: BTreeMap::new() }
    }

    /// The same, with what the lines of nginx mean.
    pub fn explained(self, said: BTreeMap<usize, Said>) -> Self {
        MarkedText { said, ..self }
    }

    /// What the report says about a place: of the marks over the UTF-16 offset the best, and the message on its line.
    pub fn at_unit(&self, unit: usize) -> Caret {
        let message = self.message_on(self.offsets.line_of_unit(unit));
        Caret { finding: marks::at_unit(&self.marks, unit).map(|mark| mark.finding), message }
    }

    /// The same for a whole line.
    pub fn at_line(&self, line: usize) -> Caret {
        Caret { finding: self.on_line(line).map(|mark| mark.finding), message: self.message_on(line) }
    }

    fn message_on(&self, line: usize) -> Option<usize> {
        self.said.get(&line).map(|said| said.message)
    }

    /// The best mark on a line.
    fn on_line(&self, line: usize) -> Option<&Mark> {
        self.marks.iter().find(|mark| (mark.line..=mark.end_line).contains(&line))
    }
}

/// One line to show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Row {
    /// Only its marks, over text that is shown by something else: lines without marks are empty.
    MarksOnly,
    /// Number and text as well.
    Whole,
}

/// The lines `first..first + count` (from 1). A click on a mark tells which finding it belongs to.
pub fn rows(
    text: &MarkedText,
    first: usize,
    count: usize,
    row: Row,
    active: Caret,
    dispatch: &Callback<Action>,
) -> Html {
    let last = (first + count).min(text.offsets.lines() + 1);
    (first..last)
        .map(|line| {
            let marked = text.on_line(line);
            let content = match row {
                Row::MarksOnly if marked.is_none() => html! {},
                _ => segments(text, line, row, active, dispatch),
            };
            if row == Row::MarksOnly {
                return html! { <div class="row">{ content }</div> };
            }
            let caret = Caret { message: text.message_on(line), finding: None };
            let onclick = dispatch.reform(move |_: MouseEvent| Action::Layout(LayoutAction::Caret(caret)));
            let here = (caret.message.is_some() && active.message == caret.message).then_some("here");
            html! { <div class={classes!("row", here)} {onclick}>{ number(line, text, None) }{ content }</div> }
        })
        .collect()
}

/// The line numbers `first..first + count` of a text with `lines` lines. A click on the number of a line of nginx goes to that line,
/// which is then explained.
pub fn numbers(text: &MarkedText, lines: usize, first: usize, count: usize, dispatch: &Callback<Action>) -> Html {
    (first..(first + count).min(lines + 1))
        .map(|line| html! { <div class="row">{ number(line, text, Some(dispatch)) }</div> })
        .collect()
}

/// A line's number; beside it the finding it is evidence for, else a sign that it is explained. The words are at hand for a mouse; the
/// caret in the line gives them to everybody else.
fn number(line: usize, text: &MarkedText, jump: Option<&Callback<Action>>) -> Html {
    let said = text.said.get(&line);
    let onclick = jump.zip(said).map(|(dispatch, said)| {
        let artifact = said.artifact;
        dispatch.reform(move |_: MouseEvent| Action::Layout(LayoutAction::Jump(artifact, (line, 1, line, usize::MAX))))
    });
    let title = said.map(|said| AttrValue::from(said.words.clone()));
    html! {
        <span class={classes!("line-number", said.map(|_| "explained"))} {title} {onclick}>
            if let Some(mark) = text.on_line(line) {
                <span class={classes!("badge", class_of(mark))}>{ mark.finding + 1 }</span>
            } else if let Some(said) = said {
                <span class={classes!("voice", said.quiet.then_some("quiet"))}></span>
            }
            <span class="digits">{ line }</span>
        </span>
    }
}

fn segments(text: &MarkedText, line: usize, row: Row, active: Caret, dispatch: &Callback<Action>) -> Html {
    let start = text.offsets.place(&text.text, line, 1).byte;
    let mut shown = text.offsets.line(&text.text, line);
    let cut = row == Row::Whole && shown.len() > LONGEST_LINE;
    if cut {
        let end = (0..=LONGEST_LINE).rev().find(|&at| shown.is_char_boundary(at)).unwrap_or(0);
        shown = &shown[..end];
    }
    html! {
        <span class="text">
            { for marks::segments(shown, start, &text.marks).into_iter().map(|segment| match segment.mark.map(|at| &text.marks[at]) {
                None => html! { { segment.text } },
                Some(mark) => {
                    let caret = Caret { finding: Some(mark.finding), message: text.message_on(line) };
                    let onclick = dispatch.reform(move |event: MouseEvent| {
                        // The row below knows less.
                        event.stop_propagation();
                        Action::Layout(LayoutAction::Caret(caret))
                    });
                    let class = classes!("mark", class_of(mark), (active.finding == caret.finding).then_some("active"));
                    html! { <mark {class} {onclick}>{ segment.text }</mark> }
                }
            }) }
            if cut {
                { " …" }
            }
        </span>
    }
}

fn class_of(mark: &Mark) -> String {
    mark.certainty.word().to_owned()
}
