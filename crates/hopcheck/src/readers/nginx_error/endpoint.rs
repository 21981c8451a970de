//! The other end: from `upstream: "…"`, or from the message of `connect() to …`.

use super::anatomy::Line;
use crate::facts::nginx::Endpoint;
use crate::text::span_in;

/// Fills in the endpoint a line speaks of.
pub fn put_upstream(to: &mut Endpoint, text: &str, parts: &Line) {
    // A line cut off behind `upstream:` still has what it dialled in its message.
    if let Some(url) = parts.upstream.filter(|url| !url.is_empty()) {
        put_url(to, text, url);
    } else if let Some(target) = dialled(parts.message) {
        put_authority(to, text, target, None);
    } else if parts.request.is_some() && parts.host.is_some() {
        // nginx writes the upstream before the host (`ngx_http_log_error_handler`): a line that has the one and not
        // the other has none.
        to.scheme.put_absent();
        to.host.put_absent();
        to.port.put_absent();
        to.socket.put_absent();
        to.path.put_absent();
    }
}

/// `http://172.18.0.3:80/path`, `fastcgi://unix:/run/x.sock:`, `http://block/path`.
fn put_url(to: &mut Endpoint, text: &str, url: &str) {
    let (scheme, rest) = url.split_once("://").map_or((None, url), |(scheme, rest)| (Some(scheme), rest));
    put_authority(to, text, rest, scheme);
    to.scheme.put_known_part(text, scheme);
}

/// `connect() to 127.0.0.1:80 failed`, `connect() to unix:/run/x.sock failed`.
fn dialled(message: &str) -> Option<&str> {
    let target =
        message.split_once("() to ").and_then(|(_, rest)| rest.split_once(" failed")).map(|(target, _)| target);
    // `unix:/run/x.sock failed (2: …`, where the call in front is lost.
    target.or_else(|| message.strip_suffix(')').filter(|_| message.starts_with("unix:/"))?.split(" failed (").next())
}

fn put_authority(to: &mut Endpoint, text: &str, rest: &str, scheme: Option<&str>) {
    if let Some(socket) = rest.strip_prefix("unix:").map(str::trim_start) {
        // nginx ends a socket's path with a colon; a path may hold none.
        let (socket, path) = socket.split_once(':').map_or((socket, None), |(socket, path)| (socket, Some(path)));
        // Some configurations write unix:///run/x.sock.
        let clean = if socket.starts_with("//") { socket.trim_start_matches('/') } else { socket };
        let clean = if clean.len() < socket.len() { &socket[socket.len() - clean.len() - 1..] } else { socket };
        to.socket.put_part(text, clean);
        to.host.put_absent();
        to.port.put_absent();
        to.path.put_known(path.filter(|path| !path.is_empty()));
        return;
    }
    let (authority, path) = match rest.find(['/', '?']) {
        Some(at) => (&rest[..at], Some(&rest[at..])),
        None => (rest, None),
    };
    let (host, port) = match authority.rfind(':').filter(|at| *at > authority.rfind(']').unwrap_or(0)) {
        Some(at) => (&authority[..at], Some(&authority[at + 1..])),
        None => (authority, None),
    };
    if let Some((port, number)) = port.and_then(|port| Some((port, port.parse::<u16>().ok()?))) {
        to.port.put_at(number, span_in(text, port));
    } else if crate::facts::host::address(host).is_some() {
        // A block's name stands without a port; an address always has one.
        match scheme {
            Some("https") => to.port.put(443u16),
            Some("http") => to.port.put(80u16),
            _ => {}
        }
    }
    if !host.is_empty() {
        to.host.put_part(text, host);
    }
    to.socket.put_absent();
    to.path.put_known(path);
}
