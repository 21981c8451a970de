//! What comes from npm: wasm-opt, Lighthouse, Docusaurus, and the library that drives the browser in the tests.
//!
//! Each has a package.json and a lock file in the repository. `npm ci` checks each package against the lock file's digest,
//! and `--ignore-scripts` keeps packages from running or downloading anything of their own.

use super::{system, versions};
use crate::{project, run};
use std::fs;
use std::path::{Path, PathBuf};

/// The major version of binaryen; Trunk.toml asks for it as well.
const WASM_OPT: &str = "132";

/// Makes sure that wasm-opt is there and returns the folder it is in. It is kept beside cargo's own tools, for all checkouts.
pub fn wasm_opt() -> Result<PathBuf, String> {
    let place = project::cargo_home()?.join("hopcheck-tools").join(format!("binaryen-{WASM_OPT}"));
    let programs = place.join("node_modules").join(".bin");
    let is_right = |programs: &Path| {
        run::command(programs.join("wasm-opt"), None)
            .ok()
            .and_then(|mut wasm_opt| run::output(wasm_opt.arg("--version")))
            .is_some_and(|output| versions::reported(&output) == Some(WASM_OPT))
    };
    if programs.is_dir() && is_right(&programs) {
        return Ok(programs);
    }
    install_modules("wasm-opt", &project::root().join("xtask/wasm-opt"), &place)?;
    if is_right(&programs) {
        Ok(programs)
    } else {
        Err(format!("wasm-opt in {} does not run or is not version {WASM_OPT}", programs.display()))
    }
}

/// Makes sure that Lighthouse is there and returns its program.
pub fn lighthouse() -> Result<PathBuf, String> {
    Ok(kept("Lighthouse", "xtask/lighthouse", "lighthouse")?.join(".bin/lighthouse"))
}

/// Makes sure that Docusaurus is there and returns its `node_modules`.
pub fn docusaurus() -> Result<PathBuf, String> {
    kept("Docusaurus", "tests/embedding/docusaurus", "docusaurus")
}

/// Makes sure that the packages of the lock file in `source` (a folder in the repository) are there, beside cargo's own tools, for all
/// checkouts; returns their `node_modules`.
pub fn kept(what: &str, source: &str, name: &str) -> Result<PathBuf, String> {
    let source = project::root().join(source);
    let place = project::cargo_home()?.join("hopcheck-tools").join(name);
    let installed = place.join("node_modules");
    if !same_text(&source.join(LOCK), &installed.join(LOCK)) {
        install_modules(what, &source, &place)?;
    }
    Ok(installed)
}

/// Makes sure that the browser tests' packages are there, beside the tests, where node looks for them.
pub fn browser_tests() -> Result<(), String> {
    let tests = project::root().join("tests/browser");
    let installed = tests.join("node_modules").join(LOCK);
    if same_text(&tests.join(LOCK), &installed) {
        return Ok(());
    }
    install_modules("the browser tests' packages", &tests, &tests)
}

const LOCK: &str = "package-lock.json";

pub fn same_text(a: &Path, b: &Path) -> bool {
    matches!((fs::read(a), fs::read(b)), (Ok(a), Ok(b)) if a == b)
}

/// Installs the packages of the lock file in `source` as `place/node_modules`: into a folder beside it first, which takes
/// its name when it is whole.
fn install_modules(what: &str, source: &Path, place: &Path) -> Result<(), String> {
    system::require(&system::NODE)?;
    run::say(&format!("{what}: fetching with npm"));
    let unfinished = place.join(format!(".unfinished-{}", std::process::id()));
    let result = fill(source, &unfinished).and_then(|()| {
        let finished = place.join("node_modules");
        if finished.exists() {
            fs::remove_dir_all(&finished).map_err(|e| format!("cannot replace {}: {e}", finished.display()))?;
        }
        fs::rename(unfinished.join("node_modules"), &finished)
            .map_err(|e| format!("cannot make {}: {e}", finished.display()))
    });
    // What is left is of no use to anybody, and if it cannot be removed it does no harm either.
    let _ = fs::remove_dir_all(&unfinished);
    result.map_err(|e| {
        format!(
            "{what} could not be installed: {e}\nTo try it by hand: npm ci --ignore-scripts (in {})",
            source.display()
        )
    })
}

fn fill(source: &Path, folder: &Path) -> Result<(), String> {
    let failed = |e| format!("cannot prepare {}: {e}", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    for name in ["package.json", LOCK] {
        fs::copy(source.join(name), folder.join(name)).map_err(failed)?;
    }
    let mut npm = run::command("npm", None)?;
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run::run(&mut npm)?;
    // Kept with the packages, to tell later whether they are still the ones asked for.
    fs::copy(source.join(LOCK), folder.join("node_modules").join(LOCK)).map(drop).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::setup::read_project_file;

    #[test]
    fn trunk_toml_asks_for_the_same_wasm_opt() {
        let config = read_project_file("Trunk.toml").unwrap();
        let asked = config.lines().find_map(|line| versions::value(line, "wasm_opt"));
        assert_eq!(asked, Some(format!("version_{WASM_OPT}").as_str()));
    }

    #[test]
    fn a_failed_install_leaves_nothing_behind() {
        let place = std::env::temp_dir().join(format!("hopcheck-npm-{}", std::process::id()));
        fs::create_dir_all(&place).unwrap();
        let message = install_modules("a tool", &place.join("missing"), &place).unwrap_err();
        let left = fs::read_dir(&place).unwrap().count();
        fs::remove_dir_all(&place).unwrap();
        assert!(message.contains("a tool could not be installed"), "{message}");
        assert_eq!(left, 0);
    }
}
