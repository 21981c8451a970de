//! A piece of evidence within its line.

use hopcheck::report::Evidence;

/// Lines are looked up in texts up to this size, in bytes; of a larger one the report's own cut has to do.
const LARGEST_TEXT: usize = 256 * 1024;
/// Characters of the evidence itself that are shown.
const LONGEST_PART: usize = 600;
/// Characters of the line that are shown on either side.
const AROUND: usize = 80;

/// One line of a text with the part that is evidence.
#[derive(Debug, PartialEq)]
pub struct Quote {
    /// What stands before it, without the indentation.
    pub before: String,
    /// The evidence.
    pub part: String,
    /// What stands behind it.
    pub after: String,
}

impl Quote {
    /// Finds the line; none where the evidence takes several, where the text is large, and where it is not what the report
    /// says stands there.
    pub fn new(text: &str, evidence: &Evidence) -> Option<Self> {
        if text.len() > LARGEST_TEXT || evidence.end_line > evidence.line {
            return None;
        }
        let line = text.split('\n').nth(evidence.line.checked_sub(1)?)?.trim_end();
        let byte = |column: usize| line.char_indices().nth(column.max(1) - 1).map_or(line.len(), |(at, _)| at);
        let (start, end) = (byte(evidence.column), byte(evidence.end_column));
        let part = line.get(start..end)?;
        let said = evidence.text.trim_end_matches('…').trim();
        if said.is_empty() || !part.trim_start().starts_with(said) {
            return None;
        }
        Some(Quote {
            before: last(line[..start].trim_start(), AROUND),
            part: first(part, LONGEST_PART),
            after: first(&line[end..], AROUND),
        })
    }

    /// Whether there is more on the line than the evidence.
    pub fn is_part(&self) -> bool {
        !self.before.trim().is_empty() || !self.after.trim().is_empty()
    }
}

fn first(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

fn last(text: &str, characters: usize) -> String {
    match text.char_indices().rev().nth(characters) {
        Some((cut, c)) => format!("…{}", &text[cut + c.len_utf8()..]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(line: usize, columns: (usize, usize), text: &str) -> Evidence {
        let (column, end_column) = columns;
        Evidence { line, column, end_line: line, end_column, text: text.into(), ..Evidence::default() }
    }

    fn parts(text: &str, evidence: &Evidence) -> Option<(String, String, String)> {
        Quote::new(text, evidence).map(|quote| (quote.before, quote.part, quote.after))
    }

    #[test]
    fn a_part_stands_in_its_line() {
        let text = "services:\n    cömmand: gunicorn app:app  # was flask\r\n";
        let found = parts(text, &evidence(2, (14, 30), "gunicorn app:app"));
        let expected = ("cömmand: ", "gunicorn app:app", "  # was flask");
        assert_eq!(found, Some((expected.0.into(), expected.1.into(), expected.2.into())));
    }

    #[test]
    fn a_whole_line_has_nothing_around_it_and_is_longer_than_the_reports_cut() {
        let quote =
            Quote::new("  connect() failed while connecting\n", &evidence(1, (3, 36), "connect() failed…")).unwrap();
        assert_eq!(quote.part, "connect() failed while connecting");
        assert!(!quote.is_part());
    }

    #[test]
    fn long_lines_are_cut_on_both_sides() {
        let text = format!("{}needle{}", "é".repeat(500), "z".repeat(500));
        let quote = Quote::new(&text, &evidence(1, (501, 507), "needle")).unwrap();
        assert_eq!(quote.part, "needle");
        assert_eq!((quote.before.chars().count(), quote.after.chars().count()), (AROUND + 1, AROUND + 1));
        assert!(quote.before.starts_with('…') && quote.after.ends_with('…'));
    }

    #[test]
    fn what_does_not_stand_there_is_not_quoted() {
        assert_eq!(parts("one\ntwo\n", &evidence(1, (1, 4), "two")), None);
        assert_eq!(parts("one\n", &evidence(7, (1, 4), "one")), None);
        assert_eq!(parts("one\n", &evidence(0, (1, 4), "one")), None);
        assert_eq!(parts("one\n", &evidence(1, (4, 2), "")), None);
    }
}
