//! What a patch promises: the patched text, read again, does not show the finding any more.

use hopcheck::intake::{Kind, Piece};
use hopcheck::report::{Finding, Report, Severity};
use hopcheck::rules::Pack;

/// What is wrong with the patches of the first finding, if anything.
pub fn wanting(pieces: &[Piece], report: &Report, pack: &Pack) -> Option<String> {
    let top = report.findings.first()?;
    top.patches.iter().find_map(|patch| {
        let piece = report.artifacts[patch.artifact].piece;
        let mut after = pieces.to_vec();
        after[piece].text.clone_from(&patch.text);
        let again = hopcheck::diagnose(&after, pack, None);
        if let Some(finding) = again.findings.iter().find(|finding| rests_on(finding, top, piece, &again)) {
            return Some(format!("the patched text still shows it: {}\n{}", finding.title, patch.diff));
        }
        // What was logged before the fix stays logged; what follows from the new text alone is what the fix brings about.
        let state: Vec<Piece> = (0..after.len())
            .filter(|&nth| report.artifacts.iter().any(|one| one.piece == nth && !tells_the_past(&one.kind)))
            .map(|nth| after[nth].clone())
            .collect();
        let now = hopcheck::diagnose(&state, pack, None);
        let known = |id: &str| id != top.id && report.findings.iter().any(|finding| finding.id == id);
        let new = now.findings.iter().find(|one| one.severity != Severity::WorthKnowing && !known(&one.id));
        new.map(|finding| format!("the patched text brings about {}: {}\n{}", finding.id, finding.title, patch.diff))
    })
}

/// The same cause, seen in the patched piece.
fn rests_on(finding: &Finding, top: &Finding, piece: usize, report: &Report) -> bool {
    finding.id == top.id && finding.evidence.iter().any(|one| report.artifacts[one.artifact].piece == piece)
}

/// Kinds that report what happened, not how things are set up.
fn tells_the_past(kind: &str) -> bool {
    matches!(
        Kind::from_name(kind),
        Some(
            Kind::NginxErrorLog
                | Kind::AccessLog
                | Kind::Console
                | Kind::HandshakeStatus
                | Kind::Durations
                | Kind::AppLog
                | Kind::Curl
                | Kind::Prose
                | Kind::Unknown
        ) | None
    )
}
