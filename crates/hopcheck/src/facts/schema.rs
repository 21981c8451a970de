//! How fact types are declared once and seen twice: as Rust records by the readers, by field name by the rules.

use super::value::{Field, Value};
use crate::intake::Kind;
use crate::text::Span;

/// A host name or address.
#[derive(Clone, Debug, PartialEq)]
pub struct Host(pub String);

/// A path in a file system.
#[derive(Clone, Debug, PartialEq)]
pub struct FilePath(pub String);

impl<S: Into<String>> From<S> for Host {
    fn from(text: S) -> Self {
        Host(text.into())
    }
}

impl<S: Into<String>> From<S> for FilePath {
    fn from(text: S) -> Self {
        FilePath(text.into())
    }
}

/// A type that a field can hold.
pub trait Leaf: Clone + Sized {
    /// Its name in the documentation.
    const TYPE: &'static str;
    /// As the matcher sees it.
    fn value(&self) -> Value;
    /// Back from a value, where it fits.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! leaf {
    ($type:ty, $name:literal, |$this:ident| $to:expr, |$value:ident| $from:expr) => {
        impl Leaf for $type {
            const TYPE: &'static str = $name;
            fn value(&self) -> Value {
                let $this = self;
                $to
            }
            fn from_value($value: &Value) -> Option<Self> {
                $from
            }
        }
    };
}

fn text(value: &Value) -> Option<String> {
    Some(value.text()).filter(|text| !text.is_empty())
}

leaf!(String, "word", |v| Value::Word(v.clone()), |v| text(v));
leaf!(Host, "host", |v| Value::Host(v.0.clone()), |v| text(v).map(Host));
leaf!(FilePath, "path", |v| Value::Path(v.0.clone()), |v| text(v).map(FilePath));
leaf!(u16, "port", |v| Value::Number(f64::from(*v)), |v| text(v)?.parse().ok());
leaf!(u32, "count", |v| Value::Number(f64::from(*v)), |v| text(v)?.parse().ok());
leaf!(f64, "number", |v| Value::Number(*v), |v| text(v)?.parse().ok());
leaf!(bool, "flag", |v| Value::Flag(*v), |v| match v {
    Value::Flag(yes) => Some(*yes),
    _ => None,
});
leaf!(Vec<String>, "words", |v| Value::List(v.iter().cloned().map(Value::Word).collect()), |v| Some(match v {
    Value::List(items) => items.iter().map(Value::text).collect(),
    one => vec![one.text()],
}));

/// What is known of one field name.
#[derive(Clone, Debug)]
pub struct FieldInfo {
    /// Dotted path, as in rule files.
    pub path: String,
    /// Name of its [`Leaf`] type.
    pub type_name: &'static str,
    /// What it means.
    pub doc: &'static str,
}

/// Something that fields are looked up in: a field itself, or a record of fields.
pub trait Slot: Default {
    /// The value at a dotted path below this slot, and where it stands. None where there is no such field.
    fn look(&self, path: &str) -> Option<(Value, Option<Span>)>;
    /// Sets the value at a dotted path; false where there is no such field or the value does not fit.
    fn put(&mut self, path: &str, value: &Value) -> bool;
    /// Appends what is known of the fields below.
    fn describe(path: &str, doc: &'static str, out: &mut Vec<FieldInfo>);
}

impl<T: Leaf> Slot for Field<T> {
    fn look(&self, path: &str) -> Option<(Value, Option<Span>)> {
        if !path.is_empty() {
            return None;
        }
        Some(match self {
            Field::Unknown => (Value::Unknown, None),
            Field::Absent => (Value::Absent, None),
            Field::Set(value, span) => (value.value(), *span),
        })
    }

    fn put(&mut self, path: &str, value: &Value) -> bool {
        let field = match value {
            Value::Unknown => Some(Field::Unknown),
            Value::Absent => Some(Field::Absent),
            set => T::from_value(set).map(Field::set),
        };
        match field {
            Some(field) if path.is_empty() => {
                *self = field;
                true
            }
            _ => false,
        }
    }

    fn describe(path: &str, doc: &'static str, out: &mut Vec<FieldInfo>) {
        out.push(FieldInfo { path: path.to_owned(), type_name: T::TYPE, doc });
    }
}

/// Splits a dotted path into its first name and the rest.
pub fn first(path: &str) -> (&str, &str) {
    path.split_once('.').unwrap_or((path, ""))
}

/// The content of a fact, by its kind.
pub trait Body: std::fmt::Debug + Send + Sync {
    /// What is known of the kind.
    fn kind(&self) -> &'static FactKind;
    /// The value at a dotted path; unknown fields give None.
    fn look(&self, path: &str) -> Option<(Value, Option<Span>)>;
    /// Sets a field from a value.
    fn put(&mut self, path: &str, value: &Value) -> bool;
}

/// A kind of fact.
pub struct FactKind {
    /// Its name in rule files.
    pub name: &'static str,
    /// What such a fact says.
    pub doc: &'static str,
    /// What it shows, with `{field}` for its values: the default text beside evidence.
    pub shows: &'static str,
    /// Fields that do not make two facts different: they fold into one.
    pub varies: &'static [&'static str],
    /// The artifacts that yield it, the most telling first.
    pub from: &'static [Kind],
    /// Its fields.
    pub fields: fn() -> Vec<FieldInfo>,
    /// An empty fact of this kind.
    pub empty: fn() -> Box<dyn Body>,
}

impl std::fmt::Debug for FactKind {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}

/// Declares a record: a struct of slots, looked up by name. The documentation of each field is part of the schema.
macro_rules! record {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $fdoc:literal])+ $field:ident : $type:ty),+ $(,)? }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name { $($(#[doc = $fdoc])+ pub $field: $type,)+ }

        impl $crate::facts::schema::Slot for $name {
            fn look(&self, path: &str) -> Option<($crate::facts::Value, Option<$crate::text::Span>)> {
                let (name, rest) = $crate::facts::schema::first(path);
                match name {
                    $(stringify!($field) => $crate::facts::schema::Slot::look(&self.$field, rest),)+
                    _ => None,
                }
            }
            fn put(&mut self, path: &str, value: &$crate::facts::Value) -> bool {
                let (name, rest) = $crate::facts::schema::first(path);
                match name {
                    $(stringify!($field) => $crate::facts::schema::Slot::put(&mut self.$field, rest, value),)+
                    _ => false,
                }
            }
            fn describe(path: &str, _: &'static str, out: &mut Vec<$crate::facts::schema::FieldInfo>) {
                let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
                $(<$type as $crate::facts::schema::Slot>::describe(
                    &below(stringify!($field)), concat!($($fdoc),+).trim_ascii(), out);)+
            }
        }
    };
}

/// Declares a kind of fact: a record, its name in rule files, what it shows, and which artifacts yield it.
macro_rules! fact {
    ($(#[doc = $doc:literal])+ $name:ident = $kind:literal, shows $shows:literal, from [$($from:ident),*], varies [$($varies:literal),*]
     { $($body:tt)+ }) => {
        $crate::facts::schema::record! { $(#[doc = $doc])+ $name { $($body)+ } }

        impl $name {
            /// The kind, as rule files and asks know it.
            pub const KIND: $crate::facts::schema::FactKind = $crate::facts::schema::FactKind {
                name: $kind,
                doc: concat!($($doc),+).trim_ascii(),
                shows: $shows,
                varies: &[$($varies),*],
                from: &[$($crate::intake::Kind::$from),*],
                fields: || {
                    let mut out = Vec::new();
                    <$name as $crate::facts::schema::Slot>::describe("", "", &mut out);
                    out
                },
                empty: || Box::new($name::default()),
            };
        }

        impl $crate::facts::schema::Body for $name {
            fn kind(&self) -> &'static $crate::facts::schema::FactKind {
                static KIND: $crate::facts::schema::FactKind = $name::KIND;
                &KIND
            }
            fn look(&self, path: &str) -> Option<($crate::facts::Value, Option<$crate::text::Span>)> {
                $crate::facts::schema::Slot::look(self, path)
            }
            fn put(&mut self, path: &str, value: &$crate::facts::Value) -> bool {
                $crate::facts::schema::Slot::put(self, path, value)
            }
        }
    };
}

pub(crate) use {fact, record};
