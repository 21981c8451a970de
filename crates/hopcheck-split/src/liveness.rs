//! Which locals are still read after which instruction.

use crate::Error;
use crate::body::{Body, Kind};
use std::collections::BTreeMap;
use wasmparser::Operator;

/// A set of a function's locals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locals(Vec<u64>);

impl Locals {
    pub fn none(of: usize) -> Self {
        Self(vec![0; of.div_ceil(64)])
    }

    pub fn insert(&mut self, local: u32) {
        self.0[local as usize / 64] |= 1 << (local % 64);
    }

    fn remove(&mut self, local: u32) {
        self.0[local as usize / 64] &= !(1 << (local % 64));
    }

    /// Adds those of another set, and tells whether there was any that this had not.
    pub fn add(&mut self, others: &Self) -> bool {
        let mut grown = false;
        for (word, other) in self.0.iter_mut().zip(&others.0) {
            grown |= other & !*word != 0;
            *word |= other;
        }
        grown
    }

    pub fn contains(&self, local: u32) -> bool {
        self.0[local as usize / 64] >> (local % 64) & 1 == 1
    }
}

/// The locals that are read later on some way, as they are.
#[derive(Debug)]
pub struct Liveness {
    /// Where a branch to each frame leads to.
    pub at_label: Vec<Locals>,
    /// Behind each frame's end.
    pub behind: Vec<Locals>,
    /// Before some instructions, by their place.
    pub before: BTreeMap<usize, Locals>,
}

/// Finds them, and keeps those before these instructions.
pub fn of(body: &Body<'_>, wanted: &[usize]) -> Result<Liveness, Error> {
    let none = Locals::none(body.locals.len());
    let all_none = vec![none.clone(); body.frames.len()];
    let mut found = Liveness { at_label: all_none.clone(), behind: all_none.clone(), before: BTreeMap::new() };
    let mut at_else = vec![None; body.frames.len()];
    loop {
        let mut grown = false;
        let mut now = none.clone();
        // Frames are numbered in the order in which they are opened.
        let mut opened = body.frames.len();
        for (place, step) in body.steps.iter().enumerate().rev() {
            match step.operator {
                Operator::End => {
                    found.behind[step.frame] = now.clone();
                    if body.frames[step.frame].kind != Kind::Loop {
                        found.at_label[step.frame] = now.clone();
                    }
                }
                Operator::Else => {
                    at_else[step.frame] = Some(std::mem::replace(&mut now, found.behind[step.frame].clone()));
                }
                Operator::If { .. } => {
                    opened -= 1;
                    now.add(at_else[opened].as_ref().unwrap_or(&found.behind[opened]));
                }
                Operator::Block { .. } => opened -= 1,
                Operator::Loop { .. } => {
                    opened -= 1;
                    grown |= found.at_label[opened].add(&now);
                }
                Operator::Return | Operator::Unreachable => now = none.clone(),
                Operator::Br { .. } | Operator::BrTable { .. } => {
                    now = none.clone();
                    for target in body.targets(step)? {
                        now.add(&found.at_label[target]);
                    }
                }
                Operator::BrIf { .. } => {
                    for target in body.targets(step)? {
                        now.add(&found.at_label[target]);
                    }
                }
                Operator::LocalGet { local_index } => now.insert(local_index),
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => now.remove(local_index),
                _ => {}
            }
            if wanted.binary_search(&place).is_ok() {
                found.before.insert(place, now.clone());
            }
        }
        if !grown {
            return Ok(found);
        }
    }
}
