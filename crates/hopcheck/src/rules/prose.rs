//! The texts of rules that people read. They are most of what the rules weigh, and an answer reads few of them: so they are not in the rules,
//! which only know where each is to be found.

use std::fmt;
use std::ops::Deref;

use crate::packed::{Packed, Packer, Place, Shelves, Unpacker};

/// A text of a rule that people read, or a template of one. It stands for the text wherever a `&str` is wanted.
#[derive(Clone)]
pub struct Prose(Kept);

#[derive(Clone)]
enum Kept {
    /// The text itself: of rules that come from files.
    Here(Box<str>),
    /// Where it is: of rules that are built in.
    There(Place, Shelves),
}

impl Deref for Prose {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Kept::Here(text) => text,
            Kept::There(place, shelves) => shelves(*place),
        }
    }
}

impl Default for Prose {
    fn default() -> Self {
        Prose::from("")
    }
}

impl From<&str> for Prose {
    fn from(text: &str) -> Self {
        Prose(Kept::Here(text.into()))
    }
}

impl From<String> for Prose {
    fn from(text: String) -> Self {
        Prose(Kept::Here(text.into()))
    }
}

impl PartialEq for Prose {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Prose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(out)
    }
}

impl fmt::Display for Prose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(out)
    }
}

impl Packed for Prose {
    fn put(&self, to: &mut Packer) {
        to.prose(self);
    }
    fn take(from: &mut Unpacker<'_>) -> Self {
        match from.shelves() {
            Some(shelves) => Prose(Kept::There(from.place(), shelves)),
            None => String::take(from).into(),
        }
    }
}
