//! The report as Markdown: a ticket that says what is broken, why, and what to do.

use std::fmt::Write;

use super::messages::{level_and_count, to_say};
use super::{Finding, HopState, PathHop, Report};

/// The whole report as Markdown.
pub fn markdown(report: &Report) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "# {}\n", if report.summary.is_empty() { "Nothing was pasted." } else { &report.summary });
    path(&mut out, report);
    if let Some(environment) = &report.environment {
        let because = environment.because.as_ref().map(|because| format!(" ({because})")).unwrap_or_default();
        let _ = writeln!(out, "Environment: {}{because}\n", environment.title);
    }
    for (nth, finding) in report.findings.iter().enumerate() {
        of_finding(&mut out, nth + 1, finding, report);
    }
    messages(&mut out, report);
    if !report.ruled_out.is_empty() {
        out.push_str("## Ruled out\n\n");
        for gone in &report.ruled_out {
            let _ = writeln!(out, "- **{}** (`{}`): {}", gone.title, gone.id, gone.because);
        }
        out.push('\n');
    }
    if !report.asks.is_empty() {
        out.push_str("## Paste next\n\n");
        for ask in &report.asks {
            let _ = writeln!(out, "- {} (shows: {})", ask.how, ask.why);
            if let Some(run) = &ask.run {
                fence(&mut out, "sh", run, "  ");
            }
        }
        out.push('\n');
    }
    let _ = writeln!(out, "Hopcheck {}", crate::version::line());
    out
}

/// The request's way, as far as something is known of it.
fn path(out: &mut String, report: &Report) {
    let known = |hop: &&PathHop| hop.state != HopState::Unknown || !hop.label.is_empty();
    let mut hops = report.path.iter().filter(known).peekable();
    if hops.peek().is_none() {
        return;
    }
    out.push_str("The request's path:\n\n");
    for PathHop { hop, label, state } in hops {
        let label = if label.is_empty() { String::new() } else { format!(" ({label})") };
        let said = match state {
            HopState::Ok => "works",
            HopState::Broken => "**broken**",
            HopState::Suspect => "suspect",
            HopState::Unknown => "not known",
        };
        let _ = writeln!(out, "1. {hop}{label}: {said}");
    }
    out.push('\n');
}

fn of_finding(out: &mut String, nth: usize, finding: &Finding, report: &Report) {
    let _ = writeln!(out, "## {nth}. {}\n", finding.title);
    let certainty = finding.certainty.word();
    let next = finding.masked_by.as_ref().map(|by| format!(", breaks next once `{by}` is fixed")).unwrap_or_default();
    let _ = writeln!(out, "*{certainty}*, `{}`, at the hop {}{next}\n", finding.id, finding.hop);
    for evidence in &finding.evidence {
        let _ = writeln!(out, "- {}: {}", place(evidence.artifact, evidence.line, report), evidence.shows);
        fence(out, "text", &evidence.text, "  ");
    }
    let _ = writeln!(out, "\n{}\n", finding.why);
    if let Some(against) = &finding.contradiction {
        let _ = writeln!(out, "What speaks against it: {against}\n");
    }
    for (nth, step) in finding.steps.iter().enumerate() {
        let tried = if step.tried { " (tried: it did not help)" } else { "" };
        let _ = writeln!(out, "{}. {}{tried}", nth + 1, step.action);
        for (language, text) in [("sh", &step.run), ("text", &step.code)] {
            if let Some(text) = text {
                fence(out, language, text, "   ");
            }
        }
        for (name, text) in [("Why", &step.because), ("Costs", &step.costs), ("Undo", &step.undo)] {
            if let Some(text) = text {
                let _ = writeln!(out, "   {name}: {text}");
            }
        }
    }
    for patch in &finding.patches {
        let _ = writeln!(out, "\nStep {}, as a change of the text:\n", patch.step + 1);
        fence(out, "diff", &patch.diff, "");
    }
    for check in &finding.verify {
        out.push_str("\nCheck:\n");
        fence(out, "sh", &check.run, "");
        let _ = writeln!(out, "Expect: {}", check.expect);
    }
    for consequence in &finding.consequences {
        let _ = writeln!(out, "\nFollows from it: {consequence}");
    }
    for see in &finding.see {
        let _ = writeln!(out, "\nSee [{}]({})", see.title, see.url);
    }
    out.push('\n');
}

fn messages(out: &mut String, report: &Report) {
    let (said, more) = to_say(report);
    if said.is_empty() {
        return;
    }
    out.push_str("## What nginx says\n\n");
    for message in said {
        let place = place(message.artifact, message.line, report);
        let _ = writeln!(out, "- {place}{}: {}", level_and_count(message), message.explains);
        fence(out, "text", &message.text, "  ");
    }
    if more > 0 {
        let _ = writeln!(out, "- and {more} more");
    }
    out.push('\n');
}

/// `error.log, line 7`
pub(super) fn place(artifact: usize, line: usize, report: &Report) -> String {
    let name = report.artifacts.get(artifact).map_or("paste", |artifact| artifact.name.as_str());
    format!("{name}, line {line}")
}

/// A fenced block whose fence is longer than any inside the text.
fn fence(out: &mut String, language: &str, text: &str, indent: &str) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat((longest + 1).max(3));
    let _ = writeln!(out, "{indent}{ticks}{language}");
    for line in text.lines() {
        let _ = writeln!(out, "{indent}{line}");
    }
    let _ = writeln!(out, "{indent}{ticks}");
}
