//! A pasted line on its way through intake.

use super::normalise::{self, Scrubbed};
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
    let entities = normalise::holds_entities(text);
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 200 + 1);
    let (mut start, mut at, mut dirty) = (0, 0, false);
    let mut finish = |start: usize, end: usize, dirty: bool| {
        let scrubbed = if dirty {
            normalise::scrub(&text[start..end], start, entities)
        } else {
            None
        };
        lines.push(Line {
            raw: Span::new(start, end),
            scrubbed,
            body: 0,
            join: Join::Apart,
            tag: None,
        });
    };
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => {
                finish(start, at, dirty);
                (start, dirty) = (at + 1, false);
            }
            b'\r' => {
                finish(start, at, dirty);
                at += usize::from(bytes.get(at + 1) == Some(&b'\n'));
                (start, dirty) = (at + 1, false);
            }
            b'\t' => {}
            // Lead bytes of the characters that normalisation replaces, and control characters.
            0..=0x1f | 0x7f | 0xc2 | 0xe2 | 0xef => dirty = true,
            b'&' if entities => dirty = true,
            b'm' if at > start && matches!(bytes[at - 1], b'[' | b'0'..=b'9') => dirty = true,
            _ => {}
        }
        at += 1;
    }
    if start < bytes.len() {
        finish(start, bytes.len(), dirty);
    }
    lines
}
