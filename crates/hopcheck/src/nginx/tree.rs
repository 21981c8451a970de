//! The tree of a configuration: an arena in the order of the text, so that neither building, walking nor dropping it
//! recurses, whatever the nesting.

use std::borrow::Cow;
use std::ops::Range;

use super::problems::Problem;
use super::tokens::{Token, cook};
use crate::text::Span;

/// The index of a directive in [`Config::directives`].
pub type Id = u32;

/// One text of nginx configuration: a file, a fragment of one, or the dump that `nginx -T` prints.
#[derive(Clone, Debug)]
pub struct Config<'t> {
    /// The text, untouched; every span counts in it.
    pub text: &'t str,
    /// All directives, in the order of the text; a block's content follows the block.
    pub directives: Vec<Directive>,
    /// The words of all directives, in the order of the text.
    pub words: Vec<Token>,
    /// Comments, in the order of the text.
    pub comments: Vec<Span>,
    /// The files the text holds: one, or those of a dump.
    pub files: Vec<File>,
    /// What nginx would refuse, and what looks wrong.
    pub problems: Vec<Problem>,
    /// True where the text is a dump of `nginx -T`: its files are all the files there are.
    pub dump: bool,
}

/// One file of a configuration.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path, where the dump's marker or the artifact's name tells it.
    pub name: Option<String>,
    /// Its bytes, the marker left out.
    pub span: Span,
    /// Its directives.
    pub directives: Range<Id>,
    /// True where lines were left out at its top level, or a block closes that was never opened.
    pub has_gap: bool,
}

/// A directive and, for a block, what it holds.
#[derive(Clone, Debug)]
pub struct Directive {
    /// Its words, the name first, as a range of [`Config::words`].
    pub words: Range<u32>,
    /// The block it opens.
    pub block: Option<Block>,
    /// The `;`, where there is one.
    pub semicolon: Option<Span>,
    /// The block it stands in.
    pub parent: Option<Id>,
    /// The first directive after this one and all it holds.
    pub end: Id,
    /// The file it stands in, as an index of [`Config::files`].
    pub file: u32,
}

/// The braces of a block.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The `{`.
    pub open: Span,
    /// The `}`, absent where the text ends first.
    pub close: Option<Span>,
    /// The Lua source, where the block holds some.
    pub lua: Option<Span>,
    /// True where the text says that lines were left out (`...`).
    pub has_gap: bool,
}

impl<'t> Config<'t> {
    /// The directive's name as nginx reads it; empty for a block without one.
    pub fn name(&self, id: Id) -> Cow<'t, str> {
        self.word(id, 0)
    }

    /// The directive's `n`th word as nginx reads it, the name being word 0; empty past the last.
    pub fn word(&self, id: Id, n: usize) -> Cow<'t, str> {
        self.tokens_of(id).get(n).map_or(Cow::Borrowed(""), |token| cook(self.raw(*token)))
    }

    /// The directive's arguments as nginx reads them.
    pub fn args(&self, id: Id) -> Vec<String> {
        self.tokens_of(id).iter().skip(1).map(|token| cook(self.raw(*token)).into_owned()).collect()
    }

    /// The directive's words, the name first.
    pub fn tokens_of(&self, id: Id) -> &[Token] {
        let Some(directive) = self.directives.get(id as usize) else {
            return &[];
        };
        self.words.get(directive.words.start as usize..directive.words.end as usize).unwrap_or(&[])
    }

    /// The bytes of the directive's `n`th word, quotes included, the name being word 0.
    pub fn word_span(&self, id: Id, n: usize) -> Option<Span> {
        self.tokens_of(id).get(n).map(|token| token.span)
    }

    fn raw(&self, token: Token) -> &'t str {
        self.text.get(token.span.start as usize..token.span.end as usize).unwrap_or("")
    }

    /// The bytes of a directive from its name to its `;`, `}` or last word.
    pub fn span(&self, id: Id) -> Span {
        let Some(directive) = self.directives.get(id as usize) else {
            return Span::default();
        };
        let tokens = self.tokens_of(id);
        let start = tokens.first().map(|token| token.span.start);
        let last_word = tokens.last().map(|token| token.span.end);
        let (open, end) = match &directive.block {
            None => (None, directive.semicolon.map(|span| span.end).or(last_word)),
            Some(block) => {
                let inside = directive.end.checked_sub(1).filter(|&last| last > id);
                let content = || inside.map_or(block.open.end, |last| self.last_byte(last));
                (Some(block.open.start), Some(block.close.map_or_else(content, |span| span.end)))
            }
        };
        let start = start.or(open).unwrap_or_default();
        Span { start, end: end.unwrap_or(start).max(start) }
    }

    /// The end of a directive that was left open by the text's end: its last word, brace or `;`.
    fn last_byte(&self, id: Id) -> u32 {
        let directive = &self.directives[id as usize];
        let word = self.tokens_of(id).last().map_or(0, |token| token.span.end);
        let block = directive.block.as_ref().map_or(0, |block| block.close.map_or(block.open.end, |close| close.end));
        word.max(block).max(directive.semicolon.map_or(0, |span| span.end))
    }

    /// The directives that stand directly in the block `of`.
    pub fn children(&self, of: Id) -> Children<'_> {
        let end = self.directives.get(of as usize).map_or(of, |directive| directive.end);
        Children { directives: &self.directives, at: of + 1, end }
    }

    /// The directives at the top level of a file.
    pub fn top_level(&self, file: usize) -> Children<'_> {
        let range = self.files.get(file).map_or(0..0, |file| file.directives.clone());
        Children { directives: &self.directives, at: range.start, end: range.end }
    }
}

/// The directives of one level, without what they hold.
#[derive(Clone, Debug)]
pub struct Children<'c> {
    directives: &'c [Directive],
    at: Id,
    end: Id,
}

impl Iterator for Children<'_> {
    type Item = Id;

    fn next(&mut self) -> Option<Id> {
        (self.at < self.end).then(|| {
            let id = self.at;
            // A block's end lies behind it, so that the walk always moves on.
            self.at = self.directives[id as usize].end.max(id + 1);
            id
        })
    }
}
