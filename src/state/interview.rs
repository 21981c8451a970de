//! The interview: which of the asks is put, which were passed over, and how the open causes became fewer.

use hopcheck::report::{Certainty, Report, Severity};
use std::collections::BTreeSet;

/// Where the interview is. Asks are known by the kind of artifact they want.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Interview {
    /// Asks the reader cannot answer.
    pub skipped: BTreeSet<String>,
    /// The ask the reader chose.
    pub chosen: Option<String>,
    /// How many causes were open before each answer, and are now.
    pub trail: Vec<usize>,
    /// True from an answer until its analysis is there.
    waiting: bool,
}

/// What happens in the interview.
#[derive(Debug)]
pub enum InterviewAction {
    /// Another ask is put.
    Choose(String),
    /// The reader cannot answer it.
    Skip(String),
    /// It was answered: the ask's kind, and the text.
    Answer(String, String),
}

impl Interview {
    /// The index of the ask that is put: the chosen one, else the most telling that was not passed over, else the most telling.
    pub fn current(&self, report: &Report) -> Option<usize> {
        let at = |wanted: &String| report.asks.iter().position(|ask| ask.artifact == *wanted);
        let chosen = self.chosen.as_ref().and_then(at);
        let next = || report.asks.iter().position(|ask| !self.skipped.contains(&ask.artifact));
        chosen.or_else(next).or_else(|| (!report.asks.is_empty()).then_some(0))
    }

    /// The reader passes over an ask.
    pub(super) fn skip(&mut self, kind: String) {
        self.chosen = None;
        self.skipped.insert(kind);
    }

    /// The reader chooses an ask.
    pub(super) fn choose(&mut self, kind: String) {
        self.skipped.remove(&kind);
        self.chosen = Some(kind);
    }

    /// An ask was answered; `report` is what was known until then.
    pub(super) fn answer(&mut self, report: Option<&Report>) {
        self.chosen = None;
        self.waiting = true;
        if self.trail.is_empty() {
            self.trail.extend(report.map(open_causes));
        }
    }

    /// An analysis is there.
    pub(super) fn answered(&mut self, report: &Report) {
        if std::mem::take(&mut self.waiting) {
            self.trail.push(open_causes(report));
        } else if let Some(last) = self.trail.last_mut() {
            *last = open_causes(report);
        }
    }
}

/// How many causes still stand: one where it is proven, else all that may break the request.
pub fn open_causes(report: &Report) -> usize {
    let of = |certainty: Certainty| {
        let breaks = report.findings.iter().filter(|finding| finding.severity != Severity::WorthKnowing);
        breaks.filter(|finding| finding.certainty >= certainty).count()
    };
    match of(Certainty::Confirmed) {
        0 => of(Certainty::Possible),
        proven => proven,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hopcheck::report::{Ask, Finding};

    fn report(asks: &[&str], findings: &[Certainty]) -> Report {
        Report {
            asks: asks.iter().map(|kind| Ask { artifact: (*kind).into(), ..Ask::default() }).collect(),
            findings: findings.iter().map(|&certainty| Finding { certainty, ..Finding::default() }).collect(),
            ..Report::default()
        }
    }

    #[test]
    fn what_cannot_be_got_leads_to_the_next_and_stays_within_reach() {
        let asked = report(&["app-log", "curl"], &[]);
        let mut interview = Interview::default();
        assert_eq!(interview.current(&asked), Some(0));
        interview.skip("app-log".into());
        assert_eq!(interview.current(&asked), Some(1));
        interview.skip("curl".into());
        assert_eq!(interview.current(&asked), Some(0), "the most telling again, where all were passed over");
        interview.choose("curl".into());
        assert_eq!(interview.current(&asked), Some(1));
        assert_eq!(interview.current(&report(&["versions"], &[])), Some(0), "what is not asked any more is not put");
        assert_eq!(interview.current(&report(&[], &[])), None);
    }

    #[test]
    fn answers_narrow_the_open_causes() {
        use Certainty::{Confirmed, Likely, Possible};
        let mut interview = Interview::default();
        let before = report(&[], &[Likely, Possible, Possible]);
        interview.answered(&before);
        assert!(interview.trail.is_empty(), "nothing was asked yet");
        interview.answer(Some(&before));
        interview.answered(&report(&[], &[Likely, Possible]));
        interview.answer(Some(&before));
        interview.answered(&report(&[], &[Confirmed, Possible]));
        assert_eq!(interview.trail, [3, 2, 1]);
        interview.answered(&report(&[], &[]));
        assert_eq!(interview.trail, [3, 2, 0], "a text that changes otherwise changes what holds now");
    }
}
