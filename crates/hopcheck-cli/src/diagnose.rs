//! `hopcheck FILE…`

use std::io::{IsTerminal, Write};

use hopcheck::intake::Kind;
use hopcheck::report::{self, Finding, Report, Severity};

use crate::args::{Args, Format};
use crate::circumstances::circumstances;
use crate::{FOUND, NOTHING, input, rules};

/// Reads, diagnoses, prints; the exit status says whether something was found.
pub fn diagnose(args: &Args) -> Result<u8, String> {
    let pack = rules::pack(&args.rules)?;
    let circumstances = circumstances(args, &pack)?;
    let pieces = input::pieces(&args.files, input::lossy)?;
    let report = hopcheck::diagnose_in(&pieces, &circumstances, &pack, Some(hopcheck_rules::phrasebook()));
    let out = match args.format {
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
    Ok(if report.findings.iter().any(|finding| counts(finding, args)) { FOUND } else { NOTHING })
}

/// Whether the exit status tells of the finding.
pub fn counts(finding: &Finding, args: &Args) -> bool {
    finding.severity != Severity::WorthKnowing && finding.certainty >= args.fail_on.certainty()
}

fn understood(report: &Report) -> bool {
    let known = |kind: &str| !matches!(Kind::from_name(kind), Some(Kind::Unknown | Kind::Prose) | None);
    report.artifacts.iter().any(|artifact| known(&artifact.kind))
}
