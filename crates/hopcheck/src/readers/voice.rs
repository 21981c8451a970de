//! What nginx says in one artifact: each distinct message once, with what it means.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::facts::nginx::NginxMessage;
use crate::facts::{Field, Stamp};
use crate::phrasebook::{Phrasebook, Said};
use crate::text::Span;

/// One distinct message.
#[derive(Debug)]
pub struct Heard {
    /// Where it stands first.
    pub span: Span,
    /// When it was said first.
    pub at: Option<Stamp>,
    /// How often.
    pub count: u32,
    /// What it is.
    pub message: NginxMessage,
}

/// Listens to nginx.
#[derive(Debug)]
pub struct Voice<'b> {
    phrasebook: &'b Phrasebook,
    heard: Vec<Heard>,
    /// Lines that were heard to the letter already: their hash, and the number of the message.
    lines: HashMap<u64, usize>,
    /// Messages by what makes them distinct.
    messages: HashMap<u64, usize>,
}

impl<'b> Voice<'b> {
    /// Listens with that phrasebook.
    pub fn new(phrasebook: &'b Phrasebook) -> Self {
        Voice { phrasebook, heard: Vec::new(), lines: HashMap::new(), messages: HashMap::new() }
    }

    /// Takes note of a message.
    pub fn hear(&mut self, span: Span, at: Option<Stamp>, level: Option<&str>, said: &Said) {
        let line = hash(&(said.whole, level));
        if let Some(&known) = self.lines.get(&line) {
            self.heard[known].count += 1;
            return;
        }
        let meaning = self.phrasebook.meaning(said);
        let action = said.action.filter(|_| !meaning.action_is_message);
        // A message that no format fits is told from another by its words.
        let words = if meaning.format.is_empty() { said.message } else { &meaning.format };
        let message = hash(&(words, level, meaning.errno, action));
        let next = self.heard.len();
        let number = *self.messages.entry(message).or_insert(next);
        self.lines.insert(line, number);
        if number < next {
            self.heard[number].count += 1;
            return;
        }
        let message = NginxMessage {
            format: Field::complete(Some(meaning.format).filter(|format| !format.is_empty())),
            level: Field::known(level),
            errno: Field::complete(meaning.errno),
            action: Field::complete(action.map(str::to_owned)),
            parts: Field::set(meaning.parts),
            explains: Field::set(meaning.words),
            points_to: Field::set(meaning.rules),
            internal: Field::set(meaning.internal),
        };
        self.heard.push(Heard { span, at, count: 1, message });
    }

    /// The distinct messages, in the order they were first said.
    pub fn into_heard(self) -> Vec<Heard> {
        self.heard
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
