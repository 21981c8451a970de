//! `getent hosts`, `nslookup`, `dig`, `/etc/hosts`, `/etc/resolv.conf`: names and the addresses they have now.

use super::Sink;
use crate::facts::container::NameAddress;
use crate::facts::context::Environment;
use crate::facts::{Field, host};
use crate::intake::Artifact;
use crate::text::{Span, span_in};

/// Reads it.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = &artifact.text;
    let mut name: Option<&str> = None;
    let mut in_answer = false;
    for line in text.lines() {
        let span = span_in(text, line);
        let trimmed = line.trim();
        let words: Vec<&str> = trimmed.split_whitespace().collect();
        match words.as_slice() {
            [] => {}
            ["nameserver", address, ..] => {
                let mut said = Environment::unknown();
                said.about.put("nameserver");
                said.value.put(*address);
                sink.add(span, said);
            }
            ["search" | "domain" | "options", ..] => sink.understood(span),
            ["Server:" | "server:", ..] => sink.understood(span),
            ["Non-authoritative", ..] => in_answer = true,
            ["Name:", host_name, ..] => {
                (name, in_answer) = (Some(*host_name), true);
                sink.understood(span);
            }
            [label, rest @ ..] if label.starts_with("Address") => {
                // The first address that nslookup prints is the resolver's own.
                let address = rest.iter().rev().find(|word| host::address(word).is_some());
                match (name, address) {
                    (Some(name), Some(address)) if in_answer => add(sink, text, name, Some(address), "dns", span),
                    _ => sink.understood(span),
                }
            }
            _ if trimmed.contains("NXDOMAIN")
                || trimmed.contains("can't resolve")
                || trimmed.contains("can't find") =>
            {
                let at = words.iter().position(|word| matches!(*word, "find" | "resolve"));
                let missing = at.and_then(|at| words.get(at + 1)).map(|word| word.trim_matches([':', '\'', '"', '.']));
                match missing.filter(|word| !word.is_empty()) {
                    Some(name) => add(sink, text, name, None, "dns", span),
                    None => sink.understood(span),
                }
            }
            // dig's answer: `web. 600 IN A 172.18.0.3`
            [name, .., "A" | "AAAA", address] if host::address(address).is_some() => {
                add(sink, text, name, Some(address), "dns", span)
            }
            // getent and hosts files: `172.18.0.3   web web.internal`
            [address, names @ ..] if host::address(address).is_some() && !names.is_empty() => {
                let by = if names.len() > 1 || trimmed.contains('#') { "hosts" } else { "dns" };
                for name in names.iter().take_while(|name| !name.starts_with('#')) {
                    add(sink, text, name, Some(address), by, span);
                }
            }
            _ if trimmed.starts_with([';', '#', '>']) => sink.understood(span),
            _ => {}
        }
    }
}

fn add(sink: &mut Sink, text: &str, name: &str, address: Option<&str>, by: &str, span: Span) {
    let mut said = NameAddress::unknown();
    said.name.put(host::bare(name));
    said.address.put_field(address.map_or(Field::Absent, |address| Field::at(address, span_in(text, address))));
    said.by.put(by);
    sink.add(span, said);
}

#[cfg(test)]
mod tests {
    use crate::facts::Value;
    use crate::intake::Kind;

    #[test]
    fn every_tool() {
        let text = "172.18.0.3      web\nServer:\t\t127.0.0.11\nAddress:\t127.0.0.11#53\n\nNon-authoritative answer:\nName:\tapi\nAddress: 172.18.0.4\n\
                    ** server can't find nowhere: NXDOMAIN\ndb.\t600\tIN\tA\t172.18.0.5\nnameserver 10.0.0.2\n";
        let store = crate::readers::read(&[crate::readers::testing::artifact(Kind::NameResolution, "", text)]).store;
        let all: Vec<(String, Value)> = store
            .of_kind("name-address")
            .iter()
            .map(|&index| {
                (store.get(index).look("name").unwrap().0.text(), store.get(index).look("address").unwrap().0)
            })
            .collect();
        let host = |h: &str| Value::Host(h.into());
        let want = [
            ("web", host("172.18.0.3")),
            ("api", host("172.18.0.4")),
            ("nowhere", Value::Absent),
            ("db", host("172.18.0.5")),
        ];
        assert_eq!(all, want.map(|(n, v)| (n.to_owned(), v)));
        assert_eq!(store.of_kind("environment").len(), 1);
    }
}
