//! The lines by which a cause is met, from the rule's own cases: what its evidence is there, as it was printed.

use std::collections::BTreeSet;

use hopcheck_rules::cases::{Case, Role};

/// A few show the pattern; more are noise.
const MOST: usize = 5;
/// Longer evidence is a block of configuration, of which the beginning is enough.
const MOST_LINES: usize = 6;
/// Kinds of artifacts in which programs complain, rather than say how they are set up.
const SPEAKING: [&str; 7] =
    ["nginx-error-log", "console", "app-log", "handshake-status", "curl", "service-status", "container-list"];

/// A line, or a few that belong together.
#[derive(Debug, PartialEq, Eq)]
pub struct Symptom {
    /// The kind of artifact it stands in.
    pub kind: String,
    /// The text.
    pub text: String,
}

/// The lines of the cases in which the cause is found; where nothing complains, what shows it otherwise.
pub fn symptoms(rule: &str, cases: &[&Case]) -> Vec<Symptom> {
    let (mut speaking, mut silent) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for case in cases.iter().filter(|case| case.role == Role::Hit) {
        let report = hopcheck::diagnose(&case.pieces, hopcheck_rules::pack(), None);
        let finding = report.findings.iter().find(|finding| finding.id == rule);
        for evidence in finding.map_or(&[][..], |finding| &finding.evidence) {
            let artifact = &report.artifacts[evidence.artifact];
            let Some(piece) = case.pieces.get(artifact.piece) else { continue };
            let count = (evidence.end_line + 1).saturating_sub(evidence.line).clamp(1, MOST_LINES);
            let lines: Vec<&str> = piece.text.lines().skip(evidence.line.saturating_sub(1)).take(count).collect();
            let text = lines.join("\n");
            if text.trim().is_empty() || !seen.insert(pattern(&text)) {
                continue;
            }
            let list = if SPEAKING.contains(&artifact.kind.as_str()) { &mut speaking } else { &mut silent };
            list.push(Symptom { kind: artifact.kind.clone(), text });
        }
    }
    let mut chosen = if speaking.is_empty() { silent } else { speaking };
    chosen.truncate(MOST);
    chosen
}

/// A text without what differs each time: numbers, and what stands in quotes.
fn pattern(text: &str) -> String {
    let unquoted: String = text.split('"').step_by(2).collect();
    unquoted.chars().filter(|c| c.is_alphabetic() || c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hopcheck::intake::Piece;

    fn hit(text: &str) -> Case {
        Case {
            rule: String::new(),
            line: 1,
            name: "hit: a".into(),
            role: Role::Hit,
            pieces: vec![Piece { name: Some("error.log".into()), text: text.into(), ..Piece::default() }],
            expects: Vec::new(),
            source: String::new(),
            named_only: false,
        }
    }

    #[test]
    fn a_line_that_is_met_twice_is_shown_once_and_whole() {
        let line = |id: u32| {
            format!(
                "2026/01/05 10:00:0{id} [error] 29#29: *{id} connect() failed (111: Connection refused) while connecting to upstream, \
                 client: 172.18.0.1, server: a.example.com, request: \"GET /{id} HTTP/1.1\", upstream: \"http://172.18.0.3:5000/\", \
                 host: \"a.example.com\""
            )
        };
        let (first, second) = (hit(&line(1)), hit(&line(2)));
        let report = hopcheck::diagnose(&first.pieces, hopcheck_rules::pack(), None);
        let cause = &report.findings[0].id;
        let found = symptoms(cause, &[&first, &second]);
        assert_eq!(found, [Symptom { kind: "nginx-error-log".into(), text: line(1) }]);
        assert_eq!(symptoms("another-cause", &[&first]), []);
    }
}
