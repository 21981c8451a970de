//! The page built for size, as it ships.

use crate::{hook, project, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How the page and the standard library under it are compiled for size. The flags are unstable, which is why the compiler has to be told
/// that it may take them; nothing else is built with them.
///
/// The library is built for size too, and where the program would panic it traps at once: no message is put together that nobody reads,
/// since a worker that ends is started anew and the page says that a piece was too much for it. The linker keeps its relocations, by which
/// the module is split afterwards.
const FOR_SIZE: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none -Clink-arg=--emit-relocs",
    ),
];

/// Builds the page into `folder`, with this `trunk`.
pub fn build(mut trunk: Command, folder: &Path) -> Result<(), String> {
    let config = ConfigWithoutHooks::write()?;
    trunk.args(["build", "--release", "--cargo-profile", "dist", "--dist"]).arg(folder).arg("--config").arg(&config.0);
    run::run(trunk.envs(FOR_SIZE))?;
    hook::finish(folder)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hooks_and_nothing_else_are_left_out() {
        let config = "[build]\na = 1\n[[hooks]]\nb = 2\n[[hooks]]\nc = 3\n[watch]\nd = 4\n";
        assert_eq!(without_hooks(config), "[build]\na = 1\n[watch]\nd = 4\n");
    }
}
