//! Who gets which replacement: numbered in the order of appearance, the same original always the same.

use std::collections::{HashMap, HashSet};

use super::address::Networks;
use super::class::Class;
use super::words::is_replacement;

/// Something that was replaced, everywhere it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub class: Class,
    /// As it stood first in the paste.
    pub original: String,
    /// What stands in its place; the original, where it is kept.
    pub replacement: String,
    /// How often it stands in the paste.
    pub count: usize,
    /// True where the reader chose to keep it.
    pub kept: bool,
}

/// The replacements of one paste.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Replacements that the paste holds already: they stay, and nothing else gets them.
    taken: HashSet<String>,
    keep: HashSet<String>,
    last: HashMap<&'static str, usize>,
    given: HashMap<(u8, String), usize>,
    networks: Networks,
    /// All of it, by first appearance.
    pub(super) items: Vec<Item>,
}

impl Numbering {
    /// For a paste of these texts, of which the originals in `keep` stay.
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str> + Clone, keep: &[String]) -> Self {
        let mut taken = HashSet::new();
        for text in texts.clone() {
            for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
                let lower = word.to_ascii_lowercase();
                for part in [lower.as_str()].into_iter().chain(lower.split('-')) {
                    if is_replacement(part) {
                        taken.insert(part.to_owned());
                    }
                }
            }
        }
        let keep = keep.iter().map(|word| word.to_ascii_lowercase()).collect();
        Numbering { taken, keep, networks: Networks::new(texts), ..Numbering::default() }
    }

    /// The item of an original, counted once more. `form` makes the replacement from a fresh number of its stem.
    fn item(&mut self, class: Class, original: &str, form: impl FnOnce(&mut Self) -> Option<String>) -> Option<usize> {
        // What is secret is secret in a cookie and in an address too.
        let family = if matches!(class, Class::Cookie | Class::Value) { Class::Secret } else { class };
        let known = matches!(class, Class::Secret | Class::Cookie | Class::Value | Class::Own);
        let key = (family as u8, if known { original.to_owned() } else { original.to_ascii_lowercase() });
        let at = match self.given.get(&key) {
            Some(&at) => at,
            None => {
                let kept = self.keep.contains(&original.to_ascii_lowercase());
                let replacement = form(self)?;
                let replacement = if kept { original.to_owned() } else { replacement };
                self.items.push(Item { class, original: original.to_owned(), replacement, count: 0, kept });
                self.given.insert(key, self.items.len() - 1);
                self.items.len() - 1
            }
        };
        self.items[at].count += 1;
        Some(at)
    }

    fn next(&mut self, stem: &'static str) -> String {
        loop {
            let number = self.last.entry(stem).or_default();
            *number += 1;
            let word = format!("{stem}{number}");
            if !self.taken.contains(&word) {
                return word;
            }
        }
    }

    /// Of a class whose replacements are words with a number.
    pub(super) fn numbered(&mut self, class: Class, original: &str) -> Option<usize> {
        let stem = class.stem()?;
        self.item(class, original, |numbering| Some(numbering.next(stem)))
    }

    /// Of a registered domain; `suffix` stays, where it is one of a platform or a private network.
    pub(super) fn host(&mut self, original: &str, suffix: Option<&str>) -> Option<usize> {
        self.item(Class::Host, original, |numbering| {
            Some(format!("{}.{}", numbering.next("host-"), suffix.unwrap_or("example")))
        })
    }

    /// Of an address as it stands in the text; none for one that identifies nobody, and for what is no address.
    pub(super) fn address(&mut self, original: &str) -> Option<usize> {
        self.item(Class::Address, original, |numbering| {
            numbering.networks.replaced(original).filter(|replacement| replacement != original)
        })
    }

    /// Of a network card's address, two digits to a group with `separator` between them.
    pub(super) fn mac(&mut self, original: &str, separator: char) -> Option<usize> {
        self.item(Class::Mac, original, |numbering| {
            let number = numbering.count("mac");
            let groups = [0x02, 0, 0, 0, number >> 8 & 0xff, number & 0xff].map(|group| format!("{group:02x}"));
            Some(groups.join(&separator.to_string()))
        })
    }

    /// Of a random identifier: its digits become a number, its length and hyphens stay.
    pub(super) fn id(&mut self, original: &str) -> Option<usize> {
        self.item(Class::Id, original, |numbering| {
            let mut number = numbering.count("id");
            let mut digits: Vec<u8> = original.bytes().map(|b| if b == b'-' { b } else { b'0' }).collect();
            for digit in digits.iter_mut().rev().filter(|digit| **digit != b'-') {
                *digit = b'0' + (number % 10) as u8;
                number /= 10;
            }
            String::from_utf8(digits).ok()
        })
    }

    /// Numbers that are canonical: the order of appearance alone gives them, so that a second redaction gives the same.
    fn count(&mut self, of: &'static str) -> usize {
        let number = self.last.entry(of).or_default();
        *number += 1;
        *number
    }
}
