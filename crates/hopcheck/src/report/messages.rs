//! Which of nginx's messages the texts say.
//!
//! Where there is a finding, only what it does not speak of: messages at `warn` and above of which no line is its evidence. A finding
//! says what its line means in the reader's own names; the same in general words would only push the fix out of sight. Where
//! there is none the messages are the answer, and all are said. JSON and the page have all of them always.

use super::{Message, Report};

/// A text is for reading: of more messages the rest is counted.
const MOST: usize = 20;

/// The messages to say, and how many more there are.
pub(super) fn to_say(report: &Report) -> (Vec<&Message>, usize) {
    let is_evidence = |message: &Message| {
        let mut evidence = report.findings.iter().flat_map(|finding| &finding.evidence);
        evidence.any(|evidence| message.places().any(|place| place == (evidence.artifact, evidence.line)))
    };
    let all = report.messages.iter();
    let mut said: Vec<&Message> =
        all.filter(|one| report.findings.is_empty() || !(one.is_quiet() || is_evidence(one))).collect();
    let more = said.len().saturating_sub(MOST);
    said.truncate(MOST);
    (said, more)
}

/// ` (error, 3 times)`; what there is of it.
pub(super) fn level_and_count(message: &Message) -> String {
    let level = Some(message.level.clone()).filter(|level| !level.is_empty());
    let count = (message.count > 1).then(|| format!("{} times", message.count));
    let about: Vec<String> = level.into_iter().chain(count).collect();
    if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) }
}

#[cfg(test)]
mod tests {
    use crate::phrasebook::Phrasebook;
    use crate::report::{Evidence, Finding, Report, markdown, text};

    const BOOK: &str = "\
format worker process %P exited on signal %d
parts pid signal
means The worker with number {pid} was ended by signal {signal}.

format connect() failed
means Nothing took the connection.

format signal process started
means A person or a script sent nginx a signal.
";

    const LOG: &str = "\
2026/01/05 10:00:00 [notice] 7#7: signal process started
2026/01/05 10:00:01 [alert] 7#7: worker process 31 exited on signal 9
2026/01/05 10:00:02 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.9
2026/01/05 10:00:03 [alert] 7#7: worker process 32 exited on signal 9
";

    fn report() -> Report {
        let pieces = [crate::intake::Piece { name: Some("error.log".into()), text: LOG.into(), ..Default::default() }];
        let book = Phrasebook::new(BOOK).unwrap();
        crate::diagnose(&pieces, &Default::default(), Some(&book))
    }

    #[test]
    fn a_message_stands_once_with_all_its_places_and_the_words_of_the_first() {
        let report = report();
        assert_eq!((report.artifacts[0].nginx_lines, report.messages.len()), (4, 3));
        let alert = &report.messages[1];
        assert_eq!((alert.line, alert.count, &alert.again[..]), (2, 2, &[(0, 4)][..]));
        assert_eq!(alert.text, "worker process 31 exited on signal 9");
        assert_eq!(report.messages[2].text, "connect() failed (111: Connection refused) while connecting to upstream");
    }

    #[test]
    fn without_a_phrasebook_the_report_still_tells_that_nginx_speaks() {
        let pieces = [crate::intake::Piece { text: LOG.into(), ..Default::default() }];
        let report = crate::diagnose(&pieces, &Default::default(), None);
        assert_eq!((report.artifacts[0].nginx_lines, report.messages.len()), (4, 0));
    }

    #[test]
    fn without_a_finding_every_message_is_said() {
        let said = text(&report(), false);
        let section = "\
What nginx says
  error.log, line 1 (notice)
    | signal process started
    A person or a script sent nginx a signal.
  error.log, line 2 (alert, 2 times)
    | worker process 31 exited on signal 9
    The worker with number 31 was ended by signal 9.
";
        assert!(said.contains(section), "{said}");
        let said = markdown(&report());
        assert!(
            said.contains("- error.log, line 2 (alert, 2 times): The worker with number 31 was ended by signal 9.\n"),
            "{said}"
        );
    }

    #[test]
    fn beside_a_finding_only_what_it_does_not_speak_of() {
        let mut report = report();
        report.findings.push(Finding {
            evidence: vec![Evidence { artifact: 0, line: 3, ..Evidence::default() }],
            ..Finding::default()
        });
        for said in [text(&report, false), markdown(&report)] {
            assert!(said.contains("worker with number 31"), "{said}");
            assert!(!said.contains("Nothing took") && !said.contains("signal process"), "{said}");
        }
        report.findings[0].evidence[0].line = 4;
        assert!(!text(&report, false).contains("worker with number"), "its second line is evidence");
    }
}
