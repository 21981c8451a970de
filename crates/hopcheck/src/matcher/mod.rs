//! The matcher: patterns over facts, joined by variables, with three values.
//!
//! A pattern matches, does not match, or *needs* something nobody pasted: a fact of its kind where the known ones do
//! not fit and nothing says they are all, or a field of a fact that fits otherwise.

mod env;
mod join;
mod test;

pub use env::{Bound, Env};
pub use join::{Found, Matcher, Need};
