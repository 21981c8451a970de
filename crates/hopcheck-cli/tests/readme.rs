//! Every worked example of the README is run: its files are written, its command is executed, its output compared.

use std::path::Path;
use std::process::Command;

/// A fenced block: the words behind the opening fence, the text, and its line in the README.
struct Block {
    info: String,
    text: String,
    line: usize,
}

fn blocks(readme: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (nth, line) in readme.lines().enumerate() {
        match (line.strip_prefix("```"), open) {
            (Some(info), false) => {
                blocks.push(Block { info: info.to_owned(), text: String::new(), line: nth + 1 });
                open = true;
            }
            (Some(_), true) => open = false,
            (None, true) => {
                let block = blocks.last_mut().expect("a block is open");
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, false) => {}
        }
    }
    blocks
}

/// Whether `said` is `shown`, where a line `…` in `shown` stands for any number of lines.
fn agrees(said: &[&str], shown: &[&str]) -> bool {
    match shown.iter().position(|line| line.trim() == "…") {
        None => said == shown,
        Some(at) => {
            let (before, after) = (&shown[..at], &shown[at + 1..]);
            said.len() >= before.len()
                && &said[..before.len()] == before
                && (before.len()..=said.len()).any(|from| agrees(&said[from..], after))
        }
    }
}

#[test]
fn worked_examples_say_what_is_shown() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("README.md");
    let folder = tempfile::tempdir().expect("a folder");
    let mut ran = 0;
    for block in blocks(&readme) {
        let (kind, name) = block.info.split_once(' ').unwrap_or((&block.info, ""));
        if !name.is_empty() {
            std::fs::write(folder.path().join(name), &block.text).expect("written");
        }
        let Some((command, shown)) = block.text.split_once('\n').filter(|_| kind == "console") else { continue };
        let Some(args) = command.strip_prefix("$ hopcheck ") else { continue };
        let output = Command::new(env!("CARGO_BIN_EXE_hopcheck"))
            .args(args.split_whitespace())
            .current_dir(folder.path())
            .output()
            .expect("the tool runs");
        let said = String::from_utf8_lossy(&output.stdout);
        let said_lines: Vec<&str> = said.trim_end().lines().collect();
        let shown_lines: Vec<&str> = shown.trim_end().lines().collect();
        assert!(agrees(&said_lines, &shown_lines), "README.md:{}: {command}\nreally prints:\n{said}", block.line);
        ran += 1;
    }
    assert!(ran >= 2, "the README shows {ran} worked examples");
}
