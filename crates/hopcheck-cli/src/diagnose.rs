//! `hopcheck FILE…`, `hopcheck open LINK`

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use hopcheck::intake::{Kind, Piece};
use hopcheck::report::{self, Report, Severity};

use crate::args::{FailOn, Format};
use crate::{FOUND, NOTHING, rules};

/// Diagnoses the pieces and prints the answer; the exit status says whether something was found.
pub fn diagnose(pieces: &[Piece], folders: &[PathBuf], format: Format, fail_on: FailOn) -> Result<u8, String> {
    let pack = rules::pack(folders)?;
    let report = hopcheck::diagnose(pieces, &pack, Some(hopcheck_rules::phrasebook()));
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
    let counts = report
        .findings
        .iter()
        .any(|finding| finding.severity != Severity::WorthKnowing && finding.certainty >= fail_on.certainty());
    Ok(if counts { FOUND } else { NOTHING })
}

fn understood(report: &Report) -> bool {
    let known = |kind: &str| !matches!(Kind::from_name(kind), Some(Kind::Unknown | Kind::Prose) | None);
    report.artifacts.iter().any(|artifact| known(&artifact.kind))
}
