//! Secrets that their own form betrays: keys with a vendor's prefix, JSON web tokens, password hashes, and random text.

use super::{Found, add};
use crate::redact::class::Class;

/// How vendors begin their keys. What follows is at least twelve characters long.
const PREFIXES: &[&str] = &[
    "AKIA",
    "ASIA",
    "AGPA",
    "AIDA",
    "AROA",
    "AIza",
    "ya29.",
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "gldt-",
    "glrt-",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "xoxr-",
    "xoxs-",
    "xapp-",
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "rk_test_",
    "pk_live_",
    "whsec_",
    "sk-",
    "sk-ant-",
    "sk-proj-",
    "SG.",
    "key-",
    "npm_",
    "pypi-",
    "hf_",
    "dop_v1_",
    "doo_v1_",
    "shpat_",
    "shpss_",
    "sq0atp-",
    "sq0csp-",
    "EAAC",
    "PMAK-",
    "dapi",
    "lin_api_",
    "hvs.",
    "hvb.",
    "AGE-SECRET-KEY-",
    "tskey-",
    "NRAK-",
    "dckr_pat_",
    "rubygems_",
    "sntrys_",
];

/// The fewest characters of random text that is taken for a secret.
const RANDOM: usize = 20;

/// Every word of the text that looks like a secret.
pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let bytes = text.as_bytes();
    let word = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'+' | b'=' | b'.' | b'$' | b'/');
    let mut at = 0;
    while at < bytes.len() {
        if !word(bytes[at]) {
            at += 1;
            continue;
        }
        let end = at + bytes[at..].iter().position(|b| !word(*b)).unwrap_or(bytes.len() - at);
        of_run(text, at, end, found);
        at = end;
    }
}

fn of_run(text: &str, start: usize, end: usize, found: &mut Vec<Found>) {
    if let Some(hash) = password_hash(&text[start..end]) {
        return found.push(Found { class: Class::Secret, start: start + hash, end });
    }
    let mut at = start;
    for part in text[start..end].split(['/', '$', '=']) {
        let part_end = at + part.len();
        if part.len() >= RANDOM || PREFIXES.iter().any(|prefix| part.starts_with(prefix)) {
            of_part(text, at, part, found);
        }
        at = part_end + 1;
    }
}

/// The words of `part`, which stands at `at`: parted by nothing that tokens hold, save the full stops between three parts of a JWT.
fn of_part(text: &str, at: usize, part: &str, found: &mut Vec<Found>) {
    let long = PREFIXES.iter().any(|prefix| {
        part.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() >= 12 && rest.bytes().any(|b| b.is_ascii_digit() || b.is_ascii_uppercase()))
    });
    if long || part.starts_with("eyJ") && part.len() > 16 {
        return add_at(text, at, at + part.len(), found);
    }
    let mut word_at = at;
    for word in part.split(['.', '+']) {
        if let Some(id) = is_id(word) {
            found.extend(id.then_some(Found { class: Class::Id, start: word_at, end: word_at + word.len() }));
        } else if is_random(word) && !is_handshake(text, at) {
            add_at(text, word_at, word_at + word.len(), found);
        }
        word_at += word.len() + 1;
    }
}

fn add_at(text: &str, start: usize, end: usize, found: &mut Vec<Found>) {
    // The signs that fill Base64 up belong to it.
    let end = end + text.as_bytes()[end..].iter().take(2).take_while(|b| **b == b'=').count();
    add(text, Class::Secret, start, end, found);
}

/// For a UUID or a long hexadecimal number whether it is one to hide, and not already a replacement; none for other words.
fn is_id(word: &str) -> Option<bool> {
    let uuid = word.len() == 36
        && word
            .bytes()
            .enumerate()
            .all(|(nth, b)| if matches!(nth, 8 | 13 | 18 | 23) { b == b'-' } else { b.is_ascii_hexdigit() });
    let hex = word.len() >= 24 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let zeros = word.bytes().take(word.len().saturating_sub(8)).all(|b| matches!(b, b'0' | b'-'));
    (uuid || hex).then_some(!zeros)
}

/// True for text that nobody would write: letters and digits in quick change.
fn is_random(word: &str) -> bool {
    if word.len() < RANDOM {
        return false;
    }
    let kind = |b: u8| match b {
        b'0'..=b'9' => 1,
        b'a'..=b'z' => 2,
        b'A'..=b'Z' => 3,
        _ => 0,
    };
    let longest = word.split(['-', '_']).map(str::len).max().unwrap_or(0);
    let has = |wanted: u8| word.bytes().any(|b| kind(b) == wanted);
    let digits = word.bytes().filter(|b| b.is_ascii_digit()).count();
    let changes = word.as_bytes().windows(2).filter(|pair| kind(pair[0]) != kind(pair[1])).count();
    let both = has(2) && has(3);
    // Without a break it is one word; with breaks, names of pods and containers look random at their end only.
    let whole = longest >= 16 || word.len() >= 32 && both && digits > 3;
    whole && digits >= 2 && (has(2) || has(3)) && changes * 10 >= word.len() * if both { 4 } else { 3 }
}

/// True for the value of `Sec-WebSocket-Key` or `-Accept` (RFC 6455): used once, and told apart by diagnoses.
fn is_handshake(text: &str, at: usize) -> bool {
    let mut from = at.saturating_sub(40);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text[from..at].to_ascii_lowercase();
    before.contains("sec-websocket-key") || before.contains("sec-websocket-accept")
}

/// Where in a word a hash in the modular crypt format begins (`$6$salt$…`, `$2y$10$…`, `$apr1$…`).
fn password_hash(run: &str) -> Option<usize> {
    let at = run.find('$')?;
    let (name, rest) = run[at + 1..].split_once('$')?;
    let known =
        matches!(name, "1" | "5" | "6" | "y" | "2a" | "2b" | "2y" | "7" | "apr1" | "argon2i" | "argon2id" | "md5");
    (known && rest.len() >= 16).then_some(at)
}
