//! Setting keys of a YAML file without touching anything else of it: a fragment is laid over a map of the file.
//!
//! What the fragment has and the map has not is added in the file's own style, a scalar that differs is replaced, a list gets the items it
//! lacks. Compose has a short and a long form for some keys: a fragment in the long form turns the short one into it, and keeps what it
//! means. Where the outcome cannot be known for certain, nothing is changed at all: at an anchor that others may use, in what an alias
//! or a merge key brings in, in a block scalar, in a file with lines that are no YAML.

use super::fragment::{self, Part};
use super::{Splice, line_start};
use crate::readers::yaml::{self, Content, Tree};
use crate::text::Span;

/// Keys whose short form is a list of names, and what the long form, a map, says of a name that has nothing of its own.
/// <https://docs.docker.com/reference/compose-file/services/>
const SHORT_FORMS: &[(&str, Option<(&str, &str)>)] =
    &[("depends_on", Some(("condition", "service_started"))), ("networks", None)];

/// The splices that lay `lines` over the map at `at`, or over the whole document around it.
pub fn set(text: &str, at: Span, whole: bool, lines: &str) -> Option<Vec<Splice>> {
    let mut editor = Editor::new(text)?;
    let map = if whole { editor.document(at)? } else { editor.map(at)? };
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
    let tree = &editor.tree;
    let at_last = |id: &usize| tree.node(*id).span == last;
    let list =
        tree.nodes().find(|(_, node)| matches!(&node.content, Content::List(items) if items.iter().any(at_last)));
    let Some((list, node)) = list else {
        // A word of a scalar, behind whose closing quote more may follow.
        let holds = |node: &yaml::Node| node.span.start <= last.start && last.end <= node.span.end;
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
    let mut blocks = editor.tree.nodes().filter(|(_, node)| !node.flow);
    let (key, value, alone) = blocks.find_map(|(_, node)| {
        let Content::Map(entries) = &node.content else { return None };
        let &(key, value) = entries.iter().find(|(_, value)| editor.tree.node(*value).span == at)?;
        Some((key, value, entries.len() == 1))
    })?;
    let start = line_start(text, editor.tree.node(key).span.start as usize);
    let end = editor.end(value);
    let end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    // A map without entries would be another value; and what stands before the key is the dash of an item.
    let whole_lines = text[start..editor.tree.node(key).span.start as usize].trim().is_empty();
    (!alone && whole_lines && !editor.tree.node(value).anchored).then(|| vec![(Span::new(start, end), String::new())])
}

struct Editor<'t> {
    text: &'t str,
    tree: Tree,
    /// How many blanks a level is indented by.
    step: usize,
    /// How many blanks the dash of a list stands behind its key.
    dash: usize,
    splices: Vec<Splice>,
}

type Entries = Vec<(String, Part)>;

impl<'t> Editor<'t> {
    fn new(text: &'t str) -> Option<Self> {
        // JSON is mended where it is a fragment, and tabs are read as blanks: the places are then not those of the text.
        if text.trim_start().starts_with(['{', '[', '"']) || text.contains('\t') {
            return None;
        }
        let tree = yaml::parse(text);
        let (step, dash) = (step(&tree, text), dash(&tree, text));
        tree.bad_lines.is_empty().then_some(Editor { text, tree, step, dash, splices: Vec::new() })
    }

    /// The root of the document around `at`; of a list of objects, as `kubectl get` prints it, the object around it.
    fn document(&self, at: Span) -> Option<usize> {
        let around = |id: &usize| {
            let span = self.tree.node(*id).span;
            span.start <= at.start && at.end <= span.end && self.tree.is_map(*id)
        };
        let root = self.tree.roots.iter().copied().find(around)?;
        match self.tree.get(root, "items") {
            Some(items) => self.tree.items(items).into_iter().find(around),
            None => Some(root),
        }
    }

    /// The map that stands at `at`, alone or with its key before it.
    fn map(&self, at: Span) -> Option<usize> {
        let keyed = self.tree.nodes().find_map(|(_, node)| {
            let Content::Map(entries) = &node.content else { return None };
            let fits = |&&(key, value): &&(usize, usize)| {
                let (key, value) = (self.tree.node(key).span, self.tree.node(value).span);
                key.start == at.start && value.end.max(key.end) == at.end
            };
            entries.iter().find(fits).map(|(_, value)| *value).filter(|value| self.tree.is_map(*value))
        });
        keyed
            .or_else(|| self.tree.nodes().find(|(id, node)| node.span == at && self.tree.is_map(*id)).map(|(id, _)| id))
    }

    fn lay<'w>(&mut self, map: usize, wanted: &'w Entries, open: &mut Vec<(usize, &'w Entries)>) -> Option<()> {
        let Content::Map(own) = self.tree.node(map).content.clone() else { return None };
        if self.tree.node(map).anchored {
            return None;
        }
        let (all, known) = self.tree.entries(map);
        let mut missing = Entries::new();
        let mut there = Vec::new();
        for (name, part) in wanted {
            let named = |&&(key, _): &&(usize, usize)| self.tree.text(key) == Some(name.as_str());
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
            let alias = self.is_alias(key, value);
            if alias || self.tree.node(value).anchored {
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
        let node = self.tree.node(value).clone();
        match (&node.content, part) {
            (Content::Scalar { .. }, part) if self.tree.is_missing(value, self.text) => self.fill(key, part),
            (Content::Scalar { text, exact }, Part::Scalar { raw, text: wanted }) => {
                if text != wanted {
                    let quoted = self.text[..node.span.start as usize].ends_with(['"', '\'']);
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
                let (names, known) = self.tree.entries(value);
                let there = |name: &str| names.iter().any(|(key, _)| self.tree.text(*key) == Some(name));
                let names = items.iter().filter_map(Part::text).filter(|name| !there(name));
                let missing: Entries = names.map(|name| (name.to_owned(), said(long.flatten()))).collect();
                (known && long.is_some()).then(|| self.add(value, &missing))?
            }
            _ => None,
        }
    }

    /// A value for a key that has none.
    fn fill(&mut self, key: usize, part: &Part) -> Option<()> {
        let end = self.end(key);
        let colon = end + self.text[end..].find(':')? + 1;
        match part.flow() {
            Some(text) => self.splices.push((Span::new(colon, colon), format!(" {text}"))),
            None => {
                let indent = self.column(key);
                let lines = part.block(
                    indent + if matches!(part, Part::List(..)) { self.dash } else { self.step },
                    self.step,
                    self.dash,
                );
                self.below(colon, &lines);
            }
        }
        Some(())
    }

    /// The items that a list lacks; a map with a name lies over the one of that name.
    fn items<'w>(&mut self, list: usize, wanted: &'w [Part], open: &mut Vec<(usize, &'w Entries)>) -> Option<()> {
        let items = self.tree.items(list);
        let mut missing = Vec::new();
        for part in wanted {
            match part {
                Part::Scalar { text, .. } => {
                    if !items.iter().any(|item| self.tree.text(*item) == Some(text)) {
                        missing.push(part.clone());
                    }
                }
                Part::Map(entries, _) => {
                    let name = entries.iter().find(|(key, _)| key == "name").and_then(|(_, name)| name.text())?;
                    let named =
                        |item: &&usize| self.tree.get(**item, "name").and_then(|id| self.tree.text(id)) == Some(name);
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
        let items = self.tree.items(list);
        let mut missing = Vec::new();
        for (name, part) in entries {
            let wanted = format!("{name}={}", part.text()?);
            let same = |item: &&usize| {
                self.tree.text(**item).and_then(|text| text.split_once('=')).is_some_and(|(key, _)| key == name)
            };
            match items.iter().find(same) {
                Some(item) if self.tree.text(*item) == Some(&wanted) => {}
                Some(item) => {
                    let (_, place) = self.tree.scalar(*item)?;
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
        let names: Option<Vec<String>> = items.iter().map(|item| self.tree.text(*item).map(str::to_owned)).collect();
        let names = names?;
        let mut map: Entries =
            names.iter().map(|name| (name.clone(), wanted(name).unwrap_or_else(|| said(long)))).collect();
        let more = entries.iter().filter(|(name, _)| !names.contains(name));
        if self.tree.node(list).flow {
            map.extend(more.cloned());
            let span = self.tree.node(list).span;
            // A comment between the brackets would be lost.
            let text = Part::Map(map, None).in_brackets();
            return (!span.of(self.text).contains('#')).then(|| self.splices.push((span, text)));
        }
        let more: Entries = more.cloned().collect();
        let indent = self.column(key) + self.step;
        self.below(self.end(list), &Part::Map(more, None).block(indent, self.step, self.dash));
        for (item, entry) in items.iter().zip(map) {
            let start = line_start(self.text, self.tree.node(*item).span.start as usize);
            let lines = Part::Map(vec![entry], None).block(indent, self.step, self.dash);
            self.splices.push((Span::new(start, self.end(*item)), lines.trim_end().to_owned()));
        }
        Some(())
    }

    /// Puts entries at the end of a map.
    fn add(&mut self, map: usize, entries: &Entries) -> Option<()> {
        let Content::Map(own) = &self.tree.node(map).content else { return None };
        if entries.is_empty() {
            return Some(());
        }
        let part = Part::Map(entries.clone(), None);
        let Some(&(last, _)) = own.last() else {
            // `{}`
            let span = self.tree.node(map).span;
            let text = part.in_brackets();
            return (self.tree.node(map).flow && !span.of(self.text).contains('#'))
                .then(|| self.splices.push((span, text)));
        };
        if self.tree.node(map).flow {
            let inside = part.in_brackets();
            let end = self.end(own.last()?.1).max(self.end(last));
            self.splices.push((Span::new(end, end), format!(", {}", inside.strip_prefix('{')?.strip_suffix('}')?)));
        } else {
            let lines = part.block(self.column(last), self.step, self.dash);
            self.below(self.end(map), &lines);
        }
        Some(())
    }

    /// Puts items at the end of a list.
    fn append(&mut self, list: usize, parts: &[Part]) -> Option<()> {
        if parts.is_empty() {
            return Some(());
        }
        let items = self.tree.items(list);
        let span = self.tree.node(list).span;
        let Some(&last) = items.last() else {
            // `[]`
            let text = Part::List(parts.to_vec(), None).in_brackets();
            return (!span.of(self.text).contains('#')).then(|| self.splices.push((span, text)));
        };
        let quote = self.text[..self.tree.node(last).span.start as usize]
            .chars()
            .next_back()
            .filter(|c| matches!(c, '"' | '\''));
        let parts: Vec<Part> = parts.iter().map(|part| part.clone().quoted(quote)).collect();
        if self.tree.node(list).flow {
            let inside = Part::List(parts, None).in_brackets();
            let end = self.end(last);
            self.splices.push((Span::new(end, end), format!(", {}", inside.strip_prefix('[')?.strip_suffix(']')?)));
            return Some(());
        }
        let start = line_start(self.text, self.tree.node(last).span.start as usize);
        let dash = self.text[start..].find('-')?;
        // `- - a`: the dash of the line is another list's.
        let own = self.text[start..start + dash].trim().is_empty()
            && !self.text[start + dash + 1..].trim_start_matches(' ').starts_with("- ");
        own.then_some(())?;
        let lines = Part::List(parts, None).block(dash, self.step, self.dash);
        self.below(self.end(last), &lines);
        Some(())
    }

    /// Puts whole lines below the one that holds `at`.
    fn below(&mut self, at: usize, lines: &str) {
        self.splices.extend(super::below(self.text, at, lines));
    }

    /// Where the text of a node ends: the span of a block goes on over blank lines and comments to whatever comes next.
    fn end(&self, mut id: usize) -> usize {
        loop {
            let node = self.tree.node(id);
            let inner = match &node.content {
                Content::Map(entries) if !node.flow => entries.last().map(|&(key, value)| {
                    if self.is_alias(key, value) || self.tree.is_missing(value, self.text) { key } else { value }
                }),
                Content::List(items) if !node.flow => items.last().copied(),
                _ => None,
            };
            match inner {
                Some(inner) => id = inner,
                None => {
                    let end = node.span.end as usize;
                    let quoted = matches!(node.content, Content::Scalar { .. })
                        && self.text[..node.span.start as usize].ends_with(['"', '\'']);
                    let end = if quoted { end + 1 } else { end };
                    return self.text[..end.min(self.text.len())].trim_end().len();
                }
            }
        }
    }

    /// True where the value is that of an anchor elsewhere.
    fn is_alias(&self, key: usize, value: usize) -> bool {
        let (key, value_at) = (self.tree.node(key).span, self.tree.node(value).span);
        value_at.start < key.end && !self.tree.is_missing(value, self.text)
    }

    /// How many columns stand before a node on its line.
    fn column(&self, id: usize) -> usize {
        let at = self.tree.node(id).span.start as usize;
        let quote = usize::from(self.text[..at].ends_with(['"', '\'']));
        at - quote - line_start(self.text, at)
    }
}

/// What the long form says of a name.
fn said(long: Option<(&str, &str)>) -> Part {
    match long {
        Some((key, value)) => Part::Map(vec![(key.to_owned(), Part::scalar(value))], None),
        None => Part::scalar(""),
    }
}

/// The blanks by which the first block below another is indented.
fn step(tree: &Tree, text: &str) -> usize {
    let column = |id: usize| {
        let at = tree.node(id).span.start as usize;
        at - line_start(text, at)
    };
    let mut found = tree.nodes().filter_map(|(_, node)| {
        let Content::Map(entries) = &node.content else { return None };
        entries.iter().find_map(|&(key, value)| {
            let Content::Map(inner) = &tree.node(value).content else { return None };
            let (outer, inner) = (column(key), column(inner.first()?.0));
            (!tree.node(value).flow && inner > outer).then(|| inner - outer)
        })
    });
    found.next().unwrap_or(2)
}

/// The blanks between a key's column and the dash of the first list below one.
fn dash(tree: &Tree, text: &str) -> usize {
    let mut found = tree.nodes().filter_map(|(_, node)| {
        let Content::Map(entries) = &node.content else { return None };
        entries.iter().find_map(|&(key, value)| {
            let Content::List(items) = &tree.node(value).content else { return None };
            let at = tree.node(key).span.start as usize;
            let start = line_start(text, tree.node(*items.first()?).span.start as usize);
            let dash = text[start..].find('-').filter(|_| !tree.node(value).flow && start > at)?;
            dash.checked_sub(at - line_start(text, at))
        })
    });
    found.next().unwrap_or_else(|| step(tree, text))
}
