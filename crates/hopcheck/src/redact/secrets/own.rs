//! The reader's own words.

use super::Found;
use crate::redact::class::Class;

/// Every place of each word, whatever its case.
pub(super) fn find(text: &str, own: &[String], found: &mut Vec<Found>) {
    let words: Vec<&String> = own.iter().filter(|word| !word.is_empty()).collect();
    let Some(search) = (!words.is_empty())
        .then(|| aho_corasick::AhoCorasick::builder().ascii_case_insensitive(true).build(&words).ok())
        .flatten()
    else {
        return;
    };
    found.extend(search.find_iter(text).map(|place| Found {
        class: Class::Own,
        start: place.start(),
        end: place.end(),
    }));
}
