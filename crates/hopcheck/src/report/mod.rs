//! What the engine answers: the JSON contract, and the texts made from it.

mod markdown;
mod messages;
mod model;
mod packed;
mod sentence;
mod terminal;

pub use markdown::markdown;
pub use model::*;
pub use sentence::capitalised;
pub use terminal::text;
