//! The one place where the page meets the engine.

use hopcheck::intake::Piece;
use hopcheck::report::Report;
use hopcheck::rules::Pack;
use std::sync::LazyLock;

/// The rules that are built in, read once.
static PACK: LazyLock<Pack> = LazyLock::new(hopcheck_rules::pack);

/// Diagnoses the pieces together.
pub fn analyse(pieces: &[Piece]) -> Report {
    hopcheck::diagnose(pieces, &PACK)
}
