//! `rules/environments.toml`: where programs run, and how commands are given there.

use hopcheck::rules::{Clause, Environment, Label, Pack, Prose, template};

use super::Complaint;
use super::node::{Item, Node, Source, Taker};
use super::pattern::{Use, clauses, patterns};

/// Reads the environments.
pub fn environments(source: &Source, complaints: &mut Vec<Complaint>) -> Vec<Environment> {
    let mut taker = Taker::new(&source.root, source, complaints);
    let nodes = taker.list("environment");
    taker.done();
    let all: Vec<Environment> = nodes.iter().map(|node| environment(node, source, complaints)).collect();
    // The last is the machine itself: each other one must say whatever it says, in its own words.
    for (one, node) in all.iter().zip(&nodes) {
        let Some(plain) = all.last() else { continue };
        for (command, _) in &plain.commands {
            if !one.commands.iter().any(|(name, _)| name == command.split('.').next().unwrap_or(command)) {
                complaints.push(source.complain(node.at, format!("{:?} has no command {command:?}", one.name)));
            }
        }
        for (target, _) in &plain.targets {
            if !one.targets.iter().any(|(name, _)| name == target) {
                complaints.push(source.complain(node.at, format!("{:?} has no word for {target:?}", one.name)));
            }
        }
    }
    all
}

fn environment(node: &Node, source: &Source, complaints: &mut Vec<Complaint>) -> Environment {
    let mut taker = Taker::new(node, source, complaints);
    let signs = taker.list("signs");
    let targets = taker.take("targets");
    let commands = taker.take("commands");
    let environment = Environment { name: taker.must("name"), title: taker.must("title"), ..Environment::default() };
    taker.done();
    let signs: Vec<Clause> = clauses(&signs, Use::Refute, source, complaints);
    Environment {
        signs,
        targets: targets.map(|node| labels(node, source, complaints)).unwrap_or_default(),
        commands: commands.map(|node| texts(node, source, complaints)).unwrap_or_default(),
        ..environment
    }
}

fn labels(node: &Node, source: &Source, complaints: &mut Vec<Complaint>) -> Vec<(String, Vec<Label>)> {
    let mut taker = Taker::new(node, source, complaints);
    let mut all = Vec::new();
    for (name, node) in taker.rest() {
        let nodes: &[Node] = match &node.value {
            Item::Array(nodes) => nodes,
            _ => std::slice::from_ref(node),
        };
        all.push((name.clone(), nodes.iter().map(|node| name_of(node, source, complaints)).collect()));
    }
    all
}

fn name_of(node: &Node, source: &Source, complaints: &mut Vec<Complaint>) -> Label {
    let mut taker = Taker::new(node, source, complaints);
    let when = taker.list("when");
    let text = if taker.flag("outside") { String::new() } else { taker.must("name") };
    let when = patterns(&when, source, taker.complaints);
    taker.done();
    Label { when, text }
}

fn texts(node: &Node, source: &Source, complaints: &mut Vec<Complaint>) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let Item::Table(entries) = &node.value else { return all };
    for (name, node) in entries {
        match &node.value {
            // A command that goes before another ends with a blank.
            Item::Text(text) => all.push((name.clone(), text.clone())),
            _ => complaints.push(source.complain(node.at, format!("{name} must be a text"))),
        }
    }
    all
}

/// Commands, programs and environments that rules and asks name must exist.
pub fn check(
    pack: &Pack,
    environments: &[Environment],
    rules: &[(String, Source)],
    asks: Option<&Source>,
    complaints: &mut Vec<Complaint>,
) {
    for rule in &pack.rules {
        let Some((_, source)) = rules.iter().find(|(id, _)| *id == rule.id) else { continue };
        let runs = rule.steps.iter().filter_map(|step| step.run.as_ref()).chain(rule.verify.iter().map(|one| &one.run));
        let names = rule.steps.iter().flat_map(|step| &step.environments);
        complain(runs, names, environments, source, complaints);
    }
    if let Some(source) = asks {
        let ways = || pack.asks.iter().flat_map(|ask| &ask.ways);
        let texts = ways().flat_map(|way| way.run.iter().chain([&way.place]));
        complain(texts, ways().flat_map(|way| &way.environments), environments, source, complaints);
    }
}

fn complain<'a>(
    texts: impl Iterator<Item = &'a Prose>,
    names: impl Iterator<Item = &'a String>,
    environments: &[Environment],
    source: &Source,
    complaints: &mut Vec<Complaint>,
) {
    for name in names.filter(|name| !environments.iter().any(|one| one.name == **name)) {
        let known: Vec<&str> = environments.iter().map(|one| one.name.as_str()).collect();
        let message = format!("there is no environment {name:?}; there are {}", known.join(", "));
        complaints.push(source.complain_at_text(name, message));
    }
    for (name, fallback) in texts.flat_map(|text| template::names(text)) {
        let Some((verb, target)) = name.split_once(':') else { continue };
        let Some(plain) = environments.last() else { continue };
        let word = |one: &Environment| {
            one.commands.iter().any(|(name, _)| name == verb || *name == format!("{verb}.{target}"))
        };
        if !environments.iter().all(word) {
            complaints.push(source.complain_at_text(name, format!("no environment has a command {verb:?}")));
        }
        if !fallback && !plain.targets.iter().any(|(name, _)| name == target) {
            let message = format!("{target:?} is no program of the environments: a variable needs a fallback");
            complaints.push(source.complain_at_text(name, message));
        }
    }
}
