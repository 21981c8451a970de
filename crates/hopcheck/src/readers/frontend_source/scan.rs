//! A scanner for JavaScript and TypeScript: strings, templates, names and marks; comments are skipped.
//!
//! It is not a parser: it knows as much of the language as is needed to find the expressions that URLs are made of
//! (ECMA-262 section 12).

use crate::text::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A quoted string; the span is what stands between the quotes.
    Text,
    /// A template literal; the span is what stands between the backticks.
    Template,
    /// A name, a keyword or a number, with the dots and names that follow it (`window.location.host`).
    Word,
    /// One byte of anything else.
    Mark(u8),
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
}

impl Token {
    /// True for that mark.
    pub fn is(&self, mark: u8) -> bool {
        self.kind == Kind::Mark(mark)
    }
}

/// Cuts `text` into tokens.
pub fn scan(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        match byte {
            b'/' if next == b'/' => at = line_end(bytes, at),
            b'/' if next == b'*' => at = text[at + 2..].find("*/").map_or(bytes.len(), |end| at + 2 + end + 2),
            b'<' if text[at..].starts_with("<!--") => {
                at = text[at..].find("-->").map_or(bytes.len(), |end| at + end + 3)
            }
            b'\'' | b'"' => {
                let end = string_end(bytes, at);
                tokens.push(Token { kind: Kind::Text, span: Span::new(at + 1, end) });
                at = end + 1;
            }
            b'`' => {
                let end = template_end(bytes, at);
                tokens.push(Token { kind: Kind::Template, span: Span::new(at + 1, end) });
                at = end + 1;
            }
            _ if is_word(byte) => {
                let end = word_end(bytes, at);
                tokens.push(Token { kind: Kind::Word, span: Span::new(at, end) });
                at = end;
            }
            _ => {
                if !byte.is_ascii_whitespace() && byte.is_ascii() {
                    tokens.push(Token { kind: Kind::Mark(byte), span: Span::new(at, at + 1) });
                }
                at += 1;
            }
        }
    }
    tokens
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$'
}

fn word_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while at < bytes.len() {
        let dotted = bytes[at] == b'.' && bytes.get(at + 1).is_some_and(|&next| is_word(next));
        let optional = bytes[at] == b'?' && bytes.get(at + 1) == Some(&b'.');
        if is_word(bytes[at]) || dotted || optional {
            at += 1;
        } else {
            break;
        }
    }
    at
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |end| at + end)
}

/// The closing quote, or the end of the line: a string holds no line break, and an apostrophe in HTML text opens none.
fn string_end(bytes: &[u8], open: usize) -> usize {
    let mut at = open + 1;
    while at < bytes.len() && bytes[at] != b'\n' {
        match bytes[at] {
            b'\\' => at += 1,
            byte if byte == bytes[open] => return at,
            _ => {}
        }
        at += 1;
    }
    at.min(bytes.len())
}

/// The closing backtick; templates inside `${…}` count by their braces.
fn template_end(bytes: &[u8], open: usize) -> usize {
    let mut at = open + 1;
    let mut depth = 0usize;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'$' if depth == 0 && bytes.get(at + 1) == Some(&b'{') => {
                depth = 1;
                at += 1;
            }
            b'{' if depth > 0 => depth += 1,
            b'}' if depth > 0 => depth -= 1,
            b'`' if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}
