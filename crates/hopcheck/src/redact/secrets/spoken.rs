//! Secrets in sentences and on command lines: `password is hunter2`, `-u name:password`, `login … password …`.

use super::{Found, add};
use crate::redact::class::Class;

/// Words before a secret, with what may stand between; the secret has a digit, so that "password is wrong" stays.
const WORDS: &[&str] =
    &["password", "passwd", "passwort", "passphrase", "secret", "token", "apikey", "api key", "pin", "pwd"];

/// Words between.
const BETWEEN: &[&str] = &["is", "was", "ist", "lautet", "=", ":", "`", "\""];

/// Secrets that follow such a word, and those of `-u name:password`.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    for line in text.split_inclusive('\n') {
        let base = crate::text::span_in(text, line).start as usize;
        let lower = line.to_ascii_lowercase();
        for word in WORDS {
            let mut from = 0;
            while let Some(at) = lower[from..].find(word) {
                from += at + word.len();
                if let Some((start, end)) = value(line, from) {
                    add(text, Class::Secret, base + start, base + end, found);
                }
            }
        }
        for flag in [" -u ", " --user ", " -U ", " --proxy-user ", " -u", " --user="] {
            if let Some(at) = line.find(flag) {
                credentials(text, base, line, at + flag.len(), found);
            }
        }
    }
}

fn value(line: &str, from: usize) -> Option<(usize, usize)> {
    let mut rest = line.get(from..)?.trim_start_matches([' ', '\t']);
    if rest.len() == line.len() - from {
        return None;
    }
    if let Some(word) = BETWEEN.iter().find(|word| rest.starts_with(**word)) {
        rest = rest[word.len()..].trim_start_matches([' ', '\t', '`', '"', '\'']);
    }
    let length =
        rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';' | ')')).unwrap_or(rest.len());
    let value = rest[..length].trim_end_matches(['.', '!', '?']);
    let digit = value.bytes().any(|b| b.is_ascii_digit());
    let start = line.len() - rest.len();
    (digit && value.len() >= 4 && !value.contains(['=', '('])).then_some((start, start + value.len()))
}

/// `name:password`, where the name is no number (`docker run -u 1000:1000`).
fn credentials(text: &str, base: usize, line: &str, at: usize, found: &mut Vec<Found>) {
    let rest = line[at..].trim_start_matches(['"', '\'']);
    let at = line.len() - rest.len();
    let length = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')).unwrap_or(rest.len());
    let Some((name, password)) = rest[..length].split_once(':') else { return };
    let start = base + at + name.len() + 1;
    if !name.is_empty()
        && !name.bytes().all(|b| b.is_ascii_digit())
        && !password.starts_with("//")
        && line.contains("curl") | line.contains("wget") | line.contains("http")
    {
        add(text, Class::User, base + at, base + at + name.len(), found);
        add(text, Class::Secret, start, start + password.len(), found);
    }
}
