//! What the variables of a rule are bound to while patterns are joined.

use crate::facts::{Store, Value};
use crate::rules::Prose;
use crate::text::Span;

/// What a variable holds, and where in the paste that stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The value.
    pub value: Value,
    /// The fact it was bound from.
    pub fact: usize,
    /// The value's own place in the artifact's clean text, where the reader gave one.
    pub span: Option<Span>,
}

/// Variables, and the facts matched so far.
#[derive(Clone, Debug, Default)]
pub struct Env<'p> {
    vars: Vec<(&'p str, Bound)>,
    /// The facts matched, in order, with the pattern's own words for what each shows.
    pub matched: Vec<(usize, Option<&'p Prose>)>,
}

impl<'p> Env<'p> {
    /// The variable's binding.
    pub fn get(&self, name: &str) -> Option<&Bound> {
        self.vars.iter().find(|(var, _)| *var == name).map(|(_, bound)| bound)
    }

    /// Binds a variable that is not bound yet.
    pub fn bind(&mut self, name: &'p str, bound: Bound) {
        if self.get(name).is_none() {
            self.vars.push((name, bound));
        }
    }

    /// The value of `name`, or of `fact.path` where `fact` is a variable bound to a whole fact.
    pub fn value(&self, name: &str, store: &Store) -> Option<Bound> {
        if let Some(bound) = self.get(name) {
            return Some(bound.clone());
        }
        let (var, path) = name.split_once('.')?;
        match self.get(var)?.value {
            Value::Fact(fact) => {
                let (value, span) = store.get(fact).look(path)?;
                Some(Bound { value, fact, span })
            }
            _ => None,
        }
    }

    /// The text of a template slot.
    pub fn text(&self, name: &str, store: &Store) -> Option<String> {
        let bound = self.value(name, store)?;
        Some(bound.value.text()).filter(|text| !text.is_empty())
    }
}

impl<'p> Env<'p> {
    /// All bindings, in the order they were made.
    pub fn vars(&self) -> impl Iterator<Item = (&'p str, &Bound)> {
        self.vars.iter().map(|(name, bound)| (*name, bound))
    }
}
