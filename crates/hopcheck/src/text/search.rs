//! Finds many texts in one pass: the automaton of Aho and Corasick.
//!
//! Of its own, because the page pays for every kind of automaton that a library chooses from. States near the root, where a search
//! spends nearly all its time, have a row of next states for every byte; those below have one or a few edges and a way back.

use std::collections::VecDeque;

/// States with a row of their own: the root and its children, about a hundred.
const ROW: usize = 256;

/// Texts to search for.
#[derive(Debug)]
pub struct Needles {
    /// Next states by byte, for the first states.
    rows: Vec<u32>,
    /// The others' edges, state by state.
    edges: Vec<(u8, u32)>,
    states: Vec<State>,
    /// The length of each needle, and the needle before it that has the same text.
    needles: Vec<(usize, Option<u32>)>,
    any_case: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// Its edges begin here; they end where the next state's begin.
    edges: u32,
    /// The state of the longest shorter beginning that ends here too.
    back: u32,
    /// The last needle that ends here.
    needle: Option<u32>,
    /// The next state on the way back where a needle ends; 0 where there is none.
    shorter: u32,
}

/// A node of the tree of all texts, which the automaton is made of.
#[derive(Default)]
struct Node {
    children: Vec<(u8, u32)>,
    /// The last needle that ends here.
    needle: Option<u32>,
}

/// A needle in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its number.
    pub needle: usize,
    /// Offset of its first byte.
    pub start: usize,
    /// Offset just past its last byte.
    pub end: usize,
}

impl Needles {
    /// An automaton for these texts; one that is empty is never found.
    pub fn new<'n>(texts: impl IntoIterator<Item = &'n str>) -> Needles {
        Needles::build(texts, false)
    }

    /// The same for texts in lower case, which are found in any case of ASCII.
    pub fn in_any_case<'n>(texts: impl IntoIterator<Item = &'n str>) -> Needles {
        Needles::build(texts, true)
    }

    fn build<'n>(texts: impl IntoIterator<Item = &'n str>, any_case: bool) -> Needles {
        let mut tree = vec![Node::default()];
        let mut needles = Vec::new();
        for text in texts {
            let mut node = 0;
            for &byte in text.as_bytes() {
                let child = tree[node].children.iter().find(|(edge, _)| *edge == byte).map(|(_, child)| *child);
                node = match child {
                    Some(child) => child as usize,
                    None => {
                        let child = tree.len();
                        tree[node].children.push((byte, child as u32));
                        tree.push(Node::default());
                        child
                    }
                };
            }
            needles.push((text.len(), tree[node].needle));
            if node > 0 {
                tree[node].needle = Some(needles.len() as u32 - 1);
            }
        }
        let mut made = Needles { rows: Vec::new(), edges: Vec::new(), states: Vec::new(), needles, any_case };
        made.states.resize(tree.len() + 1, State::default());
        // Breadth first, so that a state's way back leads to one that is finished. Numbers follow the same order.
        let with_rows = 1 + tree[0].children.len() as u32;
        let mut next_number = 1;
        let mut open: VecDeque<(usize, u32)> = VecDeque::from([(0, 0)]);
        let mut number = 0;
        while let Some((node, back)) = open.pop_front() {
            let mut state = State { edges: made.edges.len() as u32, back, needle: tree[node].needle, shorter: 0 };
            let before = made.states[back as usize];
            state.shorter = if before.needle.is_some() { back } else { before.shorter };
            made.states[number as usize] = state;
            if number < with_rows {
                // What is not written on an edge goes on as it would from the state behind.
                let from = back as usize * ROW;
                if number == 0 {
                    made.rows.resize(ROW, 0);
                } else {
                    made.rows.extend_from_within(from..from + ROW);
                }
            }
            for &(byte, child) in &tree[node].children {
                let child_back = if number == 0 { 0 } else { made.step(back, byte) };
                open.push_back((child as usize, child_back));
                if number >= with_rows {
                    made.edges.push((byte, next_number));
                }
                next_number += 1;
            }
            if number < with_rows {
                let first = next_number - tree[node].children.len() as u32;
                for (nth, &(byte, _)) in tree[node].children.iter().enumerate() {
                    made.rows[number as usize * ROW + usize::from(byte)] = first + nth as u32;
                }
            }
            number += 1;
        }
        made.states[number as usize].edges = made.edges.len() as u32;
        made
    }

    /// The state after one more byte.
    fn step(&self, mut state: u32, byte: u8) -> u32 {
        loop {
            if let Some(next) = self.rows.get(state as usize * ROW + usize::from(byte)) {
                return *next;
            }
            let at = state as usize;
            let edges = &self.edges[self.states[at].edges as usize..self.states[at + 1].edges as usize];
            if let Some((_, next)) = edges.iter().find(|(edge, _)| *edge == byte) {
                return *next;
            }
            state = self.states[at].back;
        }
    }

    /// Every place where a needle stands, overlapping ones too: by their ends, of those with the same end the longest first.
    pub fn hits<'s>(&'s self, text: &'s str) -> Hits<'s> {
        Hits { needles: self, text: text.as_bytes(), at: 0, state: 0, ending: 0, needle: None }
    }
}

/// The needles in a text.
#[derive(Debug)]
pub struct Hits<'s> {
    needles: &'s Needles,
    text: &'s [u8],
    at: usize,
    state: u32,
    /// The state whose needles are being told.
    ending: u32,
    /// The next of them.
    needle: Option<u32>,
}

impl Iterator for Hits<'_> {
    type Item = Hit;

    fn next(&mut self) -> Option<Hit> {
        loop {
            if let Some(needle) = self.needle {
                let (length, same) = self.needles.needles[needle as usize];
                self.needle = same;
                return Some(Hit { needle: needle as usize, start: self.at - length, end: self.at });
            }
            if self.ending != 0 {
                self.ending = self.needles.states[self.ending as usize].shorter;
            } else {
                let mut byte = *self.text.get(self.at)?;
                if self.needles.any_case {
                    byte = byte.to_ascii_lowercase();
                }
                self.at += 1;
                self.state = self.needles.step(self.state, byte);
                self.ending = self.state;
            }
            self.needle = self.needles.states[self.ending as usize].needle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plainly(needles: &[String], text: &str) -> Vec<(usize, std::cmp::Reverse<usize>, usize)> {
        let mut all = Vec::new();
        for (nth, needle) in needles.iter().enumerate().filter(|(_, needle)| !needle.is_empty()) {
            for start in 0..text.len() {
                if text.as_bytes()[start..].starts_with(needle.as_bytes()) {
                    all.push((start + needle.len(), std::cmp::Reverse(needle.len()), nth));
                }
            }
        }
        all.sort();
        all
    }

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(needles in prop::collection::vec("[abcé]{0,4}", 0..8), text in "[abcdé]{0,40}") {
            let machine = Needles::new(needles.iter().map(String::as_str));
            let mut found: Vec<_> = machine.hits(&text).map(|hit| (hit.end, std::cmp::Reverse(hit.end - hit.start), hit.needle)).collect();
            prop_assert!(found.is_sorted_by_key(|hit| (hit.0, hit.1)));
            found.sort();
            prop_assert_eq!(found, plainly(&needles, &text));
        }
    }

    #[test]
    fn case_counts_unless_it_is_said_not_to() {
        let hits = |machine: Needles| machine.hits("a Failed to FETCH").map(|hit| hit.start).collect::<Vec<_>>();
        assert!(hits(Needles::new(["failed"])).is_empty());
        assert_eq!(hits(Needles::in_any_case(["failed", "to fetch"])), [2, 9]);
    }
}
