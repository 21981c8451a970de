//! Hosts: what stands in the authority of an address, behind a sign that says so, or ends as hosts do.

use super::Names;
use crate::redact::words;

/// What stands before a host's name, with one quote or none between.
const BEFORE: &[&str] = &[
    "host:",
    ", server:",
    "resolve host:",
    "resolve host",
    "resolving",
    "upstream",
    "hostname:",
    "address for",
    "getaddrinfo enotfound",
    "getaddrinfo eai_again",
    "lookup",
    "could not translate host name",
    "host=",
    "server_name:",
    "common name:",
    "cn=",
    "cn =",
    "dns:",
    "name:",
    "connected to",
    "connect to",
    "trying",
    "nslookup",
    "dig",
    "ping",
    "getent hosts",
    "getent ahosts",
    "ssh",
    "host",
    "origin:",
    "domain=",
    "domain:",
    "--host",
    "x-forwarded-host:",
    "authority]",
];

/// All hosts of a text.
pub(super) fn find(text: &str, names: &mut Names) {
    authorities(text, names);
    for line in text.lines() {
        let mut words = line.split_whitespace();
        match words.next() {
            Some("server_name" | "server_names" | "ServerName" | "ServerAlias") => {
                words.for_each(|word| names.add_host(word.trim_end_matches(';').trim_start_matches('~')));
            }
            // `server web:8000 weight=2;`
            Some("server") => {
                let ends = line.trim_end().ends_with(';');
                if let Some(word) = words.next().filter(|word| *word != "{" && ends) {
                    names.add_host(before_port(word.trim_end_matches(';')));
                }
            }
            Some("upstream") if line.contains('{') => {
                words.take(1).for_each(|word| names.add_host(word.trim_end_matches('{')))
            }
            // `/etc/hosts`, getent: an address, and the names it has.
            Some(first) if first.parse::<std::net::IpAddr>().is_ok() => {
                words.take_while(|word| !word.starts_with('#') && is_name(word)).for_each(|word| names.add_host(word));
            }
            _ => {}
        }
    }
    dotted(text, names);
}

fn is_name(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'))
}

fn before_port(word: &str) -> &str {
    if word.starts_with(['/', '[', '$']) || word.starts_with("unix:") {
        return "";
    }
    word.split(':').next().unwrap_or("")
}

/// `scheme://host`, `scheme://name:password@host:port/`
fn authorities(text: &str, names: &mut Names) {
    for (at, _) in text.match_indices("://") {
        let rest = &text[at + 3..];
        let end = rest
            .bytes()
            .take(512)
            .position(|b| {
                b.is_ascii_whitespace()
                    || matches!(
                        b,
                        b'/' | b'?' | b'"' | b'\'' | b'`' | b'<' | b'>' | b'\\' | b')' | b',' | b';' | b'#' | 0x1b
                    )
            })
            .unwrap_or(rest.len().min(512));
        let Some(authority) = rest.get(..end) else { continue };
        let host = authority.rsplit('@').next().unwrap_or("");
        if !host.contains(['$', '{', '[', '%']) {
            names.add_host(before_port(host));
        }
    }
}

/// Dotted words anywhere, and single ones behind a sign.
fn dotted(text: &str, names: &mut Names) {
    let bytes = text.as_bytes();
    let part = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | 0x80..);
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%' && bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) {
            at += 3;
            continue;
        }
        if !part(bytes[at]) {
            at += 1;
            continue;
        }
        let end = at + bytes[at..].iter().position(|b| !part(*b)).unwrap_or(bytes.len() - at);
        if end - at <= 253 {
            let called = bytes.get(end).is_some_and(|b| matches!(b, b'(' | b'='));
            of_word(text, at, &text[at..end], called, names);
        }
        at = end;
    }
}

fn of_word(text: &str, at: usize, word: &str, called: bool, names: &mut Names) {
    let word = word.trim_matches(['.', '-']);
    if word.contains('.') {
        // A log's or a configuration's name holds the site's: cut off what a file name adds.
        let lower = word.to_ascii_lowercase();
        let stem = [
            ".conf", ".log", ".crt", ".key", ".pem", ".cert", ".access", ".error", ".sock", ".vhost", ".ini", ".1",
            ".gz",
        ]
        .iter()
        .fold(lower.as_str(), |stem, end| stem.strip_suffix(end).unwrap_or(stem));
        let stem = stem
            .trim_end_matches("_access")
            .trim_end_matches("_error")
            .trim_end_matches("-access")
            .trim_end_matches("-error");
        let labels: Vec<&str> = stem.split('.').collect();
        let fits = labels.iter().all(|label| !label.is_empty() && !label.contains('_') && !label.starts_with('-'));
        if labels.len() >= 2 && fits && !called && words::ends_as_host(&labels) {
            return names.add_host(stem);
        }
    }
    if !called && said_before(text, at) && is_name(word) && !word.contains("..") {
        names.add_host(word);
    }
}

/// True where what stands before `at` says that a host follows.
fn said_before(text: &str, at: usize) -> bool {
    let mut from = at.saturating_sub(40);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text[from..at].to_ascii_lowercase();
    let line = before.rsplit('\n').next().unwrap_or("");
    // What follows these is a host only where it is quoted or stands at a sign: "the host is down" names none.
    let quoted = line.ends_with(['"', '\'']);
    let line = line.trim_end_matches(['"', '\'', ' ', '\t', '(']);
    BEFORE.iter().any(|sign| {
        let known = line
            .strip_suffix(sign)
            .is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-'));
        let plain = !sign.ends_with([':', '=', ']'])
            && !sign.starts_with("getaddrinfo")
            && !sign.starts_with("getent")
            && !sign.starts_with("resolve")
            && !sign.starts_with("--");
        known && (quoted || !plain)
    })
}
