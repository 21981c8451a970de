//! What WebSocket libraries and command line clients say: wscat, Node ws, Python, .NET, Java, Go, SignalR, engine.io.

use super::{Line, Sink, contains, failure, signs};
use crate::facts::Field;
use crate::facts::http::HttpFailure;
use crate::facts::websocket::WsFailure;
use crate::readers::url;

/// Words that name the client.
const CLIENTS: &[(&str, &str)] = &[
    ("unexpected server response", "node-ws"),
    ("rejected websocket connection", "python-websockets"),
    ("handshake status", "websocket-client"),
    ("wsserverhandshakeerror", "aiohttp"),
    ("non-101 status", "websocket-node"),
    ("status code '101' was expected", "dotnet"),
    ("expected http 101", "okhttp"),
    ("did not permit the http upgrade", "java"),
    ("invalid websocket response", "go"),
    ("bad handshake", "gorilla"),
    ("was not upgraded to websocket", "dart"),
    ("missing/invalid upgrade header", "python-websockets"),
    ("websocketaddressexception", "websocket-client"),
    ("websockettimeoutexception", "websocket-client"),
    ("invalid http upgrade", "starscream"),
    ("status code 101", "coder"),
    ("websockethandshakeexception", "netty"),
    ("bad response from the server", "safari"),
    ("invalid status code received", "java"),
    ("unexpected status code (", "websocat"),
    ("did not receive a valid http response", "python-websockets"),
    ("transport 'websockets'", "signalr"),
    ("negotiation with the server", "signalr"),
    ("websocketexception", "dotnet"),
    ("http(response { status: ", "tungstenite"),
];

/// Ports of databases, caches and brokers: a refusal there is no WebSocket's.
const STORES: [&str; 8] = [":5432", ":3306", ":6379", ":27017", ":5672", ":9092", ":11211", ":9200"];

/// One line of a client.
pub fn read(line: Line, sink: &mut Sink) {
    let text = line.text;
    let lower = text.to_ascii_lowercase();
    if let Some(said) = engine_io(line, &lower) {
        return line.add(sink, said);
    }
    if lower.contains("error: timeout") {
        let error = Field::set("handshake-timeout");
        let mut said = failure(line, "socket.io-client");
        said.library.put("socket.io");
        said.error.put_field(error);
        return line.add(sink, said);
    }
    if lower.contains("xhr poll error")
        || lower.contains("websocket error") && (lower.contains("error: ") || lower.starts_with("connect_error "))
    {
        // socket.io-client's two errors for a connection that did not come about, by the transport it began with.
        let error = if lower.contains("xhr poll") { Field::set("polling-failed") } else { Field::Unknown };
        let mut said = failure(line, "socket.io-client");
        said.library.put("socket.io");
        said.error.put_field(error);
        return line.add(sink, said);
    }
    let client = CLIENTS.iter().find(|(words, _)| lower.contains(words)).map(|(_, client)| *client);
    let is_network_error = client.is_none() && !lower.contains("unexpected response code");
    let is_socket = ["websocket", "ws://", "wss://", "wscat"].iter().any(|word| lower.contains(word));
    let about_tls = ["cert", "version number", "version_number"].iter().any(|word| lower.contains(word));
    let counts = is_socket || line.client && (line.about_ws || is_wscat(text)) || about_tls && line.about_ws;
    let counts = counts && !STORES.iter().any(|port| lower.contains(port));
    if is_network_error && !counts {
        return tls_error(line, sink);
    }
    let mut said = failure(line, client.unwrap_or(if is_wscat(text) { "wscat" } else { "" }));
    if client == Some("signalr") {
        said.library.put("signalr");
    }
    let after = after_url(text);
    signs::apply(&mut said, after);
    if lower.contains("wsserverhandshakeerror") {
        // aiohttp prints `400, message='Invalid response status', url='wss://…'`.
        said.status.put_known(super::number_after(text, "wsserverhandshakeerror"));
    }
    if client == Some("starscream") {
        said.status.put_known(super::number_after(text, "code").filter(|status| (100..600).contains(status)));
    }
    if client == Some("tungstenite") {
        said.status.put_known(super::number_after(text, "status:"));
    }
    if client == Some("go") && said.status.get().is_none() {
        said.status.put_known(status_line(text));
    }
    if said.status.get().is_none() && said.error.get().is_none() {
        match client {
            Some("gorilla" | "dart" | "python-websockets" | "websocket-node") => said.error.put("bad-response"),
            Some("signalr" | "dotnet") => {}
            _ => return,
        }
    }
    if is_network_error {
        dialled(line, &mut said);
    }
    line.add(sink, said);
}

/// A client's TLS error that does not say for what it opened the connection.
fn tls_error(line: Line, sink: &mut Sink) {
    let mut failure = WsFailure::unknown();
    signs::apply(&mut failure, line.text);
    let is_tls = failure.error.get().is_some_and(|error| error == "certificate" || error == "ERR_SSL_PROTOCOL_ERROR");
    if !is_tls || url::first(line.text).is_some() {
        return;
    }
    let mut said = HttpFailure::unknown();
    said.error.put_field(failure.error);
    said.detail.put_field(failure.reason);
    said.status.put_absent();
    said.url.host.put_absent();
    line.add(sink, said);
}

/// The words of a message without the URL in it, whose numbers mean nothing.
fn after_url(text: &str) -> &str {
    let Some(parts) = url::first(text) else { return text };
    let end = crate::text::span_in(text, parts.whole).end as usize;
    let (before, after) = (&text[..end - parts.whole.len()], &text[end..]);
    if after.bytes().filter(u8::is_ascii_alphabetic).count() > 6 { after } else { before }
}

/// wscat prints `error: …`, and its own name on the command line.
fn is_wscat(text: &str) -> bool {
    text.trim_start_matches(['>', '<', ' ']).starts_with("error: ") || contains(text, "wscat")
}

/// engine.io's error bodies (engine.io-protocol, section "HTTP long-polling"; the Node and Python servers' own lists).
fn engine_io(line: Line, lower: &str) -> Option<Box<WsFailure>> {
    let error = if lower.contains("session id unknown") {
        "session-unknown"
    } else if lower.contains("unsupported protocol version") {
        "protocol-version"
    } else if lower.contains("transport unknown") {
        "transport-unknown"
    } else if lower.contains("\"code\":4") && lower.contains("forbidden") {
        "forbidden"
    } else if lower.contains("\"code\":3") {
        // engine.io's answer to transport=websocket where the request has no Upgrade header (engine.io 6.6, server.ts verify()).
        "upgrade-missing"
    } else {
        return None;
    };
    let mut said = failure(line, "");
    if said.library.get().is_none() {
        said.library.put("engine.io");
    }
    if error == "forbidden" {
        said.status.put(403u32);
    } else {
        said.status.put(400u32);
        said.error.put(error);
    }
    Some(said)
}

/// `HTTP/1.1 522 Origin Connection Time-out` inside a message.
fn status_line(text: &str) -> Option<u32> {
    let rest = &text[text.find("HTTP/")?..];
    rest.split_whitespace().nth(1)?.parse().ok()
}

/// `connect ECONNREFUSED 127.0.0.1:8080`, `('127.0.0.1', 8080)`: the address that was dialled, where no URL says it.
fn dialled(line: Line, said: &mut WsFailure) {
    if said.url.host.get().is_some() {
        return;
    }
    let text = line.text;
    for word in ["ECONNREFUSED ", "ETIMEDOUT ", "ENOTFOUND "] {
        let Some(at) = text.find(word) else { continue };
        let place = text[at + word.len()..].split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or("");
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => (host, port.parse::<u16>().ok()),
            _ => (place, None),
        };
        if !host.is_empty() {
            said.url.host.put_at(host, crate::text::span_in(line.all, host));
            said.url.port.put_known(port);
            said.url.whole.put_at(place, crate::text::span_in(line.all, place));
        }
        return;
    }
    if let Some(at) = text.find("call failed ('") {
        let inside = &text[at + "call failed ('".len()..];
        if let Some((host, rest)) = inside.split_once('\'') {
            said.url.host.put_at(host, crate::text::span_in(line.all, host));
            said.url.port.put_known(super::number_after(rest, ",").and_then(|port| u16::try_from(port).ok()));
            said.url.whole.put(host);
        }
    }
}
