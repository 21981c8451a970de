//! Labelled cases: how often the engine is right, what it asks for, and which causes it confuses.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use hopcheck::intake::Piece;
use hopcheck::report::{Certainty, Report, Severity};
use serde::Deserialize;

use crate::figures::{Figures, Floors};
use crate::own_cases;

#[derive(Debug, clap::Args)]
pub struct Options {
    /// Labelled cases, one JSON object a line: {"id", "artifacts": [{"name", "text"}], "cause", "also_ok": […], "decidable": true,
    /// "distinguish_kinds": […]}. `cause` is a rule's id, "none" for a healthy text, or "other:…" for what no rule is about.
    files: Vec<PathBuf>,
    /// The project's own cases as well.
    #[arg(long)]
    own: bool,
    /// Only as one text without names, as in the page; else both ways.
    #[arg(long)]
    blind: bool,
    /// Names every case that missed.
    #[arg(long)]
    list: bool,
    /// A TOML file with the figures that must at least be reached.
    #[arg(long, value_name = "FILE")]
    floors: Option<PathBuf>,
}

/// A case with its label.
#[derive(Clone, Debug, Deserialize)]
pub struct Labelled {
    pub id: String,
    pub artifacts: Vec<Text>,
    pub cause: String,
    #[serde(default)]
    pub also_ok: Vec<String>,
    #[serde(default = "yes")]
    pub decidable: bool,
    #[serde(default)]
    pub distinguish_kinds: Vec<String>,
    /// Without its names it is another case.
    #[serde(default)]
    pub named_only: bool,
}

/// One text of a case.
#[derive(Clone, Debug, Deserialize)]
pub struct Text {
    pub name: String,
    pub text: String,
}

fn yes() -> bool {
    true
}

/// Runs the cases, prints the figures; false where a floor is missed.
pub fn run(options: &Options) -> Result<bool, String> {
    let mut cases = Vec::new();
    for file in &options.files {
        cases.extend(read(file)?);
    }
    if options.own || options.files.is_empty() {
        cases.extend(own_cases::load()?);
    }
    let floors: Option<Floors> = options.floors.as_deref().map(floors).transpose()?;
    let mut held = true;
    for blind in [false, true] {
        if options.blind && !blind {
            continue;
        }
        let figures = measure(&cases, blind, options.list);
        let way = if blind { "as one paste" } else { "with names" };
        println!("{} cases {way}: {figures}", cases.len());
        for ((cause, said), times) in &figures.confused {
            println!("  {times:>3}  {cause}  taken for  {said}");
        }
        for missed in floors.iter().flat_map(|floors| floors.missed(&figures, cases.len())) {
            println!("MISSED {way}: {missed}");
            held = false;
        }
    }
    Ok(held)
}

fn floors(file: &Path) -> Result<Floors, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
}

fn read(file: &Path) -> Result<Vec<Labelled>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let line = |(nth, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| format!("{}, line {}: {error}", file.display(), nth + 1))
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(line).collect()
}

/// For each narrower cause the one it narrows; a narrower one counts as the wider.
fn wider() -> HashMap<&'static str, &'static str> {
    let rules = hopcheck_rules::pack().rules.iter();
    rules.filter_map(|rule| Some((rule.id.as_str(), rule.narrows.as_deref()?))).collect()
}

/// The figures over all cases, given with names or as one text.
pub fn measure(cases: &[Labelled], blind: bool, list: bool) -> Figures {
    let wider = wider();
    let wide = |id: &str| wider.get(id).copied().unwrap_or(id).to_owned();
    let mut figures = Figures::default();
    for case in cases {
        let report = hopcheck::diagnose(&pieces(case, blind && !case.named_only), hopcheck_rules::pack(), None);
        count(case, &report, &wide, &mut figures, list);
    }
    figures
}

fn pieces(case: &Labelled, blind: bool) -> Vec<Piece> {
    if blind {
        let texts: Vec<&str> = case.artifacts.iter().map(|artifact| artifact.text.as_str()).collect();
        return vec![Piece { text: texts.join("\n\n") + "\n", ..Piece::default() }];
    }
    case.artifacts
        .iter()
        .map(|artifact| Piece {
            name: Some(file_name(&artifact.name)).filter(|name| !name.is_empty()),
            text: artifact.text.clone() + "\n",
            ..Piece::default()
        })
        .collect()
}

/// Labels name kinds of text; files have the names that people give them.
fn file_name(name: &str) -> String {
    match name {
        "console" | "nginx-t" | "curl" | "ss" | "ls" | "other" => format!("{name}.txt"),
        other => other.to_owned(),
    }
}

fn count(case: &Labelled, report: &Report, wide: &dyn Fn(&str) -> String, figures: &mut Figures, list: bool) {
    let miss = |what: &str, said: &dyn std::fmt::Debug| {
        if list {
            println!("  {what}  {}  is {}, said {said:?}", case.id, case.cause);
        }
    };
    let said: Vec<String> = report.findings.iter().map(|finding| wide(&finding.id)).collect();
    let cause = wide(&case.cause);
    if cause == "none" {
        let alarm = report
            .findings
            .iter()
            .any(|one| one.certainty >= Certainty::Likely && one.severity != Severity::WorthKnowing);
        figures.false_alarms.count(alarm);
        if alarm {
            miss("ALARM", &said);
        }
        return;
    }
    let right = |id: &String| *id == cause || case.also_ok.iter().any(|also| wide(also) == *id);
    let wrong =
        report.findings.iter().zip(&said).any(|(one, id)| {
            one.certainty == Certainty::Confirmed && one.severity == Severity::BreaksNow && !right(id)
        });
    figures.wrongly_confirmed.count(wrong);
    if wrong {
        miss("WRONG", &said);
    }
    if cause.starts_with("other:") {
        return;
    }
    let among = said.iter().take(3).any(|id| *id == cause);
    figures.top3.count(among);
    if case.decidable {
        let first = said.first().is_some_and(right);
        figures.top1.count(first);
        if !first {
            miss("TOP1", &said);
            let instead = said.first().cloned().unwrap_or_else(|| "nothing".to_owned());
            *figures.confused.entry((cause.clone(), instead)).or_default() += 1;
        }
    }
    if !among {
        miss("TOP3", &said);
    }
    if !case.distinguish_kinds.is_empty() {
        let asked: Vec<&str> = report.asks.iter().take(2).map(|ask| ask.artifact.as_str()).collect();
        let hit = case.distinguish_kinds.iter().any(|kind| asked.contains(&kind.as_str()));
        figures.asks.count(hit);
        if !hit {
            miss("ASKS", &(&case.distinguish_kinds, asked));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSED: &str = "2026/01/05 10:00:00 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to \
         upstream, client: 203.0.113.7, server: a.example, request: \"GET / HTTP/1.1\", upstream: \"http://10.0.0.9:5000/\", \
         host: \"a.example\"";

    fn case(cause: &str, text: &str, decidable: bool) -> Labelled {
        Labelled {
            id: "x".into(),
            artifacts: vec![Text { name: "error.log".into(), text: text.into() }],
            cause: cause.into(),
            also_ok: Vec::new(),
            decidable,
            distinguish_kinds: vec!["listening-sockets".into()],
            named_only: false,
        }
    }

    #[test]
    fn cases_are_counted_as_they_are_labelled() {
        let piece = Piece { text: REFUSED.to_owned(), ..Piece::default() };
        let report = hopcheck::diagnose(&[piece], hopcheck_rules::pack(), None);
        let said: Vec<&str> = report.findings.iter().map(|finding| finding.id.as_str()).collect();
        let unsaid = &hopcheck_rules::pack().rules.iter().find(|rule| !said.contains(&rule.id.as_str())).unwrap().id;
        let cases = [
            case(said[0], REFUSED, false),
            case("none", REFUSED, true),
            case("other:a bug", REFUSED, true),
            case(unsaid, REFUSED, true),
        ];
        for blind in [false, true] {
            let figures = measure(&cases, blind, false);
            assert_eq!((figures.top3.hits, figures.top3.of), (1, 2));
            assert_eq!((figures.top1.hits, figures.top1.of), (0, 1));
            assert_eq!((figures.asks.hits, figures.asks.of), (2, 2));
            assert_eq!((figures.wrongly_confirmed.hits, figures.wrongly_confirmed.of), (0, 3));
            assert_eq!(figures.confused.len(), 1);
        }
    }
}
