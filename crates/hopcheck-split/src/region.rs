//! The stretches of a function that can stand in a function of their own.

use crate::Error;
use crate::body::{Body, Kind, Step};
use crate::liveness::{self, Liveness, Locals};
use std::collections::BTreeSet;
use std::ops::Range;
use wasmparser::{Operator, ValType};

/// A stretch must be worth what is left in its place: so many bytes more than the call, its parameters and results, and the entrance.
const WORTH: usize = 2;

/// A stretch of instructions from somewhere in a frame to the end of the frame, or of its `if` or `else`: nothing of it needs what stands on
/// the stack before it.
#[derive(Debug)]
pub struct Region {
    /// The frame whose rest it is.
    pub frame: usize,
    /// Its instructions, without the `else` or `end` that closes it.
    pub steps: Range<usize>,
    /// The locals that it reads as they were before it.
    pub taken: Vec<u32>,
    /// The locals that it changes and that are read after it.
    pub given: Vec<u32>,
    /// All other locals that it uses.
    pub own: Vec<u32>,
    /// The ways out of it, the fall to its end first, if it has that.
    pub exits: Vec<Exit>,
    /// The type of the value that some of its ways out take along on the stack.
    pub value: Option<ValType>,
}

/// A way out of a stretch.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub struct Exit {
    /// The frame that it branches to, or none where it falls to the stretch's end.
    pub to: Option<usize>,
    /// Whether it takes a value along.
    pub with_value: bool,
}

/// The largest stretches that are never run, where something else of the function is. `cold` tells which instructions are not.
pub fn find(body: &Body<'_>, cold: &[bool]) -> Result<Vec<Region>, Error> {
    let begins = |&at: &usize| {
        let step = &body.steps[at];
        cold[at] && step.bare && step.reachable && !closes(step)
    };
    let starts: Vec<usize> = (0..body.steps.len()).filter(begins).collect();
    if starts.is_empty() {
        return Ok(Vec::new());
    }
    let live = liveness::of(body, &starts)?;
    let mut found = Vec::new();
    let mut refused = BTreeSet::new();
    let mut next = 0;
    for start in starts {
        if start < next {
            continue;
        }
        let frame = body.steps[start].frame;
        let is_end = |at: &usize| body.steps[*at].frame == frame && closes(&body.steps[*at]);
        let end = (start..body.steps.len()).find(is_end).expect("each frame is closed");
        if refused.contains(&end) {
            continue;
        }
        match region(body, start..end, &live)? {
            Some(region) => {
                next = end;
                found.push(region);
            }
            // What begins later and has the same end has the same ways out, and is smaller.
            None => {
                refused.insert(end);
            }
        }
    }
    Ok(found)
}

/// Whether this is the end of a frame, or of its part before `else`.
fn closes(step: &Step<'_>) -> bool {
    matches!(step.operator, Operator::End | Operator::Else)
}

/// This stretch, if it can and should stand alone.
fn region(body: &Body<'_>, steps: Range<usize>, live: &Liveness) -> Result<Option<Region>, Error> {
    let frame = body.steps[steps.start].frame;
    let Some((exits, value)) = exits(body, steps.clone(), frame)? else { return Ok(None) };

    let mut read_after = Locals::none(body.locals.len());
    for exit in &exits {
        read_after.add(exit.to.map_or(&live.behind[frame], |to| &live.at_label[to]));
    }
    let before = &live.before[&steps.start];
    let (mut taken, mut given, mut own) = (Vec::new(), Vec::new(), Vec::new());
    let (used, changed) = locals(body, steps.clone());
    for &local in &used {
        if before.contains(local) {
            taken.push(local);
        } else {
            own.push(local);
        }
        if changed.contains(&local) && read_after.contains(local) {
            given.push(local);
        }
    }
    let bytes: usize = body.steps[steps.clone()].iter().map(|step| step.bytes).sum();
    let left = 20 + 4 * taken.len() + 2 * given.len() + 5 * exits.len();
    let region = Region { frame, steps, taken, given, own, exits, value };
    Ok((bytes >= left + WORTH).then_some(region))
}

/// The locals that are used, and those of them that are changed.
fn locals(body: &Body<'_>, steps: Range<usize>) -> (BTreeSet<u32>, BTreeSet<u32>) {
    let (mut used, mut changed) = (BTreeSet::new(), BTreeSet::new());
    for step in &body.steps[steps] {
        match step.operator {
            Operator::LocalGet { local_index } => {
                used.insert(local_index);
            }
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                used.insert(local_index);
                changed.insert(local_index);
            }
            _ => {}
        }
    }
    (used, changed)
}

/// The ways out of a stretch, and the type of the value that some of them take along.
type Exits = (Vec<Exit>, Option<ValType>);

/// The ways out of a stretch; none where one takes along more than one value, or two values of several types.
fn exits(body: &Body<'_>, steps: Range<usize>, frame: usize) -> Result<Option<Exits>, Error> {
    let inside = inside(body, &steps);
    let own = &body.frames[frame];
    let mut ways = BTreeSet::new();
    if body.steps[steps.end].reachable {
        ways.insert(None);
    }
    for step in &body.steps[steps] {
        for target in body.targets(step)?.into_iter().filter(|target| !inside.contains(target)) {
            // A branch to the end of a block falls where the stretch ends.
            ways.insert((target != frame || own.kind == Kind::Loop).then_some(target));
        }
    }
    let mut value = None;
    let mut exits = Vec::new();
    for to in ways {
        let along = to.map_or(own.results.as_slice(), |to| body.taken_along(to));
        match along {
            [] => {}
            [one] if value.is_none_or(|value| value == *one) && is_number(*one) => value = Some(*one),
            _ => return Ok(None),
        }
        exits.push(Exit { to, with_value: !along.is_empty() });
    }
    Ok(Some((exits, value)))
}

/// The frames that are opened in a stretch.
fn inside(body: &Body<'_>, steps: &Range<usize>) -> BTreeSet<usize> {
    let opens = |at: &usize| {
        matches!(body.steps[*at].operator, Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. })
    };
    // The instruction after one that opens a frame stands in it.
    steps.clone().filter(opens).map(|at| body.steps[at + 1].frame).collect()
}

/// Whether there is a zero of this type.
fn is_number(value: ValType) -> bool {
    matches!(value, ValType::I32 | ValType::I64 | ValType::F32 | ValType::F64)
}
