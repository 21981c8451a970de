//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace root. Known at compile time: xtask is never run from another checkout than its own.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lives one folder below the workspace root")
}

/// Cargo's output folder of the dev profile, which is where this very program was built to.
pub fn dev_output() -> Result<PathBuf, String> {
    let exe = env::current_exe().map_err(|e| format!("cannot find out where xtask was built: {e}"))?;
    Ok(exe.parent().unwrap_or(Path::new(".")).to_path_buf())
}

/// Cargo's target folder.
pub fn target() -> Result<PathBuf, String> {
    let output = dev_output()?;
    Ok(output.parent().unwrap_or(&output).to_path_buf())
}

/// Cargo's home, which also keeps the project's tools that are not Rust programs.
pub fn cargo_home() -> Result<PathBuf, String> {
    if let Some(home) = env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    env::home_dir()
        .map(|home| home.join(".cargo"))
        .ok_or_else(|| "neither CARGO_HOME nor a home folder is set".to_owned())
}

/// Where `cargo install` puts programs.
pub fn cargo_bin() -> Result<PathBuf, String> {
    let base = match env::var_os("CARGO_INSTALL_ROOT") {
        Some(root) => root.into(),
        None => cargo_home()?,
    };
    Ok(base.join("bin"))
}
