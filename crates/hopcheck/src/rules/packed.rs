//! How rules are packed.

use super::{
    AskHow, AskWay, Clause, Derive, Edit, Environment, Form, Hop, Instead, Label, Literal, Operand, Pack, Pattern,
    Prior, Rule, SeeRule, StepRule, Test, VerifyRule,
};
use crate::packed;
use crate::packed::{Column, Packed, Packer, Unpacker};

packed! {
    struct Pack { rules, derivations, asks, hops, environments }
    struct Rule { id, narrows, title, hop, severity, prior, masked_by, subject, why, names, forms, steps, verify, see }
    struct Form { title, severity, prior, dormant, when, proves, confirm, support, refute, follows }
    struct Clause { all, because }
    struct Derive { id, because, when, fact, set }
    struct StepRule { number, action, environments, when, without, run, code, edits, safety, because, costs, undo }
    struct VerifyRule { run, expect }
    struct SeeRule { title, url }
    struct AskHow { artifact, how, ways, tells, cost }
    struct AskWay { environments, when, run, place, instead }
    struct Instead { artifact, how, tells }
    struct Hop { id, labels, ok, skipped }
    struct Label { when, text }
    struct Environment { name, title, signs, targets, commands }
}

packed!(enum Prior { 0 => Rare, 1 => Usual, 2 => Common });
packed!(enum Literal { 0 => Flag(yes), 1 => Number(number), 2 => Text(text) });
packed!(enum Operand { 0 => Literal(literal), 1 => Var(name) });
packed!(enum Edit {
    0 => Replace { what, with },
    1 => InsertIn { block, lines },
    2 => InsertBefore { what, lines },
    3 => InsertAfter { what, lines },
    4 => SetIn { block, lines },
    5 => Remove { what },
    6 => SetInFile { of, lines },
    7 => AddWords { what, words },
});
packed!(enum Test {
    0 => Is(with), 1 => Bind(name), 2 => Not(with), 3 => In(all), 4 => NotIn(all), 5 => Regex(text), 6 => NotRegex(text), 7 => Near(with),
    8 => Lt(with), 9 => Gt(with), 10 => Before(with), 11 => After(with), 12 => Exists(yes), 13 => Class(name), 14 => NotClass(name),
    15 => Accepts(with), 16 => Refuses(with), 17 => Under(with), 18 => Begins(with),
});

/// In a column of their own: they are most of the rules' numbers.
impl Packed for Pattern {
    fn put(&self, to: &mut Packer) {
        let Pattern { fact, bind, tests, none, without, shows } = self;
        to.within(Column::Patterns, |to| {
            fact.put(to);
            bind.put(to);
            tests.put(to);
            none.put(to);
            without.put(to);
            shows.put(to);
        });
    }
    fn take(from: &mut Unpacker<'_>) -> Self {
        from.within(Column::Patterns, |from| Pattern {
            fact: Packed::take(from),
            bind: Packed::take(from),
            tests: Packed::take(from),
            none: Packed::take(from),
            without: Packed::take(from),
            shows: Packed::take(from),
        })
    }
}
