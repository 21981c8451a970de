//! The report as plain text for a terminal.

use std::fmt::Write;

use super::markdown::place;
use super::messages::{level_and_count, to_say};
use super::{Certainty, Finding, HopState, Report};

/// The whole report as text. With `colour`, certainty and evidence stand out by ANSI codes.
pub fn text(report: &Report, colour: bool) -> String {
    let style = Style { colour };
    let mut out = String::new();
    if report.summary.is_empty() {
        return out;
    }
    let _ = writeln!(out, "{}\n", style.bold(&report.summary));
    if report.findings.iter().any(|finding| finding.certainty >= Certainty::Likely) {
        path(&mut out, report, style);
    }
    if let Some(environment) = &report.environment {
        let why = environment.because.as_deref().unwrap_or("chosen by --environment");
        let _ = writeln!(out, "Commands are for {} ({why})\n", environment.title);
    }
    for (nth, finding) in report.findings.iter().enumerate() {
        of_finding(&mut out, nth + 1, finding, report, style);
    }
    messages(&mut out, report, style);
    if !report.ruled_out.is_empty() {
        let _ = writeln!(out, "{}", style.bold("Ruled out"));
        for gone in &report.ruled_out {
            let _ = writeln!(out, "  - {} [{}]\n    {}", gone.title, gone.id, gone.because);
        }
        out.push('\n');
    }
    if !report.asks.is_empty() {
        let _ = writeln!(out, "{}", style.bold("Paste next"));
        for ask in &report.asks {
            let _ = writeln!(out, "  - {}\n    shows: {}", ask.how, ask.why);
            if let Some(run) = &ask.run {
                block(&mut out, run, "      ");
                let _ = writeln!(out, "      (run it {})", ask.place);
            }
        }
        out.push('\n');
    }
    unread(&mut out, report);
    out
}

#[derive(Clone, Copy)]
struct Style {
    colour: bool,
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }
}

fn path(out: &mut String, report: &Report, style: Style) {
    let hops: Vec<String> = report
        .path
        .iter()
        .filter(|hop| hop.state != HopState::Unknown && !(hop.state == HopState::Ok && hop.label.is_empty()))
        .map(|hop| {
            let label = if hop.label.is_empty() { &hop.hop } else { &hop.label };
            match hop.state {
                HopState::Broken => style.paint("1;31", &format!("✗ {label}")),
                HopState::Suspect => format!("? {label}"),
                _ => format!("✓ {label}"),
            }
        })
        .collect();
    if !hops.is_empty() {
        let _ = writeln!(out, "  {}\n", hops.join("  →  "));
    }
}

fn of_finding(out: &mut String, nth: usize, finding: &Finding, report: &Report, style: Style) {
    let certainty = match finding.certainty {
        Certainty::Confirmed => style.paint("1;31", "confirmed"),
        Certainty::Likely => style.paint("33", "likely"),
        Certainty::Possible => "possible".to_owned(),
    };
    let _ = writeln!(out, "{nth}. {} [{}] ({certainty})", style.bold(&finding.title), finding.id);
    if let Some(by) = &finding.masked_by {
        let _ = writeln!(out, "   breaks next, once {by} is fixed");
    }
    for evidence in &finding.evidence {
        let _ = writeln!(out, "   {}: {}", place(evidence.artifact, evidence.line, report), evidence.shows);
        block(out, &style.paint("2", &evidence.text), "     | ");
    }
    let _ = writeln!(out, "   Why: {}", finding.why.replace('\n', "\n   "));
    if let Some(against) = &finding.contradiction {
        let _ = writeln!(out, "   Against it: {against}");
    }
    if finding.certainty >= Certainty::Likely || nth == 1 {
        for (nth, step) in (1..).zip(&finding.steps) {
            let tried = if step.tried { " (tried: it did not help)" } else { "" };
            let _ = writeln!(out, "   {nth}) {}{tried} [{}]", step.action, step.letter);
            for text in [&step.run, &step.code].into_iter().flatten() {
                block(out, text, "        ");
            }
            for (name, text) in [("why", &step.because), ("costs", &step.costs), ("undo", &step.undo)] {
                if let Some(text) = text {
                    let _ = writeln!(out, "      {name}: {text}");
                }
            }
        }
        for check in &finding.verify {
            let _ = writeln!(out, "   Check:");
            block(out, &check.run, "        ");
            let _ = writeln!(out, "      expect {}", check.expect);
        }
    }
    for consequence in &finding.consequences {
        let _ = writeln!(out, "   Follows from it: {consequence}");
    }
    out.push('\n');
}

fn messages(out: &mut String, report: &Report, style: Style) {
    let (said, more) = to_say(report);
    if said.is_empty() {
        return;
    }
    let _ = writeln!(out, "{}", style.bold("What nginx says"));
    for message in said {
        let _ = writeln!(out, "  {}{}", place(message.artifact, message.line, report), level_and_count(message));
        block(out, &style.paint("2", &message.text), "    | ");
        block(out, &message.explains, "    ");
    }
    if more > 0 {
        let _ = writeln!(out, "  … and {more} more, which --format json lists");
    }
    out.push('\n');
}

fn block(out: &mut String, text: &str, indent: &str) {
    for line in text.lines() {
        let _ = writeln!(out, "{indent}{line}");
    }
}

fn unread(out: &mut String, report: &Report) {
    let count = |artifact: &super::ArtifactReport| -> usize {
        artifact.unread.iter().map(|(first, last)| last - first + 1).sum()
    };
    let lines: usize = report.artifacts.iter().map(count).sum();
    if lines > 0 {
        let _ = writeln!(out, "{lines} line{} not understood.", if lines == 1 { " was" } else { "s were" });
    }
}
