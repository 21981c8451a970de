//! `cargo xtask lab [ID…]`: sets the lab's servers up and runs its scenarios (crates/hopcheck-lab, docs/lab.md).

use crate::{project, run, setup};
use std::process::{Command, ExitCode};

/// Runs the lab with the arguments as they are.
pub fn run(arguments: &[String]) -> Result<ExitCode, String> {
    let mut lab = command()?;
    lab.args(arguments);
    let status = lab.status().map_err(|e| format!("{} does not start: {e}", run::shown(&lab)))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The lab, built, with its servers on PATH.
pub fn command() -> Result<Command, String> {
    run::run(run::cargo()?.args(["build", "--quiet", "--package", "hopcheck-lab"]))?;
    let parts = setup::lab();
    let mut lab = run::command(project::dev_output()?.join("hopcheck-lab"), parts.python.as_deref())?;
    if let Some(modules) = parts.node_modules {
        let folders = parts.python.into_iter().chain([modules.join(".bin")]);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(folders.chain(std::env::split_paths(&path)))
            .map_err(|e| format!("PATH cannot be extended: {e}"))?;
        lab.env("NODE_PATH", modules).env("PATH", path);
    }
    if let Ok((chromium, _)) = setup::browser()
        && setup::browser_modules().is_ok()
    {
        let script = project::root().join("tests/browser/console.mjs");
        lab.env("HOPCHECK_LAB_CONSOLE", script).env("CHROMIUM", chromium);
    }
    if let Some(firefox) = setup::firefox() {
        let script = project::root().join("tests/browser/firefox.mjs");
        lab.env("HOPCHECK_LAB_FIREFOX", script).env("FIREFOX", firefox);
    }
    if let Some(nginx) = parts.nginx_1_28 {
        lab.env("HOPCHECK_LAB_NGINX_1_28", nginx);
    }
    run::end_with_us(&mut lab)?;
    Ok(lab)
}
