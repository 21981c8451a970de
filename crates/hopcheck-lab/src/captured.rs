//! What was captured in a scenario, as a case of its rule.

use std::fmt::Write;

use hopcheck::report::Report;

use crate::engine::Text;
use crate::scenario::{Placed, Scenario};

/// The case, in the form of `cases.md`.
pub fn case(placed: &Placed, texts: &[Text], healthy: &[Text], report: &Report, versions: &str) -> String {
    let Scenario { title, finding, .. } = &placed.scenario;
    let mut out = format!("# {}\n\n", finding.id);
    section(&mut out, &format!("hit: {title}"), texts, versions);
    let _ = write!(out, "\n- finds: {} {}\n", finding.id, finding.certainty);
    for id in &finding.then {
        let _ = writeln!(out, "- then: {id}");
    }
    // What the first patch that was carried out adds.
    let carried_out = |nth: usize| placed.scenario.steps.as_ref().is_none_or(|steps| steps.contains(&nth));
    let patches = report.findings.first().map_or(&[][..], |finding| &finding.patches);
    let diff = patches.iter().find(|patch| carried_out(patch.step)).map_or("", |patch| patch.diff.as_str());
    let added = diff.lines().find_map(|line| line.strip_prefix('+').filter(|line| !line.starts_with("++")));
    // A patch that only takes something out is shown by what it leaves.
    let kept = || diff.lines().filter_map(|line| line.strip_prefix(' ')).find(|line| !line.trim().is_empty());
    if let Some(added) = added.or_else(kept) {
        let _ = writeln!(out, "- patched: {}", added.trim().replace('\\', "\\\\"));
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
        let _ = write!(out, "\n{fence}text {}\n{}\n{fence}\n", text.name, scrubbed(text.text.trim_end()));
    }
}

/// The lab's own programs live in folders of whoever runs it; a reader's would be somewhere in /opt.
fn scrubbed(text: &str) -> String {
    let path = std::env::var("PATH").unwrap_or_default();
    let mut text = text.to_owned();
    for folder in path.split(':').filter_map(|folder| folder.split_once("/hopcheck-tools/")) {
        let (home, rest) = folder;
        let name = rest.split('/').next().unwrap_or_default();
        text = text.replace(&format!("{home}/hopcheck-tools/{name}"), &format!("/opt/{name}"));
    }
    text
}
