//! From clean text back to the text as pasted, and from byte offsets to lines and columns.

use super::Span;

/// Maps byte offsets of an artifact's clean text to byte offsets of the piece it was cut from.
///
/// Intake removes prefixes, escape codes and line breaks and replaces single characters (a curly quote becomes a straight
/// one), so clean text is a sequence of slices of the original. Each run says: from this clean offset on, the text
/// continues at this original offset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap {
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    clean: u32,
    original: u32,
    /// 0 where bytes are copied; else the run is one clean byte that stands for this many original bytes.
    width: u32,
}

impl SourceMap {
    /// Says that the clean text from `clean` on continues at `original`. Clean offsets come in ascending order; a run
    /// that merely continues the previous one is not stored.
    pub fn push(&mut self, clean: usize, original: usize) {
        let run = Run { clean: clean as u32, original: original as u32, width: 0 };
        if let Some(last) = self.runs.last_mut() {
            if last.clean == run.clean {
                *last = run;
                return;
            }
            if last.width == 0 && run.original.wrapping_sub(last.original) == run.clean - last.clean {
                return;
            }
        }
        self.runs.push(run);
    }

    /// Says that the one clean byte at `clean` stands for the `width` original bytes at `original`.
    pub fn push_replaced(&mut self, clean: usize, original: usize, width: usize) {
        let run = Run { clean: clean as u32, original: original as u32, width: width as u32 };
        match self.runs.last_mut() {
            Some(last) if last.clean == run.clean => *last = run,
            _ => self.runs.push(run),
        }
    }

    /// True where both lead to the same places, but for how far into the piece all of it stands.
    pub fn is_moved(&self, other: &SourceMap) -> bool {
        let shift = |(one, other): (&Run, &Run)| {
            let same = (one.clean, one.width) == (other.clean, other.width);
            same.then(|| one.original.wrapping_sub(other.original))
        };
        let mut shifts = self.runs.iter().zip(&other.runs).map(shift);
        let first = shifts.next();
        self.runs.len() == other.runs.len()
            && first.is_none_or(|first| first.is_some() && shifts.all(|one| one == first))
    }

    fn run_at(&self, clean: u32) -> Option<Run> {
        let at = self.runs.partition_point(|run| run.clean <= clean);
        at.checked_sub(1).map(|i| self.runs[i])
    }

    /// The original offset of the clean offset `clean`.
    pub fn original(&self, clean: u32) -> u32 {
        match self.run_at(clean) {
            Some(run) if run.width > 0 && clean > run.clean => run.original + run.width,
            Some(run) => run.original + (clean - run.clean),
            None => clean,
        }
    }

    /// The original span of a clean span: from its first byte to just past its last.
    pub fn original_span(&self, span: Span) -> Span {
        let start = self.original(span.start);
        let end = match span.end.checked_sub(1).filter(|last| *last >= span.start) {
            Some(last) => match self.run_at(last) {
                Some(run) if run.width > 0 => run.original + run.width,
                _ => self.original(last) + 1,
            },
            None => start,
        };
        Span { start, end: end.max(start) }
    }
}

/// Where the lines of a text begin, to turn byte offsets into line and column numbers.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Indexes `text`; a line ends at `\n`, `\r\n`, or a `\r` of its own, as in a browser's textarea.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at as u32 + 1);
            }
        }
        LineIndex { starts }
    }

    /// The line of a byte offset, counted from 1.
    pub fn line(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// The line and column of a byte offset, both counted from 1; columns count Unicode scalar values.
    pub fn line_column(&self, text: &str, offset: u32) -> (usize, usize) {
        let line = self.line(offset);
        let start = self.starts[line - 1] as usize;
        let upto = text.get(start..offset as usize).unwrap_or("");
        (line, upto.chars().count() + 1)
    }

    /// The byte offset at which a line (counted from 1) begins.
    pub fn start_of(&self, line: usize) -> Option<u32> {
        self.starts.get(line.checked_sub(1)?).copied()
    }

    /// How many lines the text has.
    pub fn count(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_offsets_lead_back_to_the_paste() {
        let mut map = SourceMap::default();
        map.push(0, 8); // a prefix of eight bytes was taken off
        map.push(5, 21); // and one of eight more off the second line
        assert_eq!(map.original_span(Span::new(1, 4)), Span::new(9, 12));
        assert_eq!(map.original_span(Span::new(5, 7)), Span::new(21, 23));
    }

    #[test]
    fn a_replaced_character_leads_back_to_all_its_bytes() {
        let mut map = SourceMap::default();
        map.push(0, 0); // a“b: the quote's three bytes became one
        map.push_replaced(1, 1, 3);
        map.push(2, 4);
        assert_eq!(map.original_span(Span::new(1, 2)), Span::new(1, 4));
        assert_eq!(map.original_span(Span::new(0, 3)), Span::new(0, 5));
    }

    #[test]
    fn a_map_that_stands_elsewhere_is_the_same_map() {
        let map = |by: usize, gap: usize| {
            let mut map = SourceMap::default();
            map.push(0, by);
            map.push_replaced(4, by + 4 + gap, 3);
            map.push(5, by + 7 + gap);
            map
        };
        assert!(map(0, 2).is_moved(&map(9, 2)) && map(9, 2).is_moved(&map(0, 2)));
        assert!(!map(0, 2).is_moved(&map(9, 3)));
        assert!(!map(0, 2).is_moved(&SourceMap::default()) && SourceMap::default().is_moved(&SourceMap::default()));
    }

    #[test]
    fn columns_count_characters() {
        let text = "ab\né:x";
        assert_eq!(LineIndex::new(text).line_column(text, 6), (2, 3));
    }
}
