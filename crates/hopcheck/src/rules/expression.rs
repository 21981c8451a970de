//! A regular expression of a rule.

use std::sync::OnceLock;

use hopcheck_expression::Program;

use crate::packed::{Packed, Packer, Unpacker};

/// A regular expression, compiled where the rules are; read when it is first asked.
#[derive(Clone, Debug)]
pub struct Expression {
    code: Vec<u8>,
    program: OnceLock<Option<Program>>,
}

impl Expression {
    /// The expression of this code (`hopcheck_expression::compile`).
    pub fn new(code: Vec<u8>) -> Self {
        Expression { code, program: OnceLock::new() }
    }

    /// Whether a part of the text matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.program
            .get_or_init(|| Program::new(&self.code))
            .as_ref()
            .is_some_and(|program| program.is_match(text.as_bytes()))
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Packed for Expression {
    fn put(&self, to: &mut Packer) {
        to.raw(&self.code);
    }
    fn take(from: &mut Unpacker<'_>) -> Self {
        Expression::new(from.raw().to_vec())
    }
}
