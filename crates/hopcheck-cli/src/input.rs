//! Files, folders and standard input as pieces.

use std::fs;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use hopcheck::intake::Piece;

/// Larger files are refused with a message instead of filling the memory.
const LARGEST: u64 = 1 << 30;

/// How bytes become text.
pub type Decode = fn(Vec<u8>) -> Result<String, String>;

/// Reads everything named; standard input for `-`, or where nothing is named and something is piped in.
pub fn pieces(files: &[PathBuf], decode: Decode) -> Result<Vec<Piece>, String> {
    if files.is_empty() {
        if std::io::stdin().is_terminal() {
            return Err("nothing to read: name files, or pipe something in (hopcheck --help)".into());
        }
        return Ok(vec![standard_input(decode)?]);
    }
    let mut pieces = Vec::new();
    for file in files {
        if file.as_os_str() == "-" {
            pieces.push(standard_input(decode)?);
        } else if file.is_dir() {
            folder(file, decode, &mut pieces)?;
        } else {
            pieces.push(read(file, decode)?);
        }
    }
    Ok(pieces)
}

fn standard_input(decode: Decode) -> Result<Piece, String> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| format!("standard input: {error}"))?;
    let text = decode(bytes).map_err(|said| format!("standard input {said}"))?;
    Ok(Piece { text, ..Piece::default() })
}

fn read(file: &Path, decode: Decode) -> Result<Piece, String> {
    let name = file.display().to_string();
    let size = fs::metadata(file).map_err(|error| format!("{name}: {error}"))?.len();
    if size > LARGEST {
        return Err(format!(
            "{name}: {size} bytes are more than the {LARGEST} that fit; cut out the time that matters"
        ));
    }
    let bytes = fs::read(file).map_err(|error| format!("{name}: {error}"))?;
    let text = decode(bytes).map_err(|said| format!("{name} {said}"))?;
    Ok(Piece { name: Some(name), text, ..Piece::default() })
}

/// All files below a folder that look like text, in the order of their names. Links are not followed.
fn folder(root: &Path, decode: Decode, pieces: &mut Vec<Piece>) -> Result<(), String> {
    let mut open = vec![root.to_owned()];
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        let entries = fs::read_dir(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        for entry in entries.flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(entry.path()),
                Ok(kind) if kind.is_file() => found.push(entry.path()),
                _ => {}
            }
        }
    }
    found.sort();
    for file in found {
        let piece = read(&file, decode)?;
        if !piece.text.contains('\0') {
            pieces.push(piece);
        }
    }
    Ok(())
}

/// Bytes that are not UTF-8 become U+FFFD: a log may hold anything.
pub fn lossy(bytes: Vec<u8>) -> Result<String, String> {
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}
