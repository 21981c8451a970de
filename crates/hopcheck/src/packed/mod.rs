//! Plain data as bytes: how the rules come into the page, and how the page and its worker talk.
//!
//! The distinct texts first, numbers after them: small after compression, and read in one pass by little code. The numbers stand in a few
//! columns, like beside like ([`Column`]). There is no version and there are no names in it, since both ends are always of the same build.
//! What people and programs read is JSON.
//!
//! A text is named by a zero where it occurs for the first time, since the texts stand in that order: most occur once, and a row of
//! zeros compresses to nothing.
//!
//! The prose of rules can be kept apart from them ([`pack_apart`]), on two shelves: what is read often, and what is seldom read and may
//! be loaded later.

mod types;

use std::collections::{BTreeMap, BTreeSet};

/// Data that can be packed. Implemented by [`packed!`](crate::packed!) for the types of reports and rules.
pub trait Packed: Sized {
    /// Appends it.
    fn put(&self, to: &mut Packer);
    /// Takes it back. Where the bytes are not such data, that is noted ([`Unpacker::fail`]) and anything is given: asking at each field
    /// whether there is one would take more code than taking it.
    fn take(from: &mut Unpacker<'_>) -> Self;
}

/// Ends a text: a byte that no UTF-8 holds.
const END: u8 = 0xff;

/// Data as bytes.
pub fn pack<T: Packed>(data: &T) -> Vec<u8> {
    let mut packer = Packer::default();
    data.put(&mut packer);
    packer.all()
}

/// Data from bytes. None where the bytes are not such data, or more than that.
pub fn unpack<T: Packed>(bytes: &[u8]) -> Option<T> {
    unpack_from(bytes, None)
}

fn unpack_from<T: Packed>(bytes: &[u8], shelves: Option<Shelves>) -> Option<T> {
    let columns = [bytes, &[], &[], &[]];
    let mut from = Unpacker { columns, column: 0, texts: Vec::new(), seen: 0, failed: false, shelves, read: [0; 2] };
    let lengths = [(); COLUMNS - 1].map(|()| usize::take(&mut from));
    for _ in 0..from.number() {
        let text = from.slice(from.columns[0].iter().position(|byte| *byte == END)?);
        from.slice(1);
        from.texts.push(std::str::from_utf8(text).ok()?);
    }
    for (length, column) in lengths.into_iter().zip(1..) {
        from.columns[column] = from.slice(length);
    }
    let data = T::take(&mut from);
    let is_all = from.columns.iter().all(|column| column.is_empty()) && from.seen == from.texts.len();
    (!from.failed && is_all).then_some(data)
}

/// What stands apart from the other numbers.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    /// What there is most of: the patterns of rules.
    Patterns = 1,
    /// Bytes as they are.
    Raw = 2,
    /// The places of prose.
    Places = 3,
}

/// The columns, with that of everything else.
const COLUMNS: usize = 4;

/// Where a text of prose is: on the shelf of what is seldom read or on the other, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// True where it is seldom read.
    pub seldom: bool,
    /// Its number on the shelf, from 0.
    pub number: u32,
}

/// Gives the text of a place.
pub type Shelves = fn(Place) -> &'static str;

/// Data whose prose is apart.
#[derive(Debug)]
pub struct Apart {
    /// All but the prose.
    pub data: Vec<u8>,
    /// The prose that is read often, and what is seldom read; [`texts`] takes a shelf apart.
    pub shelves: [Vec<u8>; 2],
}

/// Data as bytes, its prose on shelves. `seldom` holds the texts that are seldom read.
pub fn pack_apart<T: Packed>(data: &T, seldom: BTreeSet<String>) -> Apart {
    let mut packer = Packer { apart: Some(Shelved { seldom, ..Shelved::default() }), ..Packer::default() };
    data.put(&mut packer);
    let shelves = packer.apart.take().map(|prose| prose.shelves.map(|shelf| shelf.texts)).unwrap_or_default();
    Apart { data: packer.all(), shelves }
}

/// Data from bytes, whose prose stays where it is until it is read. None where the bytes are not such data, or more than that.
pub fn unpack_apart<T: Packed>(bytes: &[u8], shelves: Shelves) -> Option<T> {
    unpack_from(bytes, Some(shelves))
}

/// The texts of a shelf, by their numbers.
pub fn texts(shelf: &[u8]) -> Vec<&str> {
    shelf.split(|byte| *byte == END).map(|text| std::str::from_utf8(text).unwrap_or_default()).collect()
}

/// What is being packed.
#[derive(Debug, Default)]
pub struct Packer {
    columns: [Vec<u8>; COLUMNS],
    /// The one that is being written.
    column: usize,
    texts: Vec<u8>,
    known: BTreeMap<String, u64>,
    /// None where prose is a text as any other.
    apart: Option<Shelved>,
}

#[derive(Debug, Default)]
struct Shelved {
    seldom: BTreeSet<String>,
    known: BTreeMap<String, Place>,
    shelves: [Shelf; 2],
}

#[derive(Debug, Default)]
struct Shelf {
    texts: Vec<u8>,
    count: u32,
}

impl Packer {
    /// Appends a number: seven bits to a byte, the least first.
    pub fn number(&mut self, mut number: u64) {
        let column = &mut self.columns[self.column];
        while number > 127 {
            column.push(number as u8 | 128);
            number >>= 7;
        }
        column.push(number as u8);
    }

    /// Appends bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.within(Column::Raw, |to| {
            to.number(bytes.len() as u64);
            to.columns[to.column].extend_from_slice(bytes);
        });
    }

    /// Appends all that `put` does to a column.
    pub fn within(&mut self, column: Column, put: impl FnOnce(&mut Packer)) {
        let before = std::mem::replace(&mut self.column, column as usize);
        put(self);
        self.column = before;
    }

    /// Everything that was put, without the prose that is apart.
    fn all(self) -> Vec<u8> {
        let [rest, columns @ ..] = self.columns;
        let mut head = Packer::default();
        columns.iter().for_each(|column| column.len().put(&mut head));
        self.known.len().put(&mut head);
        let [head, ..] = head.columns;
        [head, self.texts, columns.concat(), rest].concat()
    }

    /// Appends prose. Its place is two numbers in one: the shelf, and 0 for the shelf's next text or else the text's number and 1.
    pub fn prose(&mut self, text: &str) {
        let Some(prose) = &mut self.apart else { return self.text(text) };
        if let Some(place) = prose.known.get(text) {
            let number = (u64::from(place.number) + 1) * 2 + u64::from(place.seldom);
            return self.within(Column::Places, |to| to.number(number));
        }
        let seldom = prose.seldom.contains(text);
        let shelf = &mut prose.shelves[usize::from(seldom)];
        prose.known.insert(text.to_owned(), Place { seldom, number: shelf.count });
        shelf.count += 1;
        shelf.texts.extend_from_slice(text.as_bytes());
        shelf.texts.push(END);
        self.within(Column::Places, |to| to.number(u64::from(seldom)));
    }

    fn text(&mut self, text: &str) {
        if let Some(&known) = self.known.get(text) {
            return self.number(known);
        }
        self.number(0);
        self.known.insert(text.to_owned(), self.known.len() as u64 + 1);
        self.texts.extend_from_slice(text.as_bytes());
        self.texts.push(END);
    }
}

/// What is being unpacked.
#[derive(Debug)]
pub struct Unpacker<'b> {
    columns: [&'b [u8]; COLUMNS],
    /// The one that is being read.
    column: usize,
    texts: Vec<&'b str>,
    /// How many of the texts have occurred.
    seen: usize,
    /// True where the bytes are not the data that was wanted.
    failed: bool,
    shelves: Option<Shelves>,
    /// How many texts of each shelf have occurred.
    read: [u32; 2],
}

impl<'b> Unpacker<'b> {
    /// Notes that the bytes are not such data. There is nothing more to be taken then.
    pub fn fail(&mut self) {
        self.failed = true;
        self.columns = [&[]; COLUMNS];
    }

    /// Some bytes; none where there are not so many.
    fn slice(&mut self, length: usize) -> &'b [u8] {
        let column = &mut self.columns[self.column];
        let Some((slice, rest)) = column.split_at_checked(length) else {
            self.fail();
            return &[];
        };
        *column = rest;
        slice
    }

    /// Takes bytes back.
    pub fn raw(&mut self) -> &'b [u8] {
        self.within(Column::Raw, |from| {
            let length = from.number();
            from.slice(usize::try_from(length).unwrap_or(usize::MAX))
        })
    }

    /// Takes all that `take` does from a column.
    pub fn within<T>(&mut self, column: Column, take: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.column, column as usize);
        let data = take(self);
        self.column = before;
        data
    }

    /// Where prose is kept; none where it is a text as any other.
    pub fn shelves(&self) -> Option<Shelves> {
        self.shelves
    }

    /// Takes the place of a text of prose back.
    pub fn place(&mut self) -> Place {
        let number = self.within(Column::Places, Unpacker::number);
        let seldom = number & 1 == 1;
        let read = &mut self.read[usize::from(seldom)];
        let number = match number >> 1 {
            0 => {
                *read += 1;
                *read - 1
            }
            known => u32::try_from(known - 1).unwrap_or_else(|_| {
                self.fail();
                0
            }),
        };
        Place { seldom, number }
    }

    fn text(&mut self) -> &'b str {
        let mut known = usize::try_from(self.number()).unwrap_or(usize::MAX);
        if known == 0 {
            self.seen += 1;
            known = self.seen;
        }
        let text = self.texts.get(known - 1).copied();
        text.unwrap_or_else(|| {
            self.fail();
            ""
        })
    }

    /// Takes a number back.
    pub fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let column = &mut self.columns[self.column];
            let Some((byte, rest)) = column.split_first() else { break };
            *column = rest;
            number |= u64::from(byte & 127) << shift;
            if *byte < 128 {
                return number;
            }
        }
        self.fail();
        0
    }
}

#[cfg(test)]
mod tests;
