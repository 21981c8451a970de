//! Which stretches of a piece are evidence, and for which finding; and on which of its lines nginx says what.

use crate::offsets::{Offsets, Place};
use hopcheck::report::{Certainty, Evidence, Report};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A marked stretch of one piece.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Index of the finding in the report.
    pub finding: usize,
    /// Certainty of that finding, which colours the mark.
    pub certainty: Certainty,
    /// First place.
    pub start: Place,
    /// Just past the last place.
    pub end: Place,
    /// First line, from 1.
    pub line: usize,
    /// Last line.
    pub end_line: usize,
}

/// A run of one line that is marked throughout or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment<'a> {
    /// The text.
    pub text: &'a str,
    /// Index of the best mark over it.
    pub mark: Option<usize>,
}

/// The range of one piece of evidence, never empty where the line is not.
pub fn range(text: &str, offsets: &Offsets, evidence: &Evidence) -> (Place, Place) {
    let start = offsets.place(text, evidence.line, evidence.column);
    let end = offsets.place(text, evidence.end_line.max(evidence.line), evidence.end_column);
    if end > start {
        return (start, end);
    }
    (offsets.place(text, evidence.line, 1), offsets.place(text, evidence.line, usize::MAX))
}

/// The marks of piece `piece`, whose text is `text`, best finding first.
pub fn of_piece(report: &Report, piece: usize, text: &str, offsets: &Offsets) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (finding, found) in report.findings.iter().enumerate() {
        for evidence in &found.evidence {
            if report.artifacts.get(evidence.artifact).is_none_or(|artifact| artifact.piece != piece) {
                continue;
            }
            let (start, end) = range(text, offsets, evidence);
            if start < end {
                let end_line = evidence.end_line.max(evidence.line);
                marks.push(Mark { finding, certainty: found.certainty, start, end, line: evidence.line, end_line });
            }
        }
    }
    marks
}

/// A line that nginx wrote, with what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Index of the message in the report.
    pub message: usize,
    /// Index of the artifact that the line is in.
    pub artifact: usize,
    /// Whether it only tells what nginx does, and nothing is amiss.
    pub quiet: bool,
    /// What it means.
    pub words: Rc<str>,
}

/// The lines of piece `piece` that nginx wrote, where the report explains them.
pub fn said_in_piece(report: &Report, piece: usize) -> BTreeMap<usize, Said> {
    let mut lines = BTreeMap::new();
    for (nth, message) in report.messages.iter().enumerate() {
        let words: Rc<str> = message.explains.as_str().into();
        for (artifact, line) in message.places() {
            if report.artifacts.get(artifact).is_some_and(|artifact| artifact.piece == piece) {
                lines.insert(line, Said { message: nth, artifact, quiet: message.is_quiet(), words: words.clone() });
            }
        }
    }
    lines
}

/// Cuts a line into runs at the edges of the marks over it. `start` is the line's first byte in the piece.
pub fn segments<'a>(line: &'a str, start: usize, marks: &[Mark]) -> Vec<Segment<'a>> {
    let end = start + line.len();
    let over: Vec<(usize, &Mark)> =
        marks.iter().enumerate().filter(|(_, mark)| mark.start.byte < end && start < mark.end.byte).collect();
    let mut cuts: Vec<usize> = over
        .iter()
        .flat_map(|(_, mark)| [mark.start.byte, mark.end.byte])
        .map(|byte| byte.clamp(start, end) - start)
        .chain([0, line.len()])
        .filter(|&cut| line.is_char_boundary(cut))
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|pair| {
            let (from, to) = (start + pair[0], start + pair[1]);
            let mark = over.iter().find(|(_, mark)| mark.start.byte <= from && to <= mark.end.byte);
            Segment { text: &line[pair[0]..pair[1]], mark: mark.map(|(at, _)| *at) }
        })
        .collect()
}

/// The best mark that holds a UTF-16 offset; its last place counts, so that a caret right behind it does too.
pub fn at_unit(marks: &[Mark], unit: usize) -> Option<&Mark> {
    marks.iter().find(|mark| (mark.start.unit..=mark.end.unit).contains(&unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hopcheck::report::{ArtifactReport, Finding, Message};

    fn report(ranges: &[(usize, usize, usize, usize)]) -> Report {
        let evidence = |&(line, column, end_line, end_column): &(usize, usize, usize, usize)| Evidence {
            line,
            column,
            end_line,
            end_column,
            ..Evidence::default()
        };
        Report {
            artifacts: vec![ArtifactReport { piece: 1, ..ArtifactReport::default() }],
            findings: ranges.iter().map(|r| Finding { evidence: vec![evidence(r)], ..Finding::default() }).collect(),
            ..Report::default()
        }
    }

    #[test]
    fn overlapping_marks_are_cut_and_the_better_finding_wins() {
        let text = "zero\nabcdef";
        let offsets = Offsets::new(text);
        let marks = of_piece(&report(&[(2, 3, 2, 5), (2, 1, 2, 4)]), 1, text, &offsets);
        let runs: Vec<(&str, Option<usize>)> =
            segments("abcdef", 5, &marks).into_iter().map(|run| (run.text, run.mark)).collect();
        assert_eq!(runs, [("ab", Some(1)), ("c", Some(0)), ("d", Some(0)), ("ef", None)]);
        assert_eq!(segments("zero", 0, &marks), [Segment { text: "zero", mark: None }]);
    }

    #[test]
    fn other_pieces_have_no_marks() {
        assert!(of_piece(&report(&[(1, 1, 1, 3)]), 0, "abc", &Offsets::new("abc")).is_empty());
    }

    #[test]
    fn a_message_stands_on_each_of_its_lines() {
        let mut report = report(&[]);
        report.messages.push(Message {
            line: 4,
            again: vec![(0, 9), (7, 2)],
            explains: "x".into(),
            ..Message::default()
        });
        let lines: Vec<usize> = said_in_piece(&report, 1).into_keys().collect();
        assert_eq!(lines, [4, 9]);
        assert!(said_in_piece(&report, 0).is_empty());
    }

    #[test]
    fn an_empty_range_marks_its_line_and_the_caret_finds_it() {
        let text = "é\nabc\n";
        let marks = of_piece(&report(&[(2, 2, 2, 2)]), 1, text, &Offsets::new(text));
        assert_eq!(marks[0].start.unit..marks[0].end.unit, 2..5);
        assert_eq!(at_unit(&marks, 5).map(|mark| mark.finding), Some(0));
        assert_eq!(at_unit(&marks, 1), None);
    }

    #[test]
    fn evidence_over_several_lines_marks_each() {
        let text = "ab\ncd\nef";
        let marks = of_piece(&report(&[(1, 2, 3, 2)]), 1, text, &Offsets::new(text));
        assert_eq!(segments("cd", 3, &marks), [Segment { text: "cd", mark: Some(0) }]);
        assert_eq!(segments("ef", 6, &marks).len(), 2);
    }
}
