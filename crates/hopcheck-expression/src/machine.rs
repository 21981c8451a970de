//! Runs a compiled expression: by trying, and never the same choice at the same place twice.

use crate::code::{Program, Step};

/// The text's beginning, as `regex_syntax::hir::Look` numbers it.
pub(crate) const START: u32 = 1;

/// The named parts of a text that matched.
#[derive(Debug)]
pub struct Captures<'p, 't> {
    program: &'p Program,
    text: &'t [u8],
    places: Vec<usize>,
}

impl<'t> Captures<'_, 't> {
    /// What a named group matched; none where it took no part or there is no such group.
    pub fn name(&self, name: &str) -> Option<&'t [u8]> {
        let (_, group) = self.program.names.iter().find(|(other, _)| other == name)?;
        // A place that was not reached is past every end.
        self.text.get(*self.places.get(group * 2)?..*self.places.get(group * 2 + 1)?)
    }
}

impl Program {
    /// Whether a part of the text matches.
    pub fn is_match(&self, text: &[u8]) -> bool {
        self.run(text, &mut [])
    }

    /// The groups of the leftmost part that matches.
    pub fn captures<'t>(&self, text: &'t [u8]) -> Option<Captures<'_, 't>> {
        let mut places = vec![usize::MAX; self.groups * 2];
        self.run(text, &mut places).then_some(Captures { program: self, text, places })
    }

    fn run(&self, text: &[u8], places: &mut [usize]) -> bool {
        let mut tries = Tries { program: self, text, open: Vec::new(), tried: Vec::new() };
        let last = if self.anchored { 0 } else { text.len() };
        (0..=last).any(|start| {
            let can_begin =
                self.first.as_ref().is_none_or(|first| text.get(start).is_some_and(|byte| first.holds(*byte)));
            can_begin && tries.matches_at(start, places)
        })
    }
}

/// What is left to try when a step fails.
enum Open {
    /// Another way on: step, place.
    Way(usize, usize),
    /// What a group's place was before.
    Place(usize, usize),
}

struct Tries<'r> {
    program: &'r Program,
    text: &'r [u8],
    open: Vec<Open>,
    /// A bit for each choice at each place. What failed once fails again, also from another start.
    tried: Vec<u64>,
}

impl Tries<'_> {
    fn matches_at(&mut self, start: usize, places: &mut [usize]) -> bool {
        let program = self.program;
        let (mut at, mut place) = (0, start);
        loop {
            let goes_on = match &program.steps[at] {
                Step::Match => return true,
                Step::Literal(range) => {
                    let literal = &program.literals[range.clone()];
                    let here = self.text[place..].starts_with(literal);
                    place += literal.len();
                    here
                }
                Step::Folded(range) => {
                    let literal = &program.literals[range.clone()];
                    let here = self.text.get(place..place + literal.len());
                    place += literal.len();
                    here.is_some_and(|here| here.eq_ignore_ascii_case(literal))
                }
                Step::Set(set) => {
                    let byte = self.text.get(place);
                    place += 1;
                    byte.is_some_and(|byte| program.sets[*set].holds(*byte))
                }
                Step::Look(look) => self.stands_at(*look, place),
                Step::Save(number) => {
                    if let Some(saved) = places.get_mut(*number) {
                        self.open.push(Open::Place(*number, *saved));
                        *saved = place;
                    }
                    true
                }
                Step::Jump(to) => {
                    at = *to;
                    continue;
                }
                Step::Choose(one, other, number) => {
                    let new = self.is_new(*number, place);
                    if new {
                        self.open.push(Open::Way(*other, place));
                        at = *one;
                        continue;
                    }
                    false
                }
            };
            if goes_on {
                at += 1;
                continue;
            }
            loop {
                match self.open.pop() {
                    None => return false,
                    Some(Open::Place(number, before)) => places[number] = before,
                    Some(Open::Way(step, from)) => {
                        (at, place) = (step, from);
                        break;
                    }
                }
            }
        }
    }

    /// Notes a choice at a place; false where it was there already.
    fn is_new(&mut self, choice: usize, place: usize) -> bool {
        if self.tried.is_empty() {
            self.tried.resize((self.program.choices * (self.text.len() + 1)).div_ceil(64), 0);
        }
        let bit = choice * (self.text.len() + 1) + place;
        let word = &mut self.tried[bit / 64];
        let new = *word >> (bit % 64) & 1 == 0;
        *word |= 1 << (bit % 64);
        new
    }

    /// Whether a place of this kind is here. The numbers are the bits of `regex_syntax::hir::Look`.
    fn stands_at(&self, look: u32, place: usize) -> bool {
        let before = place.checked_sub(1).map(|before| self.text[before]);
        let after = self.text.get(place).copied();
        let is_word = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let (word_before, word_after) = (is_word(before), is_word(after));
        match look.trailing_zeros() {
            0 => before.is_none(),
            1 => after.is_none(),
            2 => before.is_none_or(|byte| byte == b'\n'),
            3 => after.is_none_or(|byte| byte == b'\n'),
            4 => before.is_none_or(|byte| byte == b'\n' || byte == b'\r' && after != Some(b'\n')),
            5 => after.is_none_or(|byte| byte == b'\r' || byte == b'\n' && before != Some(b'\r')),
            6 => word_before != word_after,
            7 => word_before == word_after,
            10 => !word_before && word_after,
            11 => word_before && !word_after,
            14 => !word_before,
            15 => !word_after,
            _ => false,
        }
    }
}
