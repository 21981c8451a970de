//! nginx's messages, as the report shows them.

use crate::facts::{Fact, Value};
use crate::readers::Reading;
use crate::report::Message;
use crate::text::Span;

/// Each distinct message, in the order of the artifacts and lines; `line_of` says on which line of its piece a span of an artifact
/// begins.
pub fn messages(reading: &Reading, line_of: impl Fn(usize, Span) -> usize) -> Vec<Message> {
    let indices = reading.store.of_kind("nginx-message");
    let mut messages: Vec<Message> = indices
        .iter()
        .map(|&index| {
            let fact = reading.store.get(index);
            message(fact, line_of(fact.artifact, fact.span))
        })
        .collect();
    for (fact, artifact, spans) in &reading.again {
        // Facts of a kind are held in the order of their indices.
        if let Ok(nth) = indices.binary_search(fact) {
            messages[nth].again.extend(spans.iter().map(|&span| (*artifact, line_of(*artifact, span))));
        }
    }
    messages
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
        again: Vec::new(),
        text: value("text").text(),
        level: value("level").text(),
        format: Some(value("format").text()).filter(|format| !format.is_empty()),
        parts: list("parts"),
        errno: value("errno").text().parse().ok(),
        explains: value("explains").text(),
        points_to: list("points_to"),
        internal: value("internal") == Value::Flag(true),
    }
}
