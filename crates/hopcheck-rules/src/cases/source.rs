//! Where a case's text comes from: a program that printed it, or a page that documents it.

/// What is wanting in the words after `Source:`, if anything.
pub fn wanting(source: &str) -> Option<&'static str> {
    let forms = "\"captured from PROGRAM VERSION\" or \"written from ADDRESS\" (https://…, RFC NUMBER or a manual page such as connect(2))";
    if source.is_empty() {
        return Some("does not say where its text comes from: Source: …");
    }
    let known = source.split(';').map(str::trim).next().is_some_and(|first| {
        first.strip_prefix("captured from ").is_some_and(names_a_version)
            || first.strip_prefix("written from ").is_some_and(names_a_page)
    });
    (!known).then_some(forms)
}

/// A program's name and then a number: `nginx 1.22.1`.
fn names_a_version(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.next().is_some_and(|name| name.contains(|c: char| c.is_ascii_alphabetic()))
        && words.take(6).any(|word| word.trim_start_matches(['v', '(']).starts_with(|c: char| c.is_ascii_digit()))
}

fn names_a_page(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    first.starts_with("https://") || first == "RFC" || is_manual_page(first)
}

/// `connect(2)`.
fn is_manual_page(word: &str) -> bool {
    let word = word.trim_end_matches([',', ':']);
    word.strip_suffix(')').and_then(|word| word.split_once('(')).is_some_and(|(name, section)| {
        !name.is_empty() && section.len() <= 3 && section.starts_with(|c: char| c.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_a_program_or_a_page() {
        for right in [
            "captured from nginx 1.22.1",
            "captured from nginx 1.22.1 and PHP-FPM 8.2.35 (paths and names changed)",
            "captured from uwsgi-core 2.0.21; the configuration written for it",
            "captured from GNU coreutils' ls 9.1",
            "written from https://nginx.org/en/docs/http/websocket.html",
            "written from RFC 6455, section 4.2",
            "written from connect(2)",
        ] {
            assert_eq!(wanting(right), None, "{right}");
        }
        for wrong in [
            "",
            "nginx",
            "the message captured from nginx 1.22.1",
            "captured from nginx",
            "captured from 1.2",
            "written from memory",
            "written from nginx's source",
        ] {
            assert!(wanting(wrong).is_some(), "{wrong}");
        }
    }
}
