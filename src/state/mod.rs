//! What the page knows, and the one place where it changes. One file for each topic; what one of them means for another is
//! said here.

mod answer;
mod layout;
mod texts;

pub use answer::{Answer, AnswerAction, Answering, Phase, WorkerHealth};
pub use layout::{Caret, Jump, Layout, LayoutAction};
pub use texts::{File, LARGEST_PASTE, Notice, Snapshot, SnapshotPiece, Source, TextAction, Texts};

/// The state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The reader's texts.
    pub texts: Texts,
    /// What came of them.
    pub answering: Answering,
    /// Where the reader is.
    pub layout: Layout,
}

/// What can happen, by topic.
#[derive(Debug)]
pub enum Action {
    /// To the texts.
    Text(TextAction),
    /// To the answer.
    Answer(AnswerAction),
    /// To the reader's place.
    Layout(LayoutAction),
}

impl State {
    /// How far the analysis is.
    pub fn phase(&self) -> Phase {
        if self.texts.is_empty() { Phase::Idle } else { self.answering.phase(self.texts.version) }
    }

    /// The state after an action.
    pub fn after(&self, action: Action) -> State {
        let mut next = self.clone();
        match action {
            Action::Text(action) => next.text(action),
            Action::Answer(action) => next.answer(action),
            Action::Layout(LayoutAction::Caret(caret)) => next.layout.active = caret,
            Action::Layout(LayoutAction::Jump(artifact, range)) => next.jump(artifact, range),
        }
        next
    }

    fn text(&mut self, action: TextAction) {
        let before = self.texts.version;
        let replaced = matches!(action, TextAction::Example(_) | TextAction::Clear);
        let shows = matches!(action, TextAction::Show(_));
        self.texts.apply(action);
        if self.texts.version != before {
            self.answering.texts_changed(self.texts.is_empty(), replaced);
        }
        if shows || self.texts.version != before {
            self.layout.active = Caret::default();
        }
    }

    fn answer(&mut self, action: AnswerAction) {
        if let AnswerAction::Answered(answer) = &action {
            // It may come after everything was taken away.
            if self.texts.is_empty() {
                return;
            }
            let known = self.answering.answer.as_ref().map(|known| known.snapshot.version);
            // The same findings, now with the messages explained: the reader's caret is still where it was.
            if known != Some(answer.snapshot.version) {
                self.layout.active = Caret::default();
            }
        }
        self.answering.apply(action, self.texts.version);
    }

    fn jump(&mut self, artifact: usize, range: (usize, usize, usize, usize)) {
        if let Some(source) = self.answering.answer.as_ref().and_then(|answer| answer.source_of(artifact)) {
            self.text(TextAction::Show(source));
            self.layout.jump(source, range);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hopcheck::report::{ArtifactReport, Finding, Message, Report};
    use std::rc::Rc;

    fn answered(state: &State, report: Report) -> State {
        state
            .after(Action::Answer(AnswerAction::Answered(Rc::new(Answer { snapshot: state.texts.snapshot(), report }))))
    }

    fn report_of(kind: &str) -> Report {
        let artifact = ArtifactReport { kind: kind.into(), ..ArtifactReport::default() };
        Report { artifacts: vec![artifact], ..Report::default() }
    }

    #[test]
    fn the_phase_follows_text_and_answer() {
        let empty = State::default();
        assert_eq!(empty.phase(), Phase::Idle);
        let typed = empty.after(Action::Text(TextAction::Typed("hello".into())));
        assert_eq!(typed.phase(), Phase::Running);
        assert_eq!(answered(&typed, report_of("console")).phase(), Phase::Done);
        assert_eq!(answered(&typed, report_of("prose")).phase(), Phase::NotUnderstood);
        assert_eq!(answered(&typed, Report::default()).phase(), Phase::NotUnderstood);
        let mut accused = report_of("unknown");
        accused.findings.push(Finding::default());
        assert_eq!(answered(&typed, accused).phase(), Phase::Done);
        let more = answered(&typed, report_of("console")).after(Action::Text(TextAction::Typed("hello!".into())));
        assert_eq!(more.phase(), Phase::Running, "an answer to an older text is not the answer");
        assert_eq!(more.after(Action::Text(TextAction::Typed("  ".into()))).phase(), Phase::Idle);
    }

    #[test]
    fn messages_may_come_later_and_change_nothing_else() {
        let typed = State::default().after(Action::Text(TextAction::Typed("x".into())));
        let caret = Caret { finding: Some(0), message: None };
        let first = answered(&typed, report_of("nginx-error-log")).after(Action::Layout(LayoutAction::Caret(caret)));
        let mut explained = report_of("nginx-error-log");
        explained.messages.push(Message::default());
        let second = answered(&first, explained);
        assert_eq!((second.phase(), second.layout.active), (Phase::Done, caret));
        assert_ne!(first.answering.answer, second.answering.answer, "the views draw it");
        assert_eq!(
            second.after(Action::Answer(AnswerAction::WorkerLost(true))).phase(),
            Phase::Done,
            "an answer that is there stays"
        );
        let cleared = first.after(Action::Text(TextAction::Clear));
        assert_eq!(answered(&cleared, report_of("nginx-error-log")).answering.answer, None);
    }

    #[test]
    fn a_lost_worker_leaves_the_text_and_says_so_until_it_changes() {
        let lost = State::default()
            .after(Action::Text(TextAction::Typed("x".into())))
            .after(Action::Answer(AnswerAction::WorkerLost(true)));
        assert_eq!(
            (lost.phase(), lost.answering.worker, &*lost.texts.paste),
            (Phase::Idle, WorkerHealth::Restarted, "x")
        );
        let ready = lost.after(Action::Answer(AnswerAction::WorkerReady));
        assert_eq!(ready.answering.worker, WorkerHealth::Restarted, "the new worker's start does not hide the message");
        let again = ready.after(Action::Text(TextAction::Typed("y".into())));
        assert_eq!((again.phase(), again.answering.worker), (Phase::Running, WorkerHealth::Ready));
    }

    #[test]
    fn a_jump_shows_the_piece_the_artifact_was_cut_from() {
        let state = State::default().after(Action::Text(TextAction::Typed("t".into())));
        let state = state.after(Action::Text(TextAction::Files(vec![("a.log".into(), Ok("A".into()))])));
        let mut report = report_of("console");
        report.artifacts[0].piece = 1;
        let state = answered(&state, report);
        let jumped = state.after(Action::Layout(LayoutAction::Jump(0, (1, 1, 1, 2))));
        assert_eq!((jumped.texts.source(), jumped.layout.jump.unwrap().serial), (Source::File(1), 1));
        assert_eq!(state.after(Action::Layout(LayoutAction::Jump(9, (1, 1, 1, 2)))).layout.jump, None);
    }
}
