//! Field values: set, absent or unknown, with an equality that knows what is compared.

use crate::text::{Decimal, print};
use std::cmp::Ordering;

use super::host;
use super::stamp::Stamp;
use crate::text::{Span, span_in};

/// A value as the matcher sees it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nobody said. Comparing with it gives "needs", never a match.
    Unknown,
    /// Known not to be there.
    Absent,
    /// Text compared as written.
    Word(String),
    /// A host name or address: compared without case; all wildcard addresses are one.
    Host(String),
    /// A file system path: `/var/run` is `/run`, doubled and trailing slashes do not count.
    Path(String),
    /// A port, a count, a number of seconds, an errno.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A point in time, or at least in a log.
    Time(Stamp),
    /// Several values; a test holds where it holds for one of them.
    List(Vec<Value>),
    /// A whole fact, bound with `as`.
    Fact(usize),
}

impl Value {
    /// True for `Set` values, false for `Absent`, `None` where nobody said.
    pub fn known(&self) -> Option<bool> {
        match self {
            Value::Unknown => None,
            Value::Absent => Some(false),
            _ => Some(true),
        }
    }

    /// Typed equality. `None` where one side is unknown.
    pub fn same(&self, other: &Value) -> Option<bool> {
        use Value::*;
        Some(match (self, other) {
            (Unknown, _) | (_, Unknown) => return None,
            (Absent, Absent) => true,
            (Absent, _) | (_, Absent) => false,
            (List(items), one) | (one, List(items)) => {
                let mut answer = Some(false);
                for item in items {
                    match item.same(one) {
                        Some(true) => return Some(true),
                        None => answer = None,
                        Some(false) => {}
                    }
                }
                return answer;
            }
            (Number(a), Number(b)) => (a - b).abs() < 1e-9,
            (Flag(a), Flag(b)) => a == b,
            (Time(a), Time(b)) => a == b,
            (Fact(a), Fact(b)) => a == b,
            (Host(a), Host(b) | Word(b)) | (Word(a), Host(b)) => host::same(a, b),
            (Path(a), Path(b) | Word(b)) | (Word(a), Path(b)) => clean_path(a) == clean_path(b),
            (Word(a), Word(b)) => a == b,
            (Number(n), Word(w)) | (Word(w), Number(n)) => w.decimal() == Some(*n),
            _ => false,
        })
    }

    /// Order of two numbers or times. `None` where it cannot be told.
    pub fn order(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
            (Value::Time(a), Value::Time(b)) => a.order(b),
            _ => None,
        }
    }

    /// The text of the value, for titles, steps and regular expressions.
    pub fn text(&self) -> String {
        match self {
            Value::Unknown | Value::Absent | Value::Fact(_) => String::new(),
            Value::Word(s) | Value::Host(s) | Value::Path(s) => s.clone(),
            Value::Number(n) => print(*n),
            Value::Flag(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Value::Time(stamp) => stamp.to_string(),
            Value::List(items) => items.iter().map(Value::text).collect::<Vec<_>>().join(", "),
        }
    }
}

/// A path with `/var/run` as `/run`, single slashes and none at the end.
pub fn clean_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if path.starts_with('/') || !out.is_empty() {
            out.push('/');
        }
        out.push_str(part);
    }
    match out.strip_prefix("/var/run") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("/run{rest}"),
        _ => out,
    }
}

/// A field of a fact: what was said, and where in the artifact's clean text it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Field<T> {
    /// Nobody said.
    #[default]
    Unknown,
    /// Known not to be there.
    Absent,
    /// The value, and its place where it stands in the text as such.
    Set(T, Option<Span>),
}

impl<T> Field<T> {
    /// A value without a place of its own.
    pub fn set(value: impl Into<T>) -> Self {
        Field::Set(value.into(), None)
    }

    /// A value that stands at `span` of the clean text.
    pub fn at(value: impl Into<T>, span: Span) -> Self {
        Field::Set(value.into(), Some(span))
    }

    /// `Set` from `Some`, `Unknown` from `None`: for what a text may or may not mention.
    pub fn known(value: Option<impl Into<T>>) -> Self {
        value.map_or(Field::Unknown, Field::set)
    }

    /// `Set` from `Some`, `Absent` from `None`: for what a complete text does not have.
    pub fn complete(value: Option<impl Into<T>>) -> Self {
        value.map_or(Field::Absent, Field::set)
    }

    // The setters stay functions of their own: readers call them by the hundred, and each would write out the value made, the one
    // dropped and all its parts.

    /// Puts a value without a place of its own.
    #[inline(never)]
    pub fn put(&mut self, value: impl Into<T>) {
        *self = Field::set(value);
    }

    /// Puts a value that stands at `span` of the clean text, where it stands there as such.
    #[inline(never)]
    pub fn put_at(&mut self, value: impl Into<T>, span: impl Into<Option<Span>>) {
        *self = Field::Set(value.into(), span.into());
    }

    /// Puts `part`, a slice of the clean text `text`, with its place there.
    #[inline(never)]
    pub fn put_part<'t>(&mut self, text: &str, part: &'t str)
    where
        T: From<&'t str>,
    {
        *self = Field::at(part, span_in(text, part));
    }

    /// As `put_part` for `Some`; leaves what is there for `None`.
    #[inline(never)]
    pub fn put_known_part<'t>(&mut self, text: &str, part: Option<&'t str>)
    where
        T: From<&'t str>,
    {
        if let Some(part) = part {
            self.put_part(text, part);
        }
    }

    /// Puts `Set` for `Some`, `Unknown` for `None`: for what a text may or may not mention.
    #[inline(never)]
    pub fn put_known(&mut self, value: Option<impl Into<T>>) {
        *self = Field::known(value);
    }

    /// Puts `Set` for `Some`, `Absent` for `None`: for what a complete text does not have.
    #[inline(never)]
    pub fn put_complete(&mut self, value: Option<impl Into<T>>) {
        *self = Field::complete(value);
    }

    /// Puts what was found out elsewhere.
    #[inline(never)]
    pub fn put_field(&mut self, field: Field<T>) {
        *self = field;
    }

    /// Puts that it is known not to be there.
    #[inline(never)]
    pub fn put_absent(&mut self) {
        *self = Field::Absent;
    }

    /// Leaves the value and forgets where it stands.
    pub fn forget_place(&mut self) {
        if let Field::Set(_, span) = self {
            *span = None;
        }
    }

    /// The value, where there is one.
    pub fn get(&self) -> Option<&T> {
        match self {
            Field::Set(value, _) => Some(value),
            _ => None,
        }
    }

    /// Where the value stands.
    pub fn span(&self) -> Option<Span> {
        match self {
            Field::Set(_, span) => *span,
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equality_is_typed() {
        let path = |p: &str| Value::Path(p.into());
        assert_eq!(path("/var/run/php/x.sock").same(&path("/run/php//x.sock")), Some(true));
        assert_eq!(path("/var/runner/x").same(&path("/runner/x")), Some(false));
        assert_eq!(Value::Host("0.0.0.0".into()).same(&Value::Host("[::]".into())), Some(true));
        assert_eq!(Value::Host("API.Example.com".into()).same(&Value::Word("api.example.com".into())), Some(true));
        assert_eq!(Value::Unknown.same(&Value::Absent), None);
        assert_eq!(Value::List(vec![Value::Number(80.0), Value::Unknown]).same(&Value::Number(81.0)), None);
    }
}
