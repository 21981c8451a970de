//! Lines of an HTTP exchange.

use super::{good, sure};
use crate::intake::Kind;
use crate::intake::guess::Guess;
use crate::intake::pattern::{run, shape};

/// Lines of an HTTP exchange.
pub(super) fn exchange(_: &str, text: &str) -> Option<Guess> {
    let starts = |with: &[&str]| with.iter().any(|w| text.starts_with(w));
    if starts(&["HTTP/1.1 ", "HTTP/1.0 ", "HTTP/2 ", "HTTP/3 ", "HTTP/2.0 "])
        && shape(text.split(' ').nth(1).unwrap_or(""), "000").is_some()
    {
        return good(Kind::Curl, 8);
    }
    if starts(&[
        "curl: (",
        "* Connected to ",
        "*   Trying ",
        "* Trying ",
        "* Rebuilt URL",
        "* TCP_NODELAY",
        "* Host ",
        "* Connection #",
        "* connect to ",
        "* ALPN",
        "* SSL",
        "* TLS",
        "* Mark bundle",
        "* Closing connection",
        "* upload completely",
        "* Empty reply",
        "* Recv failure",
        "* HTTP ",
        "* Server ",
        "  % Total",
        "* Could not resolve",
        "* using HTTP",
        "* Request completely",
    ]) {
        return good(Kind::Curl, 8);
    }
    let is_request =
        |t: &str| ["GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "PATCH "].iter().any(|m| t.starts_with(m));
    if let Some(rest) = text.strip_prefix("> ").or_else(|| text.strip_prefix("< ")) {
        let header = run(rest, |b| b.is_ascii_alphanumeric() || b == b'-');
        if is_request(rest) || rest.starts_with("HTTP/") || (header > 0 && rest[header..].starts_with(": ")) {
            return good(Kind::Curl, 8);
        }
    }
    if is_request(text) && (text.contains(" HTTP/") || text.split(' ').count() == 2) {
        return sure(Kind::Curl);
    }
    if shape(text, "000 A").is_some()
        && [
            "502 Bad", "503 Serv", "504 Gate", "404 Not", "403 Forb", "400 Bad", "413 Req", "413 Pay", "499 ",
            "500 Int", "301 Mov", "401 Una", "426 Upg", "429 Too",
        ]
        .iter()
        .any(|s| text.starts_with(s))
    {
        return sure(Kind::Curl);
    }
    if starts(&["<html>", "<head><title>", "<body bgcolor", "<center>", "<hr><center>", "<!DOCTYPE", "<!doctype"])
        || (text.starts_with('<') && text.contains("<title>"))
    {
        return good(Kind::Curl, 4);
    }
    if matches!(text, "<uwsgi>" | "</uwsgi>") {
        return sure(Kind::AppConfig);
    }
    if text.starts_with('<')
        && text[1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic())
        && text.contains('>')
        && !text.contains("<script")
        && !text.contains("<template")
    {
        return good(Kind::Curl, 1);
    }
    if matches!(text, "File not found." | "default backend - 404" | "Bad Gateway") {
        return sure(Kind::Curl);
    }
    let header = run(text, |b| b.is_ascii_alphanumeric() || b == b'-');
    let known = [
        "server",
        "date",
        "content-type",
        "content-length",
        "connection",
        "upgrade",
        "host",
        "user-agent",
        "accept",
        "location",
        "origin",
        "pragma",
        "cache-control",
        "set-cookie",
        "transfer-encoding",
        "etag",
        "vary",
    ];
    let name = text[..header].to_ascii_lowercase();
    if text[header..].trim_start().starts_with(": ")
        && (known.contains(&name.as_str()) || name.starts_with("sec-websocket") || name.starts_with("access-control"))
    {
        return good(Kind::Curl, 4);
    }
    None
}
