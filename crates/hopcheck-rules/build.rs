//! Compiles `rules/` into one pack, and its prose beside it. A rule file that does not pass the checks fails the build with its file and line.

#[path = "src/cases/mod.rs"]
#[allow(dead_code, unused_imports)]
mod cases;
#[path = "src/compile/mod.rs"]
#[allow(dead_code)]
mod compile;
#[path = "src/messages.rs"]
#[allow(dead_code)]
mod messages;
#[path = "src/seldom.rs"]
mod seldom;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn main() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    println!("cargo::rerun-if-changed={}", rules.display());
    println!("cargo::rerun-if-changed=src/cases");
    println!("cargo::rerun-if-changed=src/compile");
    println!("cargo::rerun-if-changed=src/seldom.rs");
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
    // To see what is seldom read takes a while, and matters only to the page, which loads it later.
    let is = |name: &str, value: &str| std::env::var_os(name).is_some_and(|set| set == value);
    let shipped = is("PROFILE", "release") && is("CARGO_CFG_TARGET_ARCH", "wasm32");
    let seldom = if shipped { seldom_read(&pack, &rules) } else { BTreeSet::new() };
    let apart = hopcheck::packed::pack_apart(&pack, seldom);
    let [often, seldom] = apart.shelves;
    for (name, bytes) in
        [("pack.bin", apart.data), ("often.txt", often), ("seldom.txt", seldom), ("phrasebook.txt", phrasebook.into())]
    {
        std::fs::write(out.join(name), bytes).expect("OUT_DIR is writable");
    }
}

fn seldom_read(pack: &hopcheck::rules::Pack, rules: &Path) -> BTreeSet<String> {
    let (cases, _) = cases::load(rules, pack);
    let often: Vec<&cases::Case> = cases.iter().filter(|case| seldom::is_often_pasted(case, pack)).collect();
    seldom::prose(pack, &often)
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
