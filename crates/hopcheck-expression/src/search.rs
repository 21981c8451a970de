//! The search.

use crate::parse::Place;
use crate::program::{Program, Step};

/// The memory of a search, in bits: a text that would need more is searched in its beginning.
const MOST_BITS: usize = 1 << 26;

/// What is to be done when a way fails.
enum Back {
    /// Go on at that step, at that byte.
    Try(usize, usize),
    /// Put into that slot what was in it.
    Restore(usize, usize),
}

/// Where a match's groups begin and end; `usize::MAX` for those that took no part.
pub fn search(program: &Program, text: &[u8]) -> Option<Vec<usize>> {
    let text = &text[..text.len().min(MOST_BITS / program.forks.max(1))];
    let mut run = Run { program, text, seen: Vec::new(), slots: vec![usize::MAX; program.slots], open: Vec::new() };
    if program.anchored {
        return run.from(0).then_some(run.slots);
    }
    let mut at = 0;
    while at <= text.len() {
        if let Some(first) = &program.first {
            at += text[at..].iter().position(|byte| first.has(*byte))?;
        }
        if run.from(at) {
            return Some(run.slots);
        }
        at += 1;
    }
    None
}

struct Run<'r> {
    program: &'r Program,
    text: &'r [u8],
    /// The forks that were taken, each at each byte: a second time they would fail as the first.
    seen: Vec<u64>,
    slots: Vec<usize>,
    open: Vec<Back>,
}

impl Run<'_> {
    /// Whether a match begins at that byte. The slots are as before where none does.
    fn from(&mut self, start: usize) -> bool {
        let (mut step, mut at) = (0, start);
        loop {
            let goes_on = match self.program.steps[step] {
                Step::Byte(byte) => {
                    let fits = self.text.get(at) == Some(&byte);
                    at += 1;
                    fits
                }
                Step::Set(set) => {
                    let fits = self.text.get(at).is_some_and(|byte| self.program.sets[set].has(*byte));
                    at += 1;
                    fits
                }
                Step::At(place) => self.is_at(place, at),
                Step::Note(slot) => {
                    self.open.push(Back::Restore(slot, self.slots[slot]));
                    self.slots[slot] = at;
                    true
                }
                Step::Go(to) => {
                    step = to;
                    continue;
                }
                Step::Fork(number, first, second) => {
                    if self.is_new(number, at) {
                        self.open.push(Back::Try(second, at));
                        step = first;
                        continue;
                    }
                    false
                }
                Step::Done => return true,
            };
            if goes_on {
                step += 1;
                continue;
            }
            loop {
                match self.open.pop() {
                    None => return false,
                    Some(Back::Restore(slot, was)) => self.slots[slot] = was,
                    Some(Back::Try(to, from)) => {
                        (step, at) = (to, from);
                        break;
                    }
                }
            }
        }
    }

    fn is_new(&mut self, fork: usize, at: usize) -> bool {
        if self.seen.is_empty() {
            self.seen = vec![0; (self.program.forks * (self.text.len() + 1)).div_ceil(64)];
        }
        let bit = at * self.program.forks + fork;
        let word = &mut self.seen[bit / 64];
        let new = *word >> (bit % 64) & 1 == 0;
        *word |= 1 << (bit % 64);
        new
    }

    fn is_at(&self, place: Place, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.text.get(before));
        let after = self.text.get(at);
        let word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        match place {
            Place::TextStart => at == 0,
            Place::TextEnd => at == self.text.len(),
            Place::LineStart => before.is_none_or(|byte| *byte == b'\n'),
            Place::LineEnd => after.is_none_or(|byte| *byte == b'\n'),
            Place::Boundary => word(before) != word(after),
            Place::NoBoundary => word(before) == word(after),
        }
    }
}
