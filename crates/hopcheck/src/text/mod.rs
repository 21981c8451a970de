//! Places in text: byte spans in an artifact's clean text, and the way back to what the reader pasted.

mod decimal;
mod diff;
mod pairs;
mod search;
mod source_map;

pub use decimal::{Decimal, print};
pub use diff::unified_diff;
pub use pairs::Pairs;
pub use search::{Hit, Needles};
pub use source_map::{LineIndex, SourceMap};

use serde::Serialize;

/// A half-open range of byte offsets. Which text it counts in is said by its holder: readers count in an artifact's
/// clean text, reports in the piece as pasted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset just past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to `end`; offsets past 4 GiB are clamped.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The bytes of `text` under this span, empty where the span does not fit it.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// This span moved right by `by` bytes.
    pub fn shifted(self, by: usize) -> Self {
        Span::new(self.start as usize + by, self.end as usize + by)
    }

    /// True where the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// True where `word` is one of `words`, which have a blank between them. A list of dozens takes a sixth of the code that as many
/// patterns take.
pub fn among(word: &str, words: &str) -> bool {
    // Of bytes: to search for blanks as a text does takes longer than words as short as these.
    words.as_bytes().split(|byte| *byte == b' ').any(|one| one == word.as_bytes())
}

/// The span of `part` inside `whole`, where `part` is a slice borrowed from `whole`; an empty span at 0 otherwise.
pub fn span_in(whole: &str, part: &str) -> Span {
    let (base, at) = (whole.as_ptr() as usize, part.as_ptr() as usize);
    if at < base || at + part.len() > base + whole.len() {
        return Span::default();
    }
    Span::new(at - base, at - base + part.len())
}
