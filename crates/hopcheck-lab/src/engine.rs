//! Asking the engine, with the names of the texts and as one paste.

use hopcheck::intake::Piece;
use hopcheck::report::{Certainty, Finding, Report, Severity};

/// A text as it was captured.
#[derive(Clone, Debug)]
pub struct Text {
    pub name: String,
    pub text: String,
}

fn named(texts: &[Text]) -> Vec<Piece> {
    let piece = |text: &Text| Piece { name: Some(text.name.clone()), text: text.text.clone(), ..Piece::default() };
    texts.iter().map(piece).collect()
}

fn blind(texts: &[Text]) -> Vec<Piece> {
    let all: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
    vec![Piece { text: all.join("\n\n") + "\n", ..Piece::default() }]
}

/// The report over the named texts.
pub fn ask(texts: &[Text]) -> Report {
    hopcheck::diagnose(&named(texts), hopcheck_rules::pack(), None)
}

/// The first finding, where it is the expected one both ways; what was said instead otherwise.
pub fn diagnose(texts: &[Text], id: &str, certainty: &str) -> Result<Report, String> {
    let report = ask(texts);
    expect(&report, id, certainty, "with names")?;
    let unnamed = hopcheck::diagnose(&blind(texts), hopcheck_rules::pack(), None);
    expect(&unnamed, id, certainty, "as one paste")?;
    Ok(report)
}

fn expect(report: &Report, id: &str, certainty: &str, way: &str) -> Result<(), String> {
    let said = |finding: &Finding| format!("{} {}", finding.id, word(finding.certainty));
    let first = report.findings.first().map(said).unwrap_or_default();
    if first == format!("{id} {certainty}") {
        return Ok(());
    }
    let all: Vec<String> = report.findings.iter().map(said).collect();
    Err(format!("{way} the engine says {all:?}, expected is {id} {certainty}"))
}

fn word(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Confirmed => "confirmed",
        Certainty::Likely => "likely",
        Certainty::Possible => "possible",
    }
}

/// What the engine still says of texts that are healthy: the cause that was mended, or anything likely that matters.
pub fn noise(texts: &[Text], mended: &str) -> Vec<String> {
    let counts = |finding: &&Finding| {
        let matters = finding.severity != Severity::WorthKnowing;
        matters && (finding.id == mended || finding.certainty >= Certainty::Likely)
    };
    let report = ask(texts);
    report.findings.iter().filter(counts).map(|one| format!("{} {}", one.id, word(one.certainty))).collect()
}
