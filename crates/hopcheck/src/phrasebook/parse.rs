//! The phrasebook's text: one keyword a line, entries apart by an empty line.

use super::format::Format;
use super::{Action, Entry, Errno, TlsReason, Wording};

/// Everything that the text holds.
#[derive(Debug, Default)]
pub struct Content {
    pub entries: Vec<Entry>,
    pub actions: Vec<Action>,
    pub errnos: Vec<Errno>,
    /// A function's name on another system, and the name in the formats.
    pub functions: Vec<(String, String)>,
    pub tls_reasons: Vec<TlsReason>,
}

/// The entry that the lines at hand belong to.
enum Open {
    None,
    Message(Entry),
    Action(Action),
    Errno(Errno),
    Function(String),
    Tls(TlsReason),
}

/// Reads the text. An error names the line and what is wrong with it.
pub fn parse(text: &str) -> Result<Content, String> {
    let mut content = Content::default();
    let mut open = Open::None;
    for (nth, line) in text.lines().enumerate() {
        if line.starts_with('#') {
            continue;
        }
        if line.trim().is_empty() {
            content.close(&mut open);
            continue;
        }
        let (key, value) = line.split_once(' ').unwrap_or((line, ""));
        content
            .line(key, value.trim(), &mut open)
            .map_err(|wrong| format!("phrasebook, line {}: {wrong}: {line}", nth + 1))?;
    }
    content.close(&mut open);
    Ok(content)
}

impl Content {
    fn close(&mut self, open: &mut Open) {
        match std::mem::replace(open, Open::None) {
            Open::Message(entry) => self.entries.push(entry),
            Open::Action(action) => self.actions.push(action),
            Open::Errno(errno) => self.errnos.push(errno),
            Open::Tls(reason) => self.tls_reasons.push(reason),
            Open::None | Open::Function(_) => {}
        }
    }

    fn line(&mut self, key: &str, value: &str, open: &mut Open) -> Result<(), &'static str> {
        let words = |value: &str| value.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        match (key, &mut *open) {
            ("format", Open::None) => {
                *open = Open::Message(Entry { wordings: vec![wording(value)], ..Entry::default() });
            }
            ("format", Open::Message(entry)) => entry.wordings.push(wording(value)),
            ("parts", Open::Message(entry)) => {
                let wording = entry.wordings.last_mut().ok_or("parts without a format")?;
                wording.parts = words(value);
                if wording.parts.len() != wording.format.part_count() {
                    return Err("the format prints another number of parts");
                }
            }
            ("of", Open::Message(entry)) => entry.of = Some(value.to_owned()),
            ("while", Open::Message(entry)) => entry.action = Some(value.to_owned()),
            ("when", Open::Message(entry)) => {
                entry.on_request = Some(match value {
                    "request" => true,
                    "start" => false,
                    _ => return Err("when is followed by request or start"),
                });
            }
            ("means", Open::Message(entry)) => value.clone_into(&mut entry.means),
            ("internal", Open::Message(entry)) => entry.internal = true,
            ("rules", Open::Message(entry)) => {
                let mut ids = words(value);
                // `rules 111: …` holds for that error number only.
                let number = ids.first().and_then(|first| first.strip_suffix(':')?.parse().ok());
                match number {
                    Some(number) => {
                        ids.remove(0);
                        entry.rules_by_errno.push((number, ids));
                    }
                    None => entry.rules = ids,
                }
            }
            ("action", Open::None) => *open = Open::Action(Action { words: value.to_owned(), means: String::new() }),
            ("means", Open::Action(action)) => value.clone_into(&mut action.means),
            ("errno", Open::None) => {
                let (number, name) = value.split_once(' ').ok_or("an errno has a number and a name")?;
                let number = number.parse().map_err(|_| "an errno begins with its number on Linux")?;
                *open = Open::Errno(Errno { number, name: name.to_owned(), ..Errno::default() });
            }
            ("means", Open::Errno(errno)) => match errno.on.last_mut() {
                Some((_, means)) => value.clone_into(means),
                None => value.clone_into(&mut errno.means),
            },
            ("on", Open::Errno(errno)) => errno.on.push((value.to_owned(), String::new())),
            ("tls", Open::None) => {
                *open = Open::Tls(TlsReason { words: value.to_owned(), ..TlsReason::default() });
            }
            ("means", Open::Tls(reason)) => value.clone_into(&mut reason.means),
            ("rules", Open::Tls(reason)) => reason.rules = words(value),
            ("function", Open::None) => *open = Open::Function(value.to_owned()),
            ("also", Open::Function(name)) => self.functions.push((value.to_owned(), name.clone())),
            _ => return Err("this keyword has no place here"),
        }
        Ok(())
    }
}

fn wording(text: &str) -> Wording {
    // The reader of lines takes these off the end of a message as well.
    let text = text.trim_end_matches([',', ' ']);
    Wording { text: text.to_owned(), format: Format::new(text), parts: Vec::new() }
}
