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

/// Analyses a small paste for nothing: what the engine builds once (search automata, the rules) is most of the work of a first
/// analysis, and would be waited for there.
pub fn warm_up() {
    let text = crate::examples::EXAMPLES.first().map_or("", |example| example.text);
    analyse(&[Piece { text: text.to_owned(), ..Piece::default() }], None);
}
