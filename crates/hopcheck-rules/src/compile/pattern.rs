//! Patterns: tests on the fields of one kind of fact, checked against that kind's declaration.

use hopcheck::facts::{self, COMMON_FIELDS, FactKind, host};
use hopcheck::rules::{Clause, Expression, Literal, Operand, Pattern, Test};

use super::Complaint;
use super::node::{Item, Node, Source, Taker};

/// What a list of patterns is for; decides which keys it may have.
#[derive(Clone, Copy, PartialEq)]
pub enum Use {
    /// `when` and the like.
    Plain,
    /// `confirm`: nothing that rests on what was merely not pasted.
    Proof,
    /// `refute`: has a `because`.
    Refute,
}

/// A list of patterns, or a single one.
pub fn patterns(nodes: &[&Node], source: &Source, complaints: &mut Vec<Complaint>) -> Vec<Pattern> {
    nodes.iter().map(|node| pattern(Taker::new(node, source, complaints), source, Use::Plain)).collect()
}

/// A list of clauses: each a pattern, or `all = [patterns]`.
pub fn clauses(nodes: &[&Node], used: Use, source: &Source, complaints: &mut Vec<Complaint>) -> Vec<Clause> {
    nodes.iter().map(|node| clause(node, used, source, complaints)).collect()
}

fn clause(node: &Node, used: Use, source: &Source, complaints: &mut Vec<Complaint>) -> Clause {
    let mut taker = Taker::new(node, source, complaints);
    let because = taker.prose("because");
    if used == Use::Refute && because.is_none() {
        taker.complain("a refute needs because = \"…\": the reader is told why the cause is ruled out");
    }
    if used != Use::Refute && because.is_some() {
        taker.complain("because belongs to a refute; shows = \"…\" says what evidence shows");
    }
    let all = taker.list("all");
    if all.is_empty() {
        return Clause { all: vec![pattern(taker, source, used)], because };
    }
    taker.done();
    let all = all.iter().map(|node| pattern(Taker::new(node, source, complaints), source, used)).collect();
    Clause { all, because }
}

fn pattern(mut taker: Taker, source: &Source, used: Use) -> Pattern {
    let name = taker.must("fact");
    let Some(kind) = facts::kind(&name) else {
        let known: Vec<&str> = facts::KINDS.iter().map(|kind| kind.name).collect();
        taker.complain(format!("unknown fact {name:?}; the kinds are {}", known.join(", ")));
        taker.rest();
        return Pattern { fact: name, ..Pattern::default() };
    };
    let bind = taker.text("as").map(|name| name.trim_start_matches('?').to_owned());
    let shows = taker.prose("shows");
    let none = taker.list("none");
    let without = taker.list("without");
    if used == Use::Proof && !without.is_empty() {
        taker.complain("without is not proof: what was not pasted may still be there; use none in a confirm");
    }
    let mut tests = Vec::new();
    for (key, node) in taker.rest() {
        field(kind, key.clone(), node, source, &mut tests, taker.complaints);
    }
    // What binds comes first, so that tests beside it see the value.
    tests.sort_by_key(|(_, test)| match test {
        Test::Is(Operand::Literal(_)) => 0,
        Test::Is(Operand::Var(_)) | Test::Bind(_) => 1,
        _ => 2,
    });
    let none = patterns(&none, source, taker.complaints);
    let without = patterns(&without, source, taker.complaints);
    Pattern { fact: name, bind, tests, none, without, shows }
}

fn field(
    kind: &FactKind,
    path: String,
    node: &Node,
    source: &Source,
    tests: &mut Vec<(String, Test)>,
    complaints: &mut Vec<Complaint>,
) {
    let fields = kind.fields();
    let prefix = format!("{path}.");
    let is_field =
        fields.iter().any(|field| field.path == path) || COMMON_FIELDS.iter().any(|(name, ..)| *name == path);
    let is_record = fields.iter().any(|field| field.path.starts_with(&prefix));
    match &node.value {
        _ if !is_field && !is_record => {
            let known: Vec<&str> = fields.iter().map(|field| field.path.as_str()).collect();
            let message = format!("{} has no field {path:?}; it has {}", kind.name, known.join(", "));
            complaints.push(source.complain(node.at, message));
        }
        Item::Table(entries) if is_record => {
            for (key, node) in entries {
                field(kind, format!("{path}.{key}"), node, source, tests, complaints);
            }
        }
        _ if is_record => complaints.push(source.complain(node.at, format!("{path} has parts: {path} = {{ … }}"))),
        Item::Table(_) => {
            let mut taker = Taker::new(node, source, complaints);
            for (key, node) in taker.rest() {
                match operator(key, node, source, taker.complaints) {
                    Some(test) => tests.push((path.clone(), test)),
                    None => taker.complaints.push(source.complain(node.at, format!("unknown test {key:?}"))),
                }
            }
        }
        _ => {
            if let Some(operand) = operand(node, source, complaints) {
                tests.push((path, Test::Is(operand)));
            }
        }
    }
}

fn operator(key: &str, node: &Node, source: &Source, complaints: &mut Vec<Complaint>) -> Option<Test> {
    let text = || match &node.value {
        Item::Text(text) => text.clone(),
        _ => String::new(),
    };
    let one = |complaints: &mut _| operand(node, source, complaints);
    let many = |complaints: &mut Vec<Complaint>| match &node.value {
        Item::Array(items) => items.iter().filter_map(|node| operand(node, source, complaints)).collect(),
        _ => {
            complaints.push(source.complain(node.at, format!("{key} takes a list")));
            Vec::new()
        }
    };
    let class = |complaints: &mut Vec<Complaint>| {
        if !host::CLASSES.contains(&text().as_str()) {
            complaints.push(source.complain(node.at, format!("a host class is one of {}", host::CLASSES.join(", "))));
        }
        text()
    };
    let regex = |complaints: &mut Vec<Complaint>| {
        let code = hopcheck_expression::compile(&text(), hopcheck_expression::Options { any_case: true });
        Expression::new(code.unwrap_or_else(|error| {
            complaints.push(source.complain(node.at, format!("this regular expression is wrong: {error}")));
            Vec::new()
        }))
    };
    Some(match key {
        "bind" => Test::Bind(text().trim_start_matches('?').to_owned()),
        "not" => Test::Not(one(complaints)?),
        "in" => Test::In(many(complaints)),
        "not_in" => Test::NotIn(many(complaints)),
        "regex" => Test::Regex(regex(complaints)),
        "not_regex" => Test::NotRegex(regex(complaints)),
        "near" => Test::Near(one(complaints)?),
        "lt" => Test::Lt(one(complaints)?),
        "gt" => Test::Gt(one(complaints)?),
        "before" => Test::Before(one(complaints)?),
        "after" => Test::After(one(complaints)?),
        "exists" => Test::Exists(matches!(node.value, Item::Flag(true))),
        "is" => Test::Class(class(complaints)),
        "is_not" => Test::NotClass(class(complaints)),
        "accepts" => Test::Accepts(one(complaints)?),
        "refuses" => Test::Refuses(one(complaints)?),
        "accepted_by" => Test::Under(one(complaints)?),
        "begins" => Test::Begins(one(complaints)?),
        "equals" => Test::Is(one(complaints)?),
        _ => return None,
    })
}

/// A literal or `"?variable"`.
pub fn operand(node: &Node, source: &Source, complaints: &mut Vec<Complaint>) -> Option<Operand> {
    Some(match &node.value {
        Item::Text(text) => match text.strip_prefix('?') {
            Some(name) => Operand::Var(name.to_owned()),
            None => Operand::Literal(Literal::Text(text.clone())),
        },
        Item::Number(number) => Operand::Literal(Literal::Number(*number)),
        Item::Flag(yes) => Operand::Literal(Literal::Flag(*yes)),
        _ => {
            complaints.push(source.complain(node.at, "a text, a number, true, false or \"?variable\" is expected"));
            return None;
        }
    })
}
