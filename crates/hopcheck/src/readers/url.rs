//! URLs in text: found, taken apart, and turned into the fact record with the place of every part.
//!
//! The splitter follows the generic syntax of RFC 3986 section 3 and nothing more: pasted URLs hold redactions, template
//! variables and masked hosts, which a strict parser would refuse.

use crate::facts::http::Url;
use crate::text::{Span, span_in};

/// The parts of a URL, all slices of the text it was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts<'t> {
    /// The URL as written.
    pub whole: &'t str,
    /// http, https, ws or wss.
    pub scheme: &'t str,
    /// Host without brackets; empty where the URL has none.
    pub host: &'t str,
    /// The port's digits (or whatever stands there), without the colon.
    pub port: Option<&'t str>,
    /// Path without query; empty where there is none.
    pub path: &'t str,
}

const SCHEMES: [&str; 4] = ["wss", "ws", "https", "http"];

/// The port that a scheme stands for (RFC 9110 section 4.2, RFC 6455 section 3).
pub fn default_port(scheme: &str) -> Option<u16> {
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "ws" => Some(80),
        "https" | "wss" => Some(443),
        _ => None,
    }
}

/// Takes apart a text that is a URL from its first to its last byte.
pub fn split(whole: &str) -> Option<Parts<'_>> {
    let colon = whole.find("://")?;
    let scheme = &whole[..colon];
    if !SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return None;
    }
    let rest = &whole[colon + 3..];
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let authority = &rest[..end];
    // User information is no part of where a request goes.
    let authority = authority.rsplit_once('@').map_or(authority, |(_, after)| after);
    let (host, port) = match authority.strip_prefix('[').and_then(|v6| v6.split_once(']')) {
        Some((host, after)) => (host, after.strip_prefix(':')),
        None => match authority.rsplit_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    let path = &rest[end..];
    let path = &path[..path.find(['?', '#']).unwrap_or(path.len())];
    Some(Parts { whole, scheme, host, port, path })
}

/// True where a URL may not go on: white space, quotes of any kind, and the brackets that text puts around URLs.
fn ends_url(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\'' | '"' | '`' | '<' | '>' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '»' | '«')
}

/// The first URL of `text` whose scheme is one of `schemes`.
pub fn first_of<'t>(text: &'t str, schemes: &[&str]) -> Option<Parts<'t>> {
    let mut from = 0;
    while let Some(found) = text[from..].find("://").map(|at| at + from) {
        let start = text[..found]
            .rfind(|c: char| !c.is_ascii_alphabetic())
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        // Firefox glues the method to the URL ("XHRPOSThttps://…"), so the longest scheme that ends the letters counts.
        let letters = &text[start..found];
        let fits = |scheme: &&&str| {
            ends_with_ignoring_case(letters, scheme)
                && letters[..letters.len() - scheme.len()].bytes().all(|b| b.is_ascii_uppercase())
        };
        let scheme = schemes.iter().filter(fits).max_by_key(|s| s.len());
        if let Some(scheme) = scheme {
            let start = found - scheme.len();
            let tail = &text[start..];
            let from = placeholder(&text[found + 3..]).map_or(0, |length| found + 3 - start + length);
            let end = tail[from..].find(ends_url).map_or(tail.len(), |end| from + end);
            let whole = trim_sentence(&tail[..end]);
            return split(whole);
        }
        from = found + 3;
    }
    None
}

/// Length of a host that was masked as `<my ip>`, or of a masked host and port: `<ip>:<port>`.
fn placeholder(host: &str) -> Option<usize> {
    let one = |text: &str| {
        let close = text.strip_prefix('<')?.find('>').filter(|at| *at < 32)?;
        (!text[1..close + 1].contains(['/', '"', '\''])).then_some(close + 2)
    };
    let first = one(host)?;
    let second = host[first..].strip_prefix(':').and_then(one);
    Some(first + second.map_or(0, |length| length + 1))
}

/// The first URL of `text`.
pub fn first(text: &str) -> Option<Parts<'_>> {
    first_of(text, &SCHEMES)
}

/// The first WebSocket URL of `text`.
pub fn first_ws(text: &str) -> Option<Parts<'_>> {
    first_of(text, &["wss", "ws"])
}

fn ends_with_ignoring_case(text: &str, end: &str) -> bool {
    text.len() >= end.len() && text.as_bytes()[text.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
}

/// A full stop, comma or bracket after a URL belongs to the sentence around it.
fn trim_sentence(url: &str) -> &str {
    let trimmed = url.trim_end_matches(['.', ',', ';', ')', ']', '}', '…', ':']);
    // The bracket of an IPv6 host belongs to the URL.
    let open = trimmed.contains("://[") && !trimmed.contains(']') && url[trimmed.len()..].starts_with(']');
    if open { &url[..trimmed.len() + 1] } else { trimmed }
}

/// Fills the record of a URL, with the place of each part in `text`, which the parts are slices of.
pub fn put(record: &mut Url, text: &str, parts: &Parts<'_>) {
    record.scheme.put_at(parts.scheme.to_ascii_lowercase(), span_in(text, parts.scheme));
    if parts.host.is_empty() {
        record.host.put_absent();
    } else {
        record.host.put_part(text, parts.host);
    }
    if let Some(written) = parts.port {
        let digits = span_in(text, written);
        if let Ok(port) = written.parse::<u16>() {
            record.port.put_at(port, digits);
        }
        record.port_written.put_at(true, Span { start: digits.start.saturating_sub(1), end: digits.end });
    } else {
        record.port.put_known(default_port(parts.scheme));
        record.port_written.put(false);
    }
    if parts.path.is_empty() {
        record.path.put("/");
    } else {
        record.path.put_part(text, parts.path);
    }
    record.whole.put_part(text, parts.whole);
}

/// As `put`, where there is a URL.
pub fn put_known(record: &mut Url, text: &str, parts: Option<Parts<'_>>) {
    if let Some(parts) = parts {
        put(record, text, &parts);
    }
}

/// Fills the record of a URL that stands in no text of the paste's artifacts: nothing there can be edited.
pub fn put_elsewhere(record: &mut Url, parts: &Parts<'_>) {
    put(record, "", parts);
    record.scheme.forget_place();
    record.host.forget_place();
    record.port.forget_place();
    record.port_written.forget_place();
    record.path.forget_place();
    record.whole.forget_place();
}

/// The library that a request path belongs to: those that carry WebSockets under a path of their own, or fall back to
/// plain requests there.
pub fn library(url: &str) -> Option<&'static str> {
    const PATHS: [(&str, &str); 9] = [
        ("/socket.io", "socket.io"),
        ("/engine.io", "engine.io"),
        ("sockjs", "sockjs"),
        // SockJS asks for its options first: /PREFIX/info?t=MILLISECONDS.
        ("/info?t=", "sockjs"),
        ("/signalr", "signalr"),
        ("/_blazor", "signalr"),
        ("/cable", "actioncable"),
        ("_next/webpack-hmr", "next"),
        ("__webpack_hmr", "webpack"),
    ];
    let url = url.to_ascii_lowercase();
    PATHS.iter().find(|(part, _)| url.contains(part)).map(|(_, library)| *library)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(text: &str, parts: &Parts) -> Url {
        let mut url = Url::default();
        put(&mut url, text, parts);
        url
    }

    #[test]
    fn a_url_in_a_sentence_is_taken_apart() {
        let text = "can\u{2019}t establish a connection to the server at wss://app.example.com:8000/ws/room/1/?t=a.";
        let url = first(text).unwrap();
        assert_eq!((url.scheme, url.host, url.port, url.path), ("wss", "app.example.com", Some("8000"), "/ws/room/1/"));
        assert!(url.whole.ends_with("?t=a"));
        assert_eq!(record(text, &url).port_written.span().unwrap().of(text), ":8000");
    }

    #[test]
    fn hosts_of_all_sorts() {
        let parts = |text| split(text).map(|p| (p.host, p.port, p.path));
        assert_eq!(parts("ws://[::1]:8000/ws"), Some(("::1", Some("8000"), "/ws")));
        assert_eq!(parts("wss://X.X.X.X"), Some(("X.X.X.X", None, "")));
        assert_eq!(parts("ws:///ws"), Some(("", None, "/ws")));
        assert_eq!(parts("wss://a@b:1?x"), Some(("b", Some("1"), "")));
        assert_eq!(parts("ftp://a"), None);
        assert_eq!(first("XHRPOSThttps://a.example/b [HTTP/2 502").map(|u| u.host), Some("a.example"));
    }

    #[test]
    fn defaults_are_filled_in() {
        let text = "'wss://a.example/ws'";
        let url = record(text, &first(text).unwrap());
        assert_eq!((url.port.get(), url.port_written.get()), (Some(&443), Some(&false)));
        let text = "ws://a.example:undefined/ws";
        let url = record(text, &first(text).unwrap());
        assert_eq!((url.port.get(), url.port_written.get()), (None, Some(&true)));
    }
}
