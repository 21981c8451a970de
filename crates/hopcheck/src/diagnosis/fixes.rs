//! Steps with the reader's own names, and the edits of the pasted text that carry them out.

use super::candidates::Candidate;
use super::commands::Commands;
use super::directives;
use super::proof::Proof;
use crate::facts::{Store, Value};
use crate::intake::{Artifact, Piece};
use crate::matcher::{Env, Matcher};
use crate::report::{Patch, Step, Verify};
use crate::rules::{Edit, StepRule, template};
use crate::text::Span;

/// A change: replace the bytes of a piece under the span by the text.
struct Change {
    artifact: usize,
    span: Span,
    with: String,
}

/// The steps of a finding, and those patches that are proven.
pub fn fixes<'p>(
    candidate: &Candidate<'p>,
    store: &Store,
    artifacts: &[Artifact],
    pieces: &[Piece],
    commands: &Commands,
    proof: &mut Proof<'_, 'p>,
) -> (Vec<Step>, Vec<Patch>) {
    let (mut steps, mut patches) = (Vec::new(), Vec::new());
    for (number, rule, env) in fitting_steps(candidate, &Matcher::new(store), commands) {
        let fill = |text: &str| template::fill(text, &|name| env.text(name, store));
        let optional = |text: &Option<String>| text.as_deref().map(fill).filter(|text| !text.is_empty());
        let patch = patch(rule, &env, store, artifacts, pieces, steps.len());
        patches.extend(patch.filter(|patch| proof.holds(candidate, rule, patch)));
        steps.push(Step {
            number,
            tried: candidate.tried.contains(&number),
            action: fill(&rule.action),
            run: rule.run.as_deref().map(|run| commands.fill(run, &env)).filter(|run| !run.is_empty()),
            code: optional(&rule.code),
            safety: rule.safety.clone(),
            because: optional(&rule.because),
            costs: optional(&rule.costs),
            undo: optional(&rule.undo),
        });
    }
    (steps, patches)
}

/// The check, filled in.
pub fn verify(candidate: &Candidate, commands: &Commands) -> Vec<Verify> {
    let fill = |text: &str| commands.fill(text, &candidate.env);
    candidate.rule.verify.iter().map(|v| Verify { run: fill(&v.run), expect: fill(&v.expect) }).collect()
}

/// The steps that are shown: their numbers in the rule, and their variables.
pub fn fitting_steps<'p>(
    candidate: &Candidate<'p>,
    matcher: &Matcher,
    commands: &Commands,
) -> Vec<(usize, &'p StepRule, Env<'p>)> {
    (1..)
        .zip(&candidate.rule.steps)
        .filter(|(_, step)| commands.meant_for(&step.environments))
        .filter_map(|(number, step)| Some((number, step, fitting(step, &candidate.env, matcher)?)))
        .collect()
}

/// The variables for a step: the first way in which its `when` matches and its `without` does not.
fn fitting<'p>(step: &'p StepRule, env: &Env<'p>, matcher: &Matcher) -> Option<Env<'p>> {
    let spoken_against =
        |env: &Env<'p>| step.without.iter().any(|clause| !matcher.join(&clause.all, env).envs.is_empty());
    matcher.join(&step.when, env).envs.into_iter().find(|env| !spoken_against(env))
}

/// The patch that carries a step out for a candidate, proven or not.
pub fn patch_of(
    step: &StepRule,
    candidate: &Candidate,
    store: &Store,
    artifacts: &[Artifact],
    pieces: &[Piece],
) -> Option<Patch> {
    let env = fitting(step, &candidate.env, &Matcher::new(store))?;
    patch(step, &env, store, artifacts, pieces, 0)
}

fn patch(
    step: &StepRule,
    env: &Env,
    store: &Store,
    artifacts: &[Artifact],
    pieces: &[Piece],
    nth: usize,
) -> Option<Patch> {
    if step.edits.is_empty() {
        return None;
    }
    let changes: Option<Vec<Vec<Change>>> =
        step.edits.iter().map(|edit| changes(edit, env, store, artifacts, pieces)).collect();
    let mut changes: Vec<Change> = changes?.into_iter().flatten().collect();
    let artifact = changes.first()?.artifact;
    let piece = artifacts.get(artifact)?.piece;
    let written = |change: &Change| artifacts[change.artifact].kind.is_written();
    if changes.iter().any(|change| artifacts[change.artifact].piece != piece || !written(change)) {
        return None;
    }
    let before = &pieces.get(piece)?.text;
    // From the back, so that earlier spans keep their meaning.
    changes.sort_by_key(|change| std::cmp::Reverse(change.span.start));
    let mut after = before.clone();
    for change in &changes {
        let range = change.span.start as usize..change.span.end as usize;
        if !after.is_char_boundary(range.start) || !after.is_char_boundary(range.end) {
            return None;
        }
        after.replace_range(range, &change.with);
    }
    if after == *before {
        return None;
    }
    let name = pieces[piece].name.clone().unwrap_or_else(|| artifacts[artifact].name.clone());
    let diff = crate::text::unified_diff(&name, before, &after);
    Some(Patch { artifact, step: nth, diff, text: after, safety: step.safety.clone() })
}

fn changes(edit: &Edit, env: &Env, store: &Store, artifacts: &[Artifact], pieces: &[Piece]) -> Option<Vec<Change>> {
    let (Edit::SetIn { block: of, .. } | Edit::Remove { what: of }) = edit else {
        return change(edit, env, store, artifacts, pieces).map(|change| vec![change]);
    };
    let Value::Fact(index) = env.get(of)?.value else { return None };
    let fact = store.get(index);
    let artifact = artifacts.get(fact.artifact)?;
    let text = &pieces.get(artifact.piece)?.text;
    let replaced = match edit {
        Edit::SetIn { lines, .. } => {
            let lines = template::fill(lines, &|name| env.text(name, store));
            directives::set(&artifact.text, fact.span, &lines)?
        }
        _ => vec![(directives::line(&artifact.text, fact.span), String::new())],
    };
    let change = |(span, with): (Span, String)| {
        let with = if line_end(text) == "\n" { with } else { with.replace('\n', line_end(text)) };
        Change { artifact: fact.artifact, span: artifact.map.original_span(span), with }
    };
    Some(replaced.into_iter().map(change).collect())
}

fn change(edit: &Edit, env: &Env, store: &Store, artifacts: &[Artifact], pieces: &[Piece]) -> Option<Change> {
    // What stands in for a name that nobody pasted is for a person to read, never for a file.
    let fill = |text: &str| template::fill_known(text, &|name| env.text(name, store));
    let whole = |name: &str| match env.get(name)?.value {
        Value::Fact(index) => Some(store.get(index)),
        _ => None,
    };
    match edit {
        Edit::Replace { what, with } => {
            let bound = env.value(what, store)?;
            let artifact = store.get(bound.fact).artifact;
            let of = artifacts.get(artifact)?;
            let span = of.map.original_span(bound.span?);
            let (there, mut with) = (span.of(&pieces.get(of.piece)?.text), fill(with)?);
            // What only adds a word to a value has nothing to do where the value ends with it.
            let adds = with.strip_prefix(there).filter(|added| added.starts_with(' '));
            if adds.is_some_and(|added| there.ends_with(added)) {
                there.clone_into(&mut with);
            }
            Some(Change { artifact, span, with })
        }
        Edit::InsertIn { block, lines } => {
            let fact = whole(block)?;
            let artifact = artifacts.get(fact.artifact)?;
            let text = &pieces.get(artifact.piece)?.text;
            let span = artifact.map.original_span(fact.span);
            let body = span.of(text);
            let close = span.start as usize + body.rfind('}')?;
            let line_start = text[..close].rfind('\n').map_or(0, |at| at + 1);
            let outer: String = text[line_start..close].chars().take_while(|c| c.is_whitespace()).collect();
            let (at, lead) = if text[line_start..close].trim().is_empty() { (line_start, "") } else { (close, "\n") };
            let inner = inner_indent(body, &outer);
            let mut with = lead.to_owned();
            let lines = fill(lines)?;
            if holds_lines(body, &lines) {
                return Some(Change { artifact: fact.artifact, span: Span::new(at, at), with: String::new() });
            }
            for line in lines.lines() {
                with.push_str(&format!("{inner}{line}{}", line_end(text)));
            }
            if !lead.is_empty() {
                with.push_str(&outer);
            }
            Some(Change { artifact: fact.artifact, span: Span::new(at, at), with })
        }
        Edit::InsertBefore { what, lines } => {
            let fact = whole(what)?;
            let artifact = artifacts.get(fact.artifact)?;
            let text = &pieces.get(artifact.piece)?.text;
            let start = artifact.map.original_span(fact.span).start as usize;
            let line_start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
            let indent: String = text[line_start..start].chars().take_while(|c| c.is_whitespace()).collect();
            let with = fill(lines)?.lines().map(|line| format!("{indent}{line}{}", line_end(text))).collect();
            Some(Change { artifact: fact.artifact, span: Span::new(line_start, line_start), with })
        }
        Edit::InsertAfter { what, lines } => {
            let (artifact, span) = match whole(what) {
                Some(fact) => (fact.artifact, fact.span),
                None => {
                    let bound = env.value(what, store)?;
                    (store.get(bound.fact).artifact, bound.span?)
                }
            };
            let text = &pieces.get(artifacts.get(artifact)?.piece)?.text;
            let span = artifacts.get(artifact)?.map.original_span(span);
            let (at, with) = after_line(text, span, &fill(lines)?)?;
            Some(Change { artifact, span: Span::new(at, at), with })
        }
        Edit::SetIn { .. } | Edit::Remove { .. } => None,
    }
}

/// Where lines after the one on which the span ends belong, and the lines as they are to stand there.
fn after_line(text: &str, span: Span, lines: &str) -> Option<(usize, String)> {
    let (start, end) = (span.start as usize, (span.end as usize).max(span.start as usize + 1) - 1);
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let indent: String = text[line_start..start].chars().take_while(|c| c.is_whitespace()).collect();
    let break_at = text.get(end..)?.find('\n').map(|n| end + n);
    let at = break_at.map_or(text.len(), |at| at + 1);
    let there: Vec<&str> = text[at..].lines().take(lines.lines().count()).map(str::trim).collect();
    let mut with = String::new();
    for line in lines.lines().filter(|line| !there.contains(&line.trim())) {
        with.push_str(&format!("{indent}{line}{}", line_end(text)));
    }
    if break_at.is_none() && !with.is_empty() {
        // The last line has no end: it gets one, and the new last line has none.
        with = format!("{}{}", line_end(text), with.trim_end());
    }
    Some((at, with))
}

/// True where the lines stand in the text, one below the other, however indented.
fn holds_lines(text: &str, lines: &str) -> bool {
    let wanted: Vec<&str> = lines.lines().map(str::trim).collect();
    let there: Vec<&str> = text.lines().map(str::trim).collect();
    there.windows(wanted.len().max(1)).any(|there| there == wanted)
}

fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The indentation of the block's own lines: of its first directive, or one level more than the block's.
fn inner_indent(body: &str, outer: &str) -> String {
    let inner = body.lines().skip(1).find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('}'));
    match inner {
        Some(line) => line.chars().take_while(|c| c.is_whitespace()).collect(),
        None => format!("{outer}    "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(text: &str, after: &str, lines: &str) -> String {
        let start = text.find(after).unwrap();
        let (at, with) = after_line(text, Span::new(start, start + after.len()), lines).unwrap();
        let mut text = text.to_owned();
        text.insert_str(at, &with);
        text
    }

    #[test]
    fn lines_go_after_a_line_and_keep_its_indentation_and_end() {
        let ini = "[uwsgi]\r\n  socket = :3031 ; here\r\nmaster = true\r\n";
        let once = added(ini, ":3031", "buffer-size = 32768");
        assert_eq!(once, "[uwsgi]\r\n  socket = :3031 ; here\r\n  buffer-size = 32768\r\nmaster = true\r\n");
        assert_eq!(added(&once, ":3031", "buffer-size = 32768"), once, "twice changes nothing");
        assert_eq!(added("listen = 9000", "9000", "a = 1\nb = 2"), "listen = 9000\na = 1\nb = 2");
    }
}
