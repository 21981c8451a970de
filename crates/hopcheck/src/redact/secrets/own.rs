//! The reader's own words.

use super::Found;
use crate::redact::class::Class;
use crate::text::Needles;

/// Every place of each word, whatever its case.
pub(super) fn find(text: &str, own: &[String], found: &mut Vec<Found>) {
    if own.is_empty() {
        return;
    }
    let words: Vec<String> = own.iter().map(|word| word.to_ascii_lowercase()).collect();
    let search = Needles::in_any_case(words.iter().map(String::as_str));
    found.extend(search.hits(text).map(|hit| Found { class: Class::Own, start: hit.start, end: hit.end }));
}
