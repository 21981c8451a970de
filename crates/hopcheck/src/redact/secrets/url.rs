//! Credentials in addresses: `scheme://name:password@host`.

use super::{Found, add, is_plain_word};
use crate::redact::class::Class;

/// Names and passwords before the `@` of an authority (RFC 3986, 3.2.1).
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices("://") {
        let start = at + 3;
        let ends = |b: &u8| {
            b.is_ascii_whitespace() || matches!(b, b'/' | b'?' | b'"' | b'\'' | b'<' | b'>' | b'`' | b'\\' | 0x1b)
        };
        let end =
            start + bytes[start..].iter().take(1024).position(ends).unwrap_or_else(|| bytes[start..].len().min(1024));
        // A password may hold an `@` of its own; the last one ends it.
        let Some(sign) = bytes[start..end].iter().rposition(|b| *b == b'@').map(|sign| start + sign) else { continue };
        let colon = bytes[start..sign].iter().position(|b| *b == b':').map_or(sign, |colon| start + colon);
        if text.get(start..colon).is_some_and(|name| !is_plain_word(name)) {
            add(text, Class::User, start, colon, found);
        }
        add(text, Class::Secret, (colon + 1).min(sign), sign, found);
    }
}
