//! The one place where the page meets the engine.

use hopcheck::intake::Piece;
use hopcheck::report::Report;

/// Diagnoses the pieces together, with the rules that are built in.
pub fn analyse(pieces: &[Piece]) -> Report {
    hopcheck::diagnose(pieces, hopcheck_rules::pack(), None)
}
