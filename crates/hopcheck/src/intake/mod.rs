//! From a paste to artifacts: bytes in, cleaned pieces of one known kind out.

mod artifact;
mod kind;

pub use artifact::{Artifact, LineNote, Piece};
pub use kind::Kind;

/// Takes a paste apart.
pub fn take_in(_pieces: &[Piece]) -> Vec<Artifact> {
    Vec::new()
}
