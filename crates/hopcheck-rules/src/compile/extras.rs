//! Derivations, asks and hops.

use hopcheck::facts;
use hopcheck::intake::Kind;
use hopcheck::rules::{AskHow, AskWay, Derive, Hop, Instead, Label};

use super::Complaint;
use super::node::{Node, Source, Taker};
use super::pattern::{operand, patterns};
use super::variables;

/// The derivations of one file.
pub fn derivations(id: &str, source: &Source, complaints: &mut Vec<Complaint>) -> Vec<Derive> {
    let mut taker = Taker::new(&source.root, source, complaints);
    let nodes = taker.list("derive");
    taker.done();
    nodes.iter().map(|node| derivation(id, node, source, complaints)).collect()
}

fn derivation(id: &str, node: &Node, source: &Source, complaints: &mut Vec<Complaint>) -> Derive {
    let before = complaints.len();
    let mut taker = Taker::new(node, source, complaints);
    let when = taker.list("when");
    let fact = taker.must("fact");
    let set = taker.take("set");
    let because = taker.must("because").into();
    let when = patterns(&when, source, taker.complaints);
    if when.is_empty() {
        taker.complain("a derivation needs when = [ … ]");
    }
    taker.done();
    let mut derive = Derive { id: id.to_owned(), because, when, fact, set: Vec::new() };
    let Some(kind) = facts::kind(&derive.fact) else {
        complaints.push(source.complain(node.at, format!("unknown fact {:?}", derive.fact)));
        return derive;
    };
    let known: Vec<String> = kind.fields().into_iter().map(|field| field.path).collect();
    if let Some(set) = set {
        let mut taker = Taker::new(set, source, complaints);
        let mut open: Vec<(String, &Node)> = taker.rest().into_iter().map(|(key, node)| (key.clone(), node)).collect();
        while let Some((path, node)) = open.pop() {
            if let super::node::Item::Table(entries) = &node.value {
                open.extend(entries.iter().map(|(key, node)| (format!("{path}.{key}"), node)));
            } else if path != "place" && !known.contains(&path) {
                let message = format!("{} has no field {path:?}; it has {}", kind.name, known.join(", "));
                complaints.push(source.complain(node.at, message));
            } else if let Some(value) = operand(node, source, complaints) {
                derive.set.push((path, value));
            }
        }
    }
    derive.set.sort_by(|a, b| a.0.cmp(&b.0));
    if complaints.len() == before {
        variables::check_derivation(&derive, node.at, source, complaints);
    }
    derive
}

/// `rules/asks.toml`.
pub fn asks(source: &Source, complaints: &mut Vec<Complaint>) -> Vec<AskHow> {
    let mut taker = Taker::new(&source.root, source, complaints);
    let nodes = taker.list("ask");
    taker.done();
    nodes
        .iter()
        .map(|node| {
            let mut taker = Taker::new(node, source, complaints);
            let ways = taker.list("way");
            let ask = AskHow {
                artifact: taker.must("artifact"),
                how: taker.must("how").into(),
                tells: taker.must("tells").into(),
                cost: taker.number("cost").unwrap_or(1.0) as u32,
                ways: Vec::new(),
            };
            if Kind::from_name(&ask.artifact).is_none() {
                taker.complain(format!("there is no artifact kind {:?}", ask.artifact));
            }
            taker.done();
            let ways = ways.iter().map(|node| way(node, source, complaints)).collect();
            AskHow { ways, ..ask }
        })
        .collect()
}

fn way(node: &Node, source: &Source, complaints: &mut Vec<Complaint>) -> AskWay {
    let mut taker = Taker::new(node, source, complaints);
    let when = taker.list("when");
    let instead = taker.text("artifact").map(|artifact| Instead {
        artifact,
        how: taker.must("how").into(),
        tells: taker.must("tells").into(),
    });
    let way = AskWay {
        environments: taker.texts("environment"),
        when: patterns(&when, source, taker.complaints),
        run: taker.prose("run"),
        place: taker.must("where").into(),
        instead,
    };
    if let Some(other) = way.instead.as_ref().filter(|other| Kind::from_name(&other.artifact).is_none()) {
        taker.complain(format!("there is no artifact kind {:?}", other.artifact));
    }
    taker.done();
    way
}

/// `rules/hops.toml`.
pub fn hops(source: &Source, complaints: &mut Vec<Complaint>) -> Vec<Hop> {
    let mut taker = Taker::new(&source.root, source, complaints);
    let nodes = taker.list("hop");
    taker.done();
    nodes
        .iter()
        .map(|node| {
            let mut taker = Taker::new(node, source, complaints);
            let labels = taker.list("labels");
            let ok = taker.list("ok");
            let skipped = taker.list("skipped");
            let hop = Hop { id: taker.must("id"), ..Hop::default() };
            taker.done();
            let labels = labels.iter().map(|node| label(node, source, complaints)).collect();
            Hop {
                labels,
                ok: patterns(&ok, source, complaints),
                skipped: patterns(&skipped, source, complaints),
                ..hop
            }
        })
        .collect()
}

fn label(node: &Node, source: &Source, complaints: &mut Vec<Complaint>) -> Label {
    let mut taker = Taker::new(node, source, complaints);
    let when = taker.list("when");
    let label = Label { text: taker.must("text"), when: patterns(&when, source, taker.complaints) };
    taker.done();
    label
}
