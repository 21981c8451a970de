//! Units, programs, pools and modules: `acme.service`, `[program:acme]`, `[pool acme]`, `acme.wsgi:application`.

use super::Names;
use crate::redact::class::Class;

/// What a unit's file or a Python module ends with, behind its name.
const ENDINGS: &[&str] = &[
    ".service",
    ".socket",
    ".timer",
    ".wsgi",
    ".asgi",
    ".settings",
    ".urls",
    ".routing",
    ".celery",
    ".main:",
    ".app:",
    ".sock",
];

/// The names of a line.
pub(super) fn find(line: &str, names: &mut Names) {
    for ending in ENDINGS {
        for (at, _) in line.match_indices(ending) {
            let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'@' | 0x80..);
            let length = line.as_bytes()[..at].iter().rev().take(60).take_while(|b| part(b)).count();
            if let Some(name) = line.get(at - length..at) {
                names.add(Class::Name, name);
            }
        }
    }
    let trimmed = line.trim();
    if let Some(section) = trimmed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let name = section.strip_prefix("program:").or_else(|| section.strip_prefix("group:")).unwrap_or(section);
        if name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')) {
            names.add(Class::Name, name);
        }
    }
    for mark in ["[pool ", "zone="] {
        if let Some((_, rest)) = line.split_once(mark) {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')));
            names.add(Class::Name, &rest[..end.unwrap_or(rest.len())]);
        }
    }
}
