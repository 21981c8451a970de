//! Compiles `rules/` into one JSON pack. A rule file that does not pass the checks fails the build with its file and line.

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
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let json = serde_json::to_string(&pack).expect("a pack is plain data");
    std::fs::write(out.join("pack.json"), json).expect("OUT_DIR is writable");
}
