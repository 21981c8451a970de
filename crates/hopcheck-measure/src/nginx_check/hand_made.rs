//! Configurations written by hand: `tests/nginx/NAME.conf`, or a folder `tests/nginx/NAME/` whose main file is `nginx.conf`.

use std::fs;
use std::path::Path;

use super::case::{Case, File};

/// Reads them all, sorted by name.
pub fn cases(folder: &Path) -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for path in entries(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            let mut files = Vec::new();
            read(&path, &path, &mut files)?;
            // The main file is the one nginx is started with.
            files.sort_by_key(|file| (file.name != "nginx.conf", file.name.clone()));
            cases.push(Case { id: format!("hand-made/{name}"), files });
        } else if let Some(name) = name.strip_suffix(".conf") {
            let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            cases.push(Case::new(format!("hand-made/{name}"), text));
        }
    }
    Ok(cases)
}

fn entries(folder: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn read(root: &Path, folder: &Path, files: &mut Vec<File>) -> Result<(), String> {
    for path in entries(folder)? {
        if path.is_dir() {
            read(root, &path, files)?;
            continue;
        }
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        files.push(File { name, text });
    }
    Ok(())
}
