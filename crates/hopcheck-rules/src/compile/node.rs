//! TOML with places: values that know their line, and ways to take them apart with good complaints.

use std::path::{Path, PathBuf};

use hopcheck::rules::Prose;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Complaint;

/// A rule file.
pub struct Source {
    path: PathBuf,
    text: String,
    /// The file's table.
    pub root: Node,
}

/// A value and the byte offset where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// Offset in the file.
    pub at: usize,
    /// The value.
    pub value: Item,
}

/// A TOML value.
#[derive(Clone, Debug)]
pub enum Item {
    /// Text.
    Text(String),
    /// An integer or a float.
    Number(f64),
    /// A boolean.
    Flag(bool),
    /// An array.
    Array(Vec<Node>),
    /// A table, in the order of its keys' names.
    Table(Vec<(String, Node)>),
    /// A date, which rule files do not use.
    Other,
}

impl Source {
    /// Reads and parses a file.
    pub fn read(path: &Path, complaints: &mut Vec<Complaint>) -> Option<Source> {
        let complaint = |line, message| Complaint { file: path.to_owned(), line, message };
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                complaints.push(complaint(1, format!("cannot be read: {error}")));
                return None;
            }
        };
        match DeTable::parse(&text) {
            Ok(table) => {
                let root = node(Spanned::new(table.span(), DeValue::Table(table.into_inner())));
                Some(Source { path: path.to_owned(), text, root })
            }
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                complaints.push(complaint(line(&text, at), error.message().to_owned()));
                None
            }
        }
    }

    /// A complaint about the place `at`.
    pub fn complain(&self, at: usize, message: impl Into<String>) -> Complaint {
        Complaint { file: self.path.clone(), line: line(&self.text, at), message: message.into() }
    }

    /// A complaint about the first place where `text` stands.
    pub fn complain_at_text(&self, text: &str, message: impl Into<String>) -> Complaint {
        self.complain(self.text.find(text).unwrap_or(0), message)
    }
}

fn line(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

fn node(value: Spanned<DeValue<'_>>) -> Node {
    let at = value.span().start;
    let value = match value.into_inner() {
        DeValue::String(text) => Item::Text(text.into_owned()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Item::Other, |n| Item::Number(n as f64))
        }
        DeValue::Float(number) => number.as_str().parse().map_or(Item::Other, Item::Number),
        DeValue::Boolean(yes) => Item::Flag(yes),
        DeValue::Datetime(_) => Item::Other,
        DeValue::Array(items) => Item::Array(items.into_iter().map(node).collect()),
        DeValue::Table(table) => {
            Item::Table(table.into_iter().map(|(key, value)| (key.into_inner().into_owned(), node(value))).collect())
        }
    };
    Node { at, value }
}

/// Takes a table apart key by key; what nobody took is an unknown key.
pub struct Taker<'n, 'c> {
    source: &'n Source,
    at: usize,
    left: Vec<&'n (String, Node)>,
    /// Where complaints go.
    pub complaints: &'c mut Vec<Complaint>,
}

impl<'n, 'c> Taker<'n, 'c> {
    /// Takes `node` apart; a node that is no table is complained about and counts as empty.
    pub fn new(node: &'n Node, source: &'n Source, complaints: &'c mut Vec<Complaint>) -> Self {
        let left = match &node.value {
            Item::Table(entries) => entries.iter().collect(),
            _ => {
                complaints.push(source.complain(node.at, "a table { … } is expected here"));
                Vec::new()
            }
        };
        Taker { source, at: node.at, left, complaints }
    }

    /// Complains about the table.
    pub fn complain(&mut self, message: impl Into<String>) {
        self.complaints.push(self.source.complain(self.at, message));
    }

    /// Takes the value of a key.
    pub fn take(&mut self, key: &str) -> Option<&'n Node> {
        let at = self.left.iter().position(|(name, _)| name == key)?;
        Some(&self.left.remove(at).1)
    }

    /// Takes a text, without blank lines around it; the indentation of its first line is kept.
    pub fn text(&mut self, key: &str) -> Option<String> {
        let node = self.take(key)?;
        match &node.value {
            Item::Text(text) => Some(text.trim_start_matches(['\r', '\n']).trim_end().to_owned()),
            _ => {
                self.complaints.push(self.source.complain(node.at, format!("{key} must be a text")));
                None
            }
        }
    }

    /// The same of a text that people read.
    pub fn prose(&mut self, key: &str) -> Option<Prose> {
        self.text(key).map(Prose::from)
    }

    /// Takes a text that must be there.
    pub fn must(&mut self, key: &str) -> String {
        match self.text(key) {
            Some(text) if !text.is_empty() => text,
            _ => {
                self.complain(format!("{key} = \"…\" is missing"));
                String::new()
            }
        }
    }

    /// Takes a number.
    pub fn number(&mut self, key: &str) -> Option<f64> {
        let node = self.take(key)?;
        match node.value {
            Item::Number(number) => Some(number),
            _ => {
                self.complaints.push(self.source.complain(node.at, format!("{key} must be a number")));
                None
            }
        }
    }

    /// Takes a boolean; false where it is not there.
    pub fn flag(&mut self, key: &str) -> bool {
        match self.take(key) {
            Some(Node { value: Item::Flag(yes), .. }) => *yes,
            None => false,
            Some(node) => {
                self.complaints.push(self.source.complain(node.at, format!("{key} must be true or false")));
                false
            }
        }
    }

    /// Takes one of a list of words, given by serde's names.
    pub fn word<T: serde::de::DeserializeOwned>(&mut self, key: &str, choices: &str) -> Option<T> {
        let node = self.take(key)?;
        let word = match &node.value {
            Item::Text(text) => serde_json::from_value(serde_json::Value::String(text.clone())).ok(),
            _ => None,
        };
        if word.is_none() {
            self.complaints.push(self.source.complain(node.at, format!("{key} is one of {choices}")));
        }
        word
    }

    /// Takes a list of texts.
    pub fn texts(&mut self, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for node in self.list(key) {
            match &node.value {
                Item::Text(text) => texts.push(text.clone()),
                _ => self.complaints.push(self.source.complain(node.at, format!("{key} is a list of texts"))),
            }
        }
        texts
    }

    /// Takes a list; a single value counts as a list of one.
    pub fn list(&mut self, key: &str) -> Vec<&'n Node> {
        match self.take(key) {
            Some(Node { value: Item::Array(items), .. }) => items.iter().collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        }
    }

    /// The entries that nobody took yet.
    pub fn rest(&mut self) -> Vec<&'n (String, Node)> {
        std::mem::take(&mut self.left)
    }

    /// Complains about every key that nobody took.
    pub fn done(mut self) {
        for (key, node) in self.rest() {
            self.complaints.push(self.source.complain(node.at, format!("unknown key {key:?}")));
        }
    }
}
