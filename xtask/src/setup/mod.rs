//! Everything the commands need on a fresh machine. Each part looks first and returns at once where nothing is missing;
//! each installs whole or not at all.

mod cargo_tools;
mod lab;
mod npm;
mod python;
mod rust_target;
mod system;
mod versions;

use crate::{project, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What `trunk serve` needs. wasm-opt is fetched too where npm is at hand, so that `dist` finds it later.
pub fn for_serve() -> Result<(), String> {
    base()?;
    if let Err(why) = npm::wasm_opt() {
        run::say(&format!("wasm-opt is not installed: {why}\n    Serving does not need it; `cargo xtask dist` does."));
    }
    Ok(())
}

/// What the release build of the page needs.
pub fn for_dist() -> Result<(), String> {
    system::require(&system::NODE)?;
    base()?;
    rust_target::ensure_source()?;
    npm::wasm_opt().map(drop)
}

/// What the tests need: all of it. System packages are looked for before anything is installed.
pub fn for_test() -> Result<(), String> {
    system::require(&system::TESTS)?;
    base()?;
    npm::wasm_opt()?;
    npm::browser_tests()
}

fn base() -> Result<(), String> {
    rust_target::ensure()?;
    fetch_crates()?;
    cargo_tools::ensure()
}

/// Downloads the crates of Cargo.lock, so that the builds that follow only build.
fn fetch_crates() -> Result<(), String> {
    let mut offline = run::cargo()?;
    offline.args(["fetch", "--locked", "--offline", "--quiet"]);
    if run::output(&mut offline).is_some() {
        return Ok(());
    }
    run::say("crates: downloading what Cargo.lock names");
    run::run(run::cargo()?.arg("fetch"))
}

/// The lab's servers, as far as they can be had.
pub fn lab() -> lab::Lab {
    lab::ensure()
}

/// The nginx that is compiled here, where it can be had.
pub fn nginx_1_28() -> Option<PathBuf> {
    lab::nginx_1_28()
}

/// The folder of the programs, from PyPI, that make the documentation in whose pages the element is tested.
pub fn site_generators() -> Result<PathBuf, String> {
    python::programs("MkDocs and Sphinx", "tests/embedding/requirements.txt", &lab::tools()?.join("sites-python"))
}

/// The packages of another one, from npm.
pub fn docusaurus() -> Result<PathBuf, String> {
    npm::docusaurus()
}

/// A `trunk` command; `first` is searched for programs before PATH.
pub fn trunk(first: Option<&Path>) -> Result<Command, String> {
    let mut trunk = run::command("trunk", first)?;
    trunk.env("TRUNK_SKIP_VERSION_CHECK", "true");
    // The convention is "set to anything"; Trunk 0.21 takes only "true" or "false".
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    Ok(trunk)
}

/// The folder that holds `wasm-opt`.
pub fn wasm_opt_folder() -> Result<PathBuf, String> {
    npm::wasm_opt()
}

/// The program `lighthouse`.
pub fn lighthouse() -> Result<PathBuf, String> {
    npm::lighthouse()
}

/// The browser and its driver, for the tests.
pub fn browser() -> Result<(PathBuf, PathBuf), String> {
    let find = |tool: &system::Tool| tool.find().ok_or_else(|| format!("{} is not installed", tool.name()));
    Ok((find(&system::CHROMIUM)?, find(&system::CHROMEDRIVER)?))
}

/// Firefox, for the lab; it drives itself.
pub fn firefox() -> Option<PathBuf> {
    system::FIREFOX.find()
}

/// The library that drives the browser.
pub fn browser_modules() -> Result<(), String> {
    npm::browser_tests()
}

fn read_project_file(name: &str) -> Result<String, String> {
    std::fs::read_to_string(project::root().join(name)).map_err(|e| format!("cannot read {name}: {e}"))
}
