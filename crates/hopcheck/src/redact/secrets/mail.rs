//! Mail addresses: the part before the `@`. What follows is a host like any other.

use super::{Found, add, is_plain_word};
use crate::redact::class::Class;

/// The local part of everything that is written like a mail address (RFC 5322, 3.4.1, without quoted forms).
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices('@') {
        let local = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+' | b'%' | 0x80..);
        let length = bytes[..at].iter().rev().take(64).take_while(|b| local(b)).count();
        let mut start = at - length;
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let host = bytes[at + 1..]
            .iter()
            .take(255)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | 0x80..))
            .count();
        let dotted =
            bytes[at + 1..at + 1 + host].iter().position(|b| *b == b'.').is_some_and(|dot| dot > 0 && dot + 1 < host);
        if length > 0 && dotted && !is_plain_word(&text[start..at]) {
            add(text, Class::Mail, start, at, found);
        }
    }
}
