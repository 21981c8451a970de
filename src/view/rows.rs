//! Lines of a text with their marks, for the layer behind the paste box and for the read-only view.

use crate::marks::{self, Mark};
use crate::offsets::Offsets;
use crate::state::Action;
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
    pub offsets: Offsets,
    /// The marks, best finding first.
    pub marks: Vec<Mark>,
}

impl MarkedText {
    /// A text with its marks.
    pub fn new(text: Rc<str>, marks: impl FnOnce(&str, &Offsets) -> Vec<Mark>) -> Self {
        let offsets = Offsets::new(&text);
        let marks = marks(&text, &offsets);
        MarkedText { text, offsets, marks }
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
    active: Option<usize>,
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
            let number = (row == Row::Whole).then(|| number(line, marked));
            html! { <div class="row">{ for number }{ content }</div> }
        })
        .collect()
}

/// The line numbers `first..first + count` of a text with `lines` lines.
pub fn numbers(text: &MarkedText, lines: usize, first: usize, count: usize) -> Html {
    (first..(first + count).min(lines + 1))
        .map(|line| html! { <div class="row">{ number(line, text.on_line(line)) }</div> })
        .collect()
}

fn number(line: usize, mark: Option<&Mark>) -> Html {
    html! {
        <span class="line-number">
            if let Some(mark) = mark {
                <span class={classes!("badge", class_of(mark))}>{ mark.finding + 1 }</span>
            }
            { line }
        </span>
    }
}

fn segments(text: &MarkedText, line: usize, row: Row, active: Option<usize>, dispatch: &Callback<Action>) -> Html {
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
                    let finding = mark.finding;
                    let onclick = dispatch.reform(move |_: MouseEvent| Action::Caret(Some(finding)));
                    let class = classes!("mark", class_of(mark), (active == Some(finding)).then_some("active"));
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
    crate::text::certainty(mark.certainty).to_lowercase()
}
