//! Fixes that were carried out and did not help speak against their cause.
//!
//! The evidence in the text stays what it is, so the cause is not ruled out: the step may have been done wrongly, or there are two
//! faults. But it is at most possible, stands behind what nobody has tried yet, explains no other cause away, and masks none.

use super::candidates::Candidate;
use super::commands::Commands;
use super::fixes;
use crate::circumstances::Tried;
use crate::matcher::Matcher;

/// Notes on each candidate which of its steps were tried.
pub fn note(candidates: &mut [Candidate], tried: &[Tried], matcher: &Matcher, commands: &Commands) {
    for candidate in candidates {
        let of_rule: Vec<&Tried> = tried.iter().filter(|one| one.id == candidate.rule.id).collect();
        if of_rule.is_empty() {
            continue;
        }
        let shown = fixes::fitting_steps(candidate, matcher, commands);
        candidate.tried = shown
            .iter()
            .map(|(step, _)| step.number)
            .filter(|number| of_rule.iter().any(|one| one.step.is_none_or(|step| step == *number)))
            .collect();
        // A step that is not shown for this text any more was tried all the same.
        candidate.doubted = true;
        candidate.exhausted = candidate.tried.len() == shown.len();
    }
}
