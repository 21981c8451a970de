//! What browsers' consoles and WebSocket clients print.
//!
//! One pass of literal search finds the lines that say something; the first literal of a line, in the order of the table,
//! decides which reader of this module takes it apart.

mod client;
mod close;
mod http;
mod script;
mod server;
mod signs;
mod triggers;
mod websocket;

#[cfg(test)]
mod tests;

use super::{Sink, url};
use crate::facts::Body;
use crate::facts::websocket::{PageAddress, WsFailure};
use crate::intake::{Artifact, Kind};
use crate::text::{Span, span_in};
use triggers::{Reader, SEARCH, TRIGGERS};

/// One line of an artifact's clean text.
#[derive(Clone, Copy)]
struct Line<'t> {
    /// The artifact's whole clean text, which spans count in.
    all: &'t str,
    /// The line, without its line break.
    text: &'t str,
    /// True where the artifact speaks of WebSockets, so that a client's bare network error belongs to one.
    about_ws: bool,
    /// True for a browser's or client's own output, false for a server's log, whose network errors are mostly about databases.
    client: bool,
    /// The URL of the client's own command line, which intake took off.
    dials: Option<url::Parts<'t>>,
}

impl Line<'_> {
    fn span(&self) -> Span {
        span_in(self.all, self.text)
    }

    /// Adds what the line says.
    fn add(&self, sink: &mut Sink, said: Box<dyn Body>) {
        sink.add(self.span(), said);
    }

    /// Says that the line was understood although it gives no fact.
    fn understood(&self, sink: &mut Sink) {
        sink.understood(self.span());
    }
}

/// Commands that open a WebSocket and print what they were told without its URL.
const CLIENTS: [&str; 3] = ["wscat", "websocat", "wsdump"];

/// Reads a console, or an application's log for what a client in it says.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let all = artifact.text.as_str();
    let about_ws = ["websocket", "ws://", "wss://", "socket.io", "wscat"].iter().any(|word| contains(all, word));
    // wscat prints a bare "error: …" line, which by itself looks like a line of a log.
    let client = artifact.kind == Kind::Console || artifact.lines <= 2;
    let command = artifact.name.split_whitespace().next().unwrap_or("");
    let dials = url::first_ws(&artifact.name).filter(|_| CLIENTS.contains(&command));
    let mut rest = all;
    let mut hosts: Vec<String> = Vec::new();
    while !rest.is_empty() {
        let end = rest.find('\n').unwrap_or(rest.len());
        let line = Line { all, text: rest[..end].trim_end(), about_ws, client, dials };
        rest = rest.get(end + 1..).unwrap_or("");
        // A pattern may overlap another; the table's order decides, not the place in the line.
        let best = SEARCH.hits(line.text).map(|found| found.needle).min();
        let Some(&(_, reader)) = best.and_then(|best| TRIGGERS.get(best)) else {
            // What wscat sent and got, and the headers of an answer that a client shows.
            if artifact.kind == Kind::Console && is_traffic(line.text) {
                line.understood(sink);
            }
            continue;
        };
        if let Some(parts) = url::first(line.text) {
            hosts.push(parts.host.to_ascii_lowercase());
        }
        match reader {
            Reader::Csp => websocket::csp(line, sink),
            Reader::Mixed => websocket::mixed(line, sink),
            Reader::Script => script::read(line, sink),
            Reader::Cors => http::cors(line, sink),
            Reader::WebSocket => websocket::read(line, sink),
            Reader::Http => http::read(line, sink),
            Reader::Client => client::read(line, sink),
            Reader::Close => close::read(line, sink),
            Reader::Server => server::read(line, sink),
            Reader::Echo => line.understood(sink),
        }
    }
    stack_lines(all, &hosts, sink);
}

/// `> sent`, `< received`, `server: nginx`.
fn is_traffic(text: &str) -> bool {
    let header = text.bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'-').count();
    text.starts_with("> ") || text.starts_with("< ") || (header > 1 && text[header..].starts_with(": "))
}

/// Stack traces below a message name the script that opened the socket. A script of the very host that was dialled was
/// served by the page's own server, so its origin is the page's.
fn stack_lines(all: &str, hosts: &[String], sink: &mut Sink) {
    for line in all.lines() {
        let trimmed = line.trim();
        let is_frame = trimmed.starts_with("at ") || trimmed.contains(" @ ");
        if !is_frame {
            continue;
        }
        sink.understood(span_in(all, line));
        if let Some(parts) = url::first_of(trimmed, &["https", "http"])
            && hosts.contains(&parts.host.to_ascii_lowercase())
        {
            page(all, trim_position(&parts), sink);
        }
    }
}

/// A script's URL ends in `:line:column`, which is no part of it.
fn trim_position<'t>(parts: &url::Parts<'t>) -> url::Parts<'t> {
    let mut whole = parts.whole;
    for _ in 0..2 {
        if let Some((before, digits)) = whole.rsplit_once(':')
            && !digits.is_empty()
            && digits.bytes().all(|b| b.is_ascii_digit())
            && before.matches('/').count() >= 3
        {
            whole = before;
        }
    }
    url::split(whole).unwrap_or(*parts)
}

/// Adds the address of the page.
fn page(all: &str, parts: url::Parts<'_>, sink: &mut Sink) {
    let mut said = PageAddress::unknown();
    url::put(&mut said.url, all, &parts);
    sink.add(span_in(all, parts.whole), said);
}

/// A failure with its URL, where the line has one.
fn failure(line: Line, client: &str) -> Box<WsFailure> {
    let parts = url::first_ws(line.text).or_else(|| url::first(line.text));
    let mut failure = WsFailure::unknown();
    if let Some(parts) = parts {
        url::put(&mut failure.url, line.all, &parts);
        failure.library.put_known(url::library(parts.whole));
    } else if let Some(parts) = line.dials {
        url::put_elsewhere(&mut failure.url, &parts);
        failure.library.put_known(url::library(parts.whole));
    }
    if !client.is_empty() {
        failure.client.put(client);
    }
    failure
}

/// True where `text` holds `word`, which is given in lower case.
fn contains(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

/// The number that follows the first `word` of `text`, after at most a few marks.
fn number_after(text: &str, word: &str) -> Option<u32> {
    let at = text.as_bytes().windows(word.len()).position(|window| window.eq_ignore_ascii_case(word.as_bytes()))?;
    let rest = text.get(at + word.len()..)?.trim_start_matches([' ', ':', '=', '\'', '"', '(', '[']);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest[..digits].parse().ok()
}

/// What stands between quotation marks after `word`.
fn quoted_after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = &text[text.find(word)? + word.len()..];
    let open = rest.find(['\'', '"', '\u{2018}', '\u{201c}'])?;
    let mut inside = rest[open..].chars();
    let quote = inside.next()?;
    let inside = inside.as_str();
    let close = match quote {
        '\u{2018}' => '\u{2019}',
        '\u{201c}' => '\u{201d}',
        straight => straight,
    };
    Some(&inside[..inside.find(close)?])
}
