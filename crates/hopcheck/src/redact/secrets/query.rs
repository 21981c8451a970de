//! Values in query strings and in fragments that are written like one: `?name=value&name=value`.

use super::{Found, add, is_plain_word};
use crate::redact::class::Class;

/// The values of all query strings. Short numbers and plain words (`page=2`, `transport=websocket`) identify nobody.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if matches!(bytes[at], b'?' | b'#' | b'&') {
            at = pairs(text, at + 1, found);
        } else {
            at += 1;
        }
    }
}

/// The pairs that begin at `start`; where looking goes on.
fn pairs(text: &str, start: usize, found: &mut Vec<Found>) -> usize {
    let bytes = text.as_bytes();
    let key = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'[' | b']' | b'%' | b'~');
    let length = bytes[start..].iter().take(80).take_while(|b| key(b)).count();
    if length == 0 || bytes.get(start + length) != Some(&b'=') {
        return start;
    }
    let value = start + length + 1;
    let ends = |b: &u8| {
        b.is_ascii_whitespace()
            || matches!(
                b,
                b'&' | b'"'
                    | b'\''
                    | b'`'
                    | b'<'
                    | b'>'
                    | b')'
                    | b'('
                    | b'|'
                    | b'\\'
                    | b','
                    | b';'
                    | b'#'
                    | b'{'
                    | b'}'
                    | b'$'
                    | 0x1b
            )
    };
    let end = value + bytes[value..].iter().position(ends).unwrap_or(bytes.len() - value);
    // What ends a sentence is no part of the address in it.
    let content = text[value..end].trim_end_matches(['.', ':', '!', '’', '…']);
    let end = value + content.len();
    let short = content.len() <= 3 && content.bytes().all(|b| b.is_ascii_digit());
    if !short && !is_plain_word(content) {
        add(text, Class::Value, value, end, found);
    }
    end.max(start)
}
