//! The house's rooms: knowledge in `rules/`, mechanism in the crates, looks in `src/`.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn rust_files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            out.push(path);
        }
    }
}

fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    for krate in fs::read_dir(root().join("crates")).expect("crates/").flatten() {
        rust_files(&krate.path().join("src"), &mut files);
    }
    assert!(files.len() > 30, "the sources were not found");
    files
}

#[test]
fn no_cause_is_named_in_rust() {
    let pack = hopcheck_rules::pack();
    let mut found = Vec::new();
    for file in sources() {
        let text = fs::read_to_string(&file).expect("readable");
        for rule in pack.rules.iter().filter(|rule| text.contains(&format!("\"{}\"", rule.id))) {
            found.push(format!("{}: {:?}", file.display(), rule.id));
        }
    }
    assert!(found.is_empty(), "a cause belongs in rules/: {found:#?}");
}

#[test]
fn the_engine_does_no_io_and_has_no_cfg_in_its_logic() {
    let mut files = Vec::new();
    rust_files(&root().join("crates/hopcheck/src"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).expect("readable");
        for word in
            ["std::fs", "std::net::Tcp", "std::process", "std::env::var", "println!", "cfg(target", "cfg(feature"]
        {
            assert!(!text.contains(word), "{}: {word}", file.display());
        }
    }
}
