//! `SHA256SUMS`, for `sha256sum --check` in the folder that holds both the site and the release.

use std::path::Path;

use crate::{digest, files};

const NAME: &str = "SHA256SUMS";

/// Writes the checksums of all files of both folders into the release's.
pub fn write(site: &Path, release: &Path) -> Result<(), String> {
    let mut out = String::new();
    for folder in [site, release] {
        let above = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        for name in files::all(folder)?.iter().filter(|name| *name != NAME) {
            out.push_str(&format!("{}  {above}/{name}\n", digest::hex(&files::read(&folder.join(name))?)));
        }
    }
    files::write(&release.join(NAME), out)
}
