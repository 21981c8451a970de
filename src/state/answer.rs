//! The answer to the texts: the latest report, how far the analysis is, and which findings are open.

use super::texts::{Snapshot, Source};
use crate::few::Few;
use hopcheck::report::Report;
use std::rc::Rc;

/// A report, and the texts it speaks of.
#[derive(Debug)]
pub struct Answer {
    /// The texts.
    pub snapshot: Snapshot,
    /// The report.
    pub report: Report,
}

impl PartialEq for Answer {
    /// There is one answer per version of the texts, and a second one where nginx's messages are explained later.
    fn eq(&self, other: &Self) -> bool {
        self.edition() == other.edition()
    }
}

impl Answer {
    /// What tells this answer from all others: the version of the texts, and how many messages are explained.
    pub fn edition(&self) -> (u64, usize) {
        (self.snapshot.version, self.report.messages.len())
    }

    /// The piece number of a source in this report.
    pub fn piece_of(&self, source: Source) -> Option<usize> {
        self.snapshot.pieces.iter().position(|piece| piece.source == source)
    }

    /// The source that an artifact was cut from.
    pub fn source_of(&self, artifact: usize) -> Option<Source> {
        let piece = self.report.artifacts.get(artifact)?.piece;
        self.snapshot.pieces.get(piece).map(|piece| piece.source)
    }
}

/// How far the analysis is; the value of `data-analysis`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing has been pasted, or the analysis stopped.
    Idle,
    /// The texts are newer than the answer.
    Running,
    /// The answer is that of the texts.
    Done,
    /// So it is, and no piece was understood.
    NotUnderstood,
}

impl Phase {
    /// The marker's value.
    pub fn marker(self) -> &'static str {
        match self {
            Phase::Idle => "idle",
            Phase::Running => "running",
            Phase::Done => "done",
            Phase::NotUnderstood => "not-understood",
        }
    }
}

/// How the worker does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WorkerHealth {
    /// It is being started.
    #[default]
    Starting,
    /// It listens.
    Ready,
    /// It died over the present texts, and another one was started.
    Restarted,
    /// The reader stopped it over the present texts, and another one was started.
    Stopped,
    /// It cannot be started.
    Failed,
}

/// What takes time just now.
#[derive(Clone, Debug, PartialEq)]
pub enum Work {
    /// A file is being read: its name, how many bytes of how many are.
    Reading(String, f64, f64),
    /// The texts are analysed: the step, and the steps there are.
    Analysing(u32, u32),
}

/// What came of the texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answering {
    /// The latest answer.
    pub answer: Option<Rc<Answer>>,
    /// The version whose analysis ended the worker.
    pub lost: Option<u64>,
    /// How the worker does.
    pub worker: WorkerHealth,
    /// What it, or the page, is at.
    pub work: Option<Work>,
    /// Findings the reader opened or closed, by id.
    pub opened: Few<String, bool>,
}

/// What happens to the answer.
#[derive(Debug)]
pub enum AnswerAction {
    /// The worker listens.
    WorkerReady,
    /// The worker died; true where another one was started.
    WorkerLost(bool),
    /// The reader stopped the worker, and another one was started.
    Stopped,
    /// What takes time now, or that nothing does.
    Work(Option<Work>),
    /// An answer came.
    Answered(Rc<Answer>),
    /// A finding is opened or closed.
    Open(String, bool),
}

impl Answering {
    /// Takes an action, while the texts are at `version`.
    pub(super) fn apply(&mut self, action: AnswerAction, version: u64) {
        match action {
            AnswerAction::WorkerReady => {
                if self.worker == WorkerHealth::Starting {
                    self.worker = WorkerHealth::Ready;
                }
            }
            AnswerAction::WorkerLost(restarted) => {
                self.worker = if restarted { WorkerHealth::Restarted } else { WorkerHealth::Failed };
                self.lost = Some(version);
                self.work = None;
            }
            AnswerAction::Stopped => {
                self.worker = WorkerHealth::Stopped;
                self.lost = Some(version);
                self.work = None;
            }
            AnswerAction::Work(work) => self.work = work,
            AnswerAction::Answered(answer) => {
                self.work = None;
                self.answer = Some(answer);
            }
            AnswerAction::Open(id, open) => {
                self.opened.insert(id, open);
            }
        }
    }

    /// The texts changed; `emptied` where nothing is left of them, `replaced` where they have nothing to do with those before.
    pub(super) fn texts_changed(&mut self, emptied: bool, replaced: bool) {
        if matches!(self.worker, WorkerHealth::Restarted | WorkerHealth::Stopped) {
            self.worker = WorkerHealth::Ready;
        }
        if emptied {
            self.answer = None;
        }
        if replaced {
            self.opened = Few::default();
        }
    }

    /// How far the analysis of texts that are not empty is.
    pub(super) fn phase(&self, version: u64) -> Phase {
        if self.worker == WorkerHealth::Failed {
            return Phase::Idle;
        }
        match &self.answer {
            Some(answer) if answer.snapshot.version == version => {
                let report = &answer.report;
                let understood = report.artifacts.iter().any(|a| !matches!(a.kind.as_str(), "unknown" | "prose"));
                if understood || !report.findings.is_empty() { Phase::Done } else { Phase::NotUnderstood }
            }
            _ if self.lost == Some(version) => Phase::Idle,
            _ => Phase::Running,
        }
    }
}
