//! The other end: from `upstream: "…"`, or from the message of `connect() to …`.

use super::anatomy::Line;
use super::span;
use crate::facts::nginx::Endpoint;
use crate::facts::{Field, FilePath, Host};

/// The endpoint a line speaks of.
pub fn upstream(text: &str, parts: &Line) -> Endpoint {
    // A line cut off behind `upstream:` still has what it dialled in its message.
    match parts.upstream.filter(|url| !url.is_empty()) {
        Some(url) => of_url(text, url),
        None => match dialled(text, parts.message) {
            Some(endpoint) => endpoint,
            // nginx writes the upstream before the host (`ngx_http_log_error_handler`): a line that has the one and not
            // the other has none.
            None if parts.request.is_some() && parts.host.is_some() => Endpoint {
                scheme: Field::Absent,
                host: Field::Absent,
                port: Field::Absent,
                socket: Field::Absent,
                path: Field::Absent,
            },
            None => Endpoint::default(),
        },
    }
}

/// `http://172.18.0.3:80/path`, `fastcgi://unix:/run/x.sock:`, `http://block/path`.
fn of_url(text: &str, url: &str) -> Endpoint {
    let (scheme, rest) = url.split_once("://").map_or((None, url), |(scheme, rest)| (Some(scheme), rest));
    let mut endpoint = authority(text, rest, scheme);
    endpoint.scheme.put_field(scheme.map_or(Field::Unknown, |scheme| Field::at(scheme, span(text, scheme))));
    endpoint
}

/// `connect() to 127.0.0.1:80 failed`, `connect() to unix:/run/x.sock failed`.
fn dialled(text: &str, message: &str) -> Option<Endpoint> {
    let target =
        message.split_once("() to ").and_then(|(_, rest)| rest.split_once(" failed")).map(|(target, _)| target);
    // `unix:/run/x.sock failed (2: …`, where the call in front is lost.
    let target = target
        .or_else(|| message.strip_suffix(')').filter(|_| message.starts_with("unix:/"))?.split(" failed (").next());
    target.map(|target| authority(text, target, None))
}

fn authority(text: &str, rest: &str, scheme: Option<&str>) -> Endpoint {
    if let Some(socket) = rest.strip_prefix("unix:").map(str::trim_start) {
        // nginx ends a socket's path with a colon; a path may hold none.
        let (socket, path) = socket.split_once(':').map_or((socket, None), |(socket, path)| (socket, Some(path)));
        // Some configurations write unix:///run/x.sock.
        let clean = if socket.starts_with("//") { socket.trim_start_matches('/') } else { socket };
        let clean = if clean.len() < socket.len() { &socket[socket.len() - clean.len() - 1..] } else { socket };
        return Endpoint {
            socket: Field::at(FilePath(clean.to_owned()), span(text, clean)),
            host: Field::Absent,
            port: Field::Absent,
            path: Field::known(path.filter(|path| !path.is_empty())),
            ..Endpoint::default()
        };
    }
    let (authority, path) = match rest.find(['/', '?']) {
        Some(at) => (&rest[..at], Some(&rest[at..])),
        None => (rest, None),
    };
    let (host, port) = match authority.rfind(':').filter(|at| *at > authority.rfind(']').unwrap_or(0)) {
        Some(at) => (&authority[..at], Some(&authority[at + 1..])),
        None => (authority, None),
    };
    let number = port.and_then(|port| Some(Field::at(port.parse::<u16>().ok()?, span(text, port))));
    let default = || match scheme {
        // A block's name stands without a port; an address always has one.
        Some("https") if crate::facts::host::address(host).is_some() => Field::set(443u16),
        Some("http") if crate::facts::host::address(host).is_some() => Field::set(80u16),
        _ => Field::Unknown,
    };
    Endpoint {
        host: if host.is_empty() { Field::Unknown } else { Field::at(Host(host.to_owned()), span(text, host)) },
        port: number.unwrap_or_else(default),
        socket: Field::Absent,
        path: Field::known(path),
        ..Endpoint::default()
    }
}
