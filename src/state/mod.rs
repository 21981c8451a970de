//! What the page knows, and the one place where it changes. One file for each topic; what one of them means for another is
//! said here.

mod answer;
mod circumstances;
mod history;
mod interview;
mod layout;
mod link;
mod take;
mod texts;

pub use answer::{Answer, AnswerAction, Answering, Phase, Work, WorkerHealth};
pub use circumstances::{CircumstanceAction, Circumstances, Moved, StepKey};
pub use history::Deed;
pub use interview::{Interview, InterviewAction, open_causes};
pub use layout::{Caret, Jump, Layout, LayoutAction};
pub use link::{LinkAction, Shared};
pub use take::{Take, TakeAction};
pub use texts::{File, Kept, LARGEST_PASTE, Notice, Snapshot, SnapshotPiece, Source, TextAction, Texts};

use hopcheck::intake::Kind;
use std::rc::Rc;

/// The state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// The reader's texts.
    pub texts: Texts,
    /// What came of them.
    pub answering: Answering,
    /// What the reader says beside the texts.
    pub said: Circumstances,
    /// How far the interview is.
    pub interview: Interview,
    /// Where the reader is.
    pub layout: Layout,
    /// What is being taken along.
    pub take: Take,
    /// A shared paste that the reader is asked about.
    pub offered: Option<Rc<Shared>>,
}

/// What can happen, by topic.
#[derive(Debug)]
pub enum Action {
    /// To the texts.
    Text(TextAction),
    /// To the answer.
    Answer(AnswerAction),
    /// To what the reader says beside the texts.
    Circumstance(CircumstanceAction),
    /// To the interview.
    Interview(InterviewAction),
    /// To the reader's place.
    Layout(LayoutAction),
    /// To what is taken along.
    Take(TakeAction),
    /// To a link that was opened.
    Link(LinkAction),
}

impl State {
    /// What is to be analysed: the texts, and what is said beside them.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { said: self.said.said(), ..self.texts.snapshot() }
    }

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
            Action::Circumstance(action) => next.circumstance(action),
            Action::Interview(action) => next.interview(action),
            Action::Layout(LayoutAction::Caret(caret)) => next.layout.active = caret,
            Action::Take(action) => next.take.apply(action),
            Action::Link(action) => next.link(action),
            Action::Layout(LayoutAction::Jump(artifact, range)) => next.jump(artifact, range),
        }
        next
    }

    fn text(&mut self, action: TextAction) {
        let before = self.texts.version;
        let replaced =
            matches!(action, TextAction::Example(_) | TextAction::Clear | TextAction::Forget | TextAction::Share(_));
        let unshares = matches!(action, TextAction::Undo) && self.texts.history.last() == Some(&Deed::Share);
        let shows = matches!(action, TextAction::Show(_));
        let back = matches!(action, TextAction::Undo).then(|| self.texts.history.said());
        self.texts.apply(action);
        if replaced {
            // Another problem: what was said of the one before says nothing of it.
            self.texts.history.took(std::mem::take(&mut self.said));
            self.interview = Interview::default();
            self.take = Take::default();
        }
        if unshares {
            // What was said of somebody else's paste goes with it.
            self.said = Circumstances::default();
        }
        if let Some(said) = back {
            self.said.bring_back(said);
        }
        if self.texts.version != before {
            self.answering.texts_changed(self.texts.is_empty(), replaced);
        }
        if shows || self.texts.version != before {
            self.layout.active = Caret::default();
        }
    }

    fn answer(&mut self, action: AnswerAction) {
        self.take.heard(&action);
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
        if let AnswerAction::Answered(answer) = &action
            && answer.snapshot.version == self.texts.version
        {
            self.said.answered(self.answering.answer.as_ref().map(|before| &before.report), &answer.report);
            self.interview.answered(&answer.report);
        }
        self.answering.apply(action, self.texts.version);
    }

    #[inline(never)]
    fn circumstance(&mut self, action: CircumstanceAction) {
        if self.said.apply(action) {
            self.texts.version += 1;
        }
    }

    #[inline(never)]
    fn interview(&mut self, action: InterviewAction) {
        match action {
            InterviewAction::Choose(kind) => self.interview.choose(kind),
            InterviewAction::Skip(kind) => self.interview.skip(kind),
            InterviewAction::Answer(kind, text) => {
                self.interview.answer(self.answering.answer.as_ref().map(|answer| &answer.report));
                let label = Kind::from_name(&kind).map_or(kind, |kind| kind.label().to_owned());
                self.text(TextAction::Asked(label, text));
            }
        }
    }

    #[inline(never)]
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

    fn answered(state: &State, report: Report) -> State {
        state.after(Action::Answer(AnswerAction::Answered(Rc::new(Answer { snapshot: state.snapshot(), report }))))
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
    fn what_did_not_help_is_asked_about_again_and_outlives_a_change_of_the_texts() {
        let typed = State::default().after(Action::Text(TextAction::Typed("x".into())));
        let first = answered(&typed, report_of("console"));
        let step = ("a".to_owned(), 1);
        let tried = first.after(Action::Circumstance(CircumstanceAction::Tried(step.clone(), true)));
        assert_eq!((tried.phase(), tried.snapshot().said.tried.len()), (Phase::Running, 1));
        let done = first.after(Action::Circumstance(CircumstanceAction::Done(step, true)));
        assert_eq!(done.phase(), Phase::Done, "a tick alone changes no answer");
        let more = tried.after(Action::Text(TextAction::Typed("xy".into())));
        assert_eq!(more.snapshot().said.tried.len(), 1);
        assert_eq!(more.after(Action::Text(TextAction::Example("z".into()))).snapshot().said.tried.len(), 0);
    }

    #[test]
    fn what_was_said_comes_back_with_the_texts_beside_what_was_said_since() {
        let say = |state: &State, action| state.after(Action::Circumstance(action));
        let step = |number| ("a".to_owned(), number);
        let typed = State::default().after(Action::Text(TextAction::Typed("x".into())));
        let told = say(&typed, CircumstanceAction::Tried(step(1), true));
        let told = say(&told, CircumstanceAction::Environment(Some("podman".into())));
        for (deed, undone) in [(TextAction::Clear, "x"), (TextAction::Example("z".into()), "x")] {
            let gone = told.after(Action::Text(deed));
            assert_eq!(gone.said, Circumstances::default());
            let since = say(&gone, CircumstanceAction::Done(step(2), true));
            let back = since.after(Action::Text(TextAction::Undo));
            assert_eq!(&*back.texts.paste, undone);
            assert_eq!(back.said.tried, [step(1)]);
            assert_eq!(back.said.done, [step(1), step(2)]);
            assert_eq!(back.snapshot().said.environment.as_deref(), Some("podman"));
        }
        let forgotten = told.after(Action::Text(TextAction::Forget)).after(Action::Text(TextAction::Undo));
        assert_eq!(forgotten.said, Circumstances::default());
        let chosen =
            say(&told.after(Action::Text(TextAction::Clear)), CircumstanceAction::Environment(Some("bare".into())));
        let back = chosen.after(Action::Text(TextAction::Undo));
        assert_eq!(back.said.environment.as_deref(), Some("bare"), "the newer choice stands");
    }

    #[test]
    fn an_answer_to_an_ask_is_a_named_piece_and_leaves_the_reader_where_he_is() {
        let typed = State::default().after(Action::Text(TextAction::Typed("x".into())));
        let asked = answered(&typed, report_of("console"));
        let told = asked.after(Action::Interview(InterviewAction::Answer("curl".into(), "< HTTP/1.1 502".into())));
        assert_eq!(told.texts.files[0].label, Kind::Curl.label());
        assert_eq!((told.phase(), told.texts.source()), (Phase::Running, Source::Paste));
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
