//! What people put around pasted files: fences, quote marks, the file's name.

use super::names::{is_file_name, kind_of_name};
use super::pattern::run;

/// The fence that opens or closes at this line: its character, its length, its info string.
pub(super) fn fence(text: &str) -> Option<(u8, usize, &str)> {
    let trimmed = text.trim_start();
    let first = *trimmed.as_bytes().first()?;
    if !matches!(first, b'`' | b'~') {
        return None;
    }
    let len = run(trimmed, |b| b == first);
    let info = trimmed[len..].trim();
    (len >= 3 && !info.contains('`')).then_some((first, len, info))
}

/// The name of the file whose text follows, if the line does nothing but name it.
pub(super) fn file_marker(text: &str) -> Option<&str> {
    let text = text.trim();
    // A list item is no heading.
    if text.len() > 200 || text.is_empty() || text.starts_with("- ") || text.starts_with("* ") {
        return None;
    }
    // tail and head over several files.
    if let Some(name) = text.strip_prefix("==> ").and_then(|rest| rest.strip_suffix(" <==")) {
        return Some(name);
    }
    // `1. nginx.conf` and `2) app.py` are headings of a list.
    let number = run(text, |b| b.is_ascii_digit());
    let text = match text[number..].strip_prefix(['.', ')']) {
        Some(rest) if number > 0 => rest.trim_start(),
        _ => text,
    };
    let decorated = text.starts_with(['#', '/', '*', '-', '=', '`', ';', '<']) || text.ends_with([':', '*', '-', '`']);
    let mut name =
        text.trim_matches(|c: char| matches!(c, '#' | '*' | '-' | '=' | '`' | ' ' | ':' | ';' | '"' | '<' | '>' | '!'));
    if let Some(rest) = name.strip_prefix("// ") {
        name = rest;
    }
    for lead in ["File: ", "file: ", "File ", "file "] {
        name = name.strip_prefix(lead).unwrap_or(name);
    }
    let name = name.trim_matches(|c: char| matches!(c, '`' | '*' | '"' | ':' | ' ' | '\''));
    let fits = is_file_name(name) && (decorated || kind_of_name(name).is_some() || name.ends_with(".log"));
    fits.then_some(name)
}

/// The length of the `> ` marks at the start of a quoted line.
pub(super) fn quote_len(text: &str) -> usize {
    let mut at = 0;
    while text[at..].starts_with('>') {
        at += 1 + usize::from(text[at + 1..].starts_with(' '));
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_dress() {
        for line in [
            "# nginx.conf",
            "**nginx.conf**",
            "--- nginx.conf ---",
            "==> nginx.conf <==",
            "`nginx.conf`:",
            "### `nginx.conf`",
            "nginx.conf",
            "<!-- nginx.conf -->",
            "// nginx.conf",
            "File: nginx.conf",
            "2. nginx.conf",
        ] {
            assert_eq!(file_marker(line), Some("nginx.conf"), "{line}");
        }
        assert_eq!(file_marker("/etc/nginx/conf.d/a.conf:"), Some("/etc/nginx/conf.d/a.conf"));
        for line in [
            "# files.example.com",
            "- ./data",
            "#listen 80;",
            "nginx",
            "see nginx.conf below",
            "https://a.example/x.js",
            "---",
        ] {
            assert_eq!(file_marker(line), None, "{line}");
        }
    }

    #[test]
    fn fences_and_quotes() {
        assert_eq!(fence("```yaml"), Some((b'`', 3, "yaml")));
        assert_eq!(fence("  ~~~"), Some((b'~', 3, "")));
        assert_eq!(fence("`a` and ```b```"), None);
        assert_eq!(quote_len("> > x"), 4);
    }
}
