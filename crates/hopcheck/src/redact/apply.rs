//! Writes the text anew: what was found is replaced, names and addresses wherever they stand.

use std::collections::HashSet;

use super::Mark;
use super::address;
use super::class::Class;
use super::identity::Names;
use super::numbering::Numbering;
use super::secrets::Found;
use crate::text::Span;

/// A text in the making.
pub(super) struct Writer<'a> {
    text: &'a str,
    names: &'a Names,
    /// Words that are secret somewhere in the paste, so that they are hidden everywhere.
    secrets: &'a HashSet<String>,
    numbering: &'a mut Numbering,
    out: String,
    marks: Vec<Mark>,
    /// Up to where the original is written.
    done: usize,
}

/// The text with everything replaced, and where.
pub(super) fn apply(
    text: &str,
    found: &[Found],
    names: &Names,
    secrets: &HashSet<String>,
    numbering: &mut Numbering,
) -> (String, Vec<Mark>) {
    let out = String::with_capacity(text.len() + text.len() / 16);
    let mut writer = Writer { text, names, secrets, numbering, out, marks: Vec::new(), done: 0 };
    let mut at = 0;
    for one in found {
        writer.between(at, one.start);
        let original = &text[one.start..one.end];
        let item = match one.class {
            Class::Id => writer.numbering.id(original),
            class => writer.numbering.numbered(class, original),
        };
        writer.replace(one.start, one.end, item);
        at = one.end;
    }
    writer.between(at, text.len());
    writer.out.push_str(&text[writer.done..]);
    (writer.out, writer.marks)
}

impl Writer<'_> {
    fn replace(&mut self, start: usize, end: usize, item: Option<usize>) {
        let Some(item) = item else { return };
        self.out.push_str(&self.text[self.done..start]);
        let from = self.out.len();
        self.out.push_str(&self.numbering.items[item].replacement);
        self.marks.push(Mark { item, original: Span::new(start, end), redacted: Span::new(from, self.out.len()) });
        self.done = end;
    }

    /// Addresses and names from `at` up to `end`.
    fn between(&mut self, mut at: usize, end: usize) {
        let bytes = self.text.as_bytes();
        while at < end {
            at = match bytes[at] {
                // An escape code's letters belong to no word (ECMA-48, 5.4).
                0x1b if bytes.get(at + 1) == Some(&b'[') => {
                    let body = bytes[at + 2..end.max(at + 2)].iter().take(32);
                    at + 3 + body.take_while(|b| !(0x40..=0x7e).contains(*b)).count()
                }
                b'%' if bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) => at + 3,
                b'\\'
                    if matches!(bytes.get(at + 1), Some(b'n' | b'r' | b't'))
                        && self.word_end(at + 1, end).is_none_or(|word| !self.known(at + 1, word)) =>
                {
                    at + 2
                }
                b if is_word(b) || b == b':' => self.token(at, end),
                _ => at + 1,
            };
        }
    }

    /// What begins at `at`, a word or an address; where it ends.
    fn token(&mut self, at: usize, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        if let Some(stop) = address::mac_end(bytes, at).filter(|stop| *stop <= end) {
            let item = self.numbering.mac(&self.text[at..stop], bytes[at + 2] as char);
            self.replace(at, stop, item);
            return stop;
        }
        let ip = if bytes[at].is_ascii_digit() { address::v4_end(bytes, at) } else { None };
        let ip = ip.or_else(|| {
            if bytes[at].is_ascii_hexdigit() || bytes[at] == b':' { address::v6_end(self.text, at) } else { None }
        });
        if let Some(stop) = ip.filter(|stop| *stop <= end) {
            let item = self.numbering.address(&self.text[at..stop]);
            self.replace(at, stop, item);
            return stop;
        }
        if bytes[at] == b':' {
            return at + 1;
        }
        if let Some((stop, domain)) = self.domain(at, end) {
            let keep = self.names.domains.get(&domain).copied().flatten();
            let suffix = keep.and_then(|from| domain.get(from..)).map(str::to_owned);
            let item = self.numbering.host(&domain, suffix.as_deref());
            self.replace(at, stop, item);
            return stop;
        }
        let run = at
            + bytes[at..end].iter().take(200).take_while(|b| is_word(**b) || matches!(b, b'.' | b'-' | b'_')).count();
        if let Some(run) = (at + 5 < run).then(|| trimmed(self.text, at, run))
            && self.secrets.contains(&self.text[at..run])
        {
            let item = self.numbering.numbered(Class::Secret, &self.text[at..run]);
            self.replace(at, run, item);
            return run;
        }
        let stop = self.word_end(at, end).unwrap_or(end);
        let word = self.text[at..stop].to_ascii_lowercase();
        if self.secrets.contains(&self.text[at..stop]) {
            let item = self.numbering.numbered(Class::Secret, &self.text[at..stop]);
            self.replace(at, stop, item);
        } else if let Some(class) = self.names.words.get(&word) {
            let item = self.numbering.numbered(*class, &self.text[at..stop]);
            self.replace(at, stop, item);
        }
        stop
    }

    /// The registered domain that begins at `at`, and where it ends.
    fn domain(&self, at: usize, end: usize) -> Option<(usize, String)> {
        let bytes = self.text.as_bytes();
        let most = *self.names.lengths.iter().next_back()?;
        let mut stops = Vec::new();
        let mut dots = 0;
        for (nth, b) in bytes[at..end].iter().enumerate().take(254) {
            let stop = match b {
                b'.' => {
                    dots += 1;
                    dots > 1
                }
                b'-' | b'_' => dots > 0,
                b if is_word(*b) => false,
                _ => break,
            };
            if stop {
                stops.push(at + nth);
            }
            if dots >= most {
                break;
            }
        }
        if dots < most {
            stops.push(
                at + bytes[at..end]
                    .iter()
                    .take(254)
                    .take_while(|b| is_word(**b) || matches!(b, b'.' | b'-' | b'_'))
                    .count(),
            );
        }
        // The longest first: `acme.co.uk` before `acme.co`.
        stops.into_iter().rev().find_map(|stop| {
            let domain = self.text.get(at..stop)?.to_ascii_lowercase();
            self.names.domains.contains_key(&domain).then_some((stop, domain))
        })
    }

    fn word_end(&self, at: usize, end: usize) -> Option<usize> {
        let length = self.text.as_bytes().get(at..end)?.iter().take_while(|b| is_word(**b)).count();
        (length > 0).then_some(at + length)
    }

    fn known(&self, at: usize, end: usize) -> bool {
        self.text.get(at..end).is_some_and(|word| self.names.words.contains_key(&word.to_ascii_lowercase()))
    }
}

/// True for a byte of a word; all bytes of a character beyond ASCII are.
fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b >= 0x80
}

/// Without the full stops and hyphens that end a sentence rather than a word.
fn trimmed(text: &str, start: usize, end: usize) -> usize {
    start + text[start..end].trim_end_matches(['.', '-', '_']).len()
}
