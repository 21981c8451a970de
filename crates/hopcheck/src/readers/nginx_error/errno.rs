//! The system's error numbers: Linux's as they are, those of BSD, macOS and Windows translated.

use std::sync::OnceLock;

/// One error on all systems.
struct Row {
    linux: Option<u32>,
    glibc: &'static str,
    musl: &'static str,
    bsd: Option<u32>,
    bsd_text: &'static str,
    windows: Option<u32>,
    windows_text: &'static str,
}

/// `data/errno.tsv` without its comments and the errors' names.
const DATA: &str = include_str!(concat!(env!("OUT_DIR"), "/errno.tsv"));

fn table() -> &'static [Row] {
    static TABLE: OnceLock<Vec<Row>> = OnceLock::new();
    TABLE.get_or_init(|| DATA.lines().filter_map(row).collect())
}

fn row(line: &'static str) -> Option<Row> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [linux, glibc, musl, bsd, bsd_text, windows, windows_text] = cells[..] else { return None };
    let or_glibc = |text: &'static str| if text == "=" { glibc } else { text };
    Some(Row {
        linux: linux.parse().ok(),
        glibc,
        musl: or_glibc(musl),
        bsd: bsd.parse().ok(),
        bsd_text: or_glibc(bsd_text),
        windows: windows.parse().ok(),
        windows_text,
    })
}

/// Windows' socket errors begin here; no other system has numbers as high.
const FIRST_WINSOCK: u32 = 10_000;

/// The last `(N: text)` of a message: the number as Linux has it, none where Linux has no such error, and the platform where
/// number and text give it away.
pub fn of_line(message: &str) -> Option<(Option<u32>, Option<&'static str>)> {
    let (number, text) = last(message)?;
    let of =
        |row: &&Row| row.windows == Some(number) && (number >= FIRST_WINSOCK || starts_alike(text, row.windows_text));
    if let Some(row) = table().iter().find(of) {
        return Some((row.linux, Some("windows")));
    }
    if let Some(row) = table().iter().find(|row| row.linux == Some(number)) {
        if text == row.musl && text != row.glibc {
            return Some((Some(number), Some("musl")));
        }
        if text == row.glibc {
            return Some((Some(number), (row.bsd != Some(number)).then_some("linux")));
        }
    }
    let bsd = table().iter().find(|row| row.bsd == Some(number) && row.linux != row.bsd && text == row.bsd_text);
    Some(match bsd {
        Some(row) => (row.linux, Some("bsd")),
        // A text that no system prints (`111: Unknown error`, a translated one): the number counts.
        None => (Some(number), None),
    })
}

/// The last `(N: text)`.
fn last(message: &str) -> Option<(u32, &str)> {
    let mut found = None;
    for (at, _) in message.match_indices('(') {
        let rest = &message[at + 1..];
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if digits > 0
            && rest[digits..].starts_with(": ")
            && let Ok(number) = rest[..digits].parse::<u32>()
        {
            let text = &rest[digits + 2..];
            found = Some((number, text.split(')').next().unwrap_or(text)));
        }
    }
    found
}

/// True where one is the beginning of the other: logs cut the long texts of Windows, and so does the table.
fn starts_alike(text: &str, known: &str) -> bool {
    let (text, known) = (text.trim(), known.trim());
    text.len() >= 12 && (text.starts_with(known) || known.starts_with(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_its_text() {
        for (text, number, platform) in [
            ("connect() failed (111: Connection refused)", Some(111), Some("linux")),
            ("connect() failed (61: Connection refused)", Some(111), Some("bsd")),
            ("connect() failed (10061: No connection could be made)", Some(111), Some("windows")),
            ("connect() failed (113: Host is unreachable)", Some(113), Some("musl")),
            ("connect() failed (111: Unknown error)", Some(111), None),
            ("open() failed (2: No such file or directory)", Some(2), None),
            ("open() failed (36: File name too long)", Some(36), Some("linux")),
            ("connect() failed (36: Operation now in progress)", Some(115), Some("bsd")),
            ("CreateFile() failed (5: Access is denied)", Some(13), Some("windows")),
            ("CreateFile() failed (3: The system cannot find the path specified)", Some(20), Some("windows")),
            ("CreateFile() failed (32: The process cannot access the file)", None, Some("windows")),
        ] {
            assert_eq!(of_line(text), Some((number, platform)), "{text}");
        }
        assert_eq!(of_line("no number"), None);
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(table().len(), DATA.lines().filter(|line| !line.starts_with('#')).count());
    }
}
