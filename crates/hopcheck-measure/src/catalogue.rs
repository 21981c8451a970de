//! The catalogue: every format that nginx can write, read off its sources, with lines as nginx would print them.

use std::collections::BTreeMap;

const MESSAGES: &str = include_str!("../data/nginx-messages.tsv");
const ERRNOS: &str = include_str!("../data/nginx-errno.tsv");
const FUNCTIONS: &str = include_str!("../data/nginx-platform-names.tsv");

/// One place in nginx's source that writes a message.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub format: &'static str,
    pub level: &'static str,
    pub kind: &'static str,
    pub scope: &'static str,
    pub audience: &'static str,
    /// A line as nginx would print it; empty for formats of older releases.
    pub example: &'static str,
}

impl Row {
    /// What the project promises to recognise and explain at the least: what a reverse proxy tells its operator at warn and above.
    pub fn is_promised(&self) -> bool {
        matches!(self.scope, "core" | "removed") && self.audience == "operator" && self.is_loud()
    }

    fn is_loud(&self) -> bool {
        self.level.split(',').any(|level| matches!(level, "emerg" | "alert" | "crit" | "error" | "warn"))
    }
}

/// The lines of a table below its head, taken apart.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

/// All rows.
pub fn messages() -> Vec<Row> {
    let row = |cells: Vec<&'static str>| {
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        Row { format: cell(0), level: cell(1), kind: cell(3), scope: cell(5), audience: cell(6), example: cell(10) }
    };
    rows(MESSAGES).map(row).collect()
}

/// The formats, each with its rows.
pub fn by_format(rows: &[Row]) -> BTreeMap<&'static str, Vec<Row>> {
    let mut formats: BTreeMap<&'static str, Vec<Row>> = BTreeMap::new();
    for row in rows {
        formats.entry(row.format).or_default().push(*row);
    }
    formats
}

/// An error number on one system.
#[derive(Debug)]
pub struct Errno {
    pub name: &'static str,
    pub system: &'static str,
    pub number: u32,
    pub text: &'static str,
    pub linux: u32,
}

/// Every error number with its text, on each system that has it.
pub fn errnos() -> Vec<Errno> {
    let mut all = Vec::new();
    for cells in rows(ERRNOS) {
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let Ok(linux) = cell(1).parse() else { continue };
        for (system, number, text) in [
            ("glibc", cell(1), cell(2)),
            ("musl", cell(1), cell(3)),
            ("BSD", cell(5), cell(6)),
            ("Windows", cell(7), cell(8)),
        ] {
            if let Ok(number) = number.parse()
                && !text.is_empty()
            {
                all.push(Errno { name: cell(0), system, number, text, linux });
            }
        }
    }
    all
}

/// Names of functions: on Linux, and the different ones elsewhere.
pub fn functions() -> Vec<(&'static str, Vec<&'static str>)> {
    rows(FUNCTIONS)
        .map(|cells| {
            let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
            let others = [cell(2), cell(3)].into_iter().flat_map(|names| names.split(" | ")).map(str::trim);
            (cell(1), others.filter(|name| !name.is_empty() && *name != cell(1)).collect())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_whole() {
        let rows = messages();
        assert!(rows.len() > 2200, "{}", rows.len());
        for row in &rows {
            assert!(!row.format.is_empty() && !row.level.is_empty() && !row.audience.is_empty(), "{row:?}");
            assert!(!row.example.is_empty() || row.scope == "removed", "{row:?}");
        }
        assert!(by_format(&rows).len() > 1500);
        assert!(errnos().iter().any(|errno| errno.system == "Windows" && errno.number == 10061 && errno.linux == 111));
        assert!(functions().iter().any(|(linux, others)| *linux == "open()" && others.contains(&"CreateFile()")));
    }
}
