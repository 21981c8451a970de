//! `nginx -v`, `nginx -V` and the versions that other programs print.

use super::Sink;
use crate::facts::context::Environment;
use crate::intake::Artifact;
use crate::text::{Span, span_in};

/// Flavours of nginx by the name they print before the slash; their version numbers follow nginx's.
const FLAVOURS: [&str; 5] = ["nginx/", "openresty/", "angie/", "freenginx/", "tengine/"];

/// Reads versions.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let all = artifact.text.as_str();
    for line in all.lines() {
        nginx(all, line, sink);
        php(all, line, sink);
    }
    sink.understood_all();
}

fn say(sink: &mut Sink, span: Span, about: &str, value: &str) {
    let mut said = Environment::unknown();
    said.about.put(about);
    said.value.put(value);
    sink.add(span, said);
}

fn nginx(all: &str, line: &str, sink: &mut Sink) {
    let lower = line.to_ascii_lowercase();
    for flavour in FLAVOURS {
        let Some(at) = lower.find(flavour) else { continue };
        let rest = &line[at + flavour.len()..];
        let version = number(rest);
        if version.is_empty() {
            continue;
        }
        let name = flavour.trim_end_matches('/');
        say(sink, span_in(all, version), "nginx-flavour", name);
        // Angie counts its own versions.
        if name != "angie" {
            say(sink, span_in(all, version), "nginx-version", version);
        }
        return;
    }
}

fn php(all: &str, line: &str, sink: &mut Sink) {
    if let Some(rest) = line.trim_start().strip_prefix("PHP ") {
        let version = number(rest);
        if version.contains('.') {
            say(sink, span_in(all, version), "php-version", version);
        }
    }
}

/// The digits and dots a text begins with.
fn number(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}
