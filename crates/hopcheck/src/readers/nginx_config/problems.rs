//! Which problems of a configuration are said, and as what.

use crate::facts::nginx::ConfigProblem;
use crate::nginx::directives::lookup;
use crate::nginx::{Problem, ProblemKind};

/// nano and less show `$` where a long line goes on beyond the screen: what such a copy lacks is no mistake of the file.
pub(super) fn follows_a_cut(text: &str, problem: &Problem) -> bool {
    let before = text.get(..problem.span.start as usize).unwrap_or(text).trim_end();
    let line = text.get(problem.span.start as usize..).and_then(|rest| rest.lines().next()).unwrap_or("");
    before.ends_with('$') || line.trim_end().ends_with('$')
}

/// What nginx would surely refuse: not what a fragment may lack, nor what a module unknown here, or prose, may be.
pub(super) fn is_certain(problem: &Problem) -> bool {
    let unknown = match problem.kind {
        ProblemKind::UnknownDirective => problem.did_you_mean.is_none(),
        ProblemKind::NotTerminated => lookup(&problem.subject).is_empty(),
        _ => false,
    };
    !problem.needs_whole_text && !unknown
}

/// The problem as a fact; `main` where the whole configuration was read.
pub(super) fn fact(problem: &Problem, main: bool) -> Box<ConfigProblem> {
    let silent = || {
        format!("a \";\" is missing at the end of \"{}\": nginx reads the next line as its arguments", problem.subject)
    };
    let mut fact = ConfigProblem::unknown();
    fact.event.put(problem.kind.word());
    fact.message.put(problem.message.clone().unwrap_or_else(silent));
    if problem.subject.is_empty() {
        fact.subject.put_absent();
    } else {
        fact.subject.put_at(problem.subject.as_str(), problem.span);
    }
    fact.meant.put_complete(problem.did_you_mean);
    fact.main.put(main);
    fact
}
