//! nginx's configuration: text to tokens, tokens to a tree, the tree to the values in effect.

mod check;
pub mod directives;
pub mod effective;
mod lua;
mod parse;
mod pattern;
pub mod problems;
pub mod routing;
mod setters;
pub mod target;
#[cfg(test)]
mod tests;
pub mod tokens;
pub mod tree;
pub mod units;
mod values;
pub mod variables;
pub mod verdict;
pub mod views;

pub use effective::{Effective, Level, Model, Node};
pub use parse::parse;
pub use problems::{Problem, ProblemKind};
pub use tree::{Config, Id};
