//! Steps with the reader's own names, and the edits of the pasted text that carry them out.

use std::collections::BTreeMap;

use super::candidates::Candidate;
use super::commands::Commands;
use super::edits::{Change, Source};
use super::proof::Proof;
use super::routed;
use crate::circumstances::letter;
use crate::facts::Store;
use crate::intake::{Artifact, Piece};
use crate::matcher::{Env, Matcher};
use crate::report::{Patch, Step, Verify};
use crate::rules::{Prose, StepRule, template};

/// The steps of a finding, and those patches that are proven.
pub fn fixes<'p>(
    candidate: &Candidate<'p>,
    store: &Store,
    artifacts: &[Artifact],
    pieces: &[Piece],
    commands: &Commands,
    proof: &mut Proof<'_, 'p>,
) -> (Vec<Step>, Vec<Patch>) {
    let (mut steps, mut proven) = (Vec::new(), Vec::new());
    for (rule, env) in fitting_steps(candidate, &Matcher::new(store), commands) {
        let fill = |text: &str| template::fill(text, &|name| env.text(name, store));
        let optional = |text: &Option<Prose>| text.as_deref().map(fill).filter(|text| !text.is_empty());
        let of_step = patches(rule, &env, store, artifacts, pieces, steps.len()).unwrap_or_default();
        if !of_step.is_empty() && proof.holds(candidate, rule, &of_step) {
            proven.extend(of_step);
        }
        steps.push(Step {
            number: rule.number,
            letter: letter(rule.number),
            tried: candidate.tried.contains(&rule.number),
            action: fill(&rule.action),
            run: rule.run.as_deref().map(|run| commands.fill(run, &env)).filter(|run| !run.is_empty()),
            code: optional(&rule.code),
            safety: rule.safety.clone(),
            because: optional(&rule.because),
            costs: optional(&rule.costs),
            undo: optional(&rule.undo),
        });
    }
    (steps, proven)
}

/// The check, filled in.
pub fn verify(candidate: &Candidate, commands: &Commands) -> Vec<Verify> {
    let fill = |text: &str| commands.fill(text, &candidate.env);
    candidate.rule.verify.iter().map(|v| Verify { run: fill(&v.run), expect: fill(&v.expect) }).collect()
}

/// The steps that are shown, and their variables.
pub fn fitting_steps<'p>(
    candidate: &Candidate<'p>,
    matcher: &Matcher,
    commands: &Commands,
) -> Vec<(&'p StepRule, Env<'p>)> {
    let meant = candidate.rule.steps.iter().filter(|step| commands.meant_for(&step.environments));
    meant.filter_map(|step| Some((step, fitting(step, &candidate.env, matcher)?))).collect()
}

/// The variables for a step: the first way in which its `when` matches and its `without` does not, by a location that nginx takes for the
/// request where there is one.
fn fitting<'p>(step: &'p StepRule, env: &Env<'p>, matcher: &Matcher) -> Option<Env<'p>> {
    let spoken_against =
        |env: &Env<'p>| step.without.iter().any(|clause| !matcher.join(&clause.all, env).envs.is_empty());
    let fit = matcher.join(&step.when, env).envs.into_iter().filter(|env| !spoken_against(env)).collect();
    routed::first(matcher.store, fit)
}

/// The patches that carry a step out for a candidate, proven or not.
pub fn patches_of(
    step: &StepRule,
    candidate: &Candidate,
    store: &Store,
    artifacts: &[Artifact],
    pieces: &[Piece],
) -> Vec<Patch> {
    let env = fitting(step, &candidate.env, &Matcher::new(store));
    env.and_then(|env| patches(step, &env, store, artifacts, pieces, 0)).unwrap_or_default()
}

/// The patches that carry a step out, one for each piece that its edits change.
fn patches(
    step: &StepRule,
    env: &Env,
    store: &Store,
    artifacts: &[Artifact],
    pieces: &[Piece],
    nth: usize,
) -> Option<Vec<Patch>> {
    let source = Source { env, store, artifacts, pieces };
    let changes: Option<Vec<Vec<Change>>> = step.edits.iter().map(|edit| source.changes(edit)).collect();
    let mut of_piece: BTreeMap<usize, Vec<Change>> = BTreeMap::new();
    for change in changes?.into_iter().flatten() {
        let artifact = artifacts.get(change.artifact)?;
        if !artifact.kind.is_written() {
            return None;
        }
        of_piece.entry(artifact.piece).or_default().push(change);
    }
    let mut patches = Vec::new();
    for (piece, changes) in of_piece {
        let before = &pieces.get(piece)?.text;
        let artifact = changes.first()?.artifact;
        let after = spliced(before, changes)?;
        if after != *before {
            let name = pieces[piece].name.clone().unwrap_or_else(|| artifacts[artifact].name.clone());
            let diff = crate::text::unified_diff(&name, before, &after);
            patches.push(Patch { artifact, step: nth, diff, text: after, safety: step.safety.clone() });
        }
    }
    Some(patches)
}

/// The text with its changes. None where they cannot all be made.
fn spliced(before: &str, mut changes: Vec<Change>) -> Option<String> {
    // From the back, so that earlier spans keep their meaning.
    changes.sort_by_key(|change| std::cmp::Reverse(change.span.start));
    let mut after = before.to_owned();
    let mut reached = before.len();
    for change in &changes {
        let range = change.span.start as usize..change.span.end as usize;
        if range.end > reached || !before.is_char_boundary(range.start) || !before.is_char_boundary(range.end) {
            return None;
        }
        reached = range.start;
        after.replace_range(range, &change.with);
    }
    Some(after)
}
