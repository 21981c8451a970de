//! Keys and certificates in PEM (RFC 7468), also where a string holds one on a line with `\n` in it.

use super::{Found, add};
use crate::redact::class::Class;

/// The bodies between `-----BEGIN …-----` and `-----END`; of one that is cut off, as far as it looks like one.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let mut from = 0;
    while let Some(at) = text[from..].find("-----BEGIN ").map(|at| from + at) {
        let label = at + "-----BEGIN ".len();
        from = label;
        let Some(close) =
            text[label..].bytes().take(80).position(|b| !(b.is_ascii_uppercase() || matches!(b, b' ' | b'0'..=b'9')))
        else {
            continue;
        };
        if !text[label + close..].starts_with("-----") {
            continue;
        }
        let start = label + close + "-----".len();
        let body = |b: u8| {
            b.is_ascii_alphanumeric()
                || b.is_ascii_whitespace()
                || matches!(b, b'+' | b'/' | b'=' | b'\\' | b'-' | b':' | b',' | b'|' | b'>')
        };
        let reach = start + text[start..].bytes().take_while(|b| body(*b)).count();
        let end = text[start..reach].find("-----END").map_or(reach, |end| start + end);
        let space = |c: char| c.is_ascii_whitespace();
        let inner = text[start..end].trim_matches(space);
        // `\n` as two characters around the body belongs to the string, not to the key.
        let mut first = start + (text[start..end].len() - text[start..end].trim_start_matches(space).len());
        let mut last = first + inner.len();
        if inner.starts_with("\\n") && inner.len() > 4 {
            first += 2;
        }
        if text[first..last].ends_with("\\n") {
            last -= 2;
        }
        add(text, Class::Secret, first, last, found);
        from = end;
    }
}
