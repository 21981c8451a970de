//! What the page knows, and the one place where it changes.

use crate::decode::Refusal;
use hopcheck::report::Report;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The paste box takes this much, in bytes; a native text area gets slow beyond. More becomes a piece of its own.
pub const LARGEST_PASTE: usize = 96 * 1024;

/// A text that is looked at: the paste box or one of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The paste box.
    Paste,
    /// A file, by its number.
    File(u32),
}

/// A dropped or chosen file, or a paste too large for the box.
#[derive(Debug, PartialEq)]
pub struct File {
    /// Its number, never used twice.
    pub id: u32,
    /// Its name; none for a large paste, which has only a name to show.
    pub name: Option<String>,
    /// The name to show.
    pub label: String,
    /// Its text.
    pub text: Rc<str>,
}

/// The texts of one analysis, in the order of the report's pieces.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Which state of the texts this is.
    pub version: u64,
    /// The texts.
    pub pieces: Vec<SnapshotPiece>,
}

/// One text of an analysis.
#[derive(Clone, Debug)]
pub struct SnapshotPiece {
    /// Where it stands in the page.
    pub source: Source,
    /// The file's name.
    pub name: Option<String>,
    /// The text.
    pub text: Rc<str>,
}

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
    /// It cannot be started.
    Failed,
}

/// Something the reader should know once.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A file was not taken.
    Refused(String, Refusal),
    /// A paste became a piece of its own.
    LargePaste(String),
}

/// A place to be shown in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// Grows with each jump, so that the same place can be asked for twice.
    pub serial: u32,
    /// Which text.
    pub source: Source,
    /// First line and column, last line and column; from 1, columns in Unicode scalar values.
    pub range: (usize, usize, usize, usize),
}

/// What stands where the caret is, by its indices in the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caret {
    /// The finding whose evidence it is in.
    pub finding: Option<usize>,
    /// The message of nginx on its line.
    pub message: Option<usize>,
}

/// What stood in the paste box and beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cleared {
    paste: Rc<str>,
    files: Vec<Rc<File>>,
}

/// The state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// What stands in the paste box.
    pub paste: Rc<str>,
    /// Grows when the program, not the reader, changes the paste box.
    pub paste_set: u32,
    /// The other pieces.
    pub files: Vec<Rc<File>>,
    /// What was there before the last "clear".
    pub cleared: Option<Cleared>,
    /// The text that is shown; the paste box unless said otherwise.
    pub shown: Option<u32>,
    /// Grows with every change of the texts.
    pub version: u64,
    /// The latest answer.
    pub answer: Option<Rc<Answer>>,
    /// The version whose analysis ended the worker.
    pub lost: Option<u64>,
    /// How the worker does.
    pub worker: WorkerHealth,
    /// Findings the reader opened or closed, by id.
    pub opened: BTreeMap<String, bool>,
    /// What stands where the caret is.
    pub active: Caret,
    /// The place last jumped to.
    pub jump: Option<Jump>,
    /// What to tell the reader.
    pub notices: Vec<Notice>,
    next_file: u32,
    large_pastes: u32,
}

/// What can happen.
#[derive(Debug)]
pub enum Action {
    /// The reader typed or pasted.
    Typed(String),
    /// The program fills the paste box, and nothing else is left.
    Example(&'static str),
    /// Files were read.
    Files(Vec<(String, Result<String, Refusal>)>),
    /// A paste beyond [`LARGEST_PASTE`].
    LargePaste(String),
    /// A piece is taken away.
    Remove(u32),
    /// Everything is taken away.
    Clear,
    /// And put back.
    UndoClear,
    /// Another text is shown.
    Show(Source),
    /// The worker listens.
    WorkerReady,
    /// The worker died; true where another one was started.
    WorkerLost(bool),
    /// An answer came.
    Answered(Rc<Answer>),
    /// A finding is opened or closed.
    Open(String, bool),
    /// The caret went to something that the report speaks of, or away from it.
    Caret(Caret),
    /// A place in an artifact is to be shown.
    Jump(usize, (usize, usize, usize, usize)),
    /// The notices were read.
    DismissNotices,
}

impl State {
    /// The text that is shown.
    pub fn source(&self) -> Source {
        self.shown.map_or(Source::Paste, Source::File)
    }

    /// The shown file, where it is one.
    pub fn shown_file(&self) -> Option<&Rc<File>> {
        self.files.iter().find(|file| Some(file.id) == self.shown)
    }

    /// True where there is nothing to analyse.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.paste.trim().is_empty()
    }

    /// The texts as they are now. The paste box is left out while it is blank.
    pub fn snapshot(&self) -> Snapshot {
        let paste = SnapshotPiece { source: Source::Paste, name: None, text: self.paste.clone() };
        let files = self.files.iter().map(|file| SnapshotPiece {
            source: Source::File(file.id),
            name: file.name.clone(),
            text: file.text.clone(),
        });
        let pieces = std::iter::once(paste).filter(|piece| !piece.text.trim().is_empty()).chain(files).collect();
        Snapshot { version: self.version, pieces }
    }

    /// How far the analysis is.
    pub fn phase(&self) -> Phase {
        if self.is_empty() || self.worker == WorkerHealth::Failed {
            return Phase::Idle;
        }
        match &self.answer {
            Some(answer) if answer.snapshot.version == self.version => {
                let report = &answer.report;
                let understood = report.artifacts.iter().any(|a| !matches!(a.kind.as_str(), "unknown" | "prose"));
                if understood || !report.findings.is_empty() { Phase::Done } else { Phase::NotUnderstood }
            }
            _ if self.lost == Some(self.version) => Phase::Idle,
            _ => Phase::Running,
        }
    }

    /// The state after an action.
    pub fn after(&self, action: Action) -> State {
        let mut next = self.clone();
        next.apply(action);
        next
    }

    fn apply(&mut self, action: Action) {
        match action {
            Action::Typed(text) => {
                self.paste = text.into();
                self.cleared = None;
                self.texts_changed();
            }
            Action::Example(text) => {
                self.cleared = (!self.is_empty()).then(|| self.take());
                self.opened.clear();
                self.set_paste(text.into());
            }
            Action::Files(files) => self.add_files(files),
            Action::LargePaste(text) => {
                self.large_pastes += 1;
                let label = crate::text::large_paste_name(self.large_pastes);
                self.notices = vec![Notice::LargePaste(label.clone())];
                self.add_file(None, label, text);
                self.texts_changed();
            }
            Action::Remove(id) => {
                self.files.retain(|file| file.id != id);
                if self.shown == Some(id) {
                    self.shown = None;
                }
                self.texts_changed();
            }
            Action::Clear => {
                self.cleared = Some(self.take());
                self.opened.clear();
                self.set_paste("".into());
            }
            Action::UndoClear => {
                if let Some(cleared) = self.cleared.take() {
                    self.files = cleared.files;
                    self.set_paste(cleared.paste);
                }
            }
            Action::Show(source) => {
                self.shown = match source {
                    Source::Paste => None,
                    Source::File(id) => Some(id),
                };
                self.active = Caret::default();
            }
            Action::WorkerReady => {
                if self.worker == WorkerHealth::Starting {
                    self.worker = WorkerHealth::Ready;
                }
            }
            Action::WorkerLost(restarted) => {
                self.worker = if restarted { WorkerHealth::Restarted } else { WorkerHealth::Failed };
                self.lost = Some(self.version);
            }
            Action::Answered(answer) => {
                // It may come after everything was taken away.
                if self.is_empty() {
                    return;
                }
                let known = self.answer.as_ref().map(|known| known.snapshot.version);
                // The same findings, now with the messages explained: the reader's caret is still where it was.
                if known != Some(answer.snapshot.version) {
                    self.active = Caret::default();
                }
                self.answer = Some(answer);
            }
            Action::Open(id, open) => {
                self.opened.insert(id, open);
            }
            Action::Caret(caret) => self.active = caret,
            Action::Jump(artifact, range) => {
                let Some(source) = self.answer.as_ref().and_then(|answer| answer.source_of(artifact)) else {
                    return;
                };
                self.apply(Action::Show(source));
                let serial = self.jump.map_or(0, |jump| jump.serial) + 1;
                self.jump = Some(Jump { serial, source, range });
            }
            Action::DismissNotices => self.notices.clear(),
        }
    }

    fn take(&mut self) -> Cleared {
        Cleared { paste: std::mem::take(&mut self.paste), files: std::mem::take(&mut self.files) }
    }

    fn texts_changed(&mut self) {
        self.version += 1;
        self.active = Caret::default();
        if self.worker == WorkerHealth::Restarted {
            self.worker = WorkerHealth::Ready;
        }
        if self.is_empty() {
            self.answer = None;
        }
    }

    fn set_paste(&mut self, text: Rc<str>) {
        self.paste = text;
        self.paste_set += 1;
        self.shown = None;
        self.notices.clear();
        self.texts_changed();
    }

    fn add_files(&mut self, files: Vec<(String, Result<String, Refusal>)>) {
        self.notices.clear();
        let had_text = !self.paste.trim().is_empty();
        let before = self.files.len();
        for (name, content) in files {
            match content {
                Ok(text) => self.add_file(Some(name.clone()), name, text),
                Err(refusal) => self.notices.push(Notice::Refused(name, refusal)),
            }
        }
        if self.files.len() > before {
            // Someone who typed keeps looking at what was typed.
            if had_text {
                self.shown = None;
            }
            self.cleared = None;
            self.texts_changed();
        }
    }

    fn add_file(&mut self, name: Option<String>, label: String, text: String) {
        self.next_file += 1;
        self.shown = Some(self.next_file);
        self.files.push(Rc::new(File { id: self.next_file, name, label, text: text.into() }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hopcheck::report::{ArtifactReport, Finding, Message};

    fn answered(state: &State, report: Report) -> State {
        state.after(Action::Answered(Rc::new(Answer { snapshot: state.snapshot(), report })))
    }

    fn report_of(kind: &str) -> Report {
        let artifact = ArtifactReport { kind: kind.into(), ..ArtifactReport::default() };
        Report { artifacts: vec![artifact], ..Report::default() }
    }

    #[test]
    fn the_phase_follows_text_and_answer() {
        let empty = State::default();
        assert_eq!(empty.phase(), Phase::Idle);
        let typed = empty.after(Action::Typed("hello".into()));
        assert_eq!(typed.phase(), Phase::Running);
        assert_eq!(answered(&typed, report_of("console")).phase(), Phase::Done);
        assert_eq!(answered(&typed, report_of("prose")).phase(), Phase::NotUnderstood);
        assert_eq!(answered(&typed, Report::default()).phase(), Phase::NotUnderstood);
        let mut accused = report_of("unknown");
        accused.findings.push(Finding::default());
        assert_eq!(answered(&typed, accused).phase(), Phase::Done);
        let more = answered(&typed, report_of("console")).after(Action::Typed("hello!".into()));
        assert_eq!(more.phase(), Phase::Running, "an answer to an older text is not the answer");
        assert_eq!(more.after(Action::Typed("  ".into())).phase(), Phase::Idle);
    }

    #[test]
    fn messages_may_come_later_and_change_nothing_else() {
        let typed = State::default().after(Action::Typed("x".into()));
        let caret = Caret { finding: Some(0), message: None };
        let first = answered(&typed, report_of("nginx-error-log")).after(Action::Caret(caret));
        let mut explained = report_of("nginx-error-log");
        explained.messages.push(Message::default());
        let second = answered(&first, explained);
        assert_eq!((second.phase(), second.active), (Phase::Done, caret));
        assert_ne!(first.answer, second.answer, "the views draw it");
        assert_eq!(second.after(Action::WorkerLost(true)).phase(), Phase::Done, "an answer that is there stays");
        let cleared = first.after(Action::Clear);
        assert_eq!(answered(&cleared, report_of("nginx-error-log")).answer, None);
    }

    #[test]
    fn a_lost_worker_leaves_the_text_and_says_so_until_it_changes() {
        let lost = State::default().after(Action::Typed("x".into())).after(Action::WorkerLost(true));
        assert_eq!((lost.phase(), lost.worker, &*lost.paste), (Phase::Idle, WorkerHealth::Restarted, "x"));
        let ready = lost.after(Action::WorkerReady);
        assert_eq!(ready.worker, WorkerHealth::Restarted, "the new worker's start does not hide the message");
        let again = ready.after(Action::Typed("y".into()));
        assert_eq!((again.phase(), again.worker), (Phase::Running, WorkerHealth::Ready));
    }

    #[test]
    fn files_are_pieces_behind_the_paste() {
        let files = vec![
            ("a.log".into(), Ok("A".into())),
            ("cat.png".into(), Err(Refusal::Picture)),
            ("b.conf".into(), Ok("B".into())),
        ];
        let state = State::default().after(Action::Files(files));
        assert_eq!(state.notices, [Notice::Refused("cat.png".into(), Refusal::Picture)]);
        assert_eq!(state.source(), Source::File(2), "the last one is shown where nothing was typed");
        let both = state.after(Action::Typed("typed".into()));
        let sources: Vec<Source> = both.snapshot().pieces.iter().map(|piece| piece.source).collect();
        assert_eq!(sources, [Source::Paste, Source::File(1), Source::File(2)]);
        let fewer = both.after(Action::Remove(2));
        assert_eq!((fewer.source(), fewer.snapshot().pieces.len()), (Source::Paste, 2));
    }

    #[test]
    fn files_do_not_take_the_box_away_from_somebody_who_types() {
        let state = State::default().after(Action::Typed("typed".into()));
        let state = state.after(Action::Files(vec![("a.log".into(), Ok("A".into()))]));
        assert_eq!((state.source(), &*state.paste), (Source::Paste, "typed"));
    }

    #[test]
    fn clearing_can_be_undone() {
        let state = State::default()
            .after(Action::Files(vec![("a.log".into(), Ok("A".into()))]))
            .after(Action::Typed("t".into()));
        let cleared = state.after(Action::Clear);
        assert!(cleared.is_empty());
        let back = cleared.after(Action::UndoClear);
        assert_eq!((&*back.paste, back.files.len()), ("t", 1));
        assert!(back.paste_set > state.paste_set, "the box is told");
    }

    #[test]
    fn a_jump_shows_the_piece_the_artifact_was_cut_from() {
        let state = State::default().after(Action::Typed("t".into()));
        let state = state.after(Action::Files(vec![("a.log".into(), Ok("A".into()))]));
        let mut report = report_of("console");
        report.artifacts[0].piece = 1;
        let state = answered(&state, report);
        let jumped = state.after(Action::Jump(0, (1, 1, 1, 2)));
        assert_eq!((jumped.source(), jumped.jump.unwrap().serial), (Source::File(1), 1));
        assert_eq!(state.after(Action::Jump(9, (1, 1, 1, 2))).jump, None);
    }
}
