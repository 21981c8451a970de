//! nginx's messages, as the report shows them.

use crate::facts::{Fact, Store, Value};
use crate::report::Message;

/// Each distinct message, in the order of the artifacts and lines; `line_of` says where a fact stands in its piece.
pub fn messages(store: &Store, line_of: impl Fn(&Fact) -> usize) -> Vec<Message> {
    let facts = store.of_kind("nginx-message").iter().map(|&index| store.get(index));
    facts.map(|fact| message(fact, line_of(fact))).collect()
}

fn message(fact: &Fact, line: usize) -> Message {
    let value = |path: &str| fact.look(path).map_or(Value::Unknown, |(value, _)| value);
    let list = |path: &str| match value(path) {
        Value::List(items) => items.iter().map(Value::text).collect(),
        _ => Vec::new(),
    };
    Message {
        artifact: fact.artifact,
        line,
        count: fact.count as usize,
        level: value("level").text(),
        format: Some(value("format").text()).filter(|format| !format.is_empty()),
        parts: list("parts"),
        errno: value("errno").text().parse().ok(),
        explains: value("explains").text(),
        points_to: list("points_to"),
        internal: value("internal") == Value::Flag(true),
    }
}
