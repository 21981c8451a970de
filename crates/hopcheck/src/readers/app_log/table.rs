//! Finds the entry that a line belongs to: one search for all needles, then the candidates' own expressions.

use std::sync::OnceLock;

use regex::bytes::{Captures, Regex, RegexBuilder};

use super::entry::Entry;
use super::lines::TABLES;
use crate::text::Needles;

/// Longer lines are matched by their beginning.
const MOST_BYTES: usize = 4096;

/// All entries with their search automaton and expressions, built once.
pub struct Table {
    entries: Vec<(&'static Entry, OnceLock<Option<Regex>>)>,
    needles: Needles,
}

/// A line's entry and its groups.
pub struct Hit<'l> {
    /// The entry.
    pub entry: &'static Entry,
    groups: Option<Captures<'l>>,
}

impl<'l> Hit<'l> {
    /// The text of a named group, where it took part and is not empty.
    pub fn get(&self, name: &str) -> Option<&'l str> {
        let found = self.groups.as_ref()?.name(name)?;
        std::str::from_utf8(found.as_bytes()).ok().map(str::trim).filter(|text| !text.is_empty())
    }

    /// A named group as a number.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.get(name)?.parse().ok()
    }
}

impl Table {
    /// The one table. `None` only if the needles could not be built into an automaton.
    pub fn get() -> Option<&'static Table> {
        static TABLE: OnceLock<Option<Table>> = OnceLock::new();
        TABLE.get_or_init(Table::build).as_ref()
    }

    fn build() -> Option<Table> {
        let entries: Vec<_> =
            TABLES.iter().flat_map(|table| table.iter()).map(|entry| (entry, OnceLock::new())).collect();
        let needles = Needles::new(entries.iter().map(|(entry, _)| entry.needle));
        Some(Table { entries, needles })
    }

    /// The first entry whose needle stands in the line and whose expression matches.
    pub fn find<'l>(&self, line: &'l str) -> Option<Hit<'l>> {
        let line = &line[..line.floor_char_boundary(MOST_BYTES)];
        let mut candidates: Vec<usize> = self.needles.hits(line).map(|found| found.needle).collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.into_iter().find_map(|index| {
            let (entry, regex) = &self.entries[index];
            if entry.form.is_empty() {
                return Some(Hit { entry, groups: None });
            }
            let regex = regex.get_or_init(|| expression(entry.form)).as_ref()?;
            regex.captures(line.as_bytes()).map(|groups| Hit { entry, groups: Some(groups) })
        })
    }
}

/// Compiles an expression over bytes.
pub fn expression(form: &str) -> Option<Regex> {
    RegexBuilder::new(form).unicode(false).build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_expression_compiles() {
        for entry in TABLES.iter().flat_map(|table| table.iter()) {
            assert!(expression(entry.form).is_some(), "{}: {}", entry.needle, entry.form);
            assert!(!entry.needle.is_empty(), "{}", entry.form);
        }
    }
}
