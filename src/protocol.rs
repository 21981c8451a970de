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
        /// The view that asks; comes back with the answer, as the number does.
        asker: u32,
        /// The view's number for it.
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
        /// The view that asks; comes back with the answer.
        asker: u32,
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
        /// The view that asked.
        asker: u32,
        /// The number it was asked with.
        serial: u32,
        /// What leaves.
        taken: Box<Taken>,
    },
    /// What a share link holds.
    Opened {
        /// The view that asked.
        asker: u32,
        /// The paste, or what is wrong with the link.
        opened: Opened,
    },
}

packed!(enum ToWorker { 0 => Hold { id }, 1 => Release { id }, 2 => Analyse { sequence, pieces, said }, 3 => Phrasebook { address },
    4 => Take { asker, serial, pieces, said, choices }, 5 => Open { asker, fragment } });
packed!(struct PieceMessage { text, name, kind, place, corrections });
packed!(enum TextMessage { 0 => Here(text), 1 => Held(id) });
packed!(enum FromWorker { 0 => Ready, 1 => Answer { sequence, report }, 2 => Explains, 3 => Progress { sequence, step, of },
    4 => Taken { asker, serial, taken }, 5 => Opened { asker, opened } });

/// Takes turns: one analysis in flight, and of those that wait only the latest of each asker, in the order in which they began to wait.
/// Several views on one page ask one worker.
#[derive(Debug)]
pub struct Turns<T> {
    sequence: u64,
    in_flight: Option<Job<T>>,
    waiting: Vec<(u32, T)>,
    ready: bool,
}

/// An analysis to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Job<T> {
    /// Its number, which no other has.
    pub sequence: u64,
    /// Who asks.
    pub asker: u32,
    /// What is asked.
    pub what: T,
}

impl<T> Default for Turns<T> {
    fn default() -> Self {
        Turns { sequence: 0, in_flight: None, waiting: Vec::new(), ready: false }
    }
}

impl<T: Clone> Turns<T> {
    /// Takes a new analysis; what waited of the same asker is forgotten, and its turn kept. Gives what is to be sent now.
    pub fn submit(&mut self, asker: u32, what: T) -> Option<Job<T>> {
        match self.waiting.iter_mut().find(|(other, _)| *other == asker) {
            Some((_, waiting)) => *waiting = what,
            None => self.waiting.push((asker, what)),
        }
        self.next_job()
    }

    /// The worker listens. Gives what is to be sent now.
    pub fn ready(&mut self) -> Option<Job<T>> {
        self.ready = true;
        self.next_job()
    }

    /// Whether it does.
    pub fn is_ready(&self) -> bool {
        self.ready
    }

    /// Takes the job that the answer `sequence` belongs to; none for an answer nobody waits for.
    pub fn answered(&mut self, sequence: u64) -> Option<Job<T>> {
        self.in_flight.take_if(|job| job.sequence == sequence)
    }

    /// What is to be sent now, if the worker is free.
    pub fn next_job(&mut self) -> Option<Job<T>> {
        if !self.ready || self.in_flight.is_some() || self.waiting.is_empty() {
            return None;
        }
        let (asker, what) = self.waiting.remove(0);
        self.sequence += 1;
        self.in_flight = Some(Job { sequence: self.sequence, asker, what });
        self.in_flight.clone()
    }

    /// The worker is gone. The job that was in flight is dropped, since it may be what ended it; those that wait are kept for the next
    /// worker.
    pub fn lost(&mut self) {
        self.ready = false;
        self.in_flight = None;
    }

    /// The asker wants no more of what waits.
    pub fn withdraw(&mut self, asker: u32) {
        self.waiting.retain(|(other, _)| *other != asker);
    }

    /// The job that has no answer yet.
    pub fn in_flight(&self) -> Option<&Job<T>> {
        self.in_flight.as_ref()
    }

    /// True while nothing of this asker is in flight and nothing of it waits.
    pub fn is_idle(&self, asker: u32) -> bool {
        self.in_flight.as_ref().is_none_or(|job| job.asker != asker)
            && self.waiting.iter().all(|(other, _)| *other != asker)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hopcheck::circumstances::Tried;
    use hopcheck::packed::{pack, unpack};

    /// Two views of one page.
    const LEFT: u32 = 4;
    const RIGHT: u32 = 7;

    fn job(sequence: u64, asker: u32, what: &'static str) -> Option<Job<&'static str>> {
        Some(Job { sequence, asker, what })
    }

    #[test]
    fn one_in_flight_and_the_latest_wins() {
        let mut turns = Turns::default();
        assert_eq!(turns.submit(LEFT, "a"), None, "nothing is sent before the worker listens");
        assert_eq!(turns.ready(), job(1, LEFT, "a"));
        assert_eq!(turns.submit(LEFT, "b"), None);
        assert_eq!(turns.submit(LEFT, "c"), None);
        assert_eq!(turns.answered(1), job(1, LEFT, "a"));
        assert_eq!(turns.next_job(), job(2, LEFT, "c"));
        assert!(!turns.is_idle(LEFT));
        turns.answered(2);
        assert!(turns.is_idle(LEFT));
    }

    #[test]
    fn nobody_is_passed_over_and_nobody_overwritten() {
        let mut turns = Turns::default();
        turns.ready();
        turns.submit(LEFT, "a");
        turns.submit(RIGHT, "x");
        turns.submit(LEFT, "b");
        turns.submit(RIGHT, "y");
        turns.answered(1);
        assert_eq!(turns.next_job(), job(2, RIGHT, "y"), "who began to wait first, with the latest");
        assert!(!turns.is_idle(LEFT) && !turns.is_idle(RIGHT));
        turns.withdraw(LEFT);
        assert!(turns.is_idle(LEFT));
        turns.answered(2);
        assert_eq!(turns.next_job(), None);
    }

    #[test]
    fn stale_answers_are_dropped() {
        let mut turns = Turns::default();
        turns.ready();
        turns.submit(LEFT, "a");
        assert_eq!(turns.in_flight(), job(1, LEFT, "a").as_ref());
        turns.lost();
        assert_eq!(turns.submit(LEFT, "b"), None);
        assert_eq!(turns.ready(), job(2, LEFT, "b"));
        assert_eq!(turns.answered(1), None, "an answer of the worker before this one");
        assert_eq!(turns.answered(2), job(2, LEFT, "b"));
    }

    #[test]
    fn what_ended_the_worker_is_not_sent_again_and_what_waited_is() {
        let mut turns = Turns::default();
        turns.ready();
        turns.submit(LEFT, "poison");
        turns.submit(RIGHT, "x");
        turns.lost();
        assert_eq!(turns.ready(), job(2, RIGHT, "x"));
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
