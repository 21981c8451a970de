//! `cargo xtask nginx-check`: the engine's verdict over configurations against that of real nginx (crates/hopcheck-measure, docs/nginx-check.md).

use crate::{project, run, setup};
use std::process::{Command, ExitCode};

/// Runs the check with the arguments as they are.
pub fn run(arguments: &[String]) -> Result<ExitCode, String> {
    let mut check = command()?;
    check.args(arguments);
    let status = check.status().map_err(|e| format!("{} does not start: {e}", run::shown(&check)))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The check, built, with both versions of nginx as far as they can be had.
pub fn command() -> Result<Command, String> {
    run::run(run::cargo()?.args(["build", "--quiet", "--package", "hopcheck-measure"]))?;
    let mut check = run::command(project::dev_output()?.join("hopcheck-measure"), None)?;
    check.arg("nginx-check");
    if let Some(nginx) = setup::nginx_1_28() {
        check.env("HOPCHECK_LAB_NGINX_1_28", nginx);
    }
    run::end_with_us(&mut check)?;
    Ok(check)
}
