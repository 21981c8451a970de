//! `cargo xtask dist`: the page as it ships, and what a reader has to load before it works.

use crate::{hook, project, run, setup};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// What the page may make a reader load first, compressed with brotli.
const BUDGET: u64 = 350 * 1024;

/// Builds, measures, and fails where the budget is overdrawn.
pub fn run() -> Result<ExitCode, String> {
    setup::for_dist()?;
    let wasm_opt = setup::wasm_opt_folder()?;
    run::say("building with the dist profile; this takes some minutes");
    run::run(setup::trunk(Some(&wasm_opt))?.args(["build", "--release", "--cargo-profile", "dist"]))?;

    let dist = project::root().join("dist");
    let files = loaded_first(&dist)?;
    let (mut raw_total, mut small_total) = (0, 0);
    println!("{:>10} {:>10}  loaded first", "bytes", "brotli");
    for name in &files {
        let path = dist.join(name);
        let raw = fs::metadata(&path).map_err(|e| format!("cannot read {name}: {e}"))?.len();
        let small = brotli(&path)?;
        println!("{raw:>10} {small:>10}  {name}");
        raw_total += raw;
        small_total += small;
    }
    println!("{raw_total:>10} {small_total:>10}  of {BUDGET} allowed");
    // Only a paste that holds lines of nginx's log makes the page load it, after the answer.
    for name in all_files(&dist)?.iter().filter(|name| name.starts_with(hook::PHRASEBOOK)) {
        let path = dist.join(name);
        let raw = fs::metadata(&path).map_err(|e| format!("cannot read {name}: {e}"))?.len();
        println!("{raw:>10} {:>10}  loaded later, {name}", brotli(&path)?);
    }
    if small_total <= BUDGET {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("error: {} bytes over the budget", small_total - BUDGET);
    Ok(ExitCode::FAILURE)
}

/// Every file that index.html names, and that a file so named names in turn.
fn loaded_first(dist: &Path) -> Result<BTreeSet<String>, String> {
    let all = all_files(dist)?;
    let mut loaded = BTreeSet::new();
    let mut open = vec!["index.html".to_owned()];
    while let Some(name) = open.pop() {
        if is_text(&name) {
            let text = fs::read_to_string(dist.join(&name))
                .map_err(|e| format!("cannot read {name} in {}: {e}", dist.display()))?;
            open.extend(
                all.iter()
                    .filter(|other| **other != name && !loaded.contains(*other) && text.contains(other.as_str()))
                    .cloned(),
            );
        }
        loaded.insert(name);
    }
    Ok(loaded)
}

fn all_files(dist: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(dist).map_err(|e| format!("cannot read {}: {e}", dist.display()))?;
    let files = entries.flatten().filter(|entry| entry.path().is_file());
    Ok(files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
}

fn is_text(name: &str) -> bool {
    [".html", ".css", ".js", ".mjs"].iter().any(|end| name.ends_with(end))
}

/// The size of a file compressed with brotli at its best level. Node brings brotli, and it is there for wasm-opt anyway.
fn brotli(path: &Path) -> Result<u64, String> {
    const SCRIPT: &str = "process.stdout.write(String(require('zlib').brotliCompressSync(require('fs').readFileSync(process.argv[1])).length))";
    let mut node = run::command("node", None)?;
    run::output(node.args(["-e", SCRIPT]).arg(path))
        .and_then(|size| size.trim().parse().ok())
        .ok_or_else(|| format!("node could not compress {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_names_is_not_loaded_first() {
        let dist = std::env::temp_dir().join(format!("hopcheck-dist-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        for (name, text) in [
            ("index.html", "<script src=start.mjs>"),
            ("start.mjs", "import './app.js'; // see index.html"),
            ("app.js", "fetch('app.wasm')"),
            ("app.wasm", "embed.html"),
            ("embed.html", ""),
        ] {
            fs::write(dist.join(name), text).unwrap();
        }
        let loaded = loaded_first(&dist).unwrap();
        fs::remove_dir_all(&dist).unwrap();
        let loaded: Vec<&str> = loaded.iter().map(String::as_str).collect();
        assert_eq!(loaded, ["app.js", "app.wasm", "index.html", "start.mjs"]);
    }
}
