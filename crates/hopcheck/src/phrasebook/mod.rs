//! nginx's voice: its messages recognised by the formats they were printed with, and said in plain words.
//!
//! The knowledge is text (`rules/messages/`, described in `docs/messages.md`); this is the mechanism. A phrasebook is optional:
//! findings never depend on it, so that the page can load it after the first answer.

mod explain;
mod format;
mod parse;

use std::collections::HashMap;

use crate::text::Needles;

pub use explain::{Meaning, Said};
pub use format::Format;

/// A message that nginx can write, in all its wordings.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The formats that say this: today's first, older ones behind it.
    pub wordings: Vec<Wording>,
    /// The wider format that this is a particular case of, with an entry of its own.
    pub of: Option<String>,
    /// Only while nginx did this; any action without it.
    pub action: Option<String>,
    /// Only on a line about a request or connection (true), or only on one that is not, as at start (false).
    pub on_request: Option<bool>,
    /// What it means: a template over the parts.
    pub means: String,
    /// Ids of the rules it points to.
    pub rules: Vec<String>,
    /// Those it points to with a certain error number (Linux's) instead.
    pub rules_by_errno: Vec<(u32, Vec<String>)>,
    /// A fault of nginx or of a module, for its authors to mend.
    pub internal: bool,
}

/// One way to word it.
#[derive(Clone, Debug)]
pub struct Wording {
    /// The format as nginx's source has it.
    pub text: String,
    /// The same, taken apart.
    pub format: Format,
    /// A name for each part.
    pub parts: Vec<String>,
}

/// What nginx says it was doing: the words after "while".
#[derive(Clone, Debug, Default)]
pub struct Action {
    /// The words.
    pub words: String,
    /// What that means.
    pub means: String,
}

/// An error number of the operating system, as Linux numbers it.
#[derive(Clone, Debug, Default)]
pub struct Errno {
    /// Number on Linux.
    pub number: u32,
    /// Its symbolic name.
    pub name: String,
    /// What it means.
    pub means: String,
    /// Fixed words of a message, and what the number means there instead.
    pub on: Vec<(String, String)>,
}

/// A reason that the TLS library gives, in `(SSL: …)`.
#[derive(Clone, Debug, Default)]
pub struct TlsReason {
    /// Fixed words of it.
    pub words: String,
    /// What it means.
    pub means: String,
    /// Ids of the rules it points to, before those of the message.
    pub rules: Vec<String>,
}

/// What a line tells beside its message.
#[derive(Clone, Copy, Debug, Default)]
pub struct Circumstances<'l> {
    /// The words after "while".
    pub action: Option<&'l str>,
    /// Whether the line is about a request or connection.
    pub on_request: bool,
}

/// A message recognised.
#[derive(Debug)]
pub struct Recognised<'b, 't> {
    /// What it is.
    pub entry: &'b Entry,
    /// Which of its wordings.
    pub wording: &'b Wording,
    /// The values of its parts, in order; fewer than the wording has where the text was cut off.
    pub parts: Vec<&'t str>,
}

/// All that is known of nginx's messages.
#[derive(Debug)]
pub struct Phrasebook {
    entries: Vec<Entry>,
    actions: HashMap<String, String>,
    errnos: HashMap<u32, Errno>,
    functions: Vec<(String, String)>,
    tls_reasons: Vec<TlsReason>,
    /// Finds the formats' longest literals in a text, all in one pass.
    keys: Needles,
    /// For each key the wordings that have it: entry, wording.
    by_key: Vec<Vec<(u32, u32)>>,
}

impl Phrasebook {
    /// Reads a phrasebook's text (`docs/messages.md`).
    ///
    /// # Errors
    /// The number of the line that is wrong, and why.
    pub fn new(text: &str) -> Result<Self, String> {
        let content = parse::parse(text)?;
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut by_key: Vec<Vec<(u32, u32)>> = Vec::new();
        for (nth, entry) in content.entries.iter().enumerate() {
            for (wording_nth, wording) in entry.wordings.iter().enumerate() {
                let next = by_key.len();
                // Nothing but parts: it would fit every text.
                if wording.format.key().is_empty() {
                    continue;
                }
                let number = *numbers.entry(wording.format.key()).or_insert(next);
                if number == next {
                    by_key.push(Vec::new());
                }
                by_key[number].push((nth as u32, wording_nth as u32));
            }
        }
        let mut keys = vec![""; by_key.len()];
        for (key, number) in &numbers {
            keys[*number] = key;
        }
        let keys = Needles::new(keys);
        Ok(Phrasebook {
            actions: content.actions.iter().map(|action| (action.words.clone(), action.means.clone())).collect(),
            errnos: content.errnos.into_iter().map(|errno| (errno.number, errno)).collect(),
            functions: content.functions,
            tls_reasons: content.tls_reasons,
            entries: content.entries,
            keys,
            by_key,
        })
    }

    /// All entries.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// All error numbers that are explained.
    pub fn errnos(&self) -> impl Iterator<Item = &Errno> {
        self.errnos.values()
    }

    /// All reasons of the TLS library that are explained.
    pub fn tls_reasons(&self) -> &[TlsReason] {
        &self.tls_reasons
    }

    /// What is said of an action.
    pub fn action(&self, words: &str) -> Option<&str> {
        self.actions.get(words).map(String::as_str)
    }

    /// The message that `text` is, in these circumstances. Of several formats that fit, the one with the most fixed text.
    pub fn recognise<'t>(&self, text: &'t str, circumstances: Circumstances) -> Option<Recognised<'_, 't>> {
        let mut best: Option<(Weight, Recognised<'_, 't>)> = None;
        for hit in self.keys.hits(text) {
            for (entry, wording) in &self.by_key[hit.needle] {
                let entry = &self.entries[*entry as usize];
                let wording = &entry.wordings[*wording as usize];
                let Some(weight) = weight(entry, wording, circumstances) else { continue };
                if best.as_ref().is_some_and(|(heaviest, _)| *heaviest >= weight) {
                    continue;
                }
                if let Some(parts) = wording.format.parts_of(text) {
                    best = Some((weight, Recognised { entry, wording, parts }));
                }
            }
        }
        best.map(|(_, recognised)| recognised)
    }

    /// The only message that a text cut off at its end can be.
    fn recognise_cut<'t>(&self, text: &'t str, circumstances: Circumstances) -> Option<Recognised<'_, 't>> {
        let mut best: Option<(Weight, Recognised<'_, 't>)> = None;
        let mut tied = false;
        for entry in &self.entries {
            for wording in &entry.wordings {
                let Some(weight) = weight(entry, wording, circumstances) else { continue };
                let Some(parts) = wording.format.parts_of_cut(text) else { continue };
                match &best {
                    Some(_) => tied = true,
                    None => best = Some((weight, Recognised { entry, wording, parts })),
                }
            }
        }
        best.filter(|_| !tied).map(|(_, recognised)| recognised)
    }

    /// The functions in a text that another system named, each with a name that the formats have for it.
    fn foreign_functions<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        let here = self.functions.iter().filter(move |(theirs, _)| text.contains(theirs.as_str()));
        here.map(|(theirs, ours)| (theirs.as_str(), ours.as_str()))
    }
}

/// How well a wording accounts for a text, the heavier the better: its fixed text, then that of the circumstances which it is
/// particular about, then its parts that are no free text, then how few parts it has.
type Weight = (usize, usize, usize, std::cmp::Reverse<usize>);

/// The weight of a wording; `None` where it is for other circumstances.
fn weight(entry: &Entry, wording: &Wording, circumstances: Circumstances) -> Option<Weight> {
    let action = entry.action.as_deref();
    let fits = action.is_none_or(|action| circumstances.action == Some(action))
        && entry.on_request.is_none_or(|on_request| on_request == circumstances.on_request);
    let particular = usize::from(action.is_some()) + usize::from(entry.on_request.is_some());
    let format = &wording.format;
    fits.then(|| (format.fixed(), particular, format.typed(), std::cmp::Reverse(format.part_count())))
}

#[cfg(test)]
mod tests;
