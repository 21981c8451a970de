//! Cookies: `Cookie: a=b; c=d`, `Set-Cookie: a=b; Path=/`, `document.cookie = "…"`, `curl -b`. Names stay, values go.

use super::{Found, add};
use crate::redact::class::Class;

/// Attributes of a cookie (RFC 6265, 5.2), which are no secret.
const ATTRIBUTES: &[&str] = &["path", "domain", "expires", "max-age", "samesite", "priority"];

/// The values of all cookies.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = bytes[from..].windows(6).position(|window| window.eq_ignore_ascii_case(b"cookie")) {
        let at = from + at + 6;
        from = at;
        let rest = &text[at..];
        let rest = rest.trim_start_matches(['"', '\'', ' ', '\t', '\\']);
        let Some(rest) = rest.strip_prefix([':', '=']) else { continue };
        let rest = rest.trim_start_matches(['"', '\'', ' ', '\t', '\\', '`', '=']);
        from = text.len() - rest.len();
        from = pairs(text, from, found);
    }
    for line in text.split_inclusive('\n').filter(|line| line.contains("curl")) {
        for flag in [" -b ", " -b", " --cookie "] {
            if let Some(at) = line.find(flag) {
                let start = crate::text::span_in(text, line).start as usize + at + flag.len();
                let quotes = text[start..].len() - text[start..].trim_start_matches(['"', '\'']).len();
                pairs(text, start + quotes, found);
                break;
            }
        }
    }
}

/// The pairs from `start` on; where they end.
fn pairs(text: &str, start: usize, found: &mut Vec<Found>) -> usize {
    let rest = &text[start..];
    let end = rest.find(['\n', '\r', '"', '\'', '`', '\u{1b}']).unwrap_or(rest.len());
    let mut at = start;
    for pair in rest[..end].split(';') {
        if let Some((name, value)) = pair.split_once('=')
            && !ATTRIBUTES.contains(&name.trim().to_ascii_lowercase().as_str())
        {
            let value_at = at + name.len() + 1;
            add(text, Class::Cookie, value_at, value_at + value.trim_end().trim_end_matches('\\').len(), found);
        }
        at += pair.len() + 1;
    }
    start + end
}
