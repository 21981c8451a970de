//! Where a page opens its WebSockets: URLs in JavaScript, TypeScript and HTML, and in settings that the build bakes in.

mod expression;
mod scan;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use expression::{Definitions, Flat, Other, flatten};
use scan::{Kind as TokenKind, Token, scan};

use super::{Sink, url};
use crate::facts::Field;
use crate::facts::websocket::WsUrl;
use crate::intake::Artifact;
use crate::text::{Span, span_in};

/// What opens a WebSocket, or a transport that may become one. The last name of a dotted one counts.
const OPENERS: [&str; 12] = [
    "WebSocket",
    "ReconnectingWebSocket",
    "RobustWebSocket",
    "WebSocketClient",
    "SockJS",
    "io",
    "withUrl",
    "createConsumer",
    "useWebSocket",
    "webSocket",
    "websocket",
    "Socket",
];

/// A call whose bracket closes further away than this is not followed.
const MOST_TOKENS: usize = 256;

/// Where the lines of a text end.
struct Breaks(Vec<u32>);

impl Breaks {
    fn of(text: &str) -> Self {
        Breaks(text.match_indices('\n').map(|(at, _)| at as u32).collect())
    }

    /// The number of the line that holds the byte `at`, counted from 1.
    fn number(&self, at: u32) -> u32 {
        self.0.partition_point(|end| *end < at) as u32 + 1
    }
}

/// Reads source.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = artifact.text.as_str();
    let tokens = scan(text);
    let names = definitions(text, &tokens);
    let breaks = Breaks::of(text);
    let mut seen: HashSet<u32> = HashSet::new();
    // Where a URL is opened says more than where it is written, so those come first.
    for (at, opener) in openers(text, &tokens) {
        let (flat, end) = flatten(text, &tokens, at, &names);
        let line = line_of(text, tokens[at].span.start);
        if let Some(mut found) = ws_url(&flat, true) {
            found.protocols.put_field(second_argument(text, &tokens, end));
            if let Some(first) = flat.first_literal {
                seen.insert(first);
            }
            found.opener.put(opener);
            add(artifact, &breaks, found, &flat, line, sink);
        } else if opener == "io" && tokens[at].is(b')') {
            // io() dials the page's own origin (Socket.IO client API, "io([url][, options])").
            let mut found = WsUrl::unknown();
            found.url.scheme.put_absent();
            found.url.host.put_absent();
            found.url.port.put_absent();
            found.url.port_written.put(false);
            found.host_from_page.put(true);
            found.scheme_from_page.put(true);
            found.opener.put("io");
            add(artifact, &breaks, found, &flat, line, sink);
        }
    }
    let mut at = 0;
    while at < tokens.len() {
        if !matches!(tokens[at].kind, TokenKind::Text | TokenKind::Template) {
            at += 1;
            continue;
        }
        let (flat, end) = flatten(text, &tokens, at, &names);
        if let Some(first) = flat.first_literal
            && let Some(mut found) = ws_url(&flat, false)
            && seen.insert(first)
        {
            found.opener.put_known(assigned_to(text, &tokens, at));
            add(artifact, &breaks, found, &flat, line_of(text, tokens[at].span.start), sink);
        }
        at = end.max(at + 1);
    }
    sink.understood_all();
}

/// Reads settings: `NAME=wss://…`, `NAME: "wss://…"`. Other URLs count where the name speaks of sockets.
pub fn settings(artifact: &Artifact, sink: &mut Sink) {
    let all = artifact.text.as_str();
    for line in all.lines() {
        let bare = line.trim_start_matches([' ', '\t', '-']);
        if bare.starts_with('#') {
            continue;
        }
        let Some(at) = bare.find(['=', ':']) else { continue };
        let (name, value) = (bare[..at].trim(), &bare[at + 1..]);
        let name = name.rsplit(' ').next().unwrap_or(name);
        let upper = name.to_ascii_uppercase();
        let speaks = ["WS", "SOCKET", "SIGNALR"].iter().any(|word| upper.contains(word));
        let parts = url::first_ws(value).or_else(|| url::first(value).filter(|_| speaks));
        let Some(parts) = parts else { continue };
        let mut found = WsUrl::unknown();
        url::put(&mut found.url, all, &parts);
        found.host_from_page.put(false);
        found.scheme_from_page.put(false);
        found.opener.put(name);
        found.protocols.put_absent();
        found.file.put(artifact.name.as_str());
        found.expression.put(line.trim());
        sink.add(span_in(all, line), found);
    }
}

fn add(artifact: &Artifact, breaks: &Breaks, mut found: Box<WsUrl>, flat: &Flat, line: &str, sink: &mut Sink) {
    found.file.put(artifact.name.as_str());
    found.line.put(breaks.number(span_in(&artifact.text, line).start));
    found.expression.put(line.trim());
    if found.url.whole.get().is_none() && !flat.shown.is_empty() {
        found.url.whole.put(flat.shown.as_str());
    }
    sink.add(span_in(&artifact.text, line), found);
}

fn line_of(text: &str, offset: u32) -> &str {
    let offset = offset as usize;
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |at| at + offset);
    &text[start..end]
}

/// `const NAME = …`, `let`, `var`, and plain assignments; the first one of a name counts.
fn definitions<'t>(text: &'t str, tokens: &[Token]) -> Definitions<'t> {
    let mut names = Definitions::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        let assigns = pair[0].kind == TokenKind::Word && pair[1].is(b'=');
        let compares = tokens.get(at + 2).is_some_and(|token| token.is(b'=') || token.is(b'>'));
        if assigns && !compares {
            names.entry(pair[0].span.of(text)).or_insert(at + 2);
        }
    }
    names
}

/// The first argument of every call that opens something, with the opener's name.
fn openers<'t>(text: &'t str, tokens: &[Token]) -> Vec<(usize, &'t str)> {
    let mut found = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        if pair[0].kind != TokenKind::Word || !pair[1].is(b'(') || at + 2 >= tokens.len() {
            continue;
        }
        let word = pair[0].span.of(text);
        let last = word.rsplit('.').next().unwrap_or(word);
        if OPENERS.contains(&last) || word == "io.connect" {
            found.push((at + 2, last));
        }
    }
    found
}

/// What follows the URL in the call, from the comma at token `at` to the bracket that closes the call.
fn second_argument(text: &str, tokens: &[Token], at: usize) -> Field<String> {
    let Some(first) = tokens.get(at) else { return Field::Unknown };
    if first.is(b')') {
        return Field::Absent;
    }
    let mut depth = 0;
    for token in tokens[at..].iter().take(MOST_TOKENS) {
        match token.kind {
            TokenKind::Mark(b'(' | b'[' | b'{') => depth += 1,
            TokenKind::Mark(b')') if depth == 0 && first.is(b',') => {
                let span = Span::new(first.span.start as usize, token.span.start as usize);
                return Field::Set(span.of(text)[1..].trim().to_owned(), Some(span));
            }
            TokenKind::Mark(b')' | b']' | b'}') => depth -= 1,
            _ => {}
        }
    }
    Field::Unknown
}

/// The variable or key that the value at `at` is given to.
fn assigned_to<'t>(text: &'t str, tokens: &[Token], at: usize) -> Option<&'t str> {
    let mark = tokens.get(at.checked_sub(1)?)?;
    let name = tokens.get(at.checked_sub(2)?)?;
    ((mark.is(b'=') || mark.is(b':')) && name.kind == TokenKind::Word).then(|| name.span.of(text))
}

/// Takes a flattened expression apart. `opened` says that it is known to be opened as a socket; otherwise only ws and wss count.
fn ws_url(flat: &Flat, opened: bool) -> Option<Box<WsUrl>> {
    let text = flat.text.as_str();
    let first = text.chars().next()?;
    if expression::other(first) == Some(Other::Origin) {
        return opened.then(|| from_page(flat));
    }
    let scheme = scheme(text, opened)?;
    let rest = &text[scheme.end..];
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let authority = &rest[..end];
    if authority.is_empty() {
        return None;
    }
    let path = &rest[end..];
    let path = &path[..path.find(['?', '#']).unwrap_or(path.len())];
    let colon = authority.rfind(':').filter(|&at| !authority[at..].contains(']'));
    let host = &authority[..colon.unwrap_or(authority.len())];
    let takes = |other: Other| host.chars().any(|c| expression::other(c) == Some(other));
    let from_page = takes(Other::Host) || takes(Other::HostName);
    let literal = |part: &str| !part.chars().any(|c| expression::other(c).is_some());
    let place = |part: &str| {
        let start = span_in(text, part).start as usize;
        flat.span(start, start + part.len())
    };
    let at = |part: &str| Field::Set(part.to_owned(), place(part));
    let port_text = colon.map(|at| &authority[at + 1..]);
    let mut found = WsUrl::unknown();
    found.host_from_page.put(from_page);
    found.scheme_from_page.put(scheme.word.is_none());
    found.url.scheme.put_field(match scheme.word {
        Some(word) => at(word),
        None => Field::Absent,
    });
    found.url.host.put_field(match (from_page, literal(host)) {
        (true, _) => Field::Absent,
        (false, true) => Field::Set(host.trim_matches(['[', ']']).into(), place(host)),
        (false, false) => Field::Unknown,
    });
    match port_text {
        Some(written) if literal(written) => {
            found.url.port.put_field(match written.parse::<u16>() {
                Ok(port) => Field::Set(port, place(written)),
                Err(_) => Field::Unknown,
            });
            let start = span_in(text, written).start as usize;
            found.url.port_written.put_at(true, flat.span(start.saturating_sub(1), start + written.len()));
        }
        Some(written) => {
            let page_port = written.chars().all(|c| expression::other(c) == Some(Other::Port));
            found.url.port_written.put_field(if page_port { Field::set(false) } else { Field::Unknown });
        }
        // A host of the page's own carries the page's port; a host in a variable may carry any.
        None if takes(Other::Host) => {
            found.url.port.put_absent();
            found.url.port_written.put(false);
        }
        None if literal(host) || from_page => {
            found.url.port.put_known(scheme.word.and_then(url::default_port));
            found.url.port_written.put(false);
        }
        None => {}
    }
    let literal_path = path.find(|c| expression::other(c).is_some()).map_or(path, |at| &path[..at]);
    if path.is_empty() {
        found.url.path.put("/");
    } else if !literal_path.is_empty() {
        found.url.path.put_field(at(literal_path));
    }
    if literal(text) {
        found.url.whole.put_field(at(text));
    }
    Some(found)
}

fn from_page(flat: &Flat) -> Box<WsUrl> {
    let mut found = WsUrl::unknown();
    found.host_from_page.put(true);
    found.scheme_from_page.put(true);
    found.url.scheme.put_absent();
    found.url.host.put_absent();
    found.url.port.put_absent();
    found.url.port_written.put(false);
    found.url.whole.put(flat.shown.as_str());
    found
}

struct Scheme<'t> {
    /// The literal scheme; none where it follows the page's.
    word: Option<&'t str>,
    /// Where the authority begins.
    end: usize,
}

/// The scheme at the beginning, in all the ways that sources write it: `wss://`, `${protocol}//`, `ws${secure}://`.
fn scheme(text: &str, opened: bool) -> Option<Scheme<'_>> {
    for word in ["wss", "ws", "https", "http"] {
        if let Some(rest) = text.strip_prefix(word)
            && rest.starts_with("://")
        {
            let socket = word.starts_with("ws");
            return (opened || socket).then_some(Scheme { word: Some(&text[..word.len()]), end: word.len() + 3 });
        }
    }
    let from = text.strip_prefix("ws").or_else(|| text.strip_prefix("http")).unwrap_or(text);
    let mark = from.chars().next()?;
    let what = expression::other(mark)?;
    if what != Other::Scheme && what != Other::Unknown {
        return None;
    }
    let after = &from[mark.len_utf8()..];
    let start = text.len() - after.len();
    let slashes = ["://", "//"].iter().find(|slashes| after.starts_with(**slashes));
    match slashes {
        Some(slashes) => Some(Scheme { word: None, end: start + slashes.len() }),
        // `(secure ? 'wss://' : 'ws://') + location.host`
        None if what == Other::Scheme => Some(Scheme { word: None, end: start }),
        None => None,
    }
}
