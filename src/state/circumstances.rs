//! What the reader says beside the texts: which steps were done, which did not help, and where the programs run.

use crate::engine;
use hopcheck::circumstances::{Circumstances as Said, Tried};
use hopcheck::report::Report;

/// A step, by its rule's id and its number there: it stays the same when the texts change.
pub type StepKey = (String, usize);

/// What the reader says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Circumstances {
    /// Steps that were carried out, in their order.
    pub done: Vec<StepKey>,
    /// Steps that were carried out and did not help, in their order.
    pub tried: Vec<StepKey>,
    /// The environment that was chosen; none where it is recognised.
    pub environment: Option<String>,
    /// What became of the cause whose step was marked last.
    pub moved: Option<Moved>,
    /// The cause whose step was marked (or that was taken back), until the answer to it is there.
    waiting: Option<(String, bool)>,
}

/// Where a cause stands since one of its steps was marked, or the mark was taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Grows with each mark, so that the same words are told twice.
    pub serial: u32,
    /// Its title.
    pub title: String,
    /// True where a step of it was marked, false where that was taken back.
    pub doubted: bool,
    /// Its place before and now, from 0; none where it is not among the findings.
    pub places: (Option<usize>, Option<usize>),
    /// The title of what is first now.
    pub first: Option<String>,
}

/// What the reader can say.
#[derive(Debug)]
pub enum CircumstanceAction {
    /// A step was carried out, or not.
    Done(StepKey, bool),
    /// A step was carried out and did not help, or that is taken back.
    Tried(StepKey, bool),
    /// The programs run there; none to recognise it.
    Environment(Option<String>),
}

impl Circumstances {
    /// As somebody else said it. What this build knows nothing of is left out.
    pub fn of(said: &Said) -> Self {
        let mut tried = Vec::new();
        for one in &said.tried {
            let steps = engine::rule(&one.id).map_or(0, |rule| rule.steps.len());
            for step in (1..=steps).filter(|step| one.step.is_none_or(|tried| tried == *step)) {
                set(&mut tried, (one.id.clone(), step), true);
            }
        }
        let environment =
            said.environment.clone().filter(|name| engine::environments().any(|(known, _)| known == name));
        Circumstances { done: tried.clone(), tried, environment, ..Circumstances::default() }
    }

    /// What the engine is told.
    pub fn said(&self) -> Said {
        let tried = self.tried.iter().map(|(id, step)| Tried { id: id.clone(), step: Some(*step) }).collect();
        Said { tried, environment: self.environment.clone() }
    }

    /// Takes an action. True where the answer depends on it.
    pub(super) fn apply(&mut self, action: CircumstanceAction) -> bool {
        match action {
            CircumstanceAction::Done(step, done) => {
                set(&mut self.done, step, done);
                false
            }
            CircumstanceAction::Tried(step, tried) => {
                if tried {
                    set(&mut self.done, step.clone(), true);
                }
                self.waiting = Some((step.0.clone(), tried));
                set(&mut self.tried, step, tried);
                true
            }
            CircumstanceAction::Environment(name) => {
                let changed = self.environment != name;
                self.environment = name;
                changed
            }
        }
    }

    /// What was said of texts that come back, beside what was said since.
    pub(super) fn bring_back(&mut self, before: Circumstances) {
        before.done.into_iter().for_each(|step| set(&mut self.done, step, true));
        before.tried.into_iter().for_each(|step| set(&mut self.tried, step, true));
        self.environment = self.environment.take().or(before.environment);
    }

    /// The answer to what was said is there.
    pub(super) fn answered(&mut self, before: Option<&Report>, now: &Report) {
        let Some((id, doubted)) = self.waiting.take() else { return };
        let place = |report: &Report| report.findings.iter().position(|finding| finding.id == id);
        let title = |report: &Report| place(report).map(|at| report.findings[at].title.clone());
        let Some(title) = title(now).or_else(|| before.and_then(title)) else { return };
        self.moved = Some(Moved {
            serial: self.moved.as_ref().map_or(0, |moved| moved.serial) + 1,
            title,
            doubted,
            places: (before.and_then(place), place(now)),
            first: now.findings.first().map(|finding| finding.title.clone()),
        });
    }
}

fn set(steps: &mut Vec<StepKey>, step: StepKey, on: bool) {
    match steps.binary_search(&step) {
        Ok(at) if !on => drop(steps.remove(at)),
        Err(at) if on => steps.insert(at, step),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hopcheck::report::Finding;

    fn report(ids: &[&str]) -> Report {
        let findings =
            ids.iter().map(|id| Finding { id: (*id).into(), title: format!("title of {id}"), ..Finding::default() });
        Report { findings: findings.collect(), ..Report::default() }
    }

    #[test]
    fn what_did_not_help_was_done_and_is_told_to_the_engine() {
        let mut said = Circumstances::default();
        assert!(!said.apply(CircumstanceAction::Done(("a".into(), 2), true)));
        assert_eq!(said.said(), Said::default(), "what is merely done changes no answer");
        assert!(said.apply(CircumstanceAction::Tried(("a".into(), 1), true)));
        assert_eq!(said.said().tried, [Tried { id: "a".into(), step: Some(1) }]);
        assert_eq!(said.done.len(), 2);
        assert!(said.apply(CircumstanceAction::Tried(("a".into(), 1), false)));
        assert_eq!(said.said(), Said::default());
        assert!(said.done.contains(&("a".into(), 1)), "it was done all the same");
    }

    #[test]
    fn the_consequence_is_told_once_the_answer_is_there() {
        let mut said = Circumstances::default();
        said.apply(CircumstanceAction::Tried(("a".into(), 1), true));
        assert_eq!(said.moved, None);
        said.answered(Some(&report(&["a", "b"])), &report(&["b", "a"]));
        let moved = said.moved.clone().expect("it moved");
        assert_eq!((moved.title.as_str(), moved.doubted, moved.places), ("title of a", true, (Some(0), Some(1))));
        assert_eq!(moved.first.as_deref(), Some("title of b"));
        said.answered(Some(&report(&["b", "a"])), &report(&["a", "b"]));
        assert_eq!(said.moved, Some(moved.clone()), "an answer to another change tells nothing");
        said.apply(CircumstanceAction::Tried(("a".into(), 1), false));
        said.answered(Some(&report(&["b", "a"])), &report(&["a", "b"]));
        assert_eq!(said.moved.map(|moved| moved.serial), Some(moved.serial + 1));
    }

    #[test]
    fn the_same_environment_again_changes_nothing() {
        let mut said = Circumstances::default();
        assert!(said.apply(CircumstanceAction::Environment(Some("podman".into()))));
        assert!(!said.apply(CircumstanceAction::Environment(Some("podman".into()))));
        assert_eq!(said.said().environment.as_deref(), Some("podman"));
    }
}
