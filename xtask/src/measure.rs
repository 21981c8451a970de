//! `cargo xtask corpus` and `cargo xtask messages`: both are commands of the crate `hopcheck-measure`, which stands on the engine.

use crate::{project, run};
use std::process::ExitCode;

/// Runs the command with the arguments as they are, in the folder it was called in, since they may name files.
pub fn run(command: &str, arguments: &[String]) -> Result<ExitCode, String> {
    let folder = std::env::current_dir().map_err(|e| format!("no current folder: {e}"))?;
    let mut cargo = run::cargo()?;
    cargo
        .args(["run", "--quiet", "--package", "hopcheck-measure", "--manifest-path"])
        .arg(project::root().join("Cargo.toml"))
        .args(["--", command])
        .args(arguments)
        .current_dir(folder);
    let status = cargo.status().map_err(|e| format!("{} does not start: {e}", run::shown(&cargo)))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
