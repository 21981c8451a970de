//! A compiled expression: its bytes, and what the machine makes of them.
//!
//! All numbers are written seven bits to a byte, the least first. In order: the sets of bytes (count; for each the count of its ranges, then
//! pairs of bytes), the groups (count of all; count of the named; for each its number, the length of its name, its name), then
//! instructions up to the end. An instruction is a byte of [`op`] and its operands. Distances count instructions, from the next one.

use std::ops::Range;

/// The instructions.
pub(crate) mod op {
    /// The expression matches.
    pub const MATCH: u8 = 0;
    /// These bytes: length, bytes.
    pub const LITERAL: u8 = 1;
    /// These bytes in any case: length, bytes in lower case.
    pub const FOLDED: u8 = 2;
    /// One byte of a set: its number.
    pub const SET: u8 = 3;
    /// A place: the bit of `regex_syntax::hir::Look`.
    pub const LOOK: u8 = 4;
    /// Remembers the place: number.
    pub const SAVE: u8 = 5;
    /// Goes on further down: distance.
    pub const JUMP: u8 = 6;
    /// Goes back: distance.
    pub const BACK: u8 = 7;
    /// Goes on here, and if that fails further down: distance.
    pub const HERE_FIRST: u8 = 8;
    /// Goes on further down, and if that fails here: distance.
    pub const THERE_FIRST: u8 = 9;
}

/// A set of bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Set([u64; 4]);

impl Set {
    pub fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    pub fn holds(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }

    fn join(&mut self, other: &Set) {
        for (mine, others) in self.0.iter_mut().zip(other.0) {
            *mine |= others;
        }
    }
}

/// An instruction as the machine runs it.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Match,
    Literal(Range<usize>),
    Folded(Range<usize>),
    Set(usize),
    Look(u32),
    Save(usize),
    Jump(usize),
    /// Where to go on, where to go on if that fails, and the number of this choice.
    Choose(usize, usize, usize),
}

/// An expression that can be run.
#[derive(Clone, Debug)]
pub struct Program {
    pub(crate) steps: Vec<Step>,
    pub(crate) literals: Vec<u8>,
    pub(crate) sets: Vec<Set>,
    pub(crate) names: Vec<(String, usize)>,
    pub(crate) groups: usize,
    pub(crate) choices: usize,
    /// The bytes a match can begin with; none where it may be empty.
    pub(crate) first: Option<Set>,
    /// It matches at the text's beginning or nowhere.
    pub(crate) anchored: bool,
}

impl Program {
    /// Reads a compiled expression. None where the bytes are none.
    pub fn new(code: &[u8]) -> Option<Program> {
        let mut from = Reader(code);
        let mut sets = Vec::new();
        for _ in 0..from.number()? {
            let mut set = Set::default();
            for _ in 0..from.number()? {
                let (low, high) = (from.byte()?, from.byte()?);
                (low..=high).for_each(|byte| set.add(byte));
            }
            sets.push(set);
        }
        let groups = from.number()?;
        let mut names = Vec::new();
        for _ in 0..from.number()? {
            let group = from.number()?;
            let length = from.number()?;
            names.push((std::str::from_utf8(from.slice(length)?).ok()?.to_owned(), group));
        }
        let mut program = Program {
            steps: Vec::new(),
            literals: Vec::new(),
            sets,
            names,
            groups,
            choices: 0,
            first: None,
            anchored: false,
        };
        while !from.0.is_empty() {
            let step = program.step(&mut from)?;
            program.steps.push(step);
        }
        let count = program.steps.len();
        let sound = program.steps.iter().enumerate().all(|(at, step)| match step {
            // Whatever goes in circles comes by a choice, and that is made once at each place.
            Step::Jump(to) if *to <= at => matches!(program.steps[*to], Step::Choose(..)),
            Step::Jump(to) => *to < count,
            Step::Choose(one, other, _) => *one < count && *other < count,
            Step::Set(set) => *set < program.sets.len(),
            _ => true,
        });
        // The last step must not run off the end.
        if !sound || !matches!(program.steps.last(), Some(Step::Match)) {
            return None;
        }
        program.anchored = matches!(program.steps[0], Step::Look(look) if look == crate::machine::START);
        program.first = program.first_bytes();
        Some(program)
    }

    fn step(&mut self, from: &mut Reader<'_>) -> Option<Step> {
        let operation = from.byte()?;
        if operation == op::MATCH {
            return Some(Step::Match);
        }
        let operand = from.number()?;
        let next = self.steps.len() + 1;
        let further = next.checked_add(operand)?;
        Some(match operation {
            op::LITERAL | op::FOLDED => {
                let start = self.literals.len();
                self.literals.extend_from_slice(from.slice(operand)?);
                let range = start..self.literals.len();
                if operation == op::LITERAL { Step::Literal(range) } else { Step::Folded(range) }
            }
            op::SET => Step::Set(operand),
            op::LOOK => Step::Look(u32::try_from(operand).ok()?),
            op::SAVE => Step::Save(operand),
            op::JUMP => Step::Jump(further),
            op::BACK => Step::Jump(next.checked_sub(operand)?),
            op::HERE_FIRST | op::THERE_FIRST => {
                self.choices += 1;
                let (one, other) = if operation == op::HERE_FIRST { (next, further) } else { (further, next) };
                Step::Choose(one, other, self.choices - 1)
            }
            _ => return None,
        })
    }

    fn first_bytes(&self) -> Option<Set> {
        let mut first = Set::default();
        let mut seen = vec![false; self.steps.len()];
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            match &self.steps[at] {
                Step::Match => return None,
                Step::Literal(range) => first.add(*self.literals.get(range.start)?),
                Step::Folded(range) => {
                    let byte = *self.literals.get(range.start)?;
                    first.add(byte);
                    first.add(byte.to_ascii_uppercase());
                }
                Step::Set(set) => first.join(&self.sets[*set]),
                Step::Look(_) | Step::Save(_) => open.push(at + 1),
                Step::Jump(to) => open.push(*to),
                Step::Choose(one, other, _) => open.extend([*one, *other]),
            }
        }
        Some(first)
    }
}

struct Reader<'c>(&'c [u8]);

impl<'c> Reader<'c> {
    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*byte)
    }

    fn slice(&mut self, length: usize) -> Option<&'c [u8]> {
        let (slice, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(slice)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?;
            number |= usize::from(byte & 127) << shift;
            if byte < 128 {
                return Some(number);
            }
        }
        None
    }
}
