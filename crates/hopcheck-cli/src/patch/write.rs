//! Writing a patched text into its file: a backup first, then all at once.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::bytes;

/// So many backups of one file stand beside it at most.
const MOST_BACKUPS: usize = 99;

/// The file itself, where the name is that of a link.
pub fn real_file(name: &str) -> Result<PathBuf, String> {
    let file = fs::canonicalize(name).map_err(|error| format!("{name}: {error}"))?;
    if file.is_file() { Ok(file) } else { Err(format!("{name}: not a file that could be written")) }
}

/// Refuses a file that does not hold `text` any more.
pub fn unchanged(file: &Path, text: &str) -> Result<(), String> {
    let now = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    if now == bytes::encode(text) {
        return Ok(());
    }
    Err(format!("{}: it was changed since it was read; run hopcheck again", file.display()))
}

/// Copies the file beside itself, under a name that is not taken, and gives that name.
pub fn back_up(file: &Path) -> Result<PathBuf, String> {
    let failed = |error: std::io::Error| format!("{}: no backup can be kept: {error}", file.display());
    let bytes = fs::read(file).map_err(failed)?;
    for nth in 1..=MOST_BACKUPS {
        let number = if nth == 1 { String::new() } else { format!("-{nth}") };
        let backup = beside(file, &format!("hopcheck-backup{number}"));
        match create_like(file, &backup, &bytes) {
            Ok(()) => return Ok(backup),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Err(format!("{}: {MOST_BACKUPS} backups stand beside it already; remove some", file.display()))
}

/// Puts the text in the file's place at once: whoever reads it meanwhile reads the old text or the new one.
pub fn replace(file: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", file.display());
    let new = beside(file, &format!("hopcheck-{}", std::process::id()));
    create_like(file, &new, &bytes::encode(text)).map_err(failed)?;
    fs::rename(&new, file).map_err(|error| {
        let _ = fs::remove_file(&new);
        failed(error)
    })
}

/// A hidden name in the file's folder: `include sites-enabled/*` of nginx does not read hidden files.
fn beside(file: &Path, ending: &str) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!(".{name}.{ending}"))
}

/// A new file with the other's mode, and its owner where that is allowed. What cannot be finished is taken away again.
fn create_like(like: &Path, new: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let was = fs::metadata(like)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    // Until the owner is right, nobody else may read it.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(new)?;
    let done = fill(&mut file, bytes, &was);
    if done.is_err() {
        let _ = fs::remove_file(new);
    }
    done
}

fn fill(file: &mut File, bytes: &[u8], like: &fs::Metadata) -> std::io::Result<()> {
    file.write_all(bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        // Only root may give a file away; the mode below is set either way.
        let _ = fchown(&*file, Some(like.uid()), Some(like.gid()));
    }
    file.set_permissions(like.permissions())?;
    file.sync_all()
}
