//! The rule language: what a rule file says, after checking. The compiler from TOML is the crate `hopcheck-rules`.

mod expression;
mod model;
mod packed;
mod prose;
pub mod template;

pub use expression::Expression;
pub use model::*;
pub use prose::Prose;
