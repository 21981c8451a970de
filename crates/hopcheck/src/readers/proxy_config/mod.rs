//! Configurations of other proxies, as far as they decide what becomes of a request or WebSocket: Apache, HAProxy, Caddy.

mod apache;
mod caddy;
mod haproxy;

use super::Sink;
use crate::facts::nginx::Endpoint;
use crate::facts::{Field, FilePath, Host};
use crate::intake::Artifact;
use crate::text::{Decimal, span_in};

/// Reads it.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = artifact.text.as_str();
    sink.understood_all();
    let begins = |words: &[&str]| text.lines().any(|line| words.iter().any(|word| line.trim_start().starts_with(word)));
    if begins(&["ProxyPass", "<VirtualHost", "RewriteRule", "<Location", "LoadModule"]) {
        apache::read(text, sink);
    } else if begins(&["reverse_proxy", "handle", "file_server"]) {
        caddy::read(text, sink);
    } else {
        haproxy::read(text, sink);
    }
}

/// A directive's words, quotes taken off.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace().take_while(|word| !word.starts_with('#')).map(|word| word.trim_matches('"'))
}

/// What `http://web:80/x`, `10.0.0.5:80`, `web:80`, Caddy's `unix//run/shop.sock` or Apache's `unix:/run/shop.sock|http://shop/` dials.
fn target(text: &str, address: &str) -> Endpoint {
    let socket = address.strip_prefix("unix//").map(|_| &address["unix/".len()..]);
    let socket = socket.or_else(|| address.strip_prefix("unix:")?.split('|').next());
    if let Some(socket) = socket {
        return Endpoint {
            socket: Field::at(FilePath(socket.to_owned()), span_in(text, socket)),
            ..Endpoint::default()
        };
    }
    let (scheme, rest) = address.split_once("://").map_or((None, address), |(scheme, rest)| (Some(scheme), rest));
    let (authority, path) = rest.find('/').map_or((rest, None), |at| (&rest[..at], Some(&rest[at..])));
    let (host, port) = authority.rsplit_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let default = match scheme {
        Some("https" | "wss") => Some(443_u16),
        Some("http" | "ws") => Some(80),
        _ => None,
    };
    Endpoint {
        scheme: scheme.map_or(Field::Unknown, |scheme| Field::at(scheme, span_in(text, scheme))),
        host: if host.is_empty() { Field::Unknown } else { Field::at(Host(host.to_owned()), span_in(text, host)) },
        port: match port.and_then(|port| port.parse::<u16>().ok().map(|number| (number, port))) {
            Some((number, port)) => Field::at(number, span_in(text, port)),
            None => Field::known(default),
        },
        socket: Field::Absent,
        path: Field::known(path.map(str::to_owned)),
    }
}

/// `30s`, `5m`, `500ms`, `1h` in seconds; a bare number counts in units of `bare` seconds.
fn seconds(value: &str, bare: f64) -> Option<f64> {
    let digits = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let number: f64 = value[..digits].decimal()?;
    let unit = match &value[digits..] {
        "" => bare,
        "us" => 1e-6,
        "ms" => 1e-3,
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => return None,
    };
    Some(number * unit)
}
