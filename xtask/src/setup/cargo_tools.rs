//! The tools that `cargo install` builds: Trunk and the command line tool of wasm-bindgen.

use super::{read_project_file, versions};
use crate::{project, run};

/// The Trunk that the project is built with; Trunk.toml asks for it as well.
const TRUNK: &str = "0.21.14";

/// Makes sure that both are there in the versions the project needs.
pub fn ensure() -> Result<(), String> {
    let lockfile = read_project_file("Cargo.lock")?;
    let bindgen = versions::locked(&lockfile, "wasm-bindgen")
        .ok_or("Cargo.lock has no wasm-bindgen, so the page cannot be built")?;
    let trunk_fits = |found: &str| versions::is_compatible(found, TRUNK);
    // The glue it writes and the crate in the page speak a private protocol: not even the patch may differ.
    let bindgen_fits = |found: &str| found == bindgen;

    let mut built = false;
    if !is_there("trunk", trunk_fits) {
        install("trunk", TRUNK, &["--locked"])?;
        built = true;
    }
    if !is_there("wasm-bindgen", bindgen_fits) || !is_there("wasm-bindgen-test-runner", bindgen_fits) {
        // Not `--locked`: the lock file it is published with names a version of webpki-roots that can no longer be had.
        install("wasm-bindgen-cli", bindgen, &[])?;
        built = true;
    }
    if built {
        remove_build_folder()?;
        warn_where_not_on_path()?;
    }
    Ok(())
}

fn is_there(program: &str, fits: impl Fn(&str) -> bool) -> bool {
    run::command(program, None)
        .ok()
        .and_then(|mut command| run::output(command.arg("--version")))
        .is_some_and(|output| versions::reported(&output).is_some_and(fits))
}

/// Builds and installs one tool. Cargo copies the program to its place only when it is finished, and what an interrupted
/// build has compiled is kept for the next attempt.
fn install(package: &str, version: &str, flags: &[&str]) -> Result<(), String> {
    run::say(&format!("{package} {version}: compiling it, once per machine; this takes several minutes"));
    let mut cargo = run::cargo()?;
    cargo
        .args(["install", package, "--version", version])
        .args(flags)
        .env("CARGO_TARGET_DIR", build_folder()?)
        // The tools' own profiles ask for the smallest program; here the shortest wait counts.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    let by_hand = run::shown(&cargo);
    run::run(&mut cargo)
        .map_err(|e| format!("{package} {version} could not be installed: {e}\nTo try it by hand: {by_hand}"))
}

fn build_folder() -> Result<std::path::PathBuf, String> {
    Ok(project::target()?.join("tools"))
}

fn remove_build_folder() -> Result<(), String> {
    let folder = build_folder()?;
    std::fs::remove_dir_all(&folder).map_err(|e| format!("cannot remove {}: {e}", folder.display()))
}

/// The commands here find the tools in any case; plain `trunk serve` needs them on PATH.
fn warn_where_not_on_path() -> Result<(), String> {
    let bin = project::cargo_bin()?;
    let path = std::env::var_os("PATH").unwrap_or_default();
    if !std::env::split_paths(&path).any(|folder| folder == bin) {
        run::say(&format!("for plain `trunk serve`, put {} on PATH", bin.display()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trunk_toml_asks_for_the_same_trunk() {
        let config = read_project_file("Trunk.toml").unwrap();
        let asked = config.lines().find_map(|line| versions::value(line, "trunk-version"));
        assert_eq!(asked, Some(format!("^{TRUNK}").as_str()));
    }

    #[test]
    fn a_tool_that_does_not_exist_is_not_there() {
        assert!(!is_there("no-such-tool-here", |_| true));
    }
}
