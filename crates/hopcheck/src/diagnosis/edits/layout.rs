//! How a YAML file is laid out: where its nodes stand and end, and how it is indented.

use super::line_start;
use crate::readers::yaml::{self, Content, Tree};
use crate::text::Span;

/// A file and its layout.
pub struct Layout<'t> {
    /// Its text.
    pub text: &'t str,
    /// What it holds.
    pub tree: Tree,
    /// How many blanks a level is indented by.
    pub step: usize,
    /// How many blanks the dash of a list stands behind its key.
    pub dash: usize,
}

impl<'t> Layout<'t> {
    /// Of a text that is YAML throughout.
    pub fn new(text: &'t str) -> Option<Self> {
        // JSON is mended where it is a fragment, and tabs are read as blanks: the places are then not those of the text.
        if text.trim_start().starts_with(['{', '[', '"']) || text.contains('\t') {
            return None;
        }
        let tree = yaml::parse(text);
        let (step, dash) = (step(&tree, text), dash(&tree, text));
        tree.bad_lines.is_empty().then_some(Layout { text, tree, step, dash })
    }

    /// The root of the document around `at`; of a list of objects, as `kubectl get` prints it, the object around it.
    pub fn document(&self, at: Span) -> Option<usize> {
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
    pub fn map(&self, at: Span) -> Option<usize> {
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

    /// Where the text of a node ends: the span of a block goes on over blank lines and comments to whatever comes next.
    pub fn end(&self, mut id: usize) -> usize {
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
    pub fn is_alias(&self, key: usize, value: usize) -> bool {
        let (key, value_at) = (self.tree.node(key).span, self.tree.node(value).span);
        value_at.start < key.end && !self.tree.is_missing(value, self.text)
    }

    /// How many columns stand before a node on its line.
    pub fn column(&self, id: usize) -> usize {
        let at = self.tree.node(id).span.start as usize;
        let quote = usize::from(self.text[..at].ends_with(['"', '\'']));
        at - quote - line_start(self.text, at)
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
