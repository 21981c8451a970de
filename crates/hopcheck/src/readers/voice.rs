//! What nginx says in one artifact: each distinct message once, with what it means.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::facts::Stamp;
use crate::facts::nginx::NginxMessage;
use crate::phrasebook::{Phrasebook, Said};
use crate::text::Span;

/// More places of one message are counted and not kept: a log of a million lines that say the same is no reason for a report of
/// a million places.
const MOST_PLACES: usize = 1000;
/// A message is cut at this many characters: some hold whole certificates or requests.
const LONGEST_TEXT: usize = 400;

/// One distinct message.
#[derive(Debug)]
pub struct Heard {
    /// Where it stands first.
    pub span: Span,
    /// When it was said first.
    pub at: Option<Stamp>,
    /// Where it stands again, up to [`MOST_PLACES`].
    pub again: Vec<Span>,
    /// How often.
    pub count: u32,
    /// What it is.
    pub message: Box<NginxMessage>,
}

impl Heard {
    fn repeat(&mut self, span: Span) {
        self.count += 1;
        if self.again.len() < MOST_PLACES {
            self.again.push(span);
        }
    }
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
            self.heard[known].repeat(span);
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
            self.heard[number].repeat(span);
            return;
        }
        let mut message = NginxMessage::unknown();
        message.text.put(cut(said.whole));
        message.format.put_complete(Some(meaning.format).filter(|format| !format.is_empty()));
        message.level.put_known(level);
        message.errno.put_complete(meaning.errno);
        message.action.put_complete(action);
        message.parts.put(meaning.parts);
        message.explains.put(meaning.words);
        message.points_to.put(meaning.rules);
        message.internal.put(meaning.internal);
        self.heard.push(Heard { span, at, again: Vec::new(), count: 1, message });
    }

    /// The distinct messages, in the order they were first said.
    pub fn into_heard(self) -> Vec<Heard> {
        self.heard
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
