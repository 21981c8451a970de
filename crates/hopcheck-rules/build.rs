//! Compiles `rules/` into one pack. A rule file that does not pass the checks fails the build with its file and line.

#[path = "src/compile/mod.rs"]
#[allow(dead_code)]
mod compile;

use std::path::{Path, PathBuf};

fn main() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    println!("cargo::rerun-if-changed={}", rules.display());
    println!("cargo::rerun-if-changed=src/compile");
    let (pack, complaints) = compile::compile(&rules);
    if !complaints.is_empty() {
        for complaint in &complaints {
            println!("cargo::error={complaint}");
        }
        std::process::exit(1);
    }
    let phrasebook = match phrasebook(&rules.join("messages")) {
        Ok(text) => text,
        Err(wrong) => {
            println!("cargo::error={wrong}");
            std::process::exit(1);
        }
    };
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    std::fs::write(out.join("pack.bin"), hopcheck::packed::pack(&pack)).expect("OUT_DIR is writable");
    std::fs::write(out.join("phrasebook.txt"), phrasebook).expect("OUT_DIR is writable");
}

/// The files of a folder as one text, where it can be read as a phrasebook.
fn phrasebook(folder: &Path) -> Result<String, String> {
    let unreadable = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).map_err(unreadable)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    files.sort();
    let mut all = String::new();
    for file in files {
        let text = std::fs::read_to_string(&file).map_err(unreadable)?;
        hopcheck::phrasebook::Phrasebook::new(&text).map_err(|wrong| format!("{}: {wrong}", file.display()))?;
        all.push_str(&text);
        all.push('\n');
    }
    Ok(all)
}
