//! A pasted line on its way through intake.

use super::boxed;
use super::normalise::{self, Scrubbed, Undo};
use crate::text::Span;

/// One physical line of a piece, with what intake has found out about it so far.
#[derive(Debug)]
pub(super) struct Line {
    /// The original bytes, without the line's end.
    pub raw: Span,
    /// The line after normalisation, where that changed anything.
    pub scrubbed: Option<Box<Scrubbed>>,
    /// How many bytes of the normalised line are prefix, prompt or quote mark.
    pub body: u32,
    /// How it goes on from the line before it.
    pub join: Join,
    /// What collectors printed in front of it.
    pub tag: Option<Box<Tag>>,
}

/// How a line continues the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    /// It does not: it is a line of its own.
    Apart,
    /// A terminal broke the line in mid-token: nothing was between them.
    Tight,
    /// A mail client broke the line at a space.
    Spaced,
}

/// What log collectors put in front of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Tag {
    /// Where the whole stream was printed: a container, pod or host.
    pub place: Option<String>,
    /// The process or unit inside that place, where a second name is printed.
    pub unit: Option<String>,
    /// The collector's time stamp.
    pub stamp: Option<String>,
}

impl Line {
    fn new(start: usize, end: usize, scrubbed: Option<Box<Scrubbed>>) -> Line {
        Line { raw: Span::new(start, end), scrubbed, body: 0, join: Join::Apart, tag: None }
    }

    /// The line's clean text after its prefix.
    pub fn text<'a>(&'a self, piece: &'a str) -> &'a str {
        self.whole(piece).get(self.body as usize..).unwrap_or("")
    }

    /// The line's clean text with its prefix.
    pub fn whole<'a>(&'a self, piece: &'a str) -> &'a str {
        match &self.scrubbed {
            Some(scrubbed) => &scrubbed.text,
            None => self.raw.of(piece),
        }
    }
}

/// Splits `text` at `\n`, `\r\n` and lone `\r`, and normalises the lines that need it.
pub(super) fn split(text: &str) -> Vec<Line> {
    let undo = Undo::of(text);
    let mut lines = Vec::with_capacity(text.len() / 200 + 1);
    let mut start = 0;
    for chunk in text.split('\n') {
        let end = start + chunk.len();
        if end == text.len() && chunk.is_empty() {
            break;
        }
        if normalise::is_plain(chunk, undo) && !chunk.starts_with('{') {
            lines.push(Line::new(start, end, None));
        } else {
            // One carriage return belongs to the line's end; any other ends a line of its own.
            let body = chunk.strip_suffix('\r').filter(|_| end < text.len()).unwrap_or(chunk);
            let mut at = start;
            for part in body.split('\r') {
                let scrubbed = match boxed::unbox(part, at) {
                    Some(outer) => Some(Box::new(match normalise::scrub(&outer.text, 0, Undo::default()) {
                        Some(inner) => outer.then(&inner),
                        None => outer,
                    })),
                    None => normalise::scrub(part, at, undo),
                };
                lines.push(Line::new(at, at + part.len(), scrubbed));
                at += part.len() + 1;
            }
        }
        start = end + 1;
    }
    lines
}
