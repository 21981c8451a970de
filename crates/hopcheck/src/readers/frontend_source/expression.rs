//! Expressions that make a URL: literals, templates and names joined with `+`, flattened to one text in which what is not
//! literal is a placeholder.

use std::collections::HashMap;

use super::scan::{Kind, Token};
use crate::text::Span;

/// A part that is no literal, by what it takes from the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// `location.host`: host and port of the page.
    Host,
    /// `location.hostname`.
    HostName,
    /// `location.protocol`, or a choice between ws and wss.
    Scheme,
    /// `location.origin` or the whole address.
    Origin,
    /// `location.port`.
    Port,
    /// Anything else.
    Unknown,
}

/// The placeholders, from Unicode's private use area.
const PLACEHOLDERS: [(Other, char); 6] = [
    (Other::Host, '\u{e000}'),
    (Other::HostName, '\u{e001}'),
    (Other::Scheme, '\u{e002}'),
    (Other::Origin, '\u{e003}'),
    (Other::Port, '\u{e004}'),
    (Other::Unknown, '\u{e005}'),
];

/// What a placeholder stands for.
pub fn other(c: char) -> Option<Other> {
    PLACEHOLDERS.iter().find(|(_, mark)| *mark == c).map(|(other, _)| *other)
}

/// A piece of an expression.
#[derive(Clone, Copy, Debug)]
enum Piece {
    Literal(Span),
    Code(Span),
}

/// An expression as one text.
#[derive(Debug, Default)]
pub struct Flat {
    /// Literals as written, placeholders for the rest.
    pub text: String,
    /// The same for a reader: `${…}` instead of placeholders.
    pub shown: String,
    /// Literal runs: where in `text`, where in the source.
    runs: Vec<(usize, Span)>,
    /// Where the first literal stands: the same literal makes the same URL, by whatever name it is reached.
    pub first_literal: Option<u32>,
}

impl Flat {
    /// The place in the source of a part of `text`; none where it is not one literal.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let &(at, span) = self.runs.iter().rev().find(|(at, _)| *at <= start)?;
        let from = span.start as usize + (start - at);
        let to = from + (end - start);
        (to <= span.end as usize).then(|| Span::new(from, to))
    }
}

/// Names and the token at which their value begins.
pub type Definitions<'t> = HashMap<&'t str, usize>;

/// Names nested deeper than this are not followed.
const MOST_ROUNDS: usize = 4;
/// A URL of more pieces than this is none.
const MOST_PIECES: usize = 64;
/// A bracket that closes further away than this closes no part of a URL; it keeps the whole linear.
const MOST_TOKENS: usize = 256;

/// Flattens the expression that begins at token `at`. Returns it and the token after it.
pub fn flatten(text: &str, tokens: &[Token], at: usize, names: &Definitions) -> (Flat, usize) {
    let (mut pieces, end) = pieces(text, tokens, at);
    for _ in 0..MOST_ROUNDS {
        let mut next = Vec::new();
        let mut changed = false;
        for piece in &pieces {
            match piece {
                Piece::Code(span) if next.len() < MOST_PIECES => match names.get(span.of(text).trim()) {
                    Some(&defined) => {
                        next.extend(self::pieces(text, tokens, defined).0);
                        changed = true;
                    }
                    None => next.push(*piece),
                },
                _ => next.push(*piece),
            }
        }
        pieces = next;
        if !changed || pieces.len() > MOST_PIECES {
            break;
        }
    }
    (flat(text, &pieces), end)
}

fn flat(text: &str, pieces: &[Piece]) -> Flat {
    let mut flat = Flat::default();
    for piece in pieces.iter().take(MOST_PIECES) {
        match piece {
            Piece::Literal(span) => {
                flat.first_literal.get_or_insert(span.start);
                flat.runs.push((flat.text.len(), *span));
                flat.text.push_str(span.of(text));
                flat.shown.push_str(span.of(text));
            }
            Piece::Code(span) => {
                let code = span.of(text).trim();
                let what = classify(code);
                let mark = PLACEHOLDERS.iter().find(|(other, _)| *other == what).map_or('\u{e005}', |(_, mark)| *mark);
                flat.text.push(mark);
                flat.shown.push_str(&format!("${{{code}}}"));
            }
        }
    }
    flat
}

fn classify(code: &str) -> Other {
    let has = |part: &str| code.contains(part);
    if has("location.hostname") || has("getHostname") {
        Other::HostName
    } else if has("location.host") {
        Other::Host
    } else if has("location.origin") || has("location.href") || has("document.baseURI") {
        Other::Origin
    } else if has("location.port") {
        Other::Port
    } else if has("location.protocol") || (has("wss") && has("ws")) {
        Other::Scheme
    } else {
        Other::Unknown
    }
}

/// The pieces of the expression at token `at`, and the token after it.
fn pieces(text: &str, tokens: &[Token], at: usize) -> (Vec<Piece>, usize) {
    let mut out = Vec::new();
    let mut at = at;
    while let Some(token) = tokens.get(at) {
        match token.kind {
            Kind::Text => out.push(Piece::Literal(token.span)),
            Kind::Template => template(text, token.span, &mut out),
            Kind::Word | Kind::Mark(b'(') => {
                let end = operand_end(tokens, at);
                let last = tokens[end - 1].span.end;
                out.push(Piece::Code(Span { start: token.span.start, end: last }));
                at = end - 1;
            }
            Kind::Mark(_) => break,
        }
        at += 1;
        if !tokens.get(at).is_some_and(|token| token.is(b'+')) || out.len() >= MOST_PIECES {
            break;
        }
        at += 1;
    }
    // `a === b ? x : y`: a choice is one piece of code, whatever it is made of.
    let chooses = tokens.get(at).is_some_and(|token| token.is(b'?') || token.is(b'='));
    if chooses
        && let (Some(Piece::Code(first) | Piece::Literal(first)), Some(_)) = (out.first().copied(), tokens.get(at))
    {
        let end = choice_end(tokens, at);
        let last = tokens[end.saturating_sub(1)].span.end;
        return (vec![Piece::Code(Span { start: first.start, end: last.max(first.end) })], end);
    }
    (out, at)
}

/// The token after a name with its calls and indices, or after a bracket with all that is in it.
fn operand_end(tokens: &[Token], start: usize) -> usize {
    let mut at = if tokens[start].kind == Kind::Word { start + 1 } else { start };
    while let Some(token) = tokens.get(at) {
        if token.is(b'(') || token.is(b'[') {
            at = closing(tokens, at);
        } else if token.is(b'.') && tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Word) {
            at += 2;
        } else {
            break;
        }
    }
    at.clamp(start + 1, tokens.len())
}

/// The token after the bracket that closes the one at `open`.
fn closing(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(open).take(MOST_TOKENS) {
        match token.kind {
            Kind::Mark(b'(' | b'[' | b'{') => depth += 1,
            Kind::Mark(b')' | b']' | b'}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    tokens.len().min(open + MOST_TOKENS)
}

/// The token after a choice: it ends where a statement, an argument or a bracket does.
fn choice_end(tokens: &[Token], from: usize) -> usize {
    let mut at = from;
    while let Some(token) = tokens.get(at).filter(|_| at < from + MOST_TOKENS) {
        match token.kind {
            Kind::Mark(b'(' | b'[' | b'{') => at = closing(tokens, at),
            Kind::Mark(b';' | b',' | b')' | b']' | b'}') => return at,
            Kind::Word if is_statement(tokens, at) => return at,
            _ => at += 1,
        }
    }
    at
}

/// True where a word follows a value without any mark between them: the next statement of a source without semicolons.
fn is_statement(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| matches!(tokens[before].kind, Kind::Text | Kind::Template | Kind::Word))
}

/// The literals and the code of a template.
fn template(text: &str, span: Span, out: &mut Vec<Piece>) {
    let inside = span.of(text);
    let base = span.start as usize;
    let mut at = 0;
    while let Some(open) = inside[at..].find("${").map(|open| open + at) {
        if open > at {
            out.push(Piece::Literal(Span::new(base + at, base + open)));
        }
        let mut depth = 0usize;
        let mut close = inside.len();
        for (offset, byte) in inside.bytes().enumerate().skip(open + 1) {
            match byte {
                b'{' => depth += 1,
                b'}' => {
                    depth -= 1;
                    if depth == 0 {
                        close = offset;
                        break;
                    }
                }
                _ => {}
            }
        }
        out.push(Piece::Code(Span::new(base + open + 2, base + close)));
        at = (close + 1).min(inside.len());
    }
    if at < inside.len() {
        out.push(Piece::Literal(Span::new(base + at, base + inside.len())));
    }
}
