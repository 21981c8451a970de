//! From a tree to the steps of a search.

use crate::parse::{Bytes, Node, Parsed, Place};

/// A program has this many steps at most.
const MOST_STEPS: usize = 20_000;

/// A step.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Takes this byte.
    Byte(u8),
    /// Takes a byte of the set with this number.
    Set(usize),
    /// Goes on where the place is here.
    At(Place),
    /// Notes where it is, in that slot.
    Note(usize),
    /// Goes on at another step.
    Go(usize),
    /// Tries the first, then the second; with its own number among such steps.
    Fork(usize, usize, usize),
    /// Has matched.
    Done,
}

/// A compiled expression.
#[derive(Debug, Default)]
pub struct Program {
    /// The steps, from the first.
    pub steps: Vec<Step>,
    /// The sets.
    pub sets: Vec<Bytes>,
    /// How many steps fork.
    pub forks: usize,
    /// How many slots there are: two to a group.
    pub slots: usize,
    /// The names of groups.
    pub names: Vec<(String, usize)>,
    /// The bytes that a match can begin with; none where it can be empty.
    pub first: Option<Bytes>,
    /// A match can only begin where the text does.
    pub anchored: bool,
}

/// Compiles a pattern.
pub fn compile(parsed: &Parsed) -> Result<Program, String> {
    let slots = 2 * (parsed.groups + 1);
    let mut program = Program { slots, names: parsed.names.clone(), ..Program::default() };
    program.note(0);
    program.add(&parsed.node)?;
    program.note(1);
    program.steps.push(Step::Done);
    let mut first = Bytes::default();
    program.first = (!starts(&parsed.node, &mut first)).then_some(first);
    program.anchored = anchored(&parsed.node);
    Ok(program)
}

impl Program {
    fn note(&mut self, slot: usize) {
        self.steps.push(Step::Note(slot));
    }

    /// A fork whose ways are not known yet.
    fn fork(&mut self) -> usize {
        self.steps.push(Step::Fork(self.forks, 0, 0));
        self.forks += 1;
        self.steps.len() - 1
    }

    /// Sets the ways of a fork: on to what repeats, or out of it, in the order of its greed.
    fn aim(&mut self, fork: usize, on: usize, out: usize, greedy: bool) {
        if let Step::Fork(number, ..) = self.steps[fork] {
            self.steps[fork] = if greedy { Step::Fork(number, on, out) } else { Step::Fork(number, out, on) };
        }
    }

    fn add(&mut self, node: &Node) -> Result<(), String> {
        if self.steps.len() > MOST_STEPS {
            return Err("the expression is too large".to_owned());
        }
        match node {
            Node::Byte(set) => self.byte(set),
            Node::At(place) => self.steps.push(Step::At(*place)),
            Node::Group(number, node) => {
                self.note(2 * number);
                self.add(node)?;
                self.note(2 * number + 1);
            }
            Node::Row(all) => {
                for one in all {
                    self.add(one)?;
                }
            }
            Node::Choice(all) => {
                let mut ends = Vec::new();
                for (index, one) in all.iter().enumerate() {
                    if index + 1 == all.len() {
                        self.add(one)?;
                        break;
                    }
                    let fork = self.fork();
                    self.add(one)?;
                    ends.push(self.steps.len());
                    self.steps.push(Step::Go(0));
                    self.aim(fork, fork + 1, self.steps.len(), true);
                }
                for end in ends {
                    self.steps[end] = Step::Go(self.steps.len());
                }
            }
            Node::Repeat { node, least, most, greedy } => self.repeat(node, *least, *most, *greedy)?,
        }
        Ok(())
    }

    fn byte(&mut self, set: &Bytes) {
        let mut bytes = (0..=u8::MAX).filter(|byte| set.has(*byte));
        if let (Some(byte), None) = (bytes.next(), bytes.next()) {
            return self.steps.push(Step::Byte(byte));
        }
        let known = self.sets.iter().position(|other| other == set);
        let number = known.unwrap_or_else(|| {
            self.sets.push(*set);
            self.sets.len() - 1
        });
        self.steps.push(Step::Set(number));
    }

    fn repeat(&mut self, node: &Node, least: u32, most: Option<u32>, greedy: bool) -> Result<(), String> {
        for _ in 1..least {
            self.add(node)?;
        }
        let Some(most) = most else {
            // What can be empty is tried at least once or left out as a whole: else the rest of a choice is never tried.
            let skip = (least == 0).then(|| self.fork());
            let from = self.steps.len();
            self.add(node)?;
            let fork = self.fork();
            self.aim(fork, from, fork + 1, greedy);
            if let Some(skip) = skip {
                self.aim(skip, skip + 1, self.steps.len(), greedy);
            }
            return Ok(());
        };
        if least > 0 {
            self.add(node)?;
        }
        let mut forks = Vec::new();
        for _ in least..most {
            forks.push(self.fork());
            self.add(node)?;
        }
        for fork in forks {
            self.aim(fork, fork + 1, self.steps.len(), greedy);
        }
        Ok(())
    }
}

/// Adds the bytes that a match can begin with; true where it can be empty.
fn starts(node: &Node, first: &mut Bytes) -> bool {
    match node {
        Node::Byte(set) => {
            first.join(set);
            false
        }
        Node::At(_) => true,
        Node::Group(_, node) => starts(node, first),
        Node::Row(all) => all.iter().all(|one| starts(one, first)),
        Node::Choice(all) => all.iter().fold(false, |empty, one| starts(one, first) || empty),
        Node::Repeat { node, least, most, .. } => *most == Some(0) || starts(node, first) || *least == 0,
    }
}

fn anchored(node: &Node) -> bool {
    match node {
        Node::At(place) => *place == Place::TextStart,
        Node::Group(_, node) => anchored(node),
        Node::Row(all) => all.first().is_some_and(anchored),
        Node::Choice(all) => all.iter().all(anchored),
        Node::Byte(_) | Node::Repeat { .. } => false,
    }
}
