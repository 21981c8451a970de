//! Digests of contents, in the forms that names, browsers and checksum files want.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// SHA-256 as a hexadecimal number.
pub fn hex(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The digest's beginning, for the name of a file that caches may keep for ever; as long as Trunk's.
pub fn short(content: &[u8]) -> String {
    hex(content)[..16].to_owned()
}

/// `sha256-…`, as in `integrity` attributes and content security policies.
pub fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// `name-0123456789abcdef.ext` for `name.ext`, by what the file holds.
pub fn named(name: &str, content: &[u8]) -> String {
    match name.rsplit_once('.') {
        Some((stem, ext)) => format!("{stem}-{}.{ext}", short(content)),
        None => format!("{name}-{}", short(content)),
    }
}

/// True for a name that tells what the file holds, so that another content has another name: `-` and 16 hexadecimal digits before the
/// extension, or before wasm-bindgen's `_bg`. Trunk leaves out zeros in front, so that there may be some fewer.
pub fn is_named(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let is_hash = |hash: &str| {
        (12..=16).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    stem.rsplit_once('-').is_some_and(|(_, hash)| is_hash(hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_those_of_the_standard() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(integrity(b"abc"), "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    }

    #[test]
    fn a_name_tells_the_content() {
        assert_eq!(named("start.js", b"abc"), "start-ba7816bf8f01cfea.js");
        assert!(is_named("start-ba7816bf8f01cfea.js"));
        assert!(is_named("dialog-c6c48d20369666b.css"));
        assert!(is_named("rules/page-a0ae494d2d50fdb6_bg.wasm.br"));
        for other in
            ["index.html", "sw.js", "rules/a-cause-of-many-words.html", "a-0123456789abcdeg.js", "rules/another.html"]
        {
            assert!(!is_named(other), "{other}");
        }
    }
}
