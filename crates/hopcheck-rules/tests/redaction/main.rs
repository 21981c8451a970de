//! Redaction leaves the diagnosis as it is, over every case of every rule and every situation; and it leaves no secret.

mod planted;
mod situations;

use std::path::Path;

use hopcheck::intake::Piece;
use hopcheck::redact::{Choices, redact};
use hopcheck::report::Report;
use hopcheck_rules::cases;

/// Names and addresses that redaction leaves alone, and some of the world in their place.
const STRANGERS: &[(&str, &str)] = &[
    ("example.com", "acme-corp.de"),
    ("example.org", "lumenworks.io"),
    ("example.net", "orchard.co.uk"),
    ("example.edu", "uni-musterstadt.de"),
    (".example", ".hamburg"),
    ("203.0.113.", "93.184.216."),
    ("198.51.100.", "81.2.69."),
    ("192.0.2.", "185.199.108."),
    ("2001:db8:", "2a01:4f8:"),
    ("172.18.", "172.23."),
    ("backend", "kallisto"),
    ("shop", "zephyr"),
    ("chat", "plauder"),
    ("mysite", "strandgut"),
];

/// The folder of the whole project.
pub fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A paste of the tests: where it comes from, and its pieces.
pub struct Paste {
    /// The case's or situation's name.
    pub from: String,
    /// The texts.
    pub pieces: Vec<Piece>,
}

/// All cases and situations, as they are and with names that stand for no documentation.
fn pastes() -> Vec<Paste> {
    let (cases, complaints) = cases::load(&root().join("rules"), hopcheck_rules::pack());
    assert!(complaints.is_empty() && cases.len() > 400, "{} cases, {} complaints", cases.len(), complaints.len());
    let mut all: Vec<Paste> = cases
        .into_iter()
        .map(|case| Paste { from: format!("{}: {}", case.rule, case.name), pieces: case.pieces })
        .collect();
    all.extend(situations::all());
    let strangers: Vec<Paste> = all.iter().map(stranger).collect();
    all.extend(strangers);
    all
}

fn stranger(paste: &Paste) -> Paste {
    let changed = |text: &str| STRANGERS.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    let pieces = paste
        .pieces
        .iter()
        .map(|piece| Piece { text: changed(&piece.text), name: piece.name.as_deref().map(changed), ..piece.clone() })
        .collect();
    Paste { from: format!("{} (with names of the world)", paste.from), pieces }
}

fn diagnosed(pieces: &[Piece]) -> Report {
    hopcheck::diagnose(pieces, hopcheck_rules::pack(), None)
}

/// What must be the same: the causes with their certainty and order, what is ruled out, what is asked for, and the path.
fn answer(report: &Report) -> Vec<String> {
    let findings = report
        .findings
        .iter()
        .map(|f| format!("finding {} {:?} {:?} {:?}", f.id, f.certainty, f.severity, f.masked_by));
    let mut out: Vec<&str> = report.ruled_out.iter().map(|out| out.id.as_str()).collect();
    out.sort_unstable();
    out.dedup();
    let asks = report.asks.iter().map(|ask| format!("ask {}", ask.artifact));
    let path = report.path.iter().map(|hop| format!("hop {} {:?}", hop.hop, hop.state));
    let kinds = report.artifacts.iter().map(|artifact| format!("kind {}", artifact.kind));
    findings.chain(out.iter().map(|id| format!("ruled out {id}"))).chain(asks).chain(path).chain(kinds).collect()
}

fn redacted(pieces: &[Piece]) -> Vec<Piece> {
    redact(pieces, &Choices::default()).pieces.into_iter().map(|one| one.piece).collect()
}

#[test]
fn the_answer_is_the_same_before_and_after() {
    let mut wrong = Vec::new();
    let mut changed = 0;
    let pastes = pastes();
    for paste in &pastes {
        let after = redacted(&paste.pieces);
        changed += usize::from(after.iter().zip(&paste.pieces).any(|(after, before)| after.text != before.text));
        let (before, after) = (answer(&diagnosed(&paste.pieces)), answer(&diagnosed(&after)));
        if before != after {
            let gone: Vec<_> = before.iter().filter(|line| !after.contains(line)).collect();
            let new: Vec<_> = after.iter().filter(|line| !before.contains(line)).collect();
            wrong.push(format!("{}\n    gone: {gone:?}\n    new: {new:?}", paste.from));
        }
    }
    assert!(changed * 5 > pastes.len() * 2, "only {changed} of {} pastes have something to redact", pastes.len());
    assert!(wrong.is_empty(), "{} of {} pastes:\n{}", wrong.len(), pastes.len(), wrong.join("\n"));
}

#[test]
fn a_second_redaction_changes_nothing() {
    let mut wrong = Vec::new();
    for paste in pastes() {
        let once = redacted(&paste.pieces);
        let twice = redacted(&once);
        for (once, twice) in once.iter().zip(&twice) {
            let differ = once.text.lines().zip(twice.text.lines()).find(|(once, twice)| once != twice);
            if let Some((once, twice)) = differ {
                wrong.push(format!("{}\n    once:  {once}\n    twice: {twice}", paste.from));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn marks_tell_what_was_replaced() {
    for paste in pastes() {
        let redaction = redact(&paste.pieces, &Choices::default());
        let mut counts = vec![0; redaction.items.len()];
        for (piece, redacted) in paste.pieces.iter().zip(&redaction.pieces) {
            let (mut text, mut at) = (String::new(), 0);
            for mark in &redacted.marks {
                let item = &redaction.items[mark.item];
                assert!(mark.original.of(&piece.text).eq_ignore_ascii_case(&item.original), "{}", paste.from);
                assert_eq!(mark.redacted.of(&redacted.piece.text), item.replacement, "{}", paste.from);
                text.push_str(&piece.text[at..mark.original.start as usize]);
                text.push_str(&item.replacement);
                at = mark.original.end as usize;
                counts[mark.item] += 1;
            }
            text.push_str(&piece.text[at..]);
            assert_eq!(text, redacted.piece.text, "{}: the marks are all there is", paste.from);
        }
        assert!(redaction.items.iter().zip(counts).all(|(item, count)| item.count >= count && item.count > 0));
    }
}
