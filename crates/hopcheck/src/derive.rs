//! Derivations: facts from facts, until nothing new follows.

use crate::facts::{Fact, Origin, Stamp, Store, Value, kind};
use crate::matcher::{Env, Matcher};
use crate::rules::{Derive, Literal, Operand, template};

/// Derivations feed each other at most this deep.
const ROUNDS: usize = 4;

/// Adds to `store` what follows from its facts.
pub fn derive(store: &mut Store, derivations: &[Derive]) {
    for _ in 0..ROUNDS {
        let mut grew = false;
        for derivation in derivations {
            let made = apply(store, derivation);
            for fact in made {
                grew |= store.add(fact).1;
            }
        }
        if !grew {
            return;
        }
    }
}

fn apply(store: &Store, derivation: &Derive) -> Vec<Fact> {
    let matcher = Matcher::new(store);
    let found = matcher.join(&derivation.when, &Env::default());
    found.envs.iter().filter_map(|env| make(store, derivation, env)).collect()
}

fn make(store: &Store, derivation: &Derive, env: &Env) -> Option<Fact> {
    let mut body = (kind(&derivation.fact)?.empty)();
    let mut place = None;
    for (path, operand) in &derivation.set {
        let value = match operand {
            Operand::Literal(Literal::Flag(yes)) => Value::Flag(*yes),
            Operand::Literal(Literal::Number(number)) => Value::Number(*number),
            // "absent" is how a rule file says that a field is known not to be there.
            Operand::Literal(Literal::Text(text)) if text == "absent" => Value::Absent,
            Operand::Literal(Literal::Text(text)) => Value::Word(template::fill(text, &|name| env.text(name, store))),
            Operand::Var(name) => env.value(name, store).map_or(Value::Unknown, |bound| bound.value),
        };
        if path == "place" {
            place = Some(value.text()).filter(|text| !text.is_empty());
        } else {
            body.put(path, &value);
        }
    }
    let from: Vec<usize> = env.matched.iter().map(|(index, _)| *index).collect();
    let first = store.get(*from.first()?);
    let because = template::fill(&derivation.because, &|name| env.text(name, store));
    let place = place.or_else(|| from.iter().find_map(|&index| store.get(index).place.clone()));
    Some(Fact {
        body: body.into(),
        artifact: first.artifact,
        span: first.span,
        also: Vec::new(),
        place,
        at: Stamp { order: None, ..first.at },
        last: first.last,
        count: 1,
        origin: Origin::Derived { by: derivation.id.clone(), from, because },
    })
}
