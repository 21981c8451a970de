//! Finds the entry that a line belongs to: one search for all needles, then the candidates' own expressions. The build script lists the
//! needles and makes the expressions' code, in the order of the tables.

use std::sync::{LazyLock, OnceLock};

use hopcheck_expression::{Captures, Program};

use super::entry::Entry;
use super::lines::TABLES;
use crate::text::{Hit as Found, Needles};

/// Longer lines are matched by their beginning.
const MOST_BYTES: usize = 4096;

/// The needles of all entries, each on a line, with a blank line between two tables.
const NEEDLES: &str = include_str!(concat!(env!("OUT_DIR"), "/needles.txt"));

macro_rules! code {
    ($($table:literal)+) => { [$(|| include_bytes!(concat!(env!("OUT_DIR"), "/lines.", $table, ".code"))),+] };
}

/// For each table the code of its expressions: of each entry its length, in two bytes, and the code. By functions, as the tables.
const CODE: [fn() -> &'static [u8]; TABLES.len()] = code!(0 1 2 3 4 5 6 7 8 9 10 11);

/// All entries with their search automaton and expressions.
pub struct Table {
    needles: Needles,
    /// For each table the number of its first needle, and its rows once they are asked for.
    parts: Vec<(usize, OnceLock<Vec<Row>>)>,
}

struct Row {
    entry: &'static Entry,
    /// Empty where the needle says it all.
    code: &'static [u8],
    program: OnceLock<Option<Program>>,
}

/// A line's entry and its groups.
pub struct Hit<'l> {
    /// The entry.
    pub entry: &'static Entry,
    /// Where its needle stands first.
    pub needle: Found,
    groups: Option<Captures<'static, 'l>>,
}

impl<'l> Hit<'l> {
    /// The text of a named group, where it took part and is not empty.
    pub fn get(&self, name: &str) -> Option<&'l str> {
        let found = self.groups.as_ref()?.name(name)?;
        std::str::from_utf8(found).ok().map(str::trim).filter(|text| !text.is_empty())
    }

    /// A named group as a number.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.get(name)?.parse().ok()
    }
}

impl Table {
    /// The one table.
    pub fn get() -> &'static Table {
        static TABLE: LazyLock<Table> = LazyLock::new(Table::build);
        &TABLE
    }

    fn build() -> Table {
        let mut parts = Vec::new();
        let mut first = 0;
        for part in NEEDLES.split("\n\n") {
            parts.push((first, OnceLock::new()));
            first += part.lines().count();
        }
        let needles = Needles::new(NEEDLES.lines().filter(|needle| !needle.is_empty()));
        Table { needles, parts }
    }

    /// The needles that stand in the line, in the order of the entries, each where it stands first.
    pub fn candidates(&self, line: &str) -> Vec<Found> {
        let mut candidates: Vec<Found> = self.needles.hits(beginning(line)).collect();
        candidates.sort_unstable_by_key(|found| (found.needle, found.start));
        candidates.dedup_by_key(|found| found.needle);
        candidates
    }

    /// The first entry whose needle stands in the line and whose expression matches.
    pub fn find<'l>(&'static self, line: &'l str) -> Option<Hit<'l>> {
        self.first_of(self.candidates(line), line)
    }

    /// The first of the candidates whose expression matches.
    pub fn first_of<'l>(&'static self, candidates: Vec<Found>, line: &'l str) -> Option<Hit<'l>> {
        let line = beginning(line);
        candidates.into_iter().find_map(|needle| {
            let row = self.row(needle.needle)?;
            if row.code.is_empty() {
                return Some(Hit { entry: row.entry, needle, groups: None });
            }
            let program = row.program.get_or_init(|| Program::new(row.code)).as_ref()?;
            program.captures(line.as_bytes()).map(|groups| Hit { entry: row.entry, needle, groups: Some(groups) })
        })
    }

    fn row(&self, needle: usize) -> Option<&Row> {
        let table = self.parts.iter().rposition(|(first, _)| *first <= needle)?;
        let (first, rows) = &self.parts[table];
        rows.get_or_init(|| rows_of(TABLES[table](), CODE[table]())).get(needle - first)
    }
}

fn rows_of(entries: &'static [Entry], mut rest: &'static [u8]) -> Vec<Row> {
    let mut next = || {
        let (length, after) = rest.split_first_chunk()?;
        let (code, after) = after.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
        rest = after;
        Some(code)
    };
    entries.iter().map(|entry| Row { entry, code: next().unwrap_or_default(), program: OnceLock::new() }).collect()
}

fn beginning(line: &str) -> &str {
    &line[..line.floor_char_boundary(MOST_BYTES)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_has_its_needle_and_its_code() {
        let table = Table::get();
        assert_eq!(table.parts.len(), TABLES.len(), "the build script wrote the same tables");
        for (nth, part) in NEEDLES.split("\n\n").enumerate() {
            let first = table.parts[nth].0;
            let rows: Vec<&Row> = part.lines().enumerate().filter_map(|(row, _)| table.row(first + row)).collect();
            assert_eq!(rows.len(), TABLES[nth]().len());
            for (row, needle) in rows.iter().zip(part.lines()) {
                assert!(row.code.is_empty() || Program::new(row.code).is_some(), "{needle}");
            }
            let read: usize = rows.iter().map(|row| row.code.len() + 2).sum();
            assert_eq!(read, CODE[nth]().len(), "the build script wrote the same tables");
        }
    }
}
