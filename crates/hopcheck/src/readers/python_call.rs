//! Calls in Python source and what their arguments say, as far as they are literal.

use crate::text::{Span, span_in};

/// One argument.
#[derive(Debug)]
pub struct Argument {
    /// Its keyword.
    pub name: Option<String>,
    /// The place of its value.
    pub value: Span,
}

/// One call.
#[derive(Debug)]
pub struct Call {
    /// From the function's name to the closing bracket.
    pub span: Span,
    /// Its arguments in order.
    pub arguments: Vec<Argument>,
    /// True with `*args` or `**kwargs`.
    pub starred: bool,
}

impl Call {
    /// The value of an argument, by keyword or by position among those without.
    pub fn argument(&self, name: &str, position: usize) -> Option<Span> {
        let named = self.arguments.iter().find(|one| one.name.as_deref() == Some(name));
        let nth = || self.arguments.get(position).filter(|one| one.name.is_none());
        named.or_else(nth).map(|one| one.value)
    }
}

/// More calls of one function, or longer argument lists, are not looked at: the work stays linear in the text.
const MOST_CALLS: usize = 32;
const LONGEST_CALL: usize = 8192;

/// The first calls of `function`, outside comments.
pub fn calls(text: &str, function: &str) -> Vec<Call> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(function) {
        if found.len() == MOST_CALLS {
            break;
        }
        let before = text[..at].chars().next_back();
        let attribute = function.starts_with(|c: char| c.is_ascii_uppercase()) && before == Some('.');
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || (c == '.' && !attribute)) {
            continue;
        }
        let line_start = text[..at].rfind('\n').map_or(0, |nl| nl + 1);
        let lead = &text[line_start..at];
        if lead.contains('#') || lead.trim_start().starts_with("class ") {
            continue;
        }
        let after = &text[at + function.len()..];
        let open = at + function.len() + (after.len() - after.trim_start_matches(' ').len());
        if !text[open..].starts_with('(') {
            continue;
        }
        let (parts, end) = arguments(text, open + 1);
        let mut call = Call { span: Span::new(at, end), arguments: Vec::new(), starred: false };
        for part in parts {
            let inside = part.of(text);
            if inside.starts_with('*') {
                call.starred = true;
                continue;
            }
            let named = inside.split_once('=').filter(|(name, value)| {
                !value.starts_with('=') && name.trim().chars().all(|c| c.is_alphanumeric() || c == '_')
            });
            call.arguments.push(match named {
                Some((name, value)) => {
                    Argument { name: Some(name.trim().to_owned()), value: span_in(text, value.trim()) }
                }
                None => Argument { name: None, value: part },
            });
        }
        found.push(call);
    }
    found
}

/// The arguments from `from` up to the closing bracket, and where that ends.
fn arguments(text: &str, from: usize) -> (Vec<Span>, usize) {
    let (mut parts, mut depth, mut quote, mut start) = (Vec::new(), 0usize, None, from);
    let mut push = |start: usize, end: usize| {
        let inside = text[start..end].trim();
        if !inside.is_empty() {
            parts.push(span_in(text, inside));
        }
    };
    let mut chars = text[from..].char_indices().map(|(at, c)| (at + from, c));
    while let Some((at, c)) = chars.next() {
        if at > from + LONGEST_CALL {
            break;
        }
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (Some(_), '\\') => {
                chars.next();
            }
            // A string does not run over a line end: an unbalanced quote must not swallow the file.
            (Some(_), '\n') => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '#') => {
                push(start, at);
                start = at;
                for (at, c) in chars.by_ref() {
                    start = at;
                    if c == '\n' {
                        break;
                    }
                }
            }
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') if depth > 0 => depth -= 1,
            (None, ')') => {
                push(start, at);
                return (parts, at + 1);
            }
            (None, ',') if depth == 0 => {
                push(start, at);
                start = at + 1;
            }
            _ => {}
        }
    }
    (parts, text.len())
}

/// The right-hand side of the first `name = …` at the beginning of a line.
pub fn first_assignment(text: &str, name: &str) -> Option<Span> {
    text.lines().find_map(|line| {
        let (left, right) = line.split_once('=')?;
        let left = left.split(':').next().unwrap_or(left);
        let right = right.split(" #").next().unwrap_or(right);
        (left.trim() == name && !right.starts_with('=')).then(|| span_in(text, right.trim()))
    })
}

/// What an expression says.
#[derive(Debug, PartialEq)]
pub enum Value {
    /// A string or number, and its place without quotes.
    Literal(String, Span),
    /// An environment variable, and the literal that stands in for it.
    Environment {
        /// Its name.
        name: String,
        /// The default.
        fallback: Option<(String, Span)>,
    },
    /// `None`.
    None,
    /// A plain name.
    Name(String),
    /// Anything else.
    Other,
}

impl Value {
    /// Reads the expression under `span`.
    pub fn read(text: &str, span: Span) -> Value {
        let inside = span.of(text).trim();
        if let Some((text, span)) = literal(text, inside) {
            return Value::Literal(text, span);
        }
        if inside == "None" {
            return Value::None;
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if !inside.is_empty() && inside.chars().all(plain) {
            return Value::Name(inside.to_owned());
        }
        let asks =
            ["os.environ.get(", "os.getenv(", "environ.get(", "getenv(", "os.environ[", "environ[", "config(", "env("];
        let Some((at, ask)) = asks.iter().find_map(|ask| inside.find(ask).map(|at| (at, ask))) else {
            return Value::Other;
        };
        let rest = &inside[at + ask.len()..];
        let Some(name) = rest.trim_start().strip_prefix(['"', '\'']).and_then(|r| r.split(['"', '\'']).next()) else {
            return Value::Other;
        };
        let end = rest.find([')', ']']).unwrap_or(rest.len());
        let mut fallback = rest[..end].split_once(',').and_then(|(_, default)| {
            let default = default.trim().trim_start_matches("default=");
            literal(text, default)
        });
        if let Some((_, after)) = inside.split_once(" or ").filter(|_| fallback.is_none()) {
            fallback = literal(text, after.trim().trim_end_matches(')'));
        }
        Value::Environment { name: name.to_owned(), fallback }
    }
}

fn literal(text: &str, inside: &str) -> Option<(String, Span)> {
    let inside = inside.trim();
    if !inside.is_empty() && inside.chars().all(|c| c.is_ascii_digit()) {
        return Some((inside.to_owned(), span_in(text, inside)));
    }
    let quote = inside.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = inside.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inner.contains(quote)).then(|| (inner.to_owned(), span_in(text, inner)))
}
