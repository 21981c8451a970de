//! What a `*_pass` directive, an upstream's `server` or a `listen` names: scheme, host, port or socket, and URI.

use std::ops::Range;

/// The parts of a target, as ranges of bytes of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// `http` in `http://…`.
    pub scheme: Option<Range<usize>>,
    /// A name, an address, `[::1]` with its brackets, or a variable; none for a socket.
    pub host: Option<Range<usize>>,
    /// The port, where written.
    pub port: Option<Range<usize>>,
    /// The path of a unix socket, without `unix:`.
    pub socket: Option<Range<usize>>,
    /// The URI, from its `/`.
    pub uri: Option<Range<usize>>,
}

/// Cuts a target into its parts, the way nginx does (`ngx_parse_url()`): no name is looked up, nothing is decoded.
pub fn parts(text: &str) -> Parts {
    let mut parts = Parts::default();
    let mut at = 0;
    if let Some(end) = text.find("://")
        && text[..end].bytes().all(|b| b.is_ascii_alphabetic())
        && end > 0
    {
        parts.scheme = Some(0..end);
        at = end + 3;
    }
    if text.get(at..at + 5).is_some_and(|prefix| prefix.eq_ignore_ascii_case("unix:")) {
        let path = at + 5;
        // In a proxy_pass a colon ends the socket's path and begins the URI.
        let end = text[path..].find(':').map_or(text.len(), |n| path + n);
        parts.socket = Some(path..end);
        parts.uri = (end + 1 < text.len()).then_some(end + 1..text.len());
        return parts;
    }
    let end = text[at..].find(['/', '?']).map_or(text.len(), |n| at + n);
    parts.uri = (end < text.len()).then_some(end..text.len());
    let authority = &text[at..end];
    let name_end = match authority.strip_prefix('[') {
        Some(_) => authority.find(']').map_or(authority.len(), |n| n + 1),
        None => authority.find(':').unwrap_or(authority.len()),
    };
    parts.host = (name_end > 0).then_some(at..at + name_end);
    if authority.as_bytes().get(name_end) == Some(&b':') && name_end + 1 < authority.len() {
        parts.port = Some(at + name_end + 1..end);
    }
    parts
}

/// The port nginx dials where none is written; `None` for a protocol that has none.
pub fn default_port(directive: &str, scheme: &str) -> Option<u16> {
    match (directive, scheme) {
        (_, "https" | "grpcs") => Some(443),
        ("proxy_pass" | "grpc_pass", _) => Some(80),
        _ => None,
    }
}

/// The protocol a `*_pass` directive speaks where no scheme is written.
pub fn protocol(directive: &str) -> &str {
    match directive.strip_suffix("_pass").unwrap_or(directive) {
        "proxy" => "http",
        other => other,
    }
}

/// True for a host that somebody masked before pasting: it names nothing.
pub fn is_redacted(host: &str) -> bool {
    let letters = |c: char| matches!(c, 'x' | 'X' | '*' | '.' | '#');
    host.contains("***")
        || host.starts_with('<')
        || (host.len() > 2 && host.chars().all(letters) && host.contains(['x', 'X', '*', '#']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> [&str; 5] {
        let parts = parts(text);
        [parts.scheme, parts.host, parts.port, parts.socket, parts.uri]
            .map(|range| range.map_or("", |range| &text[range]))
    }

    #[test]
    fn targets_are_cut_into_their_parts() {
        assert_eq!(cut("http://app:8000/api/"), ["http", "app", "8000", "", "/api/"]);
        assert_eq!(cut("http://app"), ["http", "app", "", "", ""]);
        assert_eq!(cut("https://[::1]:8443"), ["https", "[::1]", "8443", "", ""]);
        assert_eq!(cut("unix:/run/php/php.sock"), ["", "", "", "/run/php/php.sock", ""]);
        assert_eq!(cut("http://unix:/run/app.sock:/api"), ["http", "", "", "/run/app.sock", "/api"]);
        assert_eq!(cut("http://$backend:8000$request_uri"), ["http", "$backend", "8000$request_uri", "", ""]);
        assert_eq!(cut("127.0.0.1:9000"), ["", "127.0.0.1", "9000", "", ""]);
        assert_eq!(cut(""), ["", "", "", "", ""]);
    }
}
