//! The one place where the page meets the engine.

use hopcheck::circumstances::Circumstances;
use hopcheck::diagnosis;
use hopcheck::intake::Piece;
use hopcheck::phrasebook::Phrasebook;
use hopcheck::report::Report;
use hopcheck::rules::Rule;
use hopcheck::session::Session;

pub use hopcheck_rules::{PHRASEBOOK_FILE, read_phrasebook};

/// How many steps an analysis has.
pub const STEPS: u32 = 3;

/// Diagnoses the pieces together, with the rules that are built in and what the reader says beside; with a phrasebook nginx's messages are explained too. `begins`
/// hears of each step, from 0. What the session knows is not read again; `numbers` are those of the texts, where they have any.
pub fn analyse(
    session: &mut Session,
    pieces: &[Piece],
    numbers: &[Option<u32>],
    said: &Circumstances,
    phrasebook: Option<&Phrasebook>,
    begins: &mut dyn FnMut(u32),
) -> Report {
    let pack = hopcheck_rules::pack();
    begins(0);
    let reading = hopcheck::read_on(session, pieces, numbers, pack, phrasebook);
    begins(1);
    let candidates = diagnosis::candidates(&reading.store, pack);
    begins(2);
    diagnosis::report(candidates, &reading, session.artifacts(), pieces, pack, said).0
}

/// Diagnoses pieces alone, with nothing said beside them.
pub fn once(pieces: &[Piece]) -> Report {
    analyse(&mut Session::default(), pieces, &[], &Circumstances::default(), None, &mut |_| ())
}

/// A report as JSON, as the command line tool prints it.
pub fn json(report: &Report) -> String {
    // Nothing in a report has no JSON.
    serde_json::to_string_pretty(report).unwrap_or_default() + "\n"
}

/// The cause of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    hopcheck_rules::pack().rule(id)
}

/// The ids of the narrower forms of a cause.
pub fn narrower(id: &str) -> impl Iterator<Item = &'static str> + use<'_> {
    let rules = hopcheck_rules::pack().rules.iter();
    rules.filter(move |rule| rule.narrows.as_deref() == Some(id)).map(|rule| rule.id.as_str())
}

/// A rule's text without a paste.
pub fn in_general(text: &str) -> String {
    hopcheck_rules::pack().in_general(text)
}

/// The environments that commands can be given for: name and title.
pub fn environments() -> impl Iterator<Item = (&'static str, &'static str)> {
    hopcheck_rules::pack().environments.iter().map(|one| (one.name.as_str(), one.title.as_str()))
}

/// Whether a phrasebook would add to this report: nginx speaks in the texts.
pub fn wants_phrasebook(report: &Report) -> bool {
    report.artifacts.iter().any(|artifact| artifact.nginx_lines > 0)
}

/// Analyses a small paste for nothing: what the engine builds once (search automata, the rules) is most of the work of a first
/// analysis, and would be waited for there.
pub fn warm_up() {
    let text = include_str!("warm_up.txt").to_owned();
    once(&[Piece { text, ..Piece::default() }]);
}
