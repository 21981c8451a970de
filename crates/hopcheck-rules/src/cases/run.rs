//! Runs a case: once with its names, once as one text without any.

use std::path::Path;

use hopcheck::intake::{Kind, Piece};
use hopcheck::report::{Report, Severity};
use hopcheck::rules::Pack;

use super::{Case, Role, What, near, patched};
use crate::compile::Complaint;

/// A case as it is written: each text with its name.
const NAMED: &str = "with names";

/// Runs a case and returns what the engine did not say.
pub fn run(case: &Case, folder: &Path, pack: &Pack) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let mut complain = |line: usize, message: String| {
        let file = folder.join(&case.rule).join("cases.md");
        complaints.push(Complaint { file, line, message });
    };
    if case.role == Role::NearMiss
        && let Some(message) = near::wanting(case, pack)
    {
        complain(case.line, format!("case {:?}: {message}", case.name));
    }
    let blind = Piece {
        text: case.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n\n"),
        ..Piece::default()
    };
    let mut ways = vec![(NAMED, case.pieces.clone())];
    if !case.named_only {
        ways.push(("as one paste", vec![blind]));
    }
    for (way, pieces) in ways {
        let report = hopcheck::diagnose(&pieces, pack, None);
        for expect in &case.expects {
            if let Some(said) = missing(&expect.what, &report) {
                complain(expect.line, format!("case {:?}, {way}: expected {:?}, but {said}", case.name, expect.what));
            }
        }
        if way == NAMED
            && let Some(message) = patched::wanting(&pieces, &report, pack)
        {
            complain(case.line, format!("case {:?}: {message}", case.name));
        }
    }
    complaints
}

/// What the report says instead, where it does not meet the expectation.
fn missing(what: &What, report: &Report) -> Option<String> {
    let findings = || {
        let all: Vec<String> =
            report.findings.iter().map(|f| format!("{} {:?}", f.id, f.certainty).to_lowercase()).collect();
        let kinds: Vec<&str> = report.artifacts.iter().map(|a| a.kind.as_str()).collect();
        format!("the findings are [{}], the pieces [{}]", all.join(", "), kinds.join(", "))
    };
    let top = report.findings.first();
    let has = |id: &String| report.findings.iter().any(|finding| finding.id == *id);
    let contains = |texts: &[&str], wanted: &str| texts.iter().any(|text| text.contains(wanted));
    match what {
        What::Finds(id, certainty) => {
            let said = top.map(|f| (f.id.as_str(), format!("{:?}", f.certainty).to_lowercase()));
            let right = said.is_some_and(|(top, sure)| top == id && certainty.as_ref().is_none_or(|c| *c == sure));
            (!right).then(findings)
        }
        What::Then(id) => (!has(id)).then(findings),
        What::Not(id) => has(id).then(findings),
        What::Next(id) => {
            let next = report.findings.iter().any(|finding| finding.id == *id && finding.masked_by.is_some());
            (!next).then(findings)
        }
        What::RuledOut(id) => {
            let out: Vec<&str> = report.ruled_out.iter().map(|gone| gone.id.as_str()).collect();
            (!out.contains(&id.as_str())).then(|| format!("ruled out are {out:?}; {}", findings()))
        }
        What::Consequence(text) => {
            let all: Vec<&str> =
                report.findings.iter().flat_map(|f| f.consequences.iter().map(String::as_str)).collect();
            (!contains(&all, text)).then(|| format!("the consequences are {all:?}; {}", findings()))
        }
        What::Asks(kind) => {
            let asks: Vec<&str> = report.asks.iter().map(|ask| ask.artifact.as_str()).collect();
            (!asks.iter().take(2).any(|ask| ask == kind)).then(|| format!("the asks are {asks:?}"))
        }
        What::Step(text) => {
            let steps = top.map(|f| f.steps.as_slice()).unwrap_or_default();
            let verify = top.map(|f| f.verify.as_slice()).unwrap_or_default();
            let mut all: Vec<&str> = Vec::new();
            for step in steps {
                all.push(&step.action);
                all.extend(step.run.as_deref());
                all.extend(step.code.as_deref());
            }
            all.extend(verify.iter().map(|check| check.run.as_str()));
            (!contains(&all, text)).then(|| format!("the steps are {all:?}; {}", findings()))
        }
        What::Patched(text) => {
            let all: Vec<&str> =
                top.map(|f| f.patches.iter().map(|patch| patch.text.as_str()).collect()).unwrap_or_default();
            (!contains(&all, text)).then(|| format!("the patched texts are {all:?}; {}", findings()))
        }
        What::Healthy => {
            let ill = report.findings.iter().any(|finding| finding.severity != Severity::WorthKnowing);
            ill.then(findings)
        }
        What::NotUnderstood => {
            let known = |kind: &str| !matches!(Kind::from_name(kind), Some(Kind::Unknown | Kind::Prose));
            report.artifacts.iter().any(|artifact| known(&artifact.kind)).then(findings)
        }
    }
}
