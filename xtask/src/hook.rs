//! What is done to the page that Trunk has just put together: its policy is checked, and the phrasebook is put beside it.

use crate::{csp, project};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

// The very code that the engine's build takes its phrasebook with, so that the page finds the file it asks for.
#[path = "../../crates/hopcheck-rules/src/messages.rs"]
mod messages;

pub use messages::NAME_START as PHRASEBOOK;

/// The hidden command that Trunk calls after each build (see Trunk.toml).
pub const HOOK: &str = "trunk-hook";

/// Finishes the page in Trunk's staging folder.
pub fn run() -> Result<(), String> {
    let folder = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or("TRUNK_STAGING_DIR is not set: this command is for Trunk to call")?;
    finish(&folder)
}

/// Finishes the page in a folder.
pub fn finish(folder: &Path) -> Result<(), String> {
    csp::adapt(folder)?;
    put_phrasebook(&project::root().join("rules/messages"), folder)
}

fn put_phrasebook(messages: &Path, folder: &Path) -> Result<(), String> {
    let text = messages::text(messages).map_err(|e| format!("cannot read {}: {e}", messages.display()))?;
    let file = folder.join(messages::file_name(&text));
    fs::write(&file, text).map_err(|e| format!("cannot write {}: {e}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_gets_its_phrasebook() {
        let folder = env::temp_dir().join(format!("hopcheck-hook-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        put_phrasebook(&project::root().join("rules/messages"), &folder).unwrap();
        let names: Vec<String> =
            fs::read_dir(&folder).unwrap().flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        fs::remove_dir_all(&folder).unwrap();
        assert!(matches!(&names[..], [name] if name.starts_with(PHRASEBOOK)), "{names:?}");
    }
}
