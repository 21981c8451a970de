//! Values that must not leave, by where they stand: each scanner knows one manner of writing, and finds spans.

mod assigned;
mod cookie;
mod key_block;
mod key_name;
mod mail;
mod own;
mod query;
mod shape;
mod spoken;
mod url;

use super::class::Class;
use super::words::{is_common, is_replacement};

/// A span to replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// What it is.
    pub class: Class,
    /// Offset of its first byte.
    pub start: usize,
    /// Offset behind its last byte.
    pub end: usize,
}

/// Everything to replace in a text by where it stands, in order and without overlaps. `own` are the reader's words to hide.
pub(super) fn find(text: &str, own: &[String]) -> Vec<Found> {
    let mut found = Vec::new();
    own::find(text, own, &mut found);
    key_block::find(text, &mut found);
    url::find(text, &mut found);
    cookie::find(text, &mut found);
    assigned::find(text, &mut found);
    spoken::find(text, &mut found);
    query::find(text, &mut found);
    shape::find(text, &mut found);
    mail::find(text, &mut found);
    // Of two that begin together the earlier scanner's stands first; of what overlaps only the rest is left.
    found.sort_by_key(|one| one.start);
    let mut covered = 0;
    let mut apart = Vec::with_capacity(found.len());
    for mut one in found {
        one.start = one.start.max(covered);
        if one.start < one.end {
            covered = one.end;
            apart.push(one);
        }
    }
    apart
}

/// The secret, where it is one word that is hidden wherever it stands: long enough, and no word of its own.
pub(super) fn everywhere(text: &str, one: &Found) -> Option<String> {
    let value = text.get(one.start..one.end)?;
    let word = value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    let secret = matches!(one.class, Class::Secret | Class::Cookie);
    (secret && word && value.len() >= 6 && value.len() <= 200 && !is_plain_word(value)).then(|| value.to_owned())
}

/// Adds the value at these offsets, unless there is nothing to hide in it.
fn add(text: &str, class: Class, start: usize, end: usize, found: &mut Vec<Found>) {
    let value = text.get(start..end).unwrap_or("");
    if !value.is_empty() && !says_nothing(value) {
        found.push(Found { class, start, end });
    }
}

/// True for values that are no secret: a variable, a placeholder, a switch, a replacement.
fn says_nothing(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let marked = value
        .bytes()
        .all(|b| matches!(b, b'*' | b'.' | b'-' | b'x' | b'X' | b'_' | b'#' | b'?' | b'/' | b':' | b'=' | b',' | b';'));
    let named = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'{' | b'}' | b'(' | b')' | b':' | b'-' | b'.');
    let variable = value.strip_prefix('$').is_some_and(|name| name.starts_with(['{', '(']) || name.bytes().all(named));
    value.len() < 2
        || marked
        || variable
        || is_replacement(&lower)
        || value.starts_with('<') && value.ends_with('>')
        || value.starts_with(['{', '`', '\\'])
        || value.starts_with('%') && value.len() == 2
        || value.starts_with("%(")
        || value.starts_with("%{")
        || matches!(
            lower.as_str(),
            "true"
                | "false"
                | "yes"
                | "no"
                | "on"
                | "off"
                | "null"
                | "none"
                | "nil"
                | "undefined"
                | "redacted"
                | "hidden"
        )
        || ["process.env", "os.environ", "os.getenv", "getenv(", "env(", "config(", "import.meta.env"]
            .iter()
            .any(|call| lower.starts_with(call))
}

/// True for words of everyday's language or technology and short numbers, which a weak sign does not make a secret.
fn is_plain_word(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let number = |word: &str| word.len() > 3 && word.bytes().all(|b| b.is_ascii_digit());
    lower.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()).all(|word| is_common(word) && !number(word))
}
