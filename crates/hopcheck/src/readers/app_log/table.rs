//! Finds the entry that a line belongs to: one search for all needles, then the candidates' own expressions. Their code comes from the
//! build script, in the order of the tables.

use std::sync::{LazyLock, OnceLock};

use hopcheck_expression::{Captures, Program};

use super::entry::Entry;
use super::lines::TABLES;
use crate::text::Needles;

/// Longer lines are matched by their beginning.
const MOST_BYTES: usize = 4096;

/// For each entry the length of its code, in two bytes, and its code.
static CODE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lines.code"));

/// All entries with their search automaton and expressions, built once.
pub struct Table {
    rows: Vec<Row>,
    needles: Needles,
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
        let mut rest = CODE;
        let mut rows = Vec::new();
        for entry in TABLES.iter().flat_map(|table| table.iter()) {
            let mut code: &[u8] = &[];
            if let Some((length, after)) = rest.split_first_chunk()
                && let Some(parts) = after.split_at_checked(usize::from(u16::from_le_bytes(*length)))
            {
                (code, rest) = parts;
            }
            rows.push(Row { entry, code, program: OnceLock::new() });
        }
        let needles = Needles::new(rows.iter().map(|row| row.entry.needle));
        Table { rows, needles }
    }

    /// The first entry whose needle stands in the line and whose expression matches.
    pub fn find<'l>(&'static self, line: &'l str) -> Option<Hit<'l>> {
        let line = &line[..line.floor_char_boundary(MOST_BYTES)];
        let mut candidates: Vec<usize> = self.needles.hits(line).map(|found| found.needle).collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.into_iter().find_map(|index| {
            let row = &self.rows[index];
            if row.code.is_empty() {
                return Some(Hit { entry: row.entry, groups: None });
            }
            let program = row.program.get_or_init(|| Program::new(row.code)).as_ref()?;
            program.captures(line.as_bytes()).map(|groups| Hit { entry: row.entry, groups: Some(groups) })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_has_its_needle_and_its_code() {
        let table = Table::get();
        for row in &table.rows {
            assert!(!row.entry.needle.is_empty());
            assert!(row.code.is_empty() || Program::new(row.code).is_some(), "{}", row.entry.needle);
        }
        let read: usize = table.rows.iter().map(|row| row.code.len() + 2).sum();
        assert_eq!(read, CODE.len(), "the build script wrote the same tables");
    }
}
