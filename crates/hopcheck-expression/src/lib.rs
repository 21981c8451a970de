//! Regular expressions over bytes.
//!
//! The language is the part of the `regex` crate's that rules and readers write, with the same meaning (its tests hold the two
//! against each other): literals, `.`, classes, `\d \w \s \b` and their opposites, `^ $`, groups, named groups, alternatives,
//! greedy and lazy repetition, the flags `i`, `s` and `m`. Everything is ASCII; other characters stand for their UTF-8 bytes.
//! What is not in the language is an error, never read as something else.
//!
//! A search is a backtracking one that remembers where it has failed, so that its work is bounded by the length of the text times
//! that of the program. It is a twentieth of the size of `regex` in the page, and an expression is compiled in microseconds.

mod parse;
mod program;
mod search;

use program::Program;

/// A compiled expression.
#[derive(Debug)]
pub struct Expression {
    program: Program,
}

impl Expression {
    /// Compiles.
    ///
    /// # Errors
    /// In words, where the pattern is not one, or is too large.
    pub fn new(pattern: &str) -> Result<Self, String> {
        Self::compile(pattern, false)
    }

    /// Compiles an expression that does not tell `a` from `A`.
    ///
    /// # Errors
    /// As [`Expression::new`].
    pub fn ignoring_case(pattern: &str) -> Result<Self, String> {
        Self::compile(pattern, true)
    }

    fn compile(pattern: &str, ignore_case: bool) -> Result<Self, String> {
        let parsed = parse::parse(pattern, ignore_case)?;
        Ok(Expression { program: program::compile(&parsed)? })
    }

    /// Whether a part of the text matches.
    pub fn is_match(&self, text: &[u8]) -> bool {
        search::search(&self.program, text).is_some()
    }

    /// The leftmost match and its groups.
    pub fn captures<'t>(&self, text: &'t [u8]) -> Option<Captures<'t, '_>> {
        let slots = search::search(&self.program, text)?;
        Some(Captures { text, slots, names: &self.program.names })
    }
}

/// A match: what its groups hold.
#[derive(Debug)]
pub struct Captures<'t, 'e> {
    text: &'t [u8],
    slots: Vec<usize>,
    names: &'e [(String, usize)],
}

impl<'t> Captures<'t, '_> {
    /// A group by number, 0 for the whole match. None where it took no part.
    pub fn get(&self, group: usize) -> Option<&'t [u8]> {
        self.text.get(*self.slots.get(2 * group)?..*self.slots.get(2 * group + 1)?)
    }

    /// A group by name. None where it took no part.
    pub fn name(&self, name: &str) -> Option<&'t [u8]> {
        let (_, group) = self.names.iter().find(|(known, _)| known == name)?;
        self.get(*group)
    }
}
