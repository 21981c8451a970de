//! YAML as a flat tree with byte spans, for every reader of YAML or JSON. The parser behind it can be swapped here.
//!
//! Pastes are damaged: the first line has lost its indentation, an anchor is defined elsewhere, a tab or a `{{ }}` stands
//! where none may. What was understood before an error is kept, and the line of the error is blanked and tried again.

use granit_parser::{Event, Options, Parser};

use crate::text::Span;

/// After so many bad lines what is left is not worth another pass.
const MOST_REPAIRS: usize = 6;

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A scalar, unescaped. `exact` is true where the text stands under the span as such, so that it can be replaced.
    Scalar {
        /// The value.
        text: String,
        /// Whether the span holds exactly these bytes.
        exact: bool,
    },
    /// Keys and values in the order written, `<<` included.
    Map(Vec<(usize, usize)>),
    /// Items.
    List(Vec<usize>),
    /// A reference to an anchor nobody pasted.
    Dangling,
}

/// A node and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its place in the text; a scalar's without quotes.
    pub span: Span,
    /// Its content.
    pub content: Content,
    /// True for a list or map in brackets or braces.
    pub flow: bool,
    /// True where it has an anchor, so that it may be used elsewhere too.
    pub anchored: bool,
}

/// All documents of one text.
#[derive(Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    /// The documents' root nodes.
    pub roots: Vec<usize>,
    /// Spans of the lines that could not be read.
    pub bad_lines: Vec<Span>,
}

/// Reads a text.
pub fn parse(text: &str) -> Tree {
    let lead = lead(text);
    let mut source = format!("{lead}{}", tabs_to_spaces(text));
    if source.trim_start().starts_with(['{', '[']) {
        source = balanced(&source);
    }
    let mut bad_lines = Vec::new();
    loop {
        let (tree, error) = one_pass(&source, lead.len());
        let Some(at) = error.filter(|_| bad_lines.len() < MOST_REPAIRS) else {
            return Tree { bad_lines, ..tree };
        };
        let Some(line) = line_to_blank(&source, at, lead.len()) else { return Tree { bad_lines, ..tree } };
        bad_lines.push(Span::new(line.start - lead.len(), line.end - lead.len()));
        source.replace_range(line.clone(), &" ".repeat(line.len()));
    }
}

/// What has to stand in front so that a fragment parses: the brace a JSON fragment lost, or the indentation its first line
/// lost when it was copied from the middle.
fn lead(text: &str) -> String {
    let first = text.trim_start();
    if first.starts_with('"') && first.lines().next().is_some_and(|line| line.contains("\":")) {
        return "{".to_owned();
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return String::new() };
    let has_value = first
        .split_once(": ")
        .is_some_and(|(_, value)| !value.trim().is_empty() && !value.trim().starts_with(['|', '>', '&', '#']));
    let item_then_deeper = first.trim_start().starts_with("- ") && !first.contains(": ");
    if (has_value || item_then_deeper) && indent(second) > indent(first) {
        return " ".repeat(indent(second) - indent(first));
    }
    String::new()
}

/// Tabs are no indentation in YAML; as many spaces keep every offset.
fn tabs_to_spaces(text: &str) -> String {
    text.chars().map(|c| if c == '\t' { ' ' } else { c }).collect()
}

/// JSON with its brackets made even: one that nothing opened becomes a blank, and what stays open is closed at the end.
fn balanced(source: &str) -> String {
    let mut open: Vec<char> = Vec::new();
    let mut out = String::with_capacity(source.len() + 8);
    let mut chars = source.chars();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => {
                out.push(c);
                out.extend(chars.next());
                continue;
            }
            '"' => quoted = !quoted,
            // A string of JSON does not run over a line end.
            '\n' => quoted = false,
            '{' if !quoted => open.push('}'),
            '[' if !quoted => open.push(']'),
            '}' | ']' if !quoted => {
                // The outermost bracket closes at the end: what follows it in a fragment belongs to it.
                if open.len() < 2 || open.last() != Some(&c) {
                    out.push(' ');
                    continue;
                }
                open.pop();
            }
            _ => {}
        }
        out.push(c);
    }
    out.extend(open.into_iter().rev());
    out
}

/// The line that holds `at`, or the last one before it with something on it.
fn line_to_blank(source: &str, at: usize, lead: usize) -> Option<std::ops::Range<usize>> {
    let mut end = at.min(source.len());
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    loop {
        let start = source[..end].rfind('\n').map_or(0, |nl| nl + 1).max(lead);
        let stop = source[start.min(end)..].find('\n').map_or(source.len(), |nl| start + nl);
        if start <= stop && !source[start..stop].trim().is_empty() {
            return Some(start..stop);
        }
        end = start.checked_sub(1).filter(|end| *end > lead)?;
    }
}

struct Open {
    node: usize,
    key: Option<usize>,
}

/// Builds the tree of everything before the first error; gives the error's offset.
fn one_pass(source: &str, lead: usize) -> (Tree, Option<usize>) {
    let mut options = Options::default();
    options.set_emit_comments(false);
    options.emit_unresolved_aliases = true;
    let mut tree = Tree::default();
    let mut open: Vec<Open> = Vec::new();
    let mut anchors: std::collections::HashMap<usize, usize> = std::collections::HashMap::new();
    for next in Parser::new_from_str_with_options(source, options) {
        let (event, span) = match next {
            Ok(next) => next,
            Err(error) => {
                let end = source.len().saturating_sub(lead);
                for one in open {
                    tree.nodes[one.node].span.end = end as u32;
                }
                return (tree, Some(error.marker().byte_offset().unwrap_or(0)));
            }
        };
        let range = span.byte_range().unwrap_or(0..0);
        let here = Span::new(range.start.saturating_sub(lead), range.end.saturating_sub(lead));
        let (content, anchor, opens) = match event {
            Event::Scalar(text, _, anchor, _) => {
                let raw = source.get(range.clone()).unwrap_or("");
                let inner = raw.strip_prefix(['"', '\'']).and_then(|r| r.strip_suffix(['"', '\''])).unwrap_or(raw);
                let cut = usize::from(inner.len() < raw.len());
                let span = Span::new(here.start as usize + cut, (here.end as usize).saturating_sub(cut));
                let exact = inner == text;
                let content = Content::Scalar { text: text.into_owned(), exact };
                let node = Node { span, content, flow: false, anchored: anchor > 0 };
                let id = tree.push(node, &mut open);
                if anchor > 0 {
                    anchors.insert(anchor, id);
                }
                continue;
            }
            Event::MappingStart(_, anchor, _) => (Content::Map(Vec::new()), anchor, true),
            Event::SequenceStart(_, anchor, _) => (Content::List(Vec::new()), anchor, true),
            Event::MappingEnd | Event::SequenceEnd => {
                if let Some(one) = open.pop() {
                    let node = &mut tree.nodes[one.node];
                    node.span.end = here.end.max(node.span.end);
                    node.flow = matches!(source.get(range), Some("}" | "]"));
                }
                continue;
            }
            Event::Alias(id) => {
                // An anchor that is still open would make a circle.
                let target = anchors.get(&id).copied().filter(|id| !open.iter().any(|one| one.node == *id));
                match target {
                    Some(target) => tree.attach(target, &mut open),
                    None => {
                        let node = Node { span: here, content: Content::Dangling, flow: false, anchored: false };
                        tree.push(node, &mut open);
                    }
                }
                continue;
            }
            Event::UnresolvedAlias(_) => (Content::Dangling, 0, false),
            _ => continue,
        };
        let id = tree.push(Node { span: here, content, flow: false, anchored: anchor > 0 }, &mut open);
        if anchor > 0 {
            anchors.insert(anchor, id);
        }
        if opens {
            open.push(Open { node: id, key: None });
        }
    }
    (tree, None)
}

impl Tree {
    fn push(&mut self, node: Node, open: &mut [Open]) -> usize {
        let id = self.nodes.len();
        self.nodes.push(node);
        self.attach(id, open);
        id
    }

    fn attach(&mut self, id: usize, open: &mut [Open]) {
        let Some(parent) = open.last_mut() else {
            self.roots.push(id);
            return;
        };
        match &mut self.nodes[parent.node].content {
            Content::List(items) => items.push(id),
            Content::Map(entries) => match parent.key.take() {
                Some(key) => entries.push((key, id)),
                None => parent.key = Some(id),
            },
            _ => {}
        }
    }

    /// The node of that id.
    pub fn node(&self, id: usize) -> &Node {
        &self.nodes[id]
    }

    /// True where nothing stands in the place of a value: the parser gives it a scalar that is not there.
    pub fn is_missing(&self, id: usize, text: &str) -> bool {
        matches!(&self.nodes[id].content, Content::Scalar { text: given, .. } if given == "~" && self.nodes[id].span.of(text) != "~")
    }

    /// All nodes, with their ids.
    pub fn nodes(&self) -> impl Iterator<Item = (usize, &Node)> {
        self.nodes.iter().enumerate()
    }

    /// A scalar's text.
    pub fn text(&self, id: usize) -> Option<&str> {
        match &self.nodes[id].content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// A scalar's text and its place, the place only where it may be replaced as it stands.
    pub fn scalar(&self, id: usize) -> Option<(&str, Option<Span>)> {
        match &self.nodes[id].content {
            Content::Scalar { text, exact } => Some((text, exact.then_some(self.nodes[id].span))),
            _ => None,
        }
    }

    /// Items of a list; a scalar or map counts as a list of itself.
    pub fn items(&self, id: usize) -> Vec<usize> {
        match &self.nodes[id].content {
            Content::List(items) => items.clone(),
            Content::Dangling => Vec::new(),
            _ => vec![id],
        }
    }

    /// True for a map.
    pub fn is_map(&self, id: usize) -> bool {
        matches!(self.nodes[id].content, Content::Map(_))
    }

    /// Keys and values of a map, with what `<<` brings in after them. The second value is false where something
    /// brought in is not known.
    pub fn entries(&self, id: usize) -> (Vec<(usize, usize)>, bool) {
        let (mut all, mut known) = (Vec::new(), true);
        let mut todo = vec![id];
        let mut seen = vec![id];
        let mut names = std::collections::HashSet::new();
        while let Some(id) = todo.pop() {
            match &self.nodes[id].content {
                Content::Map(entries) => {
                    for &(key, value) in entries {
                        if self.text(key) == Some("<<") {
                            for merged in self.items(value) {
                                if !seen.contains(&merged) {
                                    seen.push(merged);
                                    todo.push(merged);
                                }
                            }
                            known &= self.nodes[value].content != Content::Dangling;
                        } else if self.text(key).is_none_or(|text| names.insert(text)) {
                            all.push((key, value));
                        }
                    }
                }
                Content::Dangling => known = false,
                _ => {}
            }
        }
        (all, known)
    }

    /// The value of a key, merged ones included.
    pub fn get(&self, id: usize, key: &str) -> Option<usize> {
        self.entries(id).0.into_iter().find(|(k, _)| self.text(*k) == Some(key)).map(|(_, value)| value)
    }

    /// The value at a path of keys.
    pub fn at(&self, id: usize, path: &[&str]) -> Option<usize> {
        path.iter().try_fold(id, |id, key| self.get(id, key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merge_keys_and_spans() {
        let text = "a: &x\n  é: 1\n  p: two\nb:\n  <<: *x\n  p: \"three\"\n";
        let tree = parse(text);
        let b = tree.get(tree.roots[0], "b").unwrap();
        let p = tree.get(b, "p").unwrap();
        assert_eq!(tree.text(p), Some("three"));
        assert_eq!(tree.node(p).span.of(text), "three");
        assert_eq!(tree.text(tree.get(b, "é").unwrap()), Some("1"));
    }

    #[test]
    fn what_stands_around_a_bad_line_is_kept() {
        let text = "services:\n  a:\n    image: x\n    command: {{ broken\n    ports: [80]\n";
        let tree = parse(text);
        let a = tree.at(tree.roots[0], &["services", "a"]).unwrap();
        assert!(tree.get(a, "image").is_some());
        assert!(tree.get(a, "ports").is_some(), "{tree:?}");
    }

    #[test]
    fn a_fragment_that_lost_its_first_indentation() {
        let text = "image: nginx\n    ports:\n      - 80:80\n    restart: always\n";
        let tree = parse(text);
        let image = tree.get(tree.roots[0], "image").unwrap();
        assert_eq!(tree.node(image).span.of(text), "nginx");
        assert!(tree.get(tree.roots[0], "restart").is_some());
    }

    #[test]
    fn unknown_anchors_circles_and_json_fragments_do_no_harm() {
        let tree = parse("a: &a\n  <<: *nowhere\n  b: *a\n");
        let a = tree.get(tree.roots[0], "a").unwrap();
        assert!(!tree.entries(a).1);
        let text = "\"IPAddress\": \"172.18.0.3\",\n\"Gateway\": \"172.18.0.1\"\n";
        let tree = parse(text);
        let address = tree.get(tree.roots[0], "IPAddress").unwrap();
        assert_eq!(tree.node(address).span.of(text), "172.18.0.3");
    }
}
