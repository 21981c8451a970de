//! Values with a name that says they are secret: `KEY=value`, `"key": "value"`, `--key value`, headers, directives.

use super::key_name::{self, Sign};
use super::{Found, add, is_plain_word};
use crate::redact::class::Class;

/// Longest name that is looked at.
const NAME: usize = 80;

/// Directives, commands and flags whose first argument is a name and whose second is its value.
const PAIRS: &[&str] = &[
    "proxy_set_header",
    "fastcgi_param",
    "uwsgi_param",
    "scgi_param",
    "grpc_set_header",
    "add_header",
    "more_set_headers",
    "set",
    "SetEnv",
    "RequestHeader",
    "ENV",
    "ARG",
];

/// Names that a space alone may part from their value.
const BARE: &[&str] = &["requirepass", "masterauth"];

/// Schemes that stand before the secret in an `Authorization` header.
const SCHEMES: &[&str] = &["bearer", "basic", "token", "digest", "apikey", "negotiate", "ntlm", "aws4-hmac-sha256"];

/// Values after `=`, `:`, `=>`, `>` and, where the writing has it so, a space.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'=' | b':' => after_sign(text, at, found),
            b'>' => after_tag(text, at, found),
            b' ' | b'\t' => after_space(text, at, found),
            _ => None,
        };
        at = end.unwrap_or(0).max(at + 1);
    }
}

/// The name that ends at `end`, with its quotes and brackets taken off: (start, end).
fn name_before(bytes: &[u8], end: usize) -> Option<(usize, usize)> {
    let mut last = end;
    let mut seen = 0;
    while last > 0 && seen < 4 && matches!(bytes[last - 1], b' ' | b'\t' | b'"' | b'\'' | b']' | b'\\' | b'`') {
        last -= 1;
        seen += 1;
    }
    let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    let length = bytes[..last].iter().rev().take(NAME).take_while(|b| part(b)).count();
    (length > 0).then_some((last - length, last))
}

fn after_sign(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let bytes = text.as_bytes();
    let (name_start, name_end) = name_before(bytes, at)?;
    let name = &text[name_start..name_end];
    let sign = key_name::sign(name)?;
    // The shell's working directory, and a variable that something follows (`-v $PWD:/app`).
    let variable = name_start > 0 && matches!(bytes[name_start - 1], b'$' | b'{');
    if matches!(name, "PWD" | "OLDPWD") || variable && bytes[at] == b':' {
        return None;
    }
    let mut start = at + 1;
    // `=>`, `==`, `:=`, `::`
    while bytes.get(start).is_some_and(|b| matches!(b, b'=' | b'>' | b':')) && start < at + 3 {
        start += 1;
    }
    let spaced = bytes.get(start).is_some_and(|b| matches!(b, b' ' | b'\t'));
    start += spaces(bytes, start);
    if text[start..].starts_with("//") {
        return None;
    }
    let line = line_start(text, name_start);
    let first = stands_first(text.get(line..name_start)?);
    let header = name.to_ascii_lowercase().ends_with("authorization");
    let quoted = name_start.checked_sub(1).map(|before| bytes[before]).filter(|b| matches!(b, b'"' | b'\''));
    // `"KEY=value"`: the quote before the name ends the value.
    let inside = quoted.filter(|_| name_end == at);
    // In the middle of a line a colon ends what speaks, and its message follows (`csrf: Forbidden`).
    if sign == Sign::Weak && bytes[at] == b':' && spaced && !first {
        let word = &text[start..until(text, start, |b| b.is_ascii_whitespace())];
        if !word.bytes().any(|b| b.is_ascii_digit()) && !word.starts_with(['"', '\'']) {
            return None;
        }
    }
    let end = match inside {
        _ if header => header_end(text, start),
        Some(quote) => until(text, start, |b| b == quote || b == b'\\'),
        None => {
            let listed = text[line..name_start].trim_start().starts_with("- ");
            return value(text, start, sign, first && (bytes[at] == b':' || spaced || listed), first, found);
        }
    };
    hide(text, start, end, sign, found)
}

/// `<password>value</password>`
fn after_tag(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let bytes = text.as_bytes();
    let (start, end) = name_before(bytes, at)?;
    if end != at || start.checked_sub(1).map(|before| bytes[before]) != Some(b'<') {
        return None;
    }
    let sign = key_name::sign(&text[start..end])?;
    hide(text, at + 1, until(text, at + 1, |b| b == b'<'), sign, found)
}

/// `--password value`, `ENV KEY value`, `proxy_set_header X-Api-Key value;`, `requirepass value`
fn after_space(text: &str, at: usize, found: &mut Vec<Found>) -> Option<usize> {
    let bytes = text.as_bytes();
    let (name_start, name_end) = name_before(bytes, at).filter(|(_, end)| *end == at)?;
    let name = &text[name_start..name_end];
    let bare = BARE.contains(&name);
    let flag = name.starts_with("--");
    if !bare && !flag {
        let word_end = bytes[..name_start].iter().rposition(|b| !matches!(b, b' ' | b'\t' | b'$'))? + 1;
        let length =
            bytes[..word_end].iter().rev().take(20).take_while(|b| b.is_ascii_alphabetic() || **b == b'_').count();
        if !PAIRS.contains(&&text[word_end - length..word_end]) {
            return None;
        }
    }
    let sign = key_name::sign(name)?;
    let start = at + spaces(bytes, at);
    if bytes.get(start).is_some_and(|b| matches!(b, b'=' | b'-')) {
        return None;
    }
    if name.to_ascii_lowercase().ends_with("authorization") {
        return hide(text, start, header_end(text, start), sign, found);
    }
    value(text, start, sign, false, false, found)
}

/// Hides the value at `start`: a quoted one up to its quote; a bare one up to the line's end where it is `whole`, to the next space
/// where its name stands first on the line, and else to the next sign that ends values.
fn value(text: &str, start: usize, sign: Sign, whole: bool, first: bool, found: &mut Vec<Found>) -> Option<usize> {
    let bytes = text.as_bytes();
    let escaped = usize::from(bytes.get(start) == Some(&b'\\'));
    let (start, end) = match bytes.get(start + escaped).copied() {
        Some(quote @ (b'"' | b'\'' | b'`')) => {
            let start = start + escaped + 1;
            (start, quoted_end(text, start, quote, escaped == 1))
        }
        _ if whole => (start, comment(text, start, until(text, start, |_| false))),
        _ if first => (start, trimmed(text, start, until(text, start, |b| b.is_ascii_whitespace()))),
        _ => (
            start,
            until(text, start, |b| {
                b.is_ascii_whitespace()
                    || matches!(b, b',' | b';' | b'&' | b')' | b'}' | b']' | b'"' | b'\'' | b'<' | b'>' | b'|' | b'\\')
            }),
        ),
    };
    // Code that gets the secret from elsewhere (`getToken()`); in quotes a bracket is the secret's own.
    let quoted = start > 0 && matches!(bytes[start - 1], b'"' | b'\'' | b'`');
    let name = text[start..end].bytes().take_while(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'.')).count();
    let called = !quoted && name > 0 && bytes.get(start + name) == Some(&b'(');
    if called { None } else { hide(text, start, end, sign, found) }
}

fn hide(text: &str, mut start: usize, end: usize, sign: Sign, found: &mut Vec<Found>) -> Option<usize> {
    start += text.get(start..end)?.len() - text[start..end].trim_start_matches(['"', '\'', '`']).len();
    let value = text.get(start..end)?;
    if let Some((scheme, rest)) = value.split_once(' ')
        && SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())
    {
        start = end - rest.trim_start().len();
    }
    // A full stop ends the sentence that a value stands in.
    let end = start + text[start..end].trim_end_matches(['.', ':', '…']).len();
    let value = &text[start..end];
    if sign == Sign::Weak && (is_plain_word(value) || value.len() < 4) {
        return None;
    }
    add(text, Class::Secret, start, end, found);
    Some(end)
}

/// The end of a header's value: of the line, or the quote that holds the header.
fn header_end(text: &str, start: usize) -> usize {
    let quote = usize::from(text[start..].starts_with(['"', '\'', '`']));
    until(text, start + quote, |b| matches!(b, b'"' | b'\'' | b'`' | b';' | b'\\'))
}

fn spaces(bytes: &[u8], at: usize) -> usize {
    bytes[at.min(bytes.len())..].iter().take(64).take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// The first byte from `start` on that ends it, or the line's end.
fn until(text: &str, start: usize, ends: impl Fn(u8) -> bool) -> usize {
    let rest = text.as_bytes().get(start..).unwrap_or(&[]);
    start + rest.iter().position(|b| matches!(b, b'\n' | b'\r' | 0x1b) || ends(*b)).unwrap_or(rest.len())
}

fn quoted_end(text: &str, start: usize, quote: u8, escaped: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() && !matches!(bytes[at], b'\n' | b'\r') {
        match bytes[at] {
            b'\\' if escaped && bytes.get(at + 1) == Some(&quote) => return at,
            b'\\' => at += 1,
            b if b == quote => return at,
            _ => {}
        }
        at += 1;
    }
    at.min(bytes.len())
}

/// Without the comment behind a value.
fn comment(text: &str, start: usize, end: usize) -> usize {
    let value = &text[start..end];
    let value = [" #", "\t#", " //"].iter().filter_map(|mark| value.find(mark)).min().map_or(value, |at| &value[..at]);
    trimmed(text, start, start + value.len())
}

fn trimmed(text: &str, start: usize, end: usize) -> usize {
    start + text[start..end].trim_end_matches([' ', '\t', ',', ';']).len()
}

fn line_start(text: &str, at: usize) -> usize {
    // A name that stands deep in a long line does not stand first.
    let from = at.saturating_sub(60);
    text.as_bytes()[from..at].iter().rposition(|b| *b == b'\n').map_or(from, |line| from + line + 1)
}

/// True where nothing stands before a name on its line but what introduces one.
fn stands_first(before: &str) -> bool {
    let before = before.trim_start_matches([' ', '\t', '-', '"', '\'', '>', '<', '*', '#', ';', '$']);
    matches!(
        before.trim_end(),
        "" | "export"
            | "ENV"
            | "ARG"
            | "set"
            | "Environment="
            | "Environment=\""
            | "env["
            | "php_value["
            | "const"
            | "let"
            | "var"
    )
}
