//! What the page and its worker say to each other, and in which order.

use hopcheck::circumstances::Circumstances;
use hopcheck::intake::{Correction, Kind};
use hopcheck::packed;
use hopcheck::redact::Choices;
use hopcheck::report::Report;

use crate::take_along::{Opened, Taken};

/// From the page to the worker. A held piece's text travels beside the message, so that a large file is not packed on
/// the main thread.
#[derive(Debug, PartialEq)]
pub enum ToWorker {
    /// Keep this file for later analyses.
    Hold {
        /// The page's number for the file.
        id: u32,
    },
    /// Forget it.
    Release {
        /// The page's number for the file.
        id: u32,
    },
    /// Where the phrasebook of this build is, should a text hold lines of nginx; or beside the message its text.
    Phrasebook {
        /// Its address; empty where the text comes.
        address: String,
    },
    /// Analyse these pieces together.
    Analyse {
        /// Comes back with the answer.
        sequence: u64,
        /// The pieces in order.
        pieces: Vec<PieceMessage>,
        /// What the reader says beside them.
        said: Circumstances,
    },
    /// Prepare these pieces to be taken along.
    Take {
        /// Comes back with what can be taken.
        serial: u32,
        /// The pieces in order.
        pieces: Vec<PieceMessage>,
        /// What the reader says beside them.
        said: Circumstances,
        /// What the reader decided about what leaves.
        choices: Choices,
    },
    /// Say what a share link holds.
    Open {
        /// Its fragment.
        fragment: String,
    },
}

/// One piece of an analysis.
#[derive(Debug, PartialEq)]
pub struct PieceMessage {
    /// Its text.
    pub text: TextMessage,
    /// Its name, where it is a file.
    pub name: Option<String>,
    /// What the reader says the whole of it is.
    pub kind: Option<Kind>,
    /// Where it was printed, where who gave it said so.
    pub place: Option<String>,
    /// What the reader says of parts of it.
    pub corrections: Vec<Correction>,
}

/// A piece's text.
#[derive(Debug, PartialEq)]
pub enum TextMessage {
    /// The paste box's.
    Here(String),
    /// That of a file that the worker holds.
    Held(u32),
}

/// From the worker to the page.
#[derive(Debug, PartialEq)]
pub enum FromWorker {
    /// It has started and listens.
    Ready,
    /// How far one analysis is.
    Progress {
        /// The number it was asked with.
        sequence: u64,
        /// The step it is at.
        step: u32,
        /// The steps there are.
        of: u32,
    },
    /// The answer to one analysis.
    Answer {
        /// The number it was asked with.
        sequence: u64,
        /// The report.
        report: Box<Report>,
    },
    /// The phrasebook has come: what is analysed from now on has nginx's messages explained.
    Explains,
    /// What can be taken along.
    Taken {
        /// The number it was asked with.
        serial: u32,
        /// What leaves.
        taken: Box<Taken>,
    },
    /// What a share link holds.
    Opened {
        /// The paste, or what is wrong with the link.
        opened: Opened,
    },
}

packed!(enum ToWorker { 0 => Hold { id }, 1 => Release { id }, 2 => Analyse { sequence, pieces, said }, 3 => Phrasebook { address },
    4 => Take { serial, pieces, said, choices }, 5 => Open { fragment } });
packed!(struct PieceMessage { text, name, kind, place, corrections });
packed!(enum TextMessage { 0 => Here(text), 1 => Held(id) });
packed!(enum FromWorker { 0 => Ready, 1 => Answer { sequence, report }, 2 => Explains, 3 => Progress { sequence, step, of },
    4 => Taken { serial, taken }, 5 => Opened { opened } });

/// Takes turns: one analysis in flight, and of those that wait only the latest.
#[derive(Debug)]
pub struct Turns<T> {
    sequence: u64,
    in_flight: Option<(u64, T)>,
    waiting: Option<T>,
    ready: bool,
}

impl<T> Default for Turns<T> {
    fn default() -> Self {
        Turns { sequence: 0, in_flight: None, waiting: None, ready: false }
    }
}

impl<T: Clone> Turns<T> {
    /// Takes a new analysis; what waited before it is forgotten. Gives what is to be sent now.
    pub fn submit(&mut self, job: T) -> Option<(u64, T)> {
        self.waiting = Some(job);
        self.next_job()
    }

    /// The worker listens. Gives what is to be sent now.
    pub fn ready(&mut self) -> Option<(u64, T)> {
        self.ready = true;
        self.next_job()
    }

    /// Takes the job that the answer `sequence` belongs to; none for an answer nobody waits for.
    pub fn answered(&mut self, sequence: u64) -> Option<T> {
        if self.in_flight.as_ref().is_none_or(|(asked, _)| *asked != sequence) {
            return None;
        }
        self.in_flight.take().map(|(_, job)| job)
    }

    /// What is to be sent now, if the worker is free.
    pub fn next_job(&mut self) -> Option<(u64, T)> {
        if !self.ready || self.in_flight.is_some() {
            return None;
        }
        let job = self.waiting.take()?;
        self.sequence += 1;
        self.in_flight = Some((self.sequence, job.clone()));
        self.in_flight.clone()
    }

    /// The worker is gone. The job that was in flight is dropped, since it may be what ended it; one that waits is kept
    /// for the next worker.
    pub fn lost(&mut self) {
        self.ready = false;
        self.in_flight = None;
    }

    /// True while nothing is in flight and nothing waits.
    pub fn is_idle(&self) -> bool {
        self.in_flight.is_none() && self.waiting.is_none()
    }

    /// True while the job `sequence` has no answer.
    pub fn waits_for(&self, sequence: u64) -> bool {
        self.in_flight.as_ref().is_some_and(|(asked, _)| *asked == sequence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hopcheck::circumstances::Tried;
    use hopcheck::packed::{pack, unpack};

    #[test]
    fn one_in_flight_and_the_latest_wins() {
        let mut turns = Turns::default();
        assert_eq!(turns.submit("a"), None, "nothing is sent before the worker listens");
        assert_eq!(turns.ready(), Some((1, "a")));
        assert_eq!(turns.submit("b"), None);
        assert_eq!(turns.submit("c"), None);
        assert_eq!(turns.answered(1), Some("a"));
        assert_eq!(turns.next_job(), Some((2, "c")));
        assert!(!turns.is_idle());
        turns.answered(2);
        assert!(turns.is_idle());
    }

    #[test]
    fn stale_answers_are_dropped() {
        let mut turns = Turns::default();
        turns.ready();
        turns.submit("a");
        assert!(turns.waits_for(1));
        turns.lost();
        assert_eq!(turns.submit("b"), None);
        assert_eq!(turns.ready(), Some((2, "b")));
        assert_eq!(turns.answered(1), None, "an answer of the worker before this one");
        assert_eq!(turns.answered(2), Some("b"));
    }

    #[test]
    fn what_ended_the_worker_is_not_sent_again() {
        let mut turns = Turns::default();
        turns.ready();
        turns.submit("poison");
        turns.lost();
        assert_eq!(turns.ready(), None);
    }

    #[test]
    fn messages_survive_the_way() {
        let correction = Correction { line: 3, kind: Some(Kind::NginxConfig), ..Correction::default() };
        let piece = |text| PieceMessage {
            text,
            name: Some("a.log".into()),
            kind: Some(Kind::AppLog),
            place: None,
            corrections: vec![correction.clone()],
        };
        let tried = vec![Tried { id: "a".into(), step: Some(2) }];
        let said = Circumstances { tried, environment: Some("podman".into()) };
        let asked = ToWorker::Analyse {
            sequence: 7,
            pieces: vec![piece(TextMessage::Here("é\n".into())), piece(TextMessage::Held(3))],
            said,
        };
        assert_eq!(unpack::<ToWorker>(&pack(&asked)), Some(asked));
        let answer = FromWorker::Answer { sequence: 7, report: Box::default() };
        assert_eq!(unpack::<FromWorker>(&pack(&answer)), Some(answer));
    }
}
