//! What a patch promises: the engine proves it, and applying it twice changes nothing.

use hopcheck::intake::Piece;
use hopcheck::report::{Patch, Report};
use hopcheck::rules::Pack;

/// What is wrong with the patches of a case, if anything.
pub fn wanting(pieces: &[Piece], report: &Report, pack: &Pack) -> Option<String> {
    let unproven = hopcheck::unproven(pieces, pack).into_iter().next();
    let refused = unproven.map(|one| format!("a patch of {} is not offered: {}\n{}", one.id, one.because, one.diff));
    refused.or_else(|| repeated(pieces, report, pack))
}

/// A patch that is offered for what it has patched.
fn repeated(pieces: &[Piece], report: &Report, pack: &Pack) -> Option<String> {
    report.findings.iter().find_map(|finding| {
        // The patches of one step belong together.
        finding.patches.chunk_by(|one, next| one.step == next.step).find_map(|of_step| {
            let mut after = pieces.to_vec();
            for patch in of_step {
                after[report.artifacts[patch.artifact].piece].text.clone_from(&patch.text);
            }
            let again = hopcheck::diagnose(&after, pack, None);
            let same = again.findings.iter().filter(|one| one.id == finding.id && one.title == finding.title);
            let of_same = |one: &&Patch| of_step.iter().any(|was| was.step == one.step && was.artifact == one.artifact);
            let twice = same.flat_map(|one| &one.patches).find(of_same)?;
            Some(format!("the patch of {} is offered again for the patched text:\n{}", finding.id, twice.diff))
        })
    })
}
