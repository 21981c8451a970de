//! Compiles `rules/` into one pack. A rule file that does not pass the checks fails the build with its file and line.

#[path = "src/compile/mod.rs"]
#[allow(dead_code)]
mod compile;
#[path = "src/messages.rs"]
#[allow(dead_code)]
mod messages;

use std::path::{Path, PathBuf};

fn main() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    println!("cargo::rerun-if-changed={}", rules.display());
    println!("cargo::rerun-if-changed=src/compile");
    println!("cargo::rerun-if-changed=src/messages.rs");
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
    println!("cargo::rustc-env=HOPCHECK_PHRASEBOOK={}", messages::file_name(&phrasebook));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    std::fs::write(out.join("pack.bin"), hopcheck::packed::pack(&pack)).expect("OUT_DIR is writable");
    std::fs::write(out.join("phrasebook.txt"), phrasebook).expect("OUT_DIR is writable");
}

/// The phrasebook's text, where each of its files can be read as one.
fn phrasebook(folder: &Path) -> Result<String, String> {
    let unreadable = |error: std::io::Error| format!("{}: {error}", folder.display());
    for file in messages::files(folder).map_err(unreadable)? {
        let text = std::fs::read_to_string(&file).map_err(unreadable)?;
        hopcheck::phrasebook::Phrasebook::new(&text).map_err(|wrong| format!("{}: {wrong}", file.display()))?;
    }
    messages::text(folder).map_err(unreadable)
}
