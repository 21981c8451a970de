//! `hopcheck FILE…`, `hopcheck open LINK`

use std::io::{IsTerminal, Write};

use hopcheck::circumstances::Circumstances;
use hopcheck::intake::{Kind, Piece};
use hopcheck::report::{self, Finding, Report, Severity};
use hopcheck::rules::Pack;

use crate::args::{Args, FailOn, Format};
use crate::circumstances::circumstances;
use crate::{FOUND, NOTHING, input, rules};

/// Reads, diagnoses, prints; the exit status says whether something was found.
pub fn diagnose(args: &Args) -> Result<u8, String> {
    let pack = rules::pack(&args.rules)?;
    let circumstances = circumstances(args, &pack)?;
    let pieces = input::pieces(&args.files, input::lossy)?;
    answer(&pieces, &circumstances, &pack, args.format, args.fail_on)
}

/// Diagnoses what a share link holds, and prints.
pub fn open(link: &str, args: &Args, format: Format, fail_on: FailOn) -> Result<u8, String> {
    let pieces = hopcheck_link::pieces(link)?;
    answer(&pieces, &Circumstances::default(), &rules::pack(&args.rules)?, format, fail_on)
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
