//! Caddy's lines about requests, `http.log.access…` and `http.log.error…`: JSON, or the form of a terminal with JSON at the end (seen with
//! 2.6.2). What it says of an upstream are the words of Go's `net`, `crypto/tls` and `net/http`.

use super::{named, upstream};
use crate::facts::http::EdgeEntry;
use crate::facts::nginx::Endpoint;
use crate::facts::{Field, FilePath, Host};
use crate::text::{Decimal, span_in};

/// The entry of a line; its time is a number of seconds, or has no form that logs share.
pub fn entry<'t>(all: &str, line: &'t str) -> Option<(Box<EdgeEntry>, Option<&'t str>)> {
    let json = &line[line.find('{').filter(|_| line.contains("http.log."))?..];
    let fields = named::pairs(json)?;
    let get = |name: &str| fields.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    let status_word = get("status")?;
    let uri = get("uri")?;
    let path = uri.split('?').next().unwrap_or(uri);
    // Without its JSON a terminal's line is time, level, logger and message, parted by tabs.
    let before = || {
        line[..line.len() - json.len()].split("http.log.").nth(1)?.split_once(['\t', ' ']).map(|(_, said)| said.trim())
    };
    let message = get("msg").or_else(before).filter(|message| !message.is_empty() && *message != "handled request");
    let (end, target) = message.map_or_else(Default::default, |message| failure(all, message));
    let mut fact = EdgeEntry::unknown();
    fact.by.put("caddy");
    fact.method.put_known(get("method"));
    fact.path.put_part(all, path);
    fact.status.put_at(status_word.parse::<u32>().ok()?, span_in(all, status_word));
    fact.target = target.unwrap_or_default();
    fact.seconds.put_known(get("duration").and_then(|seconds| seconds.decimal()));
    fact.end.put_known(end);
    if let Some(message) = message {
        fact.message.put_part(all, message);
    }
    Some((fact, None))
}

/// How a request ended by Go's words for it, and what was dialled.
fn failure(all: &str, message: &str) -> (Option<&'static str>, Option<Endpoint>) {
    let says = |words: &str| message.contains(words);
    let end = match () {
        () if says("connection refused") => Some("connect-failed"),
        () if says("no such host") || says("server misbehaving") => Some("name-not-resolved"),
        () if says("no route to host") || says("network is unreachable") => Some("unreachable"),
        () if says("dial unix") && says("no such file or directory") => Some("socket-missing"),
        () if says("dial unix") && says("permission denied") => Some("socket-denied"),
        () if says("timeout awaiting response headers") => Some("server-timeout"),
        () if says("dial tcp") && says("i/o timeout") => Some("connect-timeout"),
        () if says("first record does not look like a TLS handshake")
            || says("server gave HTTP response to HTTPS client") =>
        {
            Some("tls-to-plain")
        }
        () if says("x509: ") => Some("certificate-refused"),
        () if says("malformed HTTP response") => Some("answer-invalid"),
        () if says("connection reset by peer") => Some("reset"),
        () if message == "EOF" || says("unexpected EOF") => Some("closed"),
        () if says("context canceled") => Some("client-gone"),
        () => None,
    };
    let words = |before: &str| message.split_once(before).and_then(|(_, rest)| rest.split(": ").next());
    let socket = words("dial unix ").map(|path| Endpoint {
        socket: Field::at(FilePath(path.to_owned()), span_in(all, path)),
        host: Field::Absent,
        port: Field::Absent,
        ..Endpoint::default()
    });
    // `lookup app on 127.0.0.11:53: no such host`
    let name = || {
        words("lookup ")
            .and_then(|rest| rest.split(' ').next())
            .map(|name| Endpoint { host: Field::at(Host(name.to_owned()), span_in(all, name)), ..Endpoint::default() })
    };
    let address = || words("dial tcp ").and_then(|address| upstream::endpoint(all, address));
    (end, socket.or_else(name).or_else(address))
}

#[cfg(test)]
mod tests {
    use crate::intake::Kind;
    use crate::readers::testing::{facts, one, text};

    /// As Caddy 2.6.2 wrote them, headers left out.
    #[test]
    fn what_became_of_the_upstream() {
        for (said, status, end, target) in [
            ("dial tcp 127.0.0.1:18999: connect: connection refused", "502", "connect-failed", "127.0.0.1:18999"),
            ("dial tcp [::1]:18999: connect: connection refused", "502", "connect-failed", "[::1]:18999"),
            ("dial tcp: lookup app on 127.0.0.11:53: no such host", "502", "name-not-resolved", "app:"),
            (
                "dial unix /run/nothere.sock: connect: no such file or directory",
                "502",
                "socket-missing",
                "/run/nothere.sock",
            ),
            ("dial unix /run/shop.sock: connect: permission denied", "502", "socket-denied", "/run/shop.sock"),
            ("dial unix /run/shop.sock: connect: connection refused", "502", "connect-failed", "/run/shop.sock"),
            ("tls: first record does not look like a TLS handshake", "502", "tls-to-plain", ""),
            ("EOF", "502", "closed", ""),
            ("net/http: timeout awaiting response headers", "504", "server-timeout", ""),
            ("dial tcp 10.9.9.9:80: i/o timeout", "502", "connect-timeout", "10.9.9.9:80"),
        ] {
            let json = format!(
                r#"{{"level":"error","ts":1795652154.4543524,"logger":"http.log.error.log0","msg":"{said}","request":{{"remote_ip":"127.0.0.1","proto":"HTTP/1.1","method":"GET","host":"127.0.0.1:18080","uri":"/x?y"}},"duration":0.000293347,"status":{status},"err_id":"rqp22st4t","err_trace":"reverseproxy.statusError (reverseproxy.go:1272)"}}"#
            );
            let console = format!(
                "2026/11/26 00:15:54.454\tERROR\thttp.log.error.log0\t{said}\t{{\"request\": {{\"remote_ip\": \"127.0.0.1\", \"method\": \"GET\", \"uri\": \"/x?y\"}}, \"duration\": 0.000293347, \"status\": {status}, \"err_id\": \"rqp22st4t\"}}"
            );
            for line in [json, console] {
                let store = one(Kind::AccessLog, "", &line);
                let entry = facts(&store, "edge-entry")[0];
                let dialled =
                    match (text(entry, "target.socket"), text(entry, "target.host"), text(entry, "target.port")) {
                        (socket, ..) if !socket.is_empty() => socket,
                        (_, host, _) if host.is_empty() => String::new(),
                        (_, host, port) => format!("{host}:{port}"),
                    };
                let fields = ["path", "status", "end", "message"].map(|path| text(entry, path));
                assert_eq!(
                    (fields, dialled.as_str()),
                    (["/x", status, end, said].map(str::to_owned), target),
                    "{line}"
                );
            }
        }
    }
}
