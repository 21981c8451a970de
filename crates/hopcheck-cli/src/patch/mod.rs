//! `hopcheck --patch` prints the patches of what was found, `hopcheck --apply` writes them into the files.
//!
//! Both go from finding to finding. A patch is made for the texts as the patches before it have left them, so that all of them fit
//! one after the other; and each finding gets one, since any patch that is offered mends it alone.

mod apply;
mod ask;
mod bytes;
mod print;
mod write;

pub use apply::apply;
pub use print::print;

use std::collections::BTreeSet;

use hopcheck::circumstances::Circumstances;
use hopcheck::intake::Piece;
use hopcheck::report::{Finding, Patch, Report, Step, Verify};
use hopcheck::rules::Pack;

use crate::args::Args;
use crate::circumstances::circumstances;
use crate::{diagnose, input, rules};

/// A patch that is on offer.
struct Offer {
    /// The finding's id.
    id: String,
    /// The finding's title.
    title: String,
    /// The step it carries out.
    step: Step,
    /// The command that puts it into effect: of the step, or of the first step behind it that has one.
    run: Option<String>,
    /// How to see that it worked.
    verify: Vec<Verify>,
    /// What it changes, all of it or none.
    changes: Vec<Change>,
}

/// What a patch changes in one text.
struct Change {
    /// Index of the piece.
    piece: usize,
    /// The file: its name, as it was given; none for standard input.
    file: Option<String>,
    /// Unified diff.
    diff: String,
    /// The whole text after the change.
    text: String,
}

/// From finding to finding, over the texts as patched so far.
struct Walk {
    pack: Pack,
    circumstances: Circumstances,
    pieces: Vec<Piece>,
    /// The findings to be mended, by id and title, in the order of the first answer.
    findings: Vec<(String, String)>,
    /// How many of them are behind.
    at: usize,
    /// The steps of the present finding that were passed over.
    declined: Vec<String>,
    /// True where a finding is behind that no patch was taken for.
    left: bool,
    report: Report,
}

impl Walk {
    fn new(args: &Args) -> Result<Self, String> {
        let pack = rules::pack(&args.rules)?;
        let circumstances = circumstances(&args.said, &pack)?;
        let mut pieces = input::pieces(&args.files, bytes::decode)?;
        // A file that is named twice, or stands in a named folder besides, is patched once.
        let mut files = BTreeSet::new();
        let file = |piece: &Piece| std::fs::canonicalize(piece.name.as_ref()?).ok();
        pieces.retain(|piece| file(piece).is_none_or(|file| files.insert(file)));
        let report = hopcheck::diagnose_in(&pieces, &circumstances, &pack, None);
        let named = |finding: &Finding| (finding.id.clone(), finding.title.clone());
        let findings =
            report.findings.iter().filter(|finding| diagnose::counts(finding, args.fail_on)).map(named).collect();
        Ok(Walk { pack, circumstances, pieces, findings, at: 0, declined: Vec::new(), left: false, report })
    }

    /// The next patch: of the finding at hand, or of one behind it.
    fn offer(&mut self) -> Option<Offer> {
        while self.at < self.findings.len() {
            let offer = self.of_finding().into_iter().find(|offer| !self.declined.contains(&offer.step.action));
            if offer.is_some() {
                return offer;
            }
            // What a patch before it has mended too is not left.
            self.left |= self.finding().is_some();
            self.next();
        }
        None
    }

    /// The finding at hand, where it still stands.
    fn finding(&self) -> Option<&Finding> {
        let (id, title) = self.findings.get(self.at)?;
        self.report.findings.iter().find(|one| one.id == *id && one.title == *title)
    }

    fn of_finding(&self) -> Vec<Offer> {
        let Some(finding) = self.finding() else { return Vec::new() };
        let change = |patch: &Patch| {
            let piece = self.report.artifacts.get(patch.artifact)?.piece;
            let file = self.pieces[piece].name.clone();
            Some(Change { piece, file, diff: patch.diff.clone(), text: patch.text.clone() })
        };
        // The patches of one step belong together.
        let offer = |of_step: &[Patch]| {
            let step = of_step.first()?.step;
            Some(Offer {
                id: finding.id.clone(),
                title: finding.title.clone(),
                step: finding.steps.get(step)?.clone(),
                run: finding.steps[step..].iter().find_map(|step| step.run.clone()),
                verify: finding.verify.clone(),
                changes: of_step.iter().map(change).collect::<Option<_>>()?,
            })
        };
        let of_steps = finding.patches.chunk_by(|one, next| one.step == next.step);
        // What was tried and did not help is not done again.
        of_steps.filter_map(offer).filter(|offer| !offer.step.tried).collect()
    }

    /// Passes the offer over: another step of the same finding may be next.
    fn decline(&mut self, offer: &Offer) {
        self.declined.push(offer.step.action.clone());
    }

    /// Takes the offer: the texts are as it leaves them from now on.
    fn take(&mut self, offer: Offer) {
        for change in offer.changes {
            self.pieces[change.piece].text = change.text;
        }
        self.report = hopcheck::diagnose_in(&self.pieces, &self.circumstances, &self.pack, None);
        self.next();
    }

    fn next(&mut self) {
        self.at += 1;
        self.declined.clear();
    }
}

/// What a step that must be looked at says of it.
fn review(step: &Step) -> Option<String> {
    (step.safety == "review").then(|| one_line(step.because.as_deref().unwrap_or("look at it before you use it")))
}

/// Text of a paste on one line, so that it cannot pass for a line of a diff.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control()).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
