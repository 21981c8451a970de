//! The situations of `tests/situations/`, with the first of each list of names drawn.

use std::collections::BTreeMap;
use std::fs;

use hopcheck::intake::Piece;

use crate::{Paste, root};

/// Every situation, before its change.
pub fn all() -> Vec<Paste> {
    let folder = root().join("tests/situations");
    let common = table(&fs::read_to_string(folder.join("README.md")).expect("the table of names"));
    let mut files: Vec<_> = fs::read_dir(folder).expect("situations").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let name = file.file_stem().and_then(|name| name.to_str()).unwrap_or("").to_owned();
        if matches!(name.as_str(), "README" | "pairs") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a situation");
        let mut names = common.clone();
        names.extend(table(&text));
        // healthy.md and nonsense.md hold a paste under each heading; the others one, up to its flip.
        let several = matches!(name.as_str(), "healthy" | "nonsense");
        for section in text.split("\n## ").skip(usize::from(several)).take(if several { usize::MAX } else { 1 }) {
            let pieces = pieces(section, &names);
            if !pieces.is_empty() {
                all.push(Paste { from: format!("situation {name}: {}", section.lines().next().unwrap_or("")), pieces });
            }
        }
    }
    assert!(all.len() > 50, "{} situations", all.len());
    all
}

/// The first two values of each row: `| name | first, second |`, or the ends of `first to last`.
fn table(text: &str) -> BTreeMap<String, String> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let first = |values: &str| {
        values.trim_end_matches(" |").split([',', ' ']).next().unwrap_or("").trim_matches('`').to_owned()
    };
    let last = |values: &str| {
        values.trim_end_matches(" |").split([',', ' ']).next_back().unwrap_or("").trim_matches('`').to_owned()
    };
    // Two names of one paste are never the same: the other one is the last of its list.
    rows.map(|(name, values)| (name.to_owned(), if name.starts_with("other") { last(values) } else { first(values) }))
        .collect()
}

fn pieces(section: &str, names: &BTreeMap<String, String>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut fence: Option<String> = None;
    for line in section.lines() {
        match &fence {
            Some(mark) if line == mark => fence = None,
            Some(_) => {
                let text = names
                    .iter()
                    .fold(line.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value));
                if let Some(piece) = pieces.last_mut() {
                    piece.text.push_str(&text);
                    piece.text.push('\n');
                }
            }
            None if line.starts_with("```") => {
                let mark: String = line.chars().take_while(|c| *c == '`').collect();
                let name = line.split_whitespace().nth(1).map(str::to_owned);
                fence = Some(mark);
                pieces.push(Piece { name, ..Piece::default() });
            }
            None => {}
        }
    }
    pieces
}
