//! nginx's configuration: text to tokens, tokens to a tree, the tree to the values in effect.

mod check;
pub mod directives;
mod lua;
mod parse;
pub mod problems;
#[cfg(test)]
mod tests;
pub mod tokens;
pub mod tree;

pub use parse::parse;
pub use problems::{Problem, ProblemKind};
pub use tree::{Config, Id};
