//! `cargo xtask dist`: the page as it ships, and what a reader has to load before it works.

use crate::{hook, project, run, setup};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What the page may make a reader load first, compressed with brotli.
const BUDGET: u64 = 350 * 1024;

/// How the page and the standard library under it are compiled for size. The flags are unstable, which is why the compiler has to be told
/// that it may take them; nothing else is built with them.
///
/// The library is built for size too, and where the program would panic it traps at once: no message is put together that nobody reads,
/// since a worker that ends is started anew and the page says that a piece was too much for it.
const FOR_SIZE: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none",
    ),
];

/// Builds, measures, and fails where the budget is overdrawn.
pub fn run() -> Result<ExitCode, String> {
    setup::for_dist()?;
    let wasm_opt = setup::wasm_opt_folder()?;
    run::say("building with the dist profile; this takes some minutes");
    let config = ConfigWithoutHooks::write()?;
    let mut trunk = setup::trunk(Some(&wasm_opt))?;
    trunk.args(["build", "--release", "--cargo-profile", "dist", "--config"]).arg(&config.0).envs(FOR_SIZE);
    run::run(&mut trunk)?;
    let dist = project::root().join("dist");
    hook::finish(&dist)?;

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

/// Trunk's configuration without its hooks, beside the other for as long as this lives. A hook inherits the settings above and would build
/// xtask and the host's standard library with them; its work is done here instead.
struct ConfigWithoutHooks(PathBuf);

impl ConfigWithoutHooks {
    fn write() -> Result<Self, String> {
        let read = |e| format!("cannot read Trunk.toml: {e}");
        let whole = fs::read_to_string(project::root().join("Trunk.toml")).map_err(read)?;
        let path = project::root().join("Trunk.dist.toml");
        fs::write(&path, without_hooks(&whole)).map_err(|e| format!("cannot write {}: {e}", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for ConfigWithoutHooks {
    fn drop(&mut self) {
        // A file that stays is ignored by git and written anew the next time.
        let _ = fs::remove_file(&self.0);
    }
}

/// The text of a configuration without its `[[hooks]]`.
fn without_hooks(config: &str) -> String {
    let mut in_hook = false;
    let mut kept = String::new();
    for line in config.lines() {
        if line.starts_with('[') {
            in_hook = line == "[[hooks]]";
        }
        if !in_hook {
            kept.extend([line, "\n"]);
        }
    }
    kept
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
    fn hooks_and_nothing_else_are_left_out() {
        let config = "[build]\na = 1\n[[hooks]]\nb = 2\n[[hooks]]\nc = 3\n[watch]\nd = 4\n";
        assert_eq!(without_hooks(config), "[build]\na = 1\n[watch]\nd = 4\n");
    }

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
