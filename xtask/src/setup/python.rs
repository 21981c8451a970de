//! Programs from PyPI, each set in a virtual environment of its own.

use super::npm;
use crate::{project, run};
use std::fs;
use std::path::{Path, PathBuf};

/// Installs what a file of requirements (a path in the repository) names, in `place`, anew where that has changed; returns the folder of
/// the programs.
pub fn programs(what: &str, requirements: &str, place: &Path) -> Result<PathBuf, String> {
    let asked = project::root().join(requirements);
    let installed = place.join("requirements.txt");
    if npm::same_text(&asked, &installed) {
        return Ok(place.join("bin"));
    }
    run::say(&format!("{what}: installing with pip, once per machine"));
    if place.exists() {
        fs::remove_dir_all(place).map_err(|e| format!("cannot replace {}: {e}", place.display()))?;
    }
    run::run(run::command("python3", None)?.args(["-m", "venv"]).arg(place))?;
    let pip = place.join("bin/pip");
    run::run(run::command(pip, None)?.args(["install", "--quiet", "--disable-pip-version-check", "-r"]).arg(&asked))?;
    fs::copy(&asked, &installed).map_err(|e| format!("cannot write {}: {e}", installed.display()))?;
    Ok(place.join("bin"))
}
