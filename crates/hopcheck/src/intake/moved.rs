//! Lines that are remembered while the text around them changes.

use super::Correction;

/// What was said of lines of `before`, said of the same lines of `after`. The two differ in one stretch; a line that lies in it as a
/// whole is gone, and what was said of it too.
pub fn moved(corrections: &[Correction], before: &str, after: &str) -> Vec<Correction> {
    if corrections.is_empty() {
        return Vec::new();
    }
    let change = Change::between(before.as_bytes(), after.as_bytes());
    let starts: Vec<usize> = std::iter::once(0).chain(before.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let place = |line: usize| {
        let start = *starts.get(line.checked_sub(1)?)?;
        let end = starts.get(line).map_or(before.len(), |next| next - 1);
        let new = change.place(start, end)?;
        Some(after.as_bytes()[..new].iter().filter(|&&byte| byte == b'\n').count() + 1)
    };
    corrections.iter().filter_map(|one| Some(Correction { line: place(one.line)?, ..one.clone() })).collect()
}

/// Bytes `start..old` of one text became bytes `start..new` of another.
struct Change {
    start: usize,
    old: usize,
    new: usize,
}

impl Change {
    fn between(before: &[u8], after: &[u8]) -> Self {
        let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
        let room = before.len().min(after.len()) - head;
        let tail = before.iter().rev().zip(after.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
        let change = Change { start: head, old: before.len() - tail, new: after.len() - tail };
        // Lines that come or go between lines that begin alike: the stretch is the whole lines, not what is between the like parts.
        let longer = if change.new == head { before } else { after };
        change.back(longer, change.old.max(change.new) - head).unwrap_or(change)
    }

    /// The same change, begun earlier at the start of a line; where only one text has something there, `length` bytes of it.
    fn back(&self, longer: &[u8], length: usize) -> Option<Change> {
        let pure = self.start == self.old || self.start == self.new;
        let at_line = |at: usize| at == 0 || longer[at - 1] == b'\n';
        let mut by = 0;
        while pure && !at_line(self.start - by) {
            by += 1;
            if longer[self.start - by] != longer[self.start - by + length] {
                return None;
            }
        }
        pure.then(|| Change { start: self.start - by, old: self.old - by, new: self.new - by })
    }

    /// Where in the new text the line is that took `from..to` in the old one.
    fn place(&self, from: usize, to: usize) -> Option<usize> {
        if from < self.start {
            // A line that is parted is where most of it is.
            let behind = to.saturating_sub(self.old) > self.start - from;
            Some(if behind { self.new } else { from })
        } else if from >= self.old {
            Some(self.new + (from - self.old))
        } else {
            // Its end is left, or something took its place.
            let left = to > self.old || (to == self.old && self.new > self.start);
            left.then_some(self.new)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where line `line` of `before` is in `after`.
    fn line(line: usize, before: &str, after: &str) -> Option<usize> {
        moved(&[Correction { line, ..Correction::default() }], before, after).first().map(|one| one.line)
    }

    #[test]
    fn a_line_stays_itself_while_others_come_and_go() {
        let text = "one\ntwo\nthree\nfour\n";
        assert_eq!(line(3, text, text), Some(3));
        assert_eq!(line(3, text, "zero\none\ntwo\nthree\nfour\n"), Some(4), "lines above");
        assert_eq!(line(3, text, "three\nfour\n"), Some(1), "fewer lines above");
        assert_eq!(line(3, text, "one\ntwo\nthree\nfour\nfive\n"), Some(3), "lines below");
        assert_eq!(line(3, text, "one\ntwo\n\nthree\nfour\n"), Some(4), "a line break before it");
        assert_eq!(line(1, text, "\none\ntwo\nthree\nfour\n"), Some(2), "also at the very start");
    }

    #[test]
    fn a_line_that_is_edited_is_the_same_line() {
        let text = "one\ntwo\nthree\n";
        assert_eq!(line(2, text, "one\ntwice\nthree\n"), Some(2));
        assert_eq!(line(2, text, "one\n# two\nthree\n"), Some(2));
        assert_eq!(line(2, text, "onwo\nthree\n"), Some(1), "joined with the one above");
        assert_eq!(line(2, text, "one\ntw\no\nthree\n"), Some(2), "parted");
        assert_eq!(line(2, text, "one\nt\nwo\nthree\n"), Some(3), "parted, and most of it is below");
    }

    #[test]
    fn a_line_that_is_deleted_is_gone() {
        let text = "one\ntwo\nthree\n";
        assert_eq!(line(2, text, "one\nthree\n"), None);
        assert_eq!(line(2, text, "something else"), None);
        assert_eq!(line(2, text, ""), None);
        assert_eq!(line(9, text, "one\n"), None);
    }
}
