//! What browsers' consoles and WebSocket clients print.
//!
//! One pass of literal search finds the lines that say something; the first literal of a line, in the order of the table,
//! decides which reader of this module takes it apart.

mod client;
mod close;
mod http;
mod server;
mod signs;
mod websocket;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use super::{Sink, url};
use crate::facts::Field;
use crate::facts::websocket::{PageAddress, WsFailure};
use crate::intake::{Artifact, Kind};
use crate::text::{Span, span_in};

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
}

impl Line<'_> {
    fn span(&self) -> Span {
        span_in(self.all, self.text)
    }
}

/// Who takes a line apart.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Reader {
    Csp,
    Mixed,
    Cors,
    WebSocket,
    Http,
    Client,
    Close,
    Server,
    /// Understood, and nothing in it that another line does not say better.
    Echo,
}

/// Literals and the reader of the lines that hold them, the most telling first. Case does not count.
const TRIGGERS: &[(&str, Reader)] = &[
    ("gevent-websocket server", Reader::Server),
    ("invalid host/origin header", Reader::Server),
    ("not found: /", Reader::Server),
    ("not found /", Reader::Server),
    ("no route found for path", Reader::Server),
    ("no route matches [", Reader::Server),
    ("cannot get /", Reader::Server),
    ("websocket connection denied", Reader::Server),
    ("websocket authentication", Reader::Server),
    ("content security policy", Reader::Csp),
    ("content-security-policy", Reader::Csp),
    ("mixed content", Reader::Mixed),
    ("mixed active content", Reader::Mixed),
    ("insecure websocket", Reader::Mixed),
    ("insecure content from", Reader::Mixed),
    ("cors policy", Reader::Cors),
    ("cross-origin request blocked", Reader::Cors),
    ("access-control-allow-origin", Reader::Cors),
    ("websocket connection to", Reader::WebSocket),
    ("firefox", Reader::WebSocket),
    ("while the page was loading", Reader::WebSocket),
    ("w\u{e4}hrend die seite geladen", Reader::WebSocket),
    ("pendant le chargement de la page", Reader::WebSocket),
    ("[webpack-dev-server] disconnected", Reader::WebSocket),
    ("error in connection establishment", Reader::WebSocket),
    ("construct 'websocket'", Reader::WebSocket),
    ("construct \u{2018}websocket\u{2019}", Reader::WebSocket),
    ("closing or closed state", Reader::WebSocket),
    ("websocket network error", Reader::WebSocket),
    ("websocket error: ", Reader::WebSocket),
    ("failed to connect to websocket", Reader::WebSocket),
    ("during websocket handshake", Reader::WebSocket),
    ("closed before the connection is established", Reader::WebSocket),
    ("[wds] disconnected", Reader::WebSocket),
    ("websockets: ", Reader::WebSocket),
    ("websocket was closed before the connection", Reader::WebSocket),
    ("\"message\":\"bad request\"", Reader::Client),
    ("session id unknown", Reader::Client),
    ("transport unknown", Reader::Client),
    ("unsupported protocol version", Reader::Client),
    ("unexpected server response", Reader::Client),
    ("unexpected response code", Reader::Client),
    ("unexpected status code (", Reader::Client),
    ("invalid status code received", Reader::Client),
    ("did not receive a valid http response", Reader::Client),
    ("websocketaddressexception", Reader::Client),
    ("websockettimeoutexception", Reader::Client),
    ("bad response from the server", Reader::Client),
    ("\"message\":\"forbidden\"", Reader::Client),
    ("rejected websocket connection", Reader::Client),
    ("handshake status", Reader::Client),
    ("wsserverhandshakeerror", Reader::Client),
    ("non-101 status", Reader::Client),
    ("when status code '101' was expected", Reader::Client),
    ("expected http 101", Reader::Client),
    ("did not permit the http upgrade", Reader::Client),
    ("invalid websocket response", Reader::Client),
    ("websocket: bad handshake", Reader::Client),
    ("was not upgraded to websocket", Reader::Client),
    ("status code 101", Reader::Client),
    ("websockethandshakeexception", Reader::Client),
    ("websocketexception", Reader::Client),
    ("xhr poll error", Reader::Client),
    ("error: websocket error", Reader::Client),
    ("transporterror: websocket error", Reader::Client),
    ("connect_error websocket error", Reader::Client),
    ("missing/invalid upgrade header", Reader::Client),
    ("invalid http upgrade", Reader::Client),
    ("transport 'websockets'", Reader::Client),
    ("complete negotiation with the server", Reader::Client),
    ("frame size of", Reader::Close),
    ("max payload size exceeded", Reader::Close),
    ("read limit exceeded", Reader::Close),
    ("message too big", Reader::Close),
    ("message was too big", Reader::Close),
    ("over size limit", Reader::Close),
    ("exceeds size limit", Reader::Close),
    ("keepalive ping timeout", Reader::Close),
    ("closeevent", Reader::Close),
    ("wasclean", Reader::Close),
    ("no close frame received", Reader::Close),
    ("connection to remote host was lost", Reader::Close),
    ("without completing the close handshake", Reader::Close),
    ("exceeds maximum accepted frame", Reader::Close),
    ("close 1009 (", Reader::Close),
    ("idle for ", Reader::Close),
    ("closed with code", Reader::Close),
    ("close code", Reader::Close),
    ("closed with status code", Reader::Close),
    ("close with status code", Reader::Close),
    ("code: 1", Reader::Close),
    ("code 1", Reader::Close),
    ("code=1", Reader::Close),
    ("code = 1", Reader::Close),
    ("received 1", Reader::Close),
    ("(code: 4", Reader::Close),
    ("econnrefused", Reader::Client),
    ("etimedout", Reader::Client),
    ("enotfound", Reader::Client),
    ("econnreset", Reader::Client),
    ("socket hang up", Reader::Client),
    ("connect call failed", Reader::Client),
    ("get_server_hello:unknown protocol", Reader::Client),
    ("wrong version number", Reader::Client),
    ("wrong_version_number", Reader::Client),
    ("cert_has_expired", Reader::Client),
    ("certificate has expired", Reader::Client),
    ("self_signed_cert", Reader::Client),
    ("self signed certificate", Reader::Client),
    ("self-signed certificate", Reader::Client),
    ("unable_to_verify_leaf", Reader::Client),
    ("unable to verify the first certificate", Reader::Client),
    ("altname_invalid", Reader::Client),
    ("certificate_verify_failed", Reader::Client),
    ("networkerror: ", Reader::Http),
    ("net::err_", Reader::Http),
    ("failed to load resource", Reader::Http),
    ("responded with a status of", Reader::Http),
    ("failed with status code", Reader::Http),
    ("error: bad gateway for url", Reader::Http),
    ("[http/", Reader::Http),
    ("(bad gateway)", Reader::Http),
    ("(gateway timeout)", Reader::Http),
    ("(gateway time-out)", Reader::Http),
    ("(service unavailable)", Reader::Http),
    ("(service temporarily unavailable)", Reader::Http),
    ("(internal server error)", Reader::Http),
    ("(request entity too large)", Reader::Http),
    ("(payload too large)", Reader::Http),
    ("(content too large)", Reader::Http),
    ("(not found)", Reader::Http),
    ("(forbidden)", Reader::Http),
    ("(unauthorized)", Reader::Http),
    ("(bad request)", Reader::Http),
    ("(unknown)", Reader::Http),
    ("(a timeout occurred)", Reader::Http),
    ("error for url: http", Reader::Http),
    ("web socket", Reader::WebSocket),
    ("wss://", Reader::WebSocket),
    ("ws://", Reader::WebSocket),
    ("your current setup", Reader::Echo),
    ("check out your vite", Reader::Echo),
    ("server connection lost", Reader::Echo),
    ("[webpack-dev-server] ", Reader::Echo),
    ("connected (press ctrl+c", Reader::Echo),
    ("response headers follow", Reader::Echo),
    ("handshake details", Reader::Echo),
    ("http(response { status: ", Reader::Client),
    ("reason: \"", Reader::Echo),
    ("reason: '", Reader::Echo),
    ("failed to fetch", Reader::Echo),
    ("is not valid json", Reader::Echo),
    ("networkerror when attempting", Reader::Echo),
    ("websocket on-error event", Reader::Echo),
    ("websocket on-close event", Reader::Echo),
];

fn triggers() -> Option<&'static AhoCorasick> {
    static AUTOMATON: OnceLock<Option<AhoCorasick>> = OnceLock::new();
    let build = || {
        let words = TRIGGERS.iter().map(|(word, _)| word);
        AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok()
    };
    AUTOMATON.get_or_init(build).as_ref()
}

/// Reads a console, or an application's log for what a client in it says.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let Some(automaton) = triggers() else { return };
    let all = artifact.text.as_str();
    let about_ws = ["websocket", "ws://", "wss://", "socket.io", "wscat"].iter().any(|word| contains(all, word));
    // wscat prints a bare "error: …" line, which by itself looks like a line of a log.
    let client = artifact.kind == Kind::Console || artifact.lines <= 2;
    let mut rest = all;
    let mut hosts: Vec<String> = Vec::new();
    while !rest.is_empty() {
        let end = rest.find('\n').unwrap_or(rest.len());
        let line = Line { all, text: rest[..end].trim_end(), about_ws, client };
        rest = rest.get(end + 1..).unwrap_or("");
        // A pattern may overlap another; the table's order decides, not the place in the line.
        let best = automaton.find_overlapping_iter(line.text).map(|found| found.pattern().as_usize()).min();
        let Some(&(_, reader)) = best.and_then(|best| TRIGGERS.get(best)) else {
            // What wscat sent and got, and the headers of an answer that a client shows.
            if artifact.kind == Kind::Console && is_traffic(line.text) {
                sink.understood(line.span());
            }
            continue;
        };
        if let Some(parts) = url::first(line.text) {
            hosts.push(parts.host.to_ascii_lowercase());
        }
        match reader {
            Reader::Csp => websocket::csp(line, sink),
            Reader::Mixed => websocket::mixed(line, sink),
            Reader::Cors => http::cors(line, sink),
            Reader::WebSocket => websocket::read(line, sink),
            Reader::Http => http::read(line, sink),
            Reader::Client => client::read(line, sink),
            Reader::Close => close::read(line, sink),
            Reader::Server => server::read(line, sink),
            Reader::Echo => sink.understood(line.span()),
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
    sink.add(span_in(all, parts.whole), PageAddress { url: url::record(all, &parts) });
}

/// A failure with its URL, where the line has one.
fn failure(line: Line, client: &str) -> WsFailure {
    let parts = url::first_ws(line.text).or_else(|| url::first(line.text));
    let mut failure = WsFailure::default();
    if let Some(parts) = parts {
        failure.url = url::record(line.all, &parts);
        failure.library = Field::known(url::library(parts.whole));
    }
    if !client.is_empty() {
        failure.client = Field::set(client);
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
