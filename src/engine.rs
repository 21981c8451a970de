//! The one place where the page meets the engine.

use hopcheck::diagnosis;
use hopcheck::intake::Piece;
use hopcheck::phrasebook::Phrasebook;
use hopcheck::report::Report;

pub use hopcheck_rules::{PHRASEBOOK_FILE, read_phrasebook};

/// How many steps an analysis has.
pub const STEPS: u32 = 3;

/// Diagnoses the pieces together, with the rules that are built in; with a phrasebook nginx's messages are explained too. `begins`
/// hears of each step, from 0.
pub fn analyse(pieces: &[Piece], phrasebook: Option<&Phrasebook>, begins: &mut dyn FnMut(u32)) -> Report {
    let pack = hopcheck_rules::pack();
    begins(0);
    let (artifacts, reading) = hopcheck::read(pieces, pack, phrasebook);
    begins(1);
    let candidates = diagnosis::candidates(&reading.store, pack);
    begins(2);
    diagnosis::report(candidates, &reading, &artifacts, pieces, pack).0
}

/// Whether a phrasebook would add to this report: nginx speaks in the texts.
pub fn wants_phrasebook(report: &Report) -> bool {
    report.artifacts.iter().any(|artifact| artifact.nginx_lines > 0)
}

/// Analyses a small paste for nothing: what the engine builds once (search automata, the rules) is most of the work of a first
/// analysis, and would be waited for there.
pub fn warm_up() {
    let text = include_str!("warm_up.txt").to_owned();
    analyse(&[Piece { text, ..Piece::default() }], None, &mut |_| ());
}
