//! What the engine answers: the JSON contract, and the texts made from it.

mod model;

pub use model::*;
