//! The one place where the page meets the engine.

use hopcheck::intake::Piece;
use hopcheck::phrasebook::Phrasebook;
use hopcheck::report::Report;

pub use hopcheck_rules::{PHRASEBOOK_FILE, read_phrasebook};

/// Diagnoses the pieces together, with the rules that are built in; with a phrasebook nginx's messages are explained too.
pub fn analyse(pieces: &[Piece], phrasebook: Option<&Phrasebook>) -> Report {
    hopcheck::diagnose(pieces, hopcheck_rules::pack(), phrasebook)
}

/// Whether a phrasebook would add to this report: nginx speaks in the texts.
pub fn wants_phrasebook(report: &Report) -> bool {
    report.artifacts.iter().any(|artifact| artifact.nginx_lines > 0)
}
