//! Lists of Python packages: `pip freeze`, `requirements.txt`, the table of `pip list`.

use super::Sink;
use crate::facts::server::Dependency;
use crate::intake::Artifact;
use crate::text::span_in;

/// Reads a list.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let all = artifact.text.as_str();
    let mut table = false;
    for line in all.lines() {
        let pinned = pinned(line);
        table |= is_table_head(line);
        let Some((name, extras)) = pinned.or_else(|| if table { row(line) } else { None }) else { continue };
        let span = span_in(all, line);
        add(sink, span, name);
        // Extras install what they name: of uvicorn[standard] its WebSocket library matters here.
        for extra in extras.split(',').map(str::trim).filter(|extra| !extra.is_empty()) {
            match (name.to_ascii_lowercase().as_str(), extra) {
                ("uvicorn", "standard") => add(sink, span, "websockets"),
                ("channels", extra) => add(sink, span, extra),
                _ => {}
            }
        }
    }
}

fn add(sink: &mut Sink, span: crate::text::Span, name: &str) {
    let mut said = Dependency::unknown();
    said.name.put(name.to_ascii_lowercase().replace('_', "-"));
    said.source.put("pip");
    said.state.put("installed");
    sink.add(span, said);
}

/// `uvicorn==0.30.1`, `uvicorn[standard]==0.30.1 \`: the name and its extras.
pub fn pinned(line: &str) -> Option<(&str, &str)> {
    let (before, version) = line.trim().split_once("==")?;
    let (name, extras) = match before.split_once('[') {
        Some((name, extras)) => (name, extras.strip_suffix(']')?),
        None => (before, ""),
    };
    (is_name(name) && version.starts_with(|c: char| c.is_ascii_digit()) && !version.contains(" =="))
        .then_some((name, extras))
}

/// The head of `pip list`: `Package    Version`.
pub fn is_table_head(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next() == Some("Package") && words.next() == Some("Version")
}

/// `uvicorn    0.30.1` below that head.
fn row(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split_whitespace();
    let (name, version) = (words.next()?, words.next()?);
    (is_name(name) && version.starts_with(|c: char| c.is_ascii_digit())).then_some((name, ""))
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::{pinned, row};

    #[test]
    fn lines() {
        assert_eq!(pinned("uvicorn[standard]==0.30.1"), Some(("uvicorn", "standard")));
        assert_eq!(pinned("Django==5.2.1"), Some(("Django", "")));
        assert_eq!(pinned("if version == 3:"), None);
        assert_eq!(pinned("a==b"), None);
        assert_eq!(row("websockets        15.0"), Some(("websockets", "")));
        assert_eq!(row("----------------- ----"), None);
    }
}
