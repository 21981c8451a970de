//! Patterns joined over the facts.

use super::env::{Bound, Env};
use super::test::Outcome;
use crate::facts::{Fact, Store, Value};
use crate::rules::{Operand, Pattern, Test};

/// At most this many bindings are followed for one clause; a paste that needs more has said it all before.
const MOST_BINDINGS: usize = 256;

/// A fact, or a field of one, that nobody pasted and that would decide something.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Need {
    /// Kind of fact.
    pub fact: String,
    /// Field that is unknown in a fact that fits otherwise; none where a whole fact is missing.
    pub field: Option<String>,
}

/// What a clause gives.
#[derive(Debug, Default)]
pub struct Found<'p> {
    /// Every way in which it matches.
    pub envs: Vec<Env<'p>>,
    /// What would have to be known where it does not.
    pub needs: Vec<Need>,
}

/// Runs patterns over one paste's facts.
pub struct Matcher<'s> {
    /// The facts.
    pub store: &'s Store,
}

impl<'s> Matcher<'s> {
    /// A matcher over these facts.
    pub fn new(store: &'s Store) -> Self {
        Matcher { store }
    }

    /// Joins `patterns` from `start` on.
    pub fn join<'p>(&self, patterns: &'p [Pattern], start: &Env<'p>) -> Found<'p> {
        let mut found = Found { envs: vec![start.clone()], needs: Vec::new() };
        for pattern in patterns {
            let mut next = Vec::new();
            for env in &found.envs {
                let one = self.find(pattern, env, usize::MAX);
                found.needs.extend(one.needs);
                next.extend(one.envs);
                if next.len() >= MOST_BINDINGS {
                    next.truncate(MOST_BINDINGS);
                    break;
                }
            }
            found.envs = next;
            if found.envs.is_empty() {
                break;
            }
        }
        found
    }

    /// The matches of one pattern; of more than `most` some may be missing.
    fn find<'p>(&self, pattern: &'p Pattern, env: &Env<'p>, most: usize) -> Found<'p> {
        let mut found = Found::default();
        let mut settled = vec![None; pattern.without.len()];
        // A pattern that binds nothing only asks whether there is such a fact.
        let most = if pattern.binds().any(|name| env.get(name).is_none()) { most } else { 1 };
        for &fact in self.store.of_kind(&pattern.fact) {
            self.candidate(pattern, fact, env, &mut settled, &mut found);
            if found.envs.len() >= most {
                break;
            }
        }
        if found.envs.is_empty() && !self.covered(pattern, env) {
            found.needs.push(Need { fact: pattern.fact.clone(), field: None });
        }
        found
    }

    /// Tries one fact. What is settled of the pattern's `without` holds for all facts.
    fn candidate<'p>(
        &self,
        pattern: &'p Pattern,
        index: usize,
        env: &Env<'p>,
        settled: &mut [Option<bool>],
        found: &mut Found<'p>,
    ) {
        let fact = self.store.get(index);
        // Most facts fail a test before one binds anything: until then the bindings are those of before.
        let mut envs = None;
        let mut unknown = None;
        for (path, test) in &pattern.tests {
            let Some((value, span)) = fact.look(path) else { return };
            if envs.is_none() {
                match self.test(test, &value, env) {
                    Outcome::Yes => continue,
                    Outcome::No => return,
                    Outcome::Unknown => {
                        unknown = Some(path);
                        continue;
                    }
                    Outcome::Binds(_) => {}
                }
            }
            let before = envs.unwrap_or_else(|| vec![env.clone()]);
            let mut next = Vec::with_capacity(before.len());
            for env in before {
                match self.test(test, &value, &env) {
                    Outcome::Yes => next.push(env),
                    Outcome::No => {}
                    Outcome::Unknown => {
                        unknown = Some(path);
                        next.push(env);
                    }
                    Outcome::Binds(name) => {
                        let values = match &value {
                            Value::List(items) => items.clone(),
                            one => vec![one.clone()],
                        };
                        for value in values {
                            let mut env = env.clone();
                            env.bind(name, Bound { value, fact: index, span });
                            next.push(env);
                        }
                    }
                }
            }
            if next.is_empty() {
                return;
            }
            envs = Some(next);
        }
        if let Some(path) = unknown {
            found.needs.push(Need { fact: pattern.fact.clone(), field: Some(path.clone()) });
            return;
        }
        for mut env in envs.unwrap_or_else(|| vec![env.clone()]) {
            env.matched.push((index, pattern.shows.as_ref()));
            if let Some(name) = &pattern.bind {
                env.bind(name, Bound { value: Value::Fact(index), fact: index, span: Some(fact.span) });
            }
            if pattern.without.iter().zip(&mut *settled).any(|(other, settled)| {
                settled.unwrap_or_else(|| {
                    let stands = !self.find(other, &env, 1).envs.is_empty();
                    // Asked for each of thousands of facts, it would take the square of the time.
                    if !pattern.binds().any(|name| other.mentions(name)) {
                        *settled = Some(stands);
                    }
                    stands
                })
            }) {
                continue;
            }
            let mut closed = true;
            let mut excluded = false;
            for other in &pattern.none {
                let other_found = self.find(other, &env, 1);
                excluded |= !other_found.envs.is_empty();
                if other_found.envs.is_empty() && !self.covered(other, &env) {
                    closed = false;
                    found.needs.extend(other_found.needs);
                }
            }
            if closed && !excluded {
                found.envs.push(env);
            }
        }
    }

    /// Whether the paste holds every fact of the pattern's kind: a coverage fact says so, for the place the pattern
    /// asks about where it asks about one.
    fn covered(&self, pattern: &Pattern, env: &Env) -> bool {
        let place = pattern.tests.iter().find_map(|(path, test)| match test {
            Test::Is(Operand::Var(name)) if path == "place" => env.get(name).map(|bound| bound.value.clone()),
            _ => None,
        });
        self.store.of_kind("coverage").iter().map(|&index| self.store.get(index)).any(|fact| {
            let of = fact.look("of").is_some_and(|(of, _)| of.text() == pattern.fact);
            let here = place
                .as_ref()
                .is_none_or(|place| fact.look("place").is_some_and(|(covered, _)| covered.same(place) == Some(true)));
            of && here && covers_field(fact, pattern)
        })
    }
}

/// Whether the pattern asks for facts that the list is complete about: all of them, or those that have the field `with`.
fn covers_field(coverage: &Fact, pattern: &Pattern) -> bool {
    match coverage.look("with") {
        Some((Value::Word(field), _)) => {
            pattern.tests.iter().any(|(path, test)| *path == field && !matches!(test, Test::Exists(false)))
        }
        _ => true,
    }
}
