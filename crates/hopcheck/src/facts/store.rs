//! All facts of one paste, folded and by kind.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::schema::{Body, each_field};
use super::stamp::Stamp;
use super::value::Value;
use crate::text::Span;

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A reader found it.
    Read,
    /// A derivation made it from other facts.
    Derived {
        /// The derivation's id.
        by: String,
        /// The facts it was made from.
        from: Vec<usize>,
        /// Why that holds.
        because: String,
    },
}

/// One fact.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its content.
    pub body: Arc<dyn Body>,
    /// Index of the artifact it was read from.
    pub artifact: usize,
    /// Where it stands in that artifact's clean text.
    pub span: Span,
    /// The further artifacts that say the same, and where in each first.
    pub also: Vec<(usize, Span)>,
    /// Host, container or service it was seen in.
    pub place: Option<String>,
    /// When it happened; the first time, where facts were folded.
    pub at: Stamp,
    /// When it happened last.
    pub last: Stamp,
    /// How many times it was seen.
    pub count: u32,
    /// Read or derived.
    pub origin: Origin,
}

impl Fact {
    /// The value at a path: of the kind's own fields or of the common ones. `None` where there is no such field.
    pub fn look(&self, path: &str) -> Option<(Value, Option<Span>)> {
        let common = match path {
            "place" => self.place.clone().map_or(Value::Unknown, Value::Word),
            "at" => Value::Time(self.at),
            "last" => Value::Time(self.last),
            "seen" => Value::Number(f64::from(self.count)),
            "derived" => Value::Flag(self.origin != Origin::Read),
            _ => return self.body.look(path),
        };
        Some((common, None))
    }

    /// What the fact shows, in words: the kind's template with this fact's values.
    pub fn shows(&self) -> String {
        crate::rules::template::fill(self.body.kind().shows, &|name| {
            self.look(name).map(|(value, _)| value.text()).filter(|text| !text.is_empty())
        })
    }
}

/// All facts of one paste.
#[derive(Debug, Default)]
pub struct Store {
    facts: Vec<Fact>,
    /// What makes each of them this fact and no other.
    keys: Vec<u64>,
    /// By the name of the kind; there are some tens of them.
    by_kind: Vec<(&'static str, Vec<usize>)>,
    by_key: HashMap<u64, usize>,
}

impl Store {
    /// Adds a fact. One that says the same as an earlier one (all but the fields that may vary) is counted there.
    /// Returns the fact's index and whether it is new.
    pub fn add(&mut self, fact: Fact) -> (usize, bool) {
        self.add_keyed(key(&fact), fact)
    }

    /// Adds what was read of one artifact alone, which is the one of that index. Gives for each of its facts what [`Store::add`] gives.
    pub fn absorb(&mut self, other: &Store, artifact: usize) -> Vec<(usize, bool)> {
        let here = |at: Stamp| Stamp { order: at.order.map(|(_, offset)| (artifact, offset)), ..at };
        let facts = other.facts.iter().zip(&other.keys);
        facts
            .map(|(fact, &key)| {
                let (at, last) = (here(fact.at), here(fact.last));
                self.add_keyed(key, Fact { artifact, at, last, ..fact.clone() })
            })
            .collect()
    }

    fn add_keyed(&mut self, key: u64, fact: Fact) -> (usize, bool) {
        if let Some(&at) = self.by_key.get(&key) {
            let known = &mut self.facts[at];
            if fact.origin == Origin::Read {
                known.count += fact.count;
                known.last = fact.last;
                let last = known.also.last().map_or(known.artifact, |(artifact, _)| *artifact);
                if last != fact.artifact {
                    known.also.push((fact.artifact, fact.span));
                }
            }
            return (at, false);
        }
        let at = self.facts.len();
        self.by_key.insert(key, at);
        self.keys.push(key);
        let kind = fact.body.kind().name;
        match self.by_kind.iter_mut().find(|(name, _)| *name == kind) {
            Some((_, facts)) => facts.push(at),
            None => self.by_kind.push((kind, vec![at])),
        }
        self.facts.push(fact);
        (at, true)
    }

    /// The fact of that index.
    pub fn get(&self, index: usize) -> &Fact {
        &self.facts[index]
    }

    /// All facts, in the order they were found.
    pub fn all(&self) -> &[Fact] {
        &self.facts
    }

    /// The facts themselves.
    pub fn into_facts(self) -> Vec<Fact> {
        self.facts
    }

    /// The facts that were read, behind a derived one; a fact that was read is its own source. A derivation only uses earlier
    /// facts, so this ends.
    pub fn sources(&self, index: usize) -> Vec<usize> {
        let (mut open, mut out) = (vec![index], Vec::new());
        while let Some(index) = open.pop() {
            match &self.facts[index].origin {
                Origin::Read if !out.contains(&index) => out.push(index),
                Origin::Read => {}
                Origin::Derived { from, .. } => open.extend(from.iter().rev()),
            }
        }
        out
    }

    /// What was read from some of the artifacts, which have other indices now: `to` gives them, and none for those left out.
    pub fn moved(&self, to: &dyn Fn(usize) -> Option<usize>) -> Store {
        let mut store = Store::default();
        for fact in self.facts.iter().filter(|fact| fact.origin == Origin::Read) {
            let places = std::iter::once((fact.artifact, fact.span)).chain(fact.also.iter().copied());
            let mut places = places.filter_map(|(artifact, span)| Some((to(artifact)?, span)));
            if let Some((artifact, span)) = places.next() {
                let at = Stamp { order: Some((artifact, span.start)), ..fact.at };
                store.add(Fact { artifact, span, also: places.collect(), at, ..fact.clone() });
            }
        }
        store
    }

    /// Indices of the facts of a kind, in the order they were found.
    pub fn of_kind(&self, kind: &str) -> &[usize] {
        self.by_kind.iter().find(|(name, _)| *name == kind).map_or(&[], |(_, facts)| facts)
    }
}

/// A hash over all that makes a fact this fact and no other.
fn key(fact: &Fact) -> u64 {
    let kind = fact.body.kind();
    let mut hash = DefaultHasher::new();
    kind.name.hash(&mut hash);
    fact.place.hash(&mut hash);
    each_field(fact.body.slot(), &mut String::new(), &mut |path, field| {
        if !kind.varies.contains(&path) {
            field.hash(&mut hash);
        }
    });
    hash.finish()
}
