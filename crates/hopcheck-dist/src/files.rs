//! Reading and writing files, with the file's name in every complaint.

use std::fs;
use std::path::{Path, PathBuf};

/// Reads a file's bytes.
pub fn read(file: &Path) -> Result<Vec<u8>, String> {
    fs::read(file).map_err(|e| format!("cannot read {}: {e}", file.display()))
}

/// Reads a file's text.
pub fn text(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|e| format!("cannot read {}: {e}", file.display()))
}

/// Writes a file and the folders it lies in.
pub fn write(file: &Path, content: impl AsRef<[u8]>) -> Result<(), String> {
    let failed = |e| format!("cannot write {}: {e}", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(file, content).map_err(failed)
}

/// Makes an empty folder, in place of what may be there.
pub fn empty(folder: &Path) -> Result<(), String> {
    let failed = |e| format!("cannot empty {}: {e}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed)?;
    }
    fs::create_dir_all(folder).map_err(failed)
}

/// Every file below a folder, sorted, each by its path from there with `/` between folders.
pub fn all(folder: &Path) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = open.pop() {
        for (name, path) in entries(&folder)? {
            if path.is_dir() {
                open.push((path, format!("{prefix}{name}/")));
            } else {
                found.push(format!("{prefix}{name}"));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("cannot read {}: {e}", folder.display()))?;
    Ok(entries.flatten().map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_by_their_paths_and_a_folder_is_emptied() {
        let folder = tempfile::tempdir().unwrap();
        write(&folder.path().join("rules/a.html"), "a").unwrap();
        write(&folder.path().join("index.html"), "i").unwrap();
        assert_eq!(all(folder.path()).unwrap(), ["index.html", "rules/a.html"]);
        empty(folder.path()).unwrap();
        assert_eq!(all(folder.path()).unwrap(), Vec::<String>::new());
    }
}
