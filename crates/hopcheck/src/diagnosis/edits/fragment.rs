//! A fragment of YAML that a rule's step wants in a file, and how it is written there.

use crate::readers::yaml::{self, Content, Tree};

/// A rule's fragment has few levels; a name from the paste must not bring more.
const MOST_LEVELS: usize = 8;

/// A part of a fragment.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A scalar, as it is written and as it is meant.
    Scalar {
        /// As written, with quotes.
        raw: String,
        /// As meant.
        text: String,
    },
    /// A list, and its text where it is in brackets.
    List(Vec<Part>, Option<String>),
    /// A map, and its text where it is in braces.
    Map(Vec<(String, Part)>, Option<String>),
}

/// Reads a fragment.
pub fn read(lines: &str) -> Option<Part> {
    let tree = yaml::parse(lines);
    match tree.roots.as_slice() {
        [root] if tree.bad_lines.is_empty() => part(&tree, lines, *root, MOST_LEVELS),
        _ => None,
    }
}

fn part(tree: &Tree, lines: &str, id: usize, levels: usize) -> Option<Part> {
    let node = tree.node(id);
    let below = |id: usize| part(tree, lines, id, levels.checked_sub(1)?);
    let written = || node.flow.then(|| node.span.of(lines).to_owned());
    Some(match &node.content {
        Content::Scalar { .. } if tree.is_missing(id, lines) => Part::scalar(""),
        Content::Scalar { text, .. } => {
            let (start, end) = (node.span.start as usize, node.span.end as usize);
            let quoted = lines[..start].ends_with(['"', '\'']) && lines[end..].starts_with(['"', '\'']);
            let raw = if quoted { &lines[start - 1..=end] } else { &lines[start..end] };
            Part::Scalar { raw: raw.to_owned(), text: text.clone() }
        }
        Content::List(items) => Part::List(items.iter().map(|item| below(*item)).collect::<Option<_>>()?, written()),
        Content::Map(entries) => {
            let entry = |&(key, value): &(usize, usize)| Some((tree.text(key)?.to_owned(), below(value)?));
            Part::Map(entries.iter().map(entry).collect::<Option<_>>()?, written())
        }
        Content::Dangling => return None,
    })
}

impl Part {
    /// A scalar without quotes.
    pub fn scalar(text: &str) -> Part {
        Part::Scalar { raw: text.to_owned(), text: text.to_owned() }
    }

    /// A scalar's text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Part::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// A scalar without quotes, put between those its neighbours have.
    pub fn quoted(self, quote: Option<char>) -> Part {
        match (self, quote) {
            (Part::Scalar { raw, text }, Some(quote)) if raw == text && !text.contains(['"', '\'', '\\']) => {
                Part::Scalar { raw: format!("{quote}{text}{quote}"), text }
            }
            (part, _) => part,
        }
    }

    /// Its text on one line, where it can stand between brackets or behind a key; none for what the fragment writes as a block.
    pub fn flow(&self) -> Option<String> {
        match self {
            Part::Scalar { raw, .. } => Some(raw.clone()),
            Part::List(_, Some(written)) | Part::Map(_, Some(written)) => Some(written.clone()),
            _ => None,
        }
    }

    /// Its text on one line, whatever the fragment does.
    pub fn in_brackets(&self) -> String {
        match self {
            Part::Scalar { raw, .. } => raw.clone(),
            Part::List(items, _) => format!("[{}]", joined(items.iter().map(Part::in_brackets))),
            Part::Map(entries, _) => {
                let entry = |(name, part): &(String, Part)| match part.in_brackets() {
                    text if text.is_empty() => format!("{name}: null"),
                    text => format!("{name}: {text}"),
                };
                format!("{{{}}}", joined(entries.iter().map(entry)))
            }
        }
    }

    /// Its lines as a block, indented by so many blanks; a level by `step`, the dash of a list below its key by `dash`.
    pub fn block(&self, indent: usize, step: usize, dash: usize) -> String {
        let blanks = " ".repeat(indent);
        match self {
            Part::Map(entries, _) => entries
                .iter()
                .map(|(name, part)| match part.flow() {
                    Some(text) if text.is_empty() => format!("{blanks}{name}:\n"),
                    Some(text) => format!("{blanks}{name}: {text}\n"),
                    None => format!(
                        "{blanks}{name}:\n{}",
                        part.block(indent + if matches!(part, Part::List(..)) { dash } else { step }, step, dash)
                    ),
                })
                .collect(),
            Part::List(items, _) => items
                .iter()
                .map(|item| match item.flow() {
                    Some(text) => format!("{blanks}- {text}\n"),
                    // The first line of what is below stands behind the dash.
                    None => format!("{blanks}- {}", item.block(indent + 2, step, dash).trim_start()),
                })
                .collect(),
            Part::Scalar { raw, .. } => format!("{blanks}{raw}\n"),
        }
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
