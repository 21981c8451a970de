//! Regular expressions over bytes, compiled ahead.
//!
//! The syntax is that of the `regex` crate without Unicode classes: whatever `regex` takes, read by its own parser (`regex-syntax`; both with
//! the feature `compile`). What is run is the result: a short program of bytes and a machine of some hundred lines, so that the page carries neither a parser nor a
//! compiler. Of the ways in which a text matches, the machine finds the one that `regex` finds: the leftmost, and of those the first in
//! the expression's order. Its time grows with the length of the text times that of the expression, whatever the two are.

mod code;
#[cfg(feature = "compile")]
mod compile;
mod machine;

pub use code::Program;
#[cfg(feature = "compile")]
pub use compile::{Options, compile};
pub use machine::Captures;

#[cfg(all(test, feature = "compile"))]
mod tests;
