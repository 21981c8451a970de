//! The edits of a rule's step, as splices of the texts they are of. Nothing but the splices is touched: comments, indentation and line
//! ends stay.

mod fragment;
mod ini;
mod layout;
mod nginx;
#[cfg(test)]
mod tests;
mod words;
mod yaml;

use crate::facts::{Fact, Store, Value};
use crate::intake::{Artifact, Kind, Piece};
use crate::matcher::Env;
use crate::rules::{Edit, template};
use crate::text::Span;

/// What stands at a place of an artifact's clean text is replaced by a text, whose lines end in `\n`.
pub type Splice = (Span, String);

/// A change of a piece as it was pasted.
pub struct Change {
    /// Index of the artifact.
    pub artifact: usize,
    /// Its place in the piece.
    pub span: Span,
    /// What is put there.
    pub with: String,
}

/// What an edit is made from.
pub struct Source<'a> {
    /// The variables of the step.
    pub env: &'a Env<'a>,
    /// The facts.
    pub store: &'a Store,
    /// The texts taken apart.
    pub artifacts: &'a [Artifact],
    /// The texts as they were pasted.
    pub pieces: &'a [Piece],
}

impl Source<'_> {
    /// The changes that an edit makes. None where it cannot be made.
    pub fn changes(&self, edit: &Edit) -> Option<Vec<Change>> {
        let (artifact, splices) = self.splices(edit)?;
        let of = self.artifacts.get(artifact)?;
        let pasted = &self.pieces.get(of.piece)?.text;
        let change = |(span, with): Splice| {
            let (start, margin) = margin(of, pasted, span);
            let end = of.map.original_span(span).end.max(start);
            let mut with = if margin.is_empty() { with } else { margined(&with, margin, of, span) };
            if pasted.contains("\r\n") {
                with = with.replace('\n', "\r\n");
            }
            Change { artifact, span: Span { start, end }, with }
        };
        Some(splices.into_iter().map(change).collect())
    }

    fn splices(&self, edit: &Edit) -> Option<(usize, Vec<Splice>)> {
        match edit {
            Edit::Replace { what, with } => {
                let (artifact, span) = self.place(what)?;
                let (there, mut with) = (span.of(&self.artifacts.get(artifact)?.text), self.fill(with)?);
                // What only adds a word to a value has nothing to do where the value ends with it.
                let adds = with.strip_prefix(there).filter(|added| added.starts_with(' '));
                if adds.is_some_and(|added| there.ends_with(added)) {
                    there.clone_into(&mut with);
                }
                Some((artifact, vec![(span, with)]))
            }
            Edit::AddWords { what, words: added } => {
                let (artifact, span) = self.place(what)?;
                let of = self.artifacts.get(artifact)?;
                let added = self.fill(added)?;
                Some((artifact, words::add(&of.text, of.kind, span, &added)?))
            }
            Edit::InsertIn { block, lines } => {
                let (fact, of) = self.fact(block)?;
                Some((fact.artifact, nginx::insert(&of.text, fact.span, &self.fill(lines)?)?))
            }
            Edit::InsertBefore { what, lines } => {
                let (artifact, span) = self.place(what)?;
                let text = &self.artifacts.get(artifact)?.text;
                let at = line_start(text, span.start as usize);
                let lines = indented(&self.fill(lines)?, indent(text, span.start as usize));
                Some((artifact, vec![(Span::new(at, at), lines)]))
            }
            Edit::InsertAfter { what, lines } => {
                let (artifact, span) = self.place(what)?;
                let text = &self.artifacts.get(artifact)?.text;
                Some((artifact, after(text, span, &self.fill(lines)?)))
            }
            Edit::SetIn { block, lines } | Edit::SetInFile { of: block, lines } => {
                let (fact, of) = self.fact(block)?;
                let (lines, whole) = (self.fill(lines)?, matches!(edit, Edit::SetInFile { .. }));
                let splices = match of.kind {
                    Kind::ComposeFile | Kind::KubernetesManifest => yaml::set(&of.text, fact.span, whole, &lines),
                    Kind::NginxConfig if !whole => nginx::set(&of.text, fact.span, &lines),
                    kind => ini::set(&of.text, kind, fact.span, whole, &lines),
                };
                Some((fact.artifact, splices?))
            }
            Edit::Remove { what } => {
                let (fact, of) = self.fact(what)?;
                let splices = match of.kind {
                    Kind::ComposeFile => yaml::remove(&of.text, fact.span)?,
                    _ => vec![(nginx::line(&of.text, fact.span), String::new())],
                };
                Some((fact.artifact, splices))
            }
        }
    }

    /// What stands in for a name that nobody pasted is for a person to read, never for a file; and a value over several lines is none that
    /// a line of a file can hold.
    fn fill(&self, text: &str) -> Option<String> {
        let value = |name: &str| self.env.text(name, self.store).filter(|value| !value.contains(['\n', '\r']));
        template::fill_known(text, &value)
    }

    fn fact(&self, name: &str) -> Option<(&Fact, &Artifact)> {
        let Value::Fact(index) = self.env.get(name)?.value else { return None };
        let fact = self.store.get(index);
        Some((fact, self.artifacts.get(fact.artifact)?))
    }

    /// The artifact and place of a whole fact, or of a value that stands in the text.
    fn place(&self, name: &str) -> Option<(usize, Span)> {
        if let Some((fact, _)) = self.fact(name) {
            return Some((fact.artifact, fact.span));
        }
        let bound = self.env.value(name, self.store)?;
        Some((self.store.get(bound.fact).artifact, bound.span?))
    }
}

/// Where a splice begins in the pasted text, and what stands there before each line of the artifact: a quote's mark, an indentation.
fn margin<'p>(of: &Artifact, pasted: &'p str, span: Span) -> (u32, &'p str) {
    let start = line_start(&of.text, span.start as usize);
    let line = of.map.original(start as u32) as usize;
    let at = pasted.get(..line).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
    let margin = pasted.get(at..line).unwrap_or("");
    // A new line goes before the margin of the one that it pushes down.
    let whole_line = span.start == span.end && start == span.start as usize && start < of.text.len();
    (if whole_line { at as u32 } else { of.map.original(span.start) }, margin)
}

fn margined(with: &str, margin: &str, of: &Artifact, span: Span) -> String {
    let start = line_start(&of.text, span.start as usize);
    let first = span.start == span.end && start == span.start as usize;
    let mut out = String::new();
    for (nth, line) in with.split_inclusive('\n').enumerate() {
        if nth > 0 || first {
            out.push_str(margin);
        }
        out.push_str(line);
    }
    out
}

/// Where the line begins that holds `at`.
fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

/// The blanks that the line which holds `at` begins with.
fn indent(text: &str, at: usize) -> &str {
    let line = &text[line_start(text, at)..at];
    &line[..line.len() - line.trim_start().len()]
}

fn indented(lines: &str, indent: &str) -> String {
    lines.lines().map(|line| format!("{indent}{line}\n")).collect()
}

/// Whole lines below the one that holds `at`.
fn below(text: &str, at: usize, lines: &str) -> Option<Splice> {
    if lines.is_empty() {
        return None;
    }
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    // The last line has no end: it gets one, and the new last line has none.
    let open = end == text.len() && !text.ends_with('\n');
    Some((Span::new(end, end), if open { format!("\n{}", lines.trim_end()) } else { lines.to_owned() }))
}

/// The lines that do not stand below the one on which the span ends already.
fn after(text: &str, span: Span, lines: &str) -> Vec<Splice> {
    let (start, end) = (span.start as usize, (span.end as usize).max(span.start as usize + 1) - 1);
    let next = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let there: Vec<&str> = text[next..].lines().take(lines.lines().count()).map(str::trim).collect();
    let missing: Vec<&str> = lines.lines().filter(|line| !there.contains(&line.trim())).collect();
    below(text, end, &indented(&missing.join("\n"), indent(text, start))).into_iter().collect()
}
