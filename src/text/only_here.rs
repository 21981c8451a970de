//! What people read stands in `src/text/` and nowhere else in the page's sources: this reads them all and names what does not.

use std::fs;
use std::path::{Path, PathBuf};

/// What looks like words and is none: names of keys and interfaces, and values of styles.
const TECHNICAL: &[&str] = &["Enter", "Escape", "Files", "translate({}px, {down}px)", "translate({} {})"];
/// Attributes whose values are read, by eye or aloud.
const READ: &[&str] = &["aria-label", "aria-description", "title", "alt", "placeholder", "label"];
/// What only developers read, in a console.
const FOR_DEVELOPERS: &[&str] = &["expect(", "panic!(", "unreachable!("];

/// A string literal, and the source before it without spaces at its end.
struct Literal<'s> {
    line: usize,
    before: &'s str,
    text: &'s str,
}

/// The string literals of a source, without those of its comments and its tests.
fn literals(source: &str) -> Vec<Literal<'_>> {
    let source = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let bytes = source.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let rest = &source[at..];
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\") {
            at += rest[2..].find('\'').map_or(rest.len(), |end| end + 3);
        } else if bytes[at] == b'"' {
            let end = (at + 1..bytes.len()).find(|&end| bytes[end] == b'"' && bytes[end - 1] != b'\\');
            let end = end.unwrap_or(bytes.len());
            let line = source[..at].matches('\n').count() + 1;
            found.push(Literal { line, before: source[..at].trim_end(), text: &source[at + 1..end] });
            at = end + 1;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    found
}

/// A literal without its placeholders.
fn without_values(text: &str) -> String {
    let mut depth = 0;
    let outside = text.chars().filter(|c| {
        depth += i32::from(*c == '{');
        let is_outside = depth == 0;
        depth -= i32::from(*c == '}');
        is_outside
    });
    outside.collect()
}

/// Whether people would read it.
fn is_read(literal: &Literal) -> bool {
    let text = without_values(literal.text);
    let is_code = text.starts_with(['.', '<']) || text.contains(":not(");
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2
        || is_code
        || TECHNICAL.contains(&literal.text)
        || FOR_DEVELOPERS.iter().any(|call| literal.before.ends_with(call))
    {
        return false;
    }
    // `>{ "…"`, and `}{ "…"`: an element's text. A match's arm and a function's body end otherwise.
    let opened = literal.before.strip_suffix('{').map(str::trim_end);
    let is_text =
        opened.is_some_and(|before| (before.ends_with('>') && !before.ends_with("=>")) || before.ends_with('}'));
    let call = literal.before.trim_end_matches("{format!(");
    let is_attribute = call.strip_suffix('=').is_some_and(|name| {
        READ.iter().any(|read| name.strip_suffix(read).is_some_and(|before| before.ends_with(char::is_whitespace)))
    });
    let mut chars = text.chars();
    let begins = chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase);
    let is_sentence = [", ", ". ", "; ", "’", "…"].iter().any(|mark| text.contains(mark)) || text.ends_with(". ");
    is_text || is_attribute || begins || is_sentence
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the page's sources").flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("text") {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn all_that_is_read_stands_in_one_place() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.iter().any(|file| file.ends_with("view/answer.rs")), "{files:?}");
    let mut read = Vec::new();
    for file in files {
        let source = fs::read_to_string(&file).expect("a source");
        let found = literals(&source).into_iter().filter(is_read);
        read.extend(found.map(|one| format!("{}:{}: {:?}", file.display(), one.line, one.text)));
    }
    assert!(read.is_empty(), "move to src/text:\n{}", read.join("\n"));
}

#[test]
fn what_is_read_is_recognised() {
    let read = |source: &str| {
        literals(source).iter().filter(|one| is_read(one)).map(|one| one.text.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(read(r#"html! { <p>{ "lines" }</p> }"#), ["lines"]);
    assert_eq!(read(r#"html! { <p>{ text::A }{ "lines" }</p> }"#), ["lines"]);
    assert_eq!(read(r#"<button aria-label="close" class="a b">"#), ["close"]);
    assert_eq!(read(r#"<button title={format!("close {name}")} class="a">"#), ["close {name}"]);
    assert_eq!(read(r#"let words = "Nothing here";"#), ["Nothing here"]);
    assert_eq!(read(r#"if a { "not this, but that" }"#), ["not this, but that"]);
    for none in [
        r#"class={if tried { "link" } else { "quiet" }}"#,
        r#"HopState::Ok => { "ok" }"#,
        r#"// html! { "lines" }"#,
        r#"x.expect("Names that are valid.")"#,
        r#"<p>{ name }{ ": " }{ "×" }</p>"#,
        r#"aria-label={format!("{a}: {b}")}"#,
        "let a = '\"'; let b = \"link\";",
        "#[cfg(test)]\nmod tests {\n assert!(a, \"Words\"); }",
    ] {
        assert_eq!(read(none), [] as [&str; 0], "{none}");
    }
}
