//! One test on one value.

use std::cmp::Ordering;

use super::env::Env;
use super::join::Matcher;
use crate::facts::{Value, host};
use crate::rules::{Literal, Operand, Test};

/// What a test says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome<'p> {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// Nobody said.
    Unknown,
    /// It holds if the variable is bound to the value.
    Binds(&'p str),
}

fn from(answer: Option<bool>) -> Outcome<'static> {
    match answer {
        Some(true) => Outcome::Yes,
        Some(false) => Outcome::No,
        None => Outcome::Unknown,
    }
}

fn literal(literal: &Literal) -> Value {
    match literal {
        Literal::Flag(yes) => Value::Flag(*yes),
        Literal::Number(number) => Value::Number(*number),
        Literal::Text(text) => Value::Word(text.clone()),
    }
}

impl Matcher<'_> {
    /// The operand's value; unknown for a variable that is not bound.
    fn operand(&self, operand: &Operand, env: &Env) -> Value {
        match operand {
            Operand::Literal(it) => literal(it),
            Operand::Var(name) => env.value(name, self.store).map_or(Value::Unknown, |bound| bound.value),
        }
    }

    /// Runs a test on a value.
    pub(super) fn test<'p>(&self, test: &'p Test, value: &Value, env: &Env) -> Outcome<'p> {
        let same = |operand: &Operand| value.same(&self.operand(operand, env));
        let any = |operands: &[Operand]| {
            let answers: Vec<_> = operands.iter().map(same).collect();
            match (answers.contains(&Some(true)), answers.contains(&None)) {
                (true, _) => Some(true),
                (false, true) => None,
                (false, false) => Some(false),
            }
        };
        let ordered = |operand: &Operand, want: Ordering| {
            let other = self.operand(operand, env);
            match (value, &other) {
                (Value::Absent, _) | (_, Value::Absent) => Some(false),
                _ => value.order(&other).map(|order| order == want),
            }
        };
        let text_test = |run: &dyn Fn(&str) -> Option<bool>| match value {
            Value::Unknown => None,
            Value::Absent => Some(false),
            Value::List(items) => {
                let answers: Vec<_> = items.iter().map(|item| run(&item.text())).collect();
                if answers.contains(&Some(true)) { Some(true) } else { answers.first().copied().unwrap_or(Some(false)) }
            }
            set => run(&set.text()),
        };
        let negate = |answer: Option<bool>| answer.map(|yes| !yes);
        match test {
            Test::Is(Operand::Var(name)) if env.value(name, self.store).is_none() => binds(name, value),
            Test::Is(operand) => from(same(operand)),
            Test::Bind(name) => match env.get(name) {
                Some(bound) => from(value.same(&bound.value)),
                None => binds(name, value),
            },
            Test::Not(operand) => from(negate(same(operand))),
            Test::In(operands) => from(any(operands)),
            Test::NotIn(operands) => from(negate(any(operands))),
            Test::Regex(pattern) => from(text_test(&|text| Some(pattern.is_match(text)))),
            Test::NotRegex(pattern) => from(negate(text_test(&|text| Some(pattern.is_match(text))))),
            Test::Near(operand) => from(near(value, &self.operand(operand, env))),
            Test::Lt(operand) | Test::Before(operand) => from(ordered(operand, Ordering::Less)),
            Test::Gt(operand) | Test::After(operand) => from(ordered(operand, Ordering::Greater)),
            Test::Exists(wanted) => from(value.known().map(|known| known == *wanted)),
            Test::Class(class) => from(text_test(&|text| host::is(text, class))),
            Test::NotClass(class) => from(negate(text_test(&|text| host::is(text, class)))),
            Test::Accepts(operand) => from(self.reaches(value, &self.operand(operand, env))),
            Test::Refuses(operand) => from(negate(self.reaches(value, &self.operand(operand, env)))),
            Test::Under(operand) => from(self.reaches(&self.operand(operand, env), value)),
            Test::Begins(operand) => from(begins(value, &self.operand(operand, env))),
        }
    }

    fn reaches(&self, listener: &Value, dialled: &Value) -> Option<bool> {
        match (listener, dialled) {
            (Value::Unknown, _) | (_, Value::Unknown) => None,
            (Value::Absent, _) | (_, Value::Absent) => Some(false),
            _ => host::accepts(&listener.text(), &dialled.text()),
        }
    }
}

fn binds<'p>(name: &'p str, value: &Value) -> Outcome<'p> {
    match value.known() {
        Some(true) => Outcome::Binds(name),
        Some(false) => Outcome::No,
        None => Outcome::Unknown,
    }
}

/// A location's prefix, and a request's path.
fn begins(value: &Value, whole: &Value) -> Option<bool> {
    match (value, whole) {
        (Value::Unknown, _) | (_, Value::Unknown) => None,
        (Value::Absent, _) | (_, Value::Absent) => Some(false),
        _ => Some(whole.text().starts_with(&value.text())),
    }
}

/// Within five per cent, or two units where that is more: timers fire a little late, and logs round.
fn near(value: &Value, other: &Value) -> Option<bool> {
    match (value, other) {
        (Value::Number(a), Value::Number(b)) => Some((a - b).abs() <= (b.abs() * 0.05).max(2.0)),
        (Value::Unknown, _) | (_, Value::Unknown) => None,
        _ => Some(false),
    }
}
