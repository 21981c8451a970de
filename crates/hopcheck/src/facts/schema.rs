//! How fact types are declared once and seen twice: as Rust records by the readers, by field name by the rules.

use std::hash::Hasher;

use super::value::{Field, Value};
use crate::intake::Kind;
use crate::text::{Decimal, Span};

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
    /// Puts it into a hash, such that what differs as a value differs there.
    fn hash(&self, into: &mut dyn Hasher);
}

macro_rules! leaf {
    ($type:ty, $name:literal, |$this:ident| $to:expr, |$value:ident| $from:expr, |$hashed:ident, $into:ident| $hash:expr) => {
        impl Leaf for $type {
            const TYPE: &'static str = $name;
            fn value(&self) -> Value {
                let $this = self;
                $to
            }
            fn from_value($value: &Value) -> Option<Self> {
                $from
            }
            fn hash(&self, $into: &mut dyn Hasher) {
                let $hashed = self;
                $hash
            }
        }
    };
}

fn text(value: &Value) -> Option<String> {
    Some(value.text()).filter(|text| !text.is_empty())
}

/// A text ends where no text goes on.
fn hash_text(text: &str, into: &mut dyn Hasher) {
    into.write(text.as_bytes());
    into.write_u8(0xFF);
}

leaf!(String, "word", |v| Value::Word(v.clone()), |v| text(v), |v, into| hash_text(v, into));
leaf!(Host, "host", |v| Value::Host(v.0.clone()), |v| text(v).map(Host), |v, into| hash_text(&v.0, into));
leaf!(FilePath, "path", |v| Value::Path(v.0.clone()), |v| text(v).map(FilePath), |v, into| hash_text(&v.0, into));
leaf!(u16, "port", |v| Value::Number(f64::from(*v)), |v| text(v)?.parse().ok(), |v, into| into.write_u16(*v));
leaf!(u32, "count", |v| Value::Number(f64::from(*v)), |v| text(v)?.parse().ok(), |v, into| into.write_u32(*v));
leaf!(f64, "number", |v| Value::Number(*v), |v| text(v)?.decimal(), |v, into| into.write_u64(v.to_bits()));
leaf!(
    bool,
    "flag",
    |v| Value::Flag(*v),
    |v| match v {
        Value::Flag(yes) => Some(*yes),
        _ => None,
    },
    |v, into| into.write_u8(u8::from(*v))
);
leaf!(
    Vec<String>,
    "words",
    |v| Value::List(v.iter().cloned().map(Value::Word).collect()),
    |v| Some(match v {
        Value::List(items) => items.iter().map(Value::text).collect(),
        one => vec![one.text()],
    }),
    |v, into| {
        into.write_usize(v.len());
        v.iter().for_each(|text| hash_text(text, into));
    }
);

/// What is known of one field name.
#[derive(Clone, Debug)]
pub struct FieldInfo {
    /// Dotted path, as in rule files.
    pub path: String,
    /// Name of its [`Leaf`] type.
    pub type_name: &'static str,
}

/// Something that fields are looked up in: a field itself, or a record of fields. All that is done with fields by name is done over
/// this, so that a new kind of fact brings a table and no code.
pub trait Slot: Send + Sync {
    /// The names of the slots below; a field has none.
    fn names(&self) -> &'static [&'static str];
    /// The slot below, by its number among the names.
    fn part(&self, number: usize) -> Option<&dyn Slot>;
    /// As `part`, to change it.
    fn part_mut(&mut self, number: usize) -> Option<&mut dyn Slot>;
    /// The value of a field, and where it stands.
    fn value(&self) -> Option<(Value, Option<Span>)>;
    /// Sets a field; false where the value does not fit, and for a record.
    fn set(&mut self, value: &Value) -> bool;
    /// Name of a field's [`Leaf`] type.
    fn type_name(&self) -> &'static str;
    /// Puts a field into a hash; a record of fields nothing.
    fn hash(&self, into: &mut dyn Hasher);
}

impl<T: Leaf + Send + Sync> Slot for Field<T> {
    fn names(&self) -> &'static [&'static str] {
        &[]
    }

    fn part(&self, _: usize) -> Option<&dyn Slot> {
        None
    }

    fn part_mut(&mut self, _: usize) -> Option<&mut dyn Slot> {
        None
    }

    fn value(&self) -> Option<(Value, Option<Span>)> {
        Some(match self {
            Field::Unknown => (Value::Unknown, None),
            Field::Absent => (Value::Absent, None),
            Field::Set(value, span) => (value.value(), *span),
        })
    }

    fn set(&mut self, value: &Value) -> bool {
        let field = match value {
            Value::Unknown => Some(Field::Unknown),
            Value::Absent => Some(Field::Absent),
            set => T::from_value(set).map(Field::set),
        };
        let fits = field.is_some();
        if let Some(field) = field {
            *self = field;
        }
        fits
    }

    fn type_name(&self) -> &'static str {
        T::TYPE
    }

    fn hash(&self, into: &mut dyn Hasher) {
        match self {
            Field::Unknown => into.write_u8(0),
            Field::Absent => into.write_u8(1),
            Field::Set(value, _) => {
                into.write_u8(2);
                value.hash(into);
            }
        }
    }
}

/// The content of a fact, by its kind.
pub trait Body: Slot {
    /// What is known of the kind.
    fn kind(&self) -> &'static FactKind;
    /// It, as what its fields are looked up in.
    fn slot(&self) -> &dyn Slot;
    /// As `slot`, to change it.
    fn slot_mut(&mut self) -> &mut dyn Slot;
}

impl dyn Body {
    /// The value at a dotted path; unknown fields give None.
    pub fn look(&self, path: &str) -> Option<(Value, Option<Span>)> {
        let mut slot = self.slot();
        for name in path.split('.') {
            slot = slot.part(slot.names().iter().position(|known| *known == name)?)?;
        }
        slot.value()
    }

    /// Sets the field at a dotted path; false where there is none or the value does not fit.
    pub fn put(&mut self, path: &str, value: &Value) -> bool {
        let mut slot = self.slot_mut();
        for name in path.split('.') {
            let part = slot.names().iter().position(|known| *known == name).and_then(|number| slot.part_mut(number));
            let Some(part) = part else { return false };
            slot = part;
        }
        slot.set(value)
    }
}

impl std::fmt::Debug for dyn Body {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut all = out.debug_struct(self.kind().name);
        each_field(self.slot(), &mut String::new(), &mut |path, field| {
            all.field(path, &field.value());
        });
        all.finish()
    }
}

/// Calls `with` with every field below a slot and its path, which begins with `path`.
pub fn each_field(slot: &dyn Slot, path: &mut String, with: &mut dyn FnMut(&str, &dyn Slot)) {
    if slot.names().is_empty() {
        with(path, slot);
    }
    for (number, name) in slot.names().iter().enumerate() {
        let before = path.len();
        if before > 0 {
            path.push('.');
        }
        path.push_str(name);
        if let Some(part) = slot.part(number) {
            each_field(part, path, with);
        }
        path.truncate(before);
    }
}

/// A kind of fact.
pub struct FactKind {
    /// Its name in rule files.
    pub name: &'static str,
    /// What it shows, with `{field}` for its values: the default text beside evidence.
    pub shows: &'static str,
    /// Fields that do not make two facts different: they fold into one.
    pub varies: &'static [&'static str],
    /// The artifacts that yield it, the most telling first.
    pub from: &'static [Kind],
    /// An empty fact of this kind.
    pub empty: fn() -> Box<dyn Body>,
}

impl FactKind {
    /// Its fields.
    pub fn fields(&self) -> Vec<FieldInfo> {
        let mut all = Vec::new();
        each_field((self.empty)().slot(), &mut String::new(), &mut |path, field| {
            all.push(FieldInfo { path: path.to_owned(), type_name: field.type_name() });
        });
        all
    }
}

impl std::fmt::Debug for FactKind {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}

/// Declares a record: a struct of slots, looked up by name. What each field means stands at it, for those who write readers and rules.
macro_rules! record {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $fdoc:literal])+ $field:ident : $type:ty),+ $(,)? }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name { $($(#[doc = $fdoc])+ pub $field: $type,)+ }

        impl $crate::facts::schema::Slot for $name {
            fn names(&self) -> &'static [&'static str] {
                &[$(stringify!($field)),+]
            }
            fn part(&self, number: usize) -> Option<&dyn $crate::facts::schema::Slot> {
                // A table of all fields would be filled for each of them.
                let mut left = number;
                $(
                    if left == 0 {
                        return Some(&self.$field);
                    }
                    left = left.wrapping_sub(1);
                )+
                let _ = left;
                None
            }
            fn part_mut(&mut self, number: usize) -> Option<&mut dyn $crate::facts::schema::Slot> {
                [$(&mut self.$field as &mut dyn $crate::facts::schema::Slot),+].into_iter().nth(number)
            }
            fn value(&self) -> Option<($crate::facts::Value, Option<$crate::text::Span>)> {
                None
            }
            fn set(&mut self, _: &$crate::facts::Value) -> bool {
                false
            }
            fn type_name(&self) -> &'static str {
                "record"
            }
            fn hash(&self, _: &mut dyn std::hash::Hasher) {}
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
                shows: $shows,
                varies: &[$($varies),*],
                from: &[$($crate::intake::Kind::$from),*],
                empty: || $name::unknown(),
            };

            /// One of which nothing is known yet.
            #[inline(never)]
            pub fn unknown() -> Box<$name> {
                Box::default()
            }
        }

        impl $crate::facts::schema::Body for $name {
            fn kind(&self) -> &'static $crate::facts::schema::FactKind {
                static KIND: $crate::facts::schema::FactKind = $name::KIND;
                &KIND
            }
            fn slot(&self) -> &dyn $crate::facts::schema::Slot {
                self
            }
            fn slot_mut(&mut self) -> &mut dyn $crate::facts::schema::Slot {
                self
            }
        }
    };
}

pub(crate) use {fact, record};
