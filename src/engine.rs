//! The one place where the page meets the engine.

use hopcheck::intake::Piece;
use hopcheck::report::Report;

/// Diagnoses the pieces together, with the rules that are built in.
pub fn analyse(pieces: &[Piece]) -> Report {
    hopcheck::diagnose(pieces, hopcheck_rules::pack(), None)
}

/// Analyses a small paste for nothing: what the engine builds once (search automata, the rules) is most of the work of a first
/// analysis, and would be waited for there.
pub fn warm_up() {
    let text = crate::examples::EXAMPLES.first().map_or("", |example| example.text);
    analyse(&[Piece { text: text.to_owned(), ..Piece::default() }]);
}
