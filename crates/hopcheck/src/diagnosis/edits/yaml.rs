//! Setting keys of a YAML file without touching anything else of it: a fragment is laid over a map of the file.
//!
//! What the fragment has and the map has not is added in the file's own style, a scalar that differs is replaced, a list gets the items it
//! lacks. Compose has a short and a long form for some keys: a fragment in the long form turns the short one into it, and keeps what it
//! means. Where the outcome cannot be known for certain, nothing is changed at all: at an anchor that others may use, in what an alias
//! or a merge key brings in, in a block scalar, in a file with lines that are no YAML.

use super::fragment::{self, Part};
use super::layout::Layout;
use super::{Splice, line_start};
use crate::readers::yaml::{Content, Node};
use crate::text::Span;

/// Keys whose short form is a list of names, and what the long form, a map, says of a name that has nothing of its own.
/// <https://docs.docker.com/reference/compose-file/services/>
const SHORT_FORMS: &[(&str, Option<(&str, &str)>)] =
    &[("depends_on", Some(("condition", "service_started"))), ("networks", None)];

/// The splices that lay `lines` over the map at `at`, or over the whole document around it.
pub fn set(text: &str, at: Span, whole: bool, lines: &str) -> Option<Vec<Splice>> {
    let mut editor = Editor::new(text)?;
    let map = if whole { editor.file.document(at)? } else { editor.file.map(at)? };
    let Part::Map(wanted, _) = fragment::read(lines)? else { return None };
    // Maps of the fragment that lie over maps of the file. A fragment has few levels, and each gives one round.
    let mut open = vec![(map, &wanted)];
    while let Some((map, wanted)) = open.pop() {
        editor.lay(map, wanted, &mut open)?;
    }
    Some(editor.splices)
}

/// The splices that put words behind the one at `last`, where that is the last one of a command: items of a list, or text.
pub fn add_words(text: &str, last: Span, words: &[&str]) -> Option<Vec<Splice>> {
    let mut editor = Editor::new(text)?;
    let tree = &editor.file.tree;
    let at_last = |id: &usize| tree.node(*id).span == last;
    let list =
        tree.nodes().find(|(_, node)| matches!(&node.content, Content::List(items) if items.iter().any(at_last)));
    let Some((list, node)) = list else {
        // A word of a scalar, behind whose closing quote more may follow.
        let holds = |node: &Node| node.span.start <= last.start && last.end <= node.span.end;
        let scalar = tree.nodes().find(|(_, node)| holds(node) && matches!(node.content, Content::Scalar { .. }))?.1;
        let quoted = Span { start: last.end, end: scalar.span.end }.of(text).starts_with(['"', '\'']);
        let end = last.end as usize + usize::from(quoted);
        return Some(vec![(Span::new(end, end), words.iter().map(|word| format!(" {word}")).collect())]);
    };
    let is_last = matches!(&node.content, Content::List(items) if items.last().is_some_and(at_last));
    if !is_last || node.anchored {
        return None;
    }
    let parts: Vec<Part> = words.iter().map(|word| Part::scalar(word)).collect();
    editor.append(list, &parts)?;
    Some(editor.splices)
}

/// The splice that takes out the entry of a block whose value stands at `at`, with its lines.
pub fn remove(text: &str, at: Span) -> Option<Vec<Splice>> {
    let editor = Editor::new(text)?;
    let mut blocks = editor.file.tree.nodes().filter(|(_, node)| !node.flow);
    let (key, value, alone) = blocks.find_map(|(_, node)| {
        let Content::Map(entries) = &node.content else { return None };
        let &(key, value) = entries.iter().find(|(_, value)| editor.file.tree.node(*value).span == at)?;
        Some((key, value, entries.len() == 1))
    })?;
    let start = line_start(text, editor.file.tree.node(key).span.start as usize);
    let end = editor.file.end(value);
    let end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    // A map without entries would be another value; and what stands before the key is the dash of an item.
    let whole_lines = text[start..editor.file.tree.node(key).span.start as usize].trim().is_empty();
    (!alone && whole_lines && !editor.file.tree.node(value).anchored)
        .then(|| vec![(Span::new(start, end), String::new())])
}

struct Editor<'t> {
    file: Layout<'t>,
    splices: Vec<Splice>,
}

type Entries = Vec<(String, Part)>;

impl<'t> Editor<'t> {
    fn new(text: &'t str) -> Option<Self> {
        Some(Editor { file: Layout::new(text)?, splices: Vec::new() })
    }

    fn lay<'w>(&mut self, map: usize, wanted: &'w Entries, open: &mut Vec<(usize, &'w Entries)>) -> Option<()> {
        let Content::Map(own) = self.file.tree.node(map).content.clone() else { return None };
        if self.file.tree.node(map).anchored {
            return None;
        }
        let (all, known) = self.file.tree.entries(map);
        let mut missing = Entries::new();
        let mut there = Vec::new();
        for (name, part) in wanted {
            let named = |&&(key, _): &&(usize, usize)| self.file.tree.text(key) == Some(name.as_str());
            match own.iter().find(named) {
                Some(&(key, value)) => there.push((key, value, name, part)),
                // A merge key brings in a value: a scalar replaces it, more would take its place as a whole.
                None if matches!(part, Part::Scalar { .. }) || known && !all.iter().any(|one| named(&one)) => {
                    missing.push((name.clone(), part.clone()));
                }
                None => return None,
            }
        }
        // What is deeper comes later, so that it stands before what is added behind the same line.
        self.add(map, &missing)?;
        for (key, value, name, part) in there {
            // An alias stands for a value elsewhere.
            let alias = self.file.is_alias(key, value);
            if alias || self.file.tree.node(value).anchored {
                return None;
            }
            self.over(key, value, name, part, open)?;
        }
        Some(())
    }

    /// Lays a part of the fragment over the value of a key.
    fn over<'w>(
        &mut self,
        key: usize,
        value: usize,
        name: &str,
        part: &'w Part,
        open: &mut Vec<(usize, &'w Entries)>,
    ) -> Option<()> {
        let long = SHORT_FORMS.iter().find(|(short, _)| *short == name).map(|(_, long)| *long);
        let node = self.file.tree.node(value).clone();
        match (&node.content, part) {
            (Content::Scalar { .. }, part) if self.file.tree.is_missing(value, self.file.text) => self.fill(key, part),
            (Content::Scalar { text, exact }, Part::Scalar { raw, text: wanted }) => {
                if text != wanted {
                    let quoted = self.file.text[..node.span.start as usize].ends_with(['"', '\'']);
                    let plain = !wanted.contains(['"', '\'', '\\']);
                    exact
                        .then(|| self.splices.push((node.span, if quoted && plain { wanted } else { raw }.clone())))
                        .filter(|()| !quoted || plain)?;
                }
                Some(())
            }
            (Content::List(_), Part::List(items, _)) => self.items(value, items, open),
            (Content::Map(_), Part::Map(entries, _)) => {
                open.push((value, entries));
                Some(())
            }
            // `KEY: value` where the file has `- KEY=value`.
            (Content::List(_), Part::Map(entries, _)) if long.is_none() => self.assignments(value, entries),
            (Content::List(items), Part::Map(entries, _)) => self.lengthen(key, value, items, entries, long?),
            (Content::Map(_), Part::List(items, _)) => {
                let (names, known) = self.file.tree.entries(value);
                let there = |name: &str| names.iter().any(|(key, _)| self.file.tree.text(*key) == Some(name));
                let names = items.iter().filter_map(Part::text).filter(|name| !there(name));
                let missing: Entries = names.map(|name| (name.to_owned(), said(long.flatten()))).collect();
                (known && long.is_some()).then(|| self.add(value, &missing))?
            }
            _ => None,
        }
    }

    /// A value for a key that has none.
    fn fill(&mut self, key: usize, part: &Part) -> Option<()> {
        let end = self.file.end(key);
        let colon = end + self.file.text[end..].find(':')? + 1;
        match part.flow() {
            Some(text) => self.splices.push((Span::new(colon, colon), format!(" {text}"))),
            None => {
                let indent = self.file.column(key);
                let lines = part.block(
                    indent + if matches!(part, Part::List(..)) { self.file.dash } else { self.file.step },
                    self.file.step,
                    self.file.dash,
                );
                self.below(colon, &lines);
            }
        }
        Some(())
    }

    /// The items that a list lacks; a map with a name lies over the one of that name.
    fn items<'w>(&mut self, list: usize, wanted: &'w [Part], open: &mut Vec<(usize, &'w Entries)>) -> Option<()> {
        let items = self.file.tree.items(list);
        let mut missing = Vec::new();
        for part in wanted {
            match part {
                Part::Scalar { text, .. } => {
                    if !items.iter().any(|item| self.file.tree.text(*item) == Some(text)) {
                        missing.push(part.clone());
                    }
                }
                Part::Map(entries, _) => {
                    let name = entries.iter().find(|(key, _)| key == "name").and_then(|(_, name)| name.text())?;
                    let named = |item: &&usize| {
                        self.file.tree.get(**item, "name").and_then(|id| self.file.tree.text(id)) == Some(name)
                    };
                    match items.iter().find(named) {
                        Some(item) => open.push((*item, entries)),
                        None => missing.push(part.clone()),
                    }
                }
                Part::List(..) => return None,
            }
        }
        self.append(list, &missing)
    }

    fn assignments(&mut self, list: usize, entries: &Entries) -> Option<()> {
        let items = self.file.tree.items(list);
        let mut missing = Vec::new();
        for (name, part) in entries {
            let wanted = format!("{name}={}", part.text()?);
            let same = |item: &&usize| {
                self.file.tree.text(**item).and_then(|text| text.split_once('=')).is_some_and(|(key, _)| key == name)
            };
            match items.iter().find(same) {
                Some(item) if self.file.tree.text(*item) == Some(&wanted) => {}
                Some(item) => {
                    let (_, place) = self.file.tree.scalar(*item)?;
                    self.splices.push((place?, wanted));
                }
                None => missing.push(Part::scalar(&wanted)),
            }
        }
        self.append(list, &missing)
    }

    /// A list of names becomes a map of them.
    fn lengthen(
        &mut self,
        key: usize,
        list: usize,
        items: &[usize],
        entries: &Entries,
        long: Option<(&str, &str)>,
    ) -> Option<()> {
        let wanted = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, part)| part.clone());
        let names: Option<Vec<String>> =
            items.iter().map(|item| self.file.tree.text(*item).map(str::to_owned)).collect();
        let names = names?;
        let mut map: Entries =
            names.iter().map(|name| (name.clone(), wanted(name).unwrap_or_else(|| said(long)))).collect();
        let more = entries.iter().filter(|(name, _)| !names.contains(name));
        if self.file.tree.node(list).flow {
            map.extend(more.cloned());
            let span = self.file.tree.node(list).span;
            // A comment between the brackets would be lost.
            let text = Part::Map(map, None).in_brackets();
            return (!span.of(self.file.text).contains('#')).then(|| self.splices.push((span, text)));
        }
        let more: Entries = more.cloned().collect();
        let indent = self.file.column(key) + self.file.step;
        self.below(self.file.end(list), &Part::Map(more, None).block(indent, self.file.step, self.file.dash));
        for (item, entry) in items.iter().zip(map) {
            let start = line_start(self.file.text, self.file.tree.node(*item).span.start as usize);
            let lines = Part::Map(vec![entry], None).block(indent, self.file.step, self.file.dash);
            self.splices.push((Span::new(start, self.file.end(*item)), lines.trim_end().to_owned()));
        }
        Some(())
    }

    /// Puts entries at the end of a map.
    fn add(&mut self, map: usize, entries: &Entries) -> Option<()> {
        let Content::Map(own) = &self.file.tree.node(map).content else { return None };
        if entries.is_empty() {
            return Some(());
        }
        let part = Part::Map(entries.clone(), None);
        let Some(&(last, _)) = own.last() else {
            // `{}`
            let span = self.file.tree.node(map).span;
            let text = part.in_brackets();
            return (self.file.tree.node(map).flow && !span.of(self.file.text).contains('#'))
                .then(|| self.splices.push((span, text)));
        };
        if self.file.tree.node(map).flow {
            let inside = part.in_brackets();
            let end = self.file.end(own.last()?.1).max(self.file.end(last));
            self.splices.push((Span::new(end, end), format!(", {}", inside.strip_prefix('{')?.strip_suffix('}')?)));
        } else {
            let lines = part.block(self.file.column(last), self.file.step, self.file.dash);
            self.below(self.file.end(map), &lines);
        }
        Some(())
    }

    /// Puts items at the end of a list.
    fn append(&mut self, list: usize, parts: &[Part]) -> Option<()> {
        if parts.is_empty() {
            return Some(());
        }
        let items = self.file.tree.items(list);
        let span = self.file.tree.node(list).span;
        let Some(&last) = items.last() else {
            // `[]`
            let text = Part::List(parts.to_vec(), None).in_brackets();
            return (!span.of(self.file.text).contains('#')).then(|| self.splices.push((span, text)));
        };
        let quote = self.file.text[..self.file.tree.node(last).span.start as usize]
            .chars()
            .next_back()
            .filter(|c| matches!(c, '"' | '\''));
        let parts: Vec<Part> = parts.iter().map(|part| part.clone().quoted(quote)).collect();
        if self.file.tree.node(list).flow {
            let inside = Part::List(parts, None).in_brackets();
            let end = self.file.end(last);
            self.splices.push((Span::new(end, end), format!(", {}", inside.strip_prefix('[')?.strip_suffix(']')?)));
            return Some(());
        }
        let start = line_start(self.file.text, self.file.tree.node(last).span.start as usize);
        let dash = self.file.text[start..].find('-')?;
        // `- - a`: the dash of the line is another list's.
        let own = self.file.text[start..start + dash].trim().is_empty()
            && !self.file.text[start + dash + 1..].trim_start_matches(' ').starts_with("- ");
        own.then_some(())?;
        let lines = Part::List(parts, None).block(dash, self.file.step, self.file.dash);
        self.below(self.file.end(last), &lines);
        Some(())
    }

    /// Puts whole lines below the one that holds `at`.
    fn below(&mut self, at: usize, lines: &str) {
        self.splices.extend(super::below(self.file.text, at, lines));
    }
}

/// What the long form says of a name.
fn said(long: Option<(&str, &str)>) -> Part {
    match long {
        Some((key, value)) => Part::Map(vec![(key.to_owned(), Part::scalar(value))], None),
        None => Part::scalar(""),
    }
}
