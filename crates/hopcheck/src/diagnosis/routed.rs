//! Of several locations of nginx that fit, the one that nginx takes for the request at hand.

use crate::facts::{Store, Value, host};
use crate::matcher::Env;
use crate::nginx::routing::{Place, route};
use crate::text::Span;

/// The facts that are about a request: kind, its path, and what names the server it goes to.
const REQUESTS: &[(&str, &str, &[&str])] = &[
    ("nginx-error", "path", &["server", "host"]),
    ("access-entry", "path", &[]),
    ("ws-failure", "url.path", &["url.host"]),
    ("http-failure", "url.path", &["url.host"]),
    ("http-exchange", "url.path", &["url.host"]),
];

/// The first way to match in which no location is one that nginx takes others for; the first of all where there is none.
pub fn first<'p>(store: &Store, envs: Vec<Env<'p>>) -> Option<Env<'p>> {
    let at = if envs.len() > 1 { envs.iter().position(|env| !strays(store, env)) } else { None };
    envs.into_iter().nth(at.unwrap_or(0))
}

/// True where something was matched that nginx does not take for a request that was matched.
pub fn strays(store: &Store, env: &Env) -> bool {
    let is = |index: &usize, kind: &str| store.get(*index).body.kind().name == kind;
    let matched = || env.matched.iter().map(|(index, _)| *index);
    let locations: Vec<usize> = matched().filter(|index| is(index, "nginx-location")).collect();
    !locations.is_empty()
        && matched().any(|request| locations.iter().any(|location| takes(store, request, *location) == Some(false)))
}

/// Whether nginx takes that location for that request. None where it cannot be told.
fn takes(store: &Store, request: usize, location: usize) -> Option<bool> {
    let fact = store.get(request);
    let (_, path, names) = REQUESTS.iter().find(|(kind, ..)| *kind == fact.body.kind().name)?;
    let Some((Value::Word(path), _)) = fact.look(path) else { return None };
    let asked: Vec<String> =
        names.iter().filter_map(|name| Some(fact.look(name)?.0.text())).filter(|name| !name.is_empty()).collect();
    if !asked.is_empty() && named(store, location, &asked) == Some(false) && any_named(store, &asked) {
        return Some(false);
    }
    let all = of_server(store, location);
    let own = all.iter().position(|one| one.fact == location)?;
    Some(route(&places(&all), &path)? == Some(own))
}

/// Whether the server around a location has one of the names. None where its names are not known.
fn named(store: &Store, location: usize, asked: &[String]) -> Option<bool> {
    match store.get(location).look("server_names")?.0 {
        Value::List(names) => Some(names.iter().any(|name| asked.iter().any(|one| host::same(one, &name.text())))),
        Value::Absent => Some(false),
        _ => None,
    }
}

fn any_named(store: &Store, asked: &[String]) -> bool {
    store.of_kind("nginx-location").iter().any(|&index| named(store, index, asked) == Some(true))
}

/// A location as it is written.
struct Written {
    fact: usize,
    modifier: Option<String>,
    path: String,
    artifact: usize,
    span: Span,
}

impl Written {
    fn read(store: &Store, index: usize) -> Option<Written> {
        let fact = store.get(index);
        let (modifier, _) = fact.look("modifier").filter(|(modifier, _)| *modifier != Value::Unknown)?;
        let (Value::Word(path), _) = fact.look("path")? else { return None };
        let modifier = Some(modifier.text()).filter(|modifier| !modifier.is_empty());
        // A named location takes no request from outside.
        let named = path.starts_with('@');
        (!named).then_some(Written { fact: index, modifier, path, artifact: fact.artifact, span: fact.span })
    }
}

/// The locations as nginx searches them, each with the one it stands in.
fn places(all: &[Written]) -> Vec<Place<'_>> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|&at| (all[at].artifact, all[at].span.start));
    let mut places: Vec<Place> =
        all.iter().map(|one| Place { modifier: one.modifier.as_deref(), path: &one.path, inside: None }).collect();
    let mut open: Vec<usize> = Vec::new();
    for at in order {
        let holds = |outer: &Written| outer.artifact == all[at].artifact && all[at].span.end <= outer.span.end;
        while open.last().is_some_and(|&outer| !holds(&all[outer])) {
            open.pop();
        }
        places[at].inside = open.last().copied();
        open.push(at);
    }
    places
}

/// The locations of the server that one stands in.
fn of_server(store: &Store, location: usize) -> Vec<Written> {
    let server =
        |index: usize| ["server_names", "ports"].map(|field| store.get(index).look(field).map(|(value, _)| value));
    let own = server(location);
    let same = store.of_kind("nginx-location").iter().filter(|index| server(**index) == own);
    same.filter_map(|&index| Written::read(store, index)).collect()
}
