//! What was captured in a scenario, as a case of its rule.

use std::fmt::Write;

use hopcheck::report::Finding;

use crate::engine::Text;
use crate::scenario::{Placed, Scenario};

/// The case, in the form of `cases.md`.
pub fn case(placed: &Placed, texts: &[Text], found: &Finding, healthy: &[Text], versions: &str) -> String {
    let Scenario { title, finding, .. } = &placed.scenario;
    let mut out = format!("# {}\n\n", finding.id);
    section(&mut out, &format!("hit: {title}"), texts, versions);
    let _ = write!(out, "\n- finds: {} {}\n", finding.id, finding.certainty);
    for patch in &found.patches {
        let added = patch.diff.lines().filter(|line| !line.starts_with("+++")).find_map(|line| line.strip_prefix('+'));
        if let Some(line) = added.map(str::trim).filter(|line| !line.is_empty()) {
            let _ = writeln!(out, "- patched: {}", line.replace('\\', "\\\\"));
        }
    }
    if !healthy.is_empty() {
        out.push('\n');
        section(&mut out, &format!("fixed: {title}"), healthy, versions);
        out.push_str("\n- healthy\n");
    }
    out
}

fn section(out: &mut String, heading: &str, texts: &[Text], versions: &str) {
    let _ = write!(out, "## {heading}\nSource: captured from {versions}, in the lab.\n");
    for text in texts {
        let longest = text.text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat((longest + 1).max(3));
        let _ = write!(out, "\n{fence}text {}\n{}\n{fence}\n", text.name, text.text.trim_end());
    }
}
