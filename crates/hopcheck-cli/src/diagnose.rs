//! `hopcheck FILE…`, `hopcheck open LINK`

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use hopcheck::circumstances::Circumstances;
use hopcheck::intake::{Kind, Piece};
use hopcheck::report::{self, Finding, Report, Severity};
use hopcheck::rules::Pack;
use hopcheck_link::Shared;

use crate::args::{Args, FailOn, Format, Said};
use crate::circumstances::circumstances;
use crate::{FOUND, NOTHING, input, rules};

/// Reads, diagnoses, prints; the exit status says whether something was found.
pub fn diagnose(args: &Args) -> Result<u8, String> {
    let pack = rules::pack(&args.rules)?;
    let circumstances = circumstances(&args.said, &pack)?;
    let pieces = input::pieces(&args.files, input::lossy)?;
    answer(&pieces, &circumstances, &pack, args.format, args.fail_on)
}

/// Diagnoses what a share link holds, with what is said beside it besides, and prints.
pub fn open(link: &str, said: &Said, rules: &[PathBuf], format: Format, fail_on: FailOn) -> Result<u8, String> {
    let pack = rules::pack(rules)?;
    let asked = circumstances(said, &pack)?;
    let Shared { pieces, mut said } = hopcheck_link::open(link).map_err(|trouble| trouble.to_string())?;
    // Another build may know others.
    said.tried.retain(|tried| pack.rule(&tried.id).is_some());
    said.tried.extend(asked.tried);
    said.environment = asked.environment.or(said.environment).filter(|name| pack.environment(name).is_some());
    answer(&pieces, &said, &pack, format, fail_on)
}

fn answer(
    pieces: &[Piece],
    circumstances: &Circumstances,
    pack: &Pack,
    format: Format,
    fail_on: FailOn,
) -> Result<u8, String> {
    let report = hopcheck::diagnose_in(pieces, circumstances, pack, Some(hopcheck_rules::phrasebook()));
    let out = match format {
        Format::Text => {
            let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            report::text(&report, colour)
        }
        Format::Json => serde_json::to_string_pretty(&report).map_err(|error| format!("the report: {error}"))? + "\n",
        Format::Markdown => report::markdown(&report),
    };
    // A reader that closes the pipe early (head) is no error of ours.
    let _ = std::io::stdout().write_all(out.as_bytes());
    if !understood(&report) {
        eprintln!(
            "hopcheck: this text was not understood. It reads error logs, configurations, compose files, consoles and the like; \
             see hopcheck --help"
        );
        return Ok(NOTHING);
    }
    Ok(if report.findings.iter().any(|finding| counts(finding, fail_on)) { FOUND } else { NOTHING })
}

/// Whether the exit status tells of the finding.
pub fn counts(finding: &Finding, fail_on: FailOn) -> bool {
    finding.severity != Severity::WorthKnowing && finding.certainty >= fail_on.certainty()
}

fn understood(report: &Report) -> bool {
    let known = |kind: &str| !matches!(Kind::from_name(kind), Some(Kind::Unknown | Kind::Prose) | None);
    report.artifacts.iter().any(|artifact| known(&artifact.kind))
}
