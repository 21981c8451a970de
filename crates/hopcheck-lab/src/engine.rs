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

/// Whether the step of that text edits what was pasted. The report holds only edits that could be made, so the rule is asked.
pub fn edits(id: &str, action: &str) -> bool {
    let rule = hopcheck_rules::pack().rules.iter().find(|rule| rule.id == id);
    let mut steps = rule.iter().flat_map(|rule| &rule.steps).filter(|step| could_be(&step.action, action)).peekable();
    steps.peek().is_some() && steps.all(|step| !step.edits.is_empty())
}

/// Whether the template may have become that text: what stands outside its braces is there, in order.
fn could_be(template: &str, mut text: &str) -> bool {
    let literal = |part: &'_ str| part.split_once('}').map_or(part.to_owned(), |(_, rest)| rest.to_owned());
    template.split('{').map(literal).all(|part| match text.find(&part) {
        Some(at) => {
            text = &text[at + part.len()..];
            true
        }
        None => false,
    })
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
