//! `cargo xtask bench page`: figures on how quick the page is, of the one that `cargo xtask dist` has built.

use crate::{project, run, setup};
use std::process::ExitCode;

/// Runs the benches that are named: `page` is the only one.
pub fn run(arguments: &[String]) -> Result<ExitCode, String> {
    if arguments != ["page"] {
        return Err("usage: cargo xtask bench page".into());
    }
    let dist = project::root().join("dist");
    if !dist.join("index.html").is_file() {
        return Err("there is no built page: run `cargo xtask dist` first".into());
    }
    setup::browser_modules()?;
    let (chromium, _) = setup::browser()?;
    let bench = project::root().join("tests/browser/bench/page.mjs");
    let mut node = run::command("node", None)?;
    node.args(["--test", "--test-reporter", "spec"]).arg(bench).env("HOPCHECK_PAGE", dist).env("CHROMIUM", chromium);
    let status = node.status().map_err(|e| format!("{} does not start: {e}", run::shown(&node)))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
