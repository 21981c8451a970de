//! The committed list of verdicts that differ, which may only shrink.

use std::path::Path;

use serde::Deserialize;

/// A difference that is known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The case's id.
    pub id: String,
    /// The series of nginx it shows with.
    pub version: String,
    /// Why the engine does not say what nginx says.
    pub reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    difference: Vec<Listed>,
}

/// Reads the list; every entry says why.
pub fn read(path: &Path) -> Result<Vec<Listed>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let file: File = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    match file.difference.iter().find(|listed| listed.reason.trim().is_empty()) {
        Some(listed) => Err(format!("{}: {} gives no reason", path.display(), listed.id)),
        None => Ok(file.difference),
    }
}

/// What the list and the differences that showed do not share.
pub fn complaints(listed: &[Listed], version: &str, different: &[&str]) -> Vec<String> {
    let known: Vec<&str> =
        listed.iter().filter(|listed| listed.version == version).map(|listed| listed.id.as_str()).collect();
    let new = different.iter().filter(|id| !known.contains(id)).map(|id| format!("differs and is not listed: {id}"));
    let gone =
        known.iter().filter(|id| !different.contains(id)).map(|id| format!("listed, but no longer differs: {id}"));
    new.chain(gone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_may_only_shrink() {
        let listed =
            ["a", "b"].map(|id| Listed { id: id.to_owned(), version: "1.22".to_owned(), reason: "x".to_owned() });
        assert_eq!(complaints(&listed, "1.22", &["a", "b"]), Vec::<String>::new());
        assert_eq!(complaints(&listed, "1.22", &["a", "c"]).len(), 2, "one is new, one is gone");
        assert_eq!(complaints(&listed, "1.28", &[]), Vec::<String>::new());
    }
}
