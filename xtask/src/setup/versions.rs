//! Reading versions: from Cargo.lock, and from what programs say about themselves.

/// The version of `package` in the text of a Cargo.lock.
pub fn locked<'a>(lockfile: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lockfile.lines();
    lines.find(|line| value(line, "name") == Some(package))?;
    value(lines.next()?, "version")
}

/// The text between the quotes of `key = "text"`.
pub fn value<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    line.strip_prefix(key)?.trim_start().strip_prefix('=')?.trim().strip_prefix('"')?.strip_suffix('"')
}

/// The first word of a program's `--version` line that starts with a digit, such as `0.21.14` or `132`.
pub fn reported(output: &str) -> Option<&str> {
    output
        .split_whitespace()
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether `found` satisfies the requirement `^wanted` for versions `0.minor.patch`: the same minor, at least that patch.
pub fn is_compatible(found: &str, wanted: &str) -> bool {
    match (numbers(found), numbers(wanted)) {
        (Some(found), Some(wanted)) => found[..2] == wanted[..2] && found[2] >= wanted[2],
        _ => false,
    }
}

fn numbers(version: &str) -> Option<[u64; 3]> {
    let mut parts = version.split('.').map(str::parse);
    let mut next = || parts.next()?.ok();
    Some([next()?, next()?, next()?])
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"9.9.9\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\ndependencies = [\n \"cfg-if\",\n]\n";

    #[test]
    fn a_locked_version_is_that_of_the_package_itself() {
        assert_eq!(locked(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked(LOCK, "wasm"), None);
    }

    #[test]
    fn programs_report_versions_in_their_own_ways() {
        assert_eq!(reported("trunk 0.21.14\n"), Some("0.21.14"));
        assert_eq!(reported("wasm-opt version 132 (version_132)"), Some("132"));
        assert_eq!(reported("v20.20.2"), Some("20.20.2"));
        assert_eq!(reported("no version"), None);
    }

    #[test]
    fn a_later_patch_will_do_and_nothing_else() {
        assert!(is_compatible("0.21.14", "0.21.14"));
        assert!(is_compatible("0.21.20", "0.21.14"));
        assert!(!is_compatible("0.21.9", "0.21.14"));
        assert!(!is_compatible("0.22.14", "0.21.14"));
        assert!(!is_compatible("0.21.15-rc.1", "0.21.14"));
    }
}
