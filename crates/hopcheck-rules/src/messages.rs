//! The phrasebook's text, made of the files in `rules/messages/`, and the name under which the page asks for it.
//!
//! std only, since three programs compile this file: this crate's build script, the crate itself, and `cargo xtask`, which puts the
//! text beside the page. So the page's file is the text that its engine was built with, and its name says so.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What the name of the page's file begins with.
pub const NAME_START: &str = "phrasebook-";

/// The files, in the order in which they follow each other.
///
/// # Errors
/// Where the folder cannot be read.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    files.sort();
    Ok(files)
}

/// All files as one text, without comments and with one empty line between entries.
///
/// # Errors
/// Where one of them cannot be read.
pub fn text(folder: &Path) -> io::Result<String> {
    let mut all = String::new();
    for file in files(folder)? {
        append(&mut all, &fs::read_to_string(file)?);
    }
    Ok(all)
}

fn append(all: &mut String, text: &str) {
    for line in text.lines().map(str::trim_end).filter(|line| !line.starts_with('#')) {
        if !line.is_empty() || !(all.is_empty() || all.ends_with("\n\n")) {
            all.push_str(line);
            all.push('\n');
        }
    }
    if !all.is_empty() && !all.ends_with("\n\n") {
        all.push('\n');
    }
}

/// The name of the file that holds this text: another text has another name, so that caches may keep it for ever.
pub fn file_name(text: &str) -> String {
    // FNV-1a, 64 bits: it guards against mix-ups, not against attackers, who could replace the page as well.
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{NAME_START}{hash:016x}.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_entries_stay_apart() {
        let mut all = String::new();
        append(&mut all, "# about\n\nformat a\r\nmeans A.\n\n\n# more\nformat b\n");
        append(&mut all, "format c");
        assert_eq!(all, "format a\nmeans A.\n\nformat b\n\nformat c\n\n");
    }

    #[test]
    fn the_name_is_that_of_the_text() {
        assert_eq!(file_name(""), "phrasebook-cbf29ce484222325.txt");
        assert_ne!(file_name("a"), file_name("b"));
    }
}
