//! nginx's tokenizer: words, quotes, escapes, `${`, comments, `;`, `{` and `}`, each with its bytes.
//!
//! A port of what `ngx_conf_read_token()` does (src/core/ngx_conf_file.c), quirks included: `#` starts a comment only
//! where a word could start, `}` inside a word belongs to the word, `{` ends a word except in `${`, a closing quote must
//! be followed by space, `;`, `{` or `)`. Where nginx would stop, this records a [`Fault`] and goes on.
//! Between two tokens there is nothing but white space, so source and spans together are the whole text.

use super::lua;
use crate::text::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A bare word.
    Word,
    /// A word in `"` or `'`, quotes included in the span.
    Quoted,
    /// `;`
    Semicolon,
    /// `{`
    Open,
    /// `}`
    Close,
    /// `#` up to the end of the line.
    Comment,
    /// The Lua source between the braces of a `*_by_lua_block`.
    Lua,
    /// A line that stands for lines left out (`...`), or that nginx printed around a dump (`nginx: the configuration …`).
    Elision,
}

/// A token and its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its bytes, in the text that was tokenized.
    pub span: Span,
    /// True for the first token of its line.
    pub first_on_line: bool,
}

/// Where nginx would have stopped reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A character right after a closing quote.
    AfterQuote(Span),
    /// A quote that is never closed: the bytes from the quote to the end of its line.
    UnclosedQuote(Span),
    /// A `*_by_lua_block` that is never closed.
    UnclosedLua(Span),
}

/// The tokens of `text` and what nginx would have refused on the way.
pub fn tokenize(text: &str) -> (Vec<Token>, Vec<Fault>) {
    let mut lexer = Lexer { text, bytes: text.as_bytes(), at: 0, ..Lexer::default() };
    lexer.run();
    (lexer.tokens, lexer.faults)
}

#[derive(Default)]
struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    tokens: Vec<Token>,
    faults: Vec<Fault>,
    /// Words read since the last `;`, `{` or `}`.
    words: usize,
    /// The statement's first word is a `*_by_lua_block`.
    lua: bool,
    /// No token yet on this line.
    fresh_line: bool,
    /// From here on there is no closing `"` or `'`: said once a search came up empty, so that no text is searched twice.
    unclosed: [bool; 2],
}

/// Bytes in which a mark for lines left out must fit.
const LONGEST_ELISION: usize = 48;

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n')
}

impl<'t> Lexer<'t> {
    fn run(&mut self) {
        self.fresh_line = true;
        while let Some(&b) = self.bytes.get(self.at) {
            match b {
                b'\n' => {
                    self.fresh_line = true;
                    self.at += 1;
                }
                _ if is_space(b) => self.at += 1,
                b';' => self.statement_end(TokenKind::Semicolon),
                b'{' => self.open(),
                b'}' => self.statement_end(TokenKind::Close),
                b'#' => self.push(TokenKind::Comment, self.line_end(self.at)),
                _ => match self.left_out() {
                    Some(end) => self.push(TokenKind::Elision, end),
                    _ if matches!(b, b'"' | b'\'') => self.quoted(b),
                    _ => self.word(),
                },
            }
        }
    }

    fn push(&mut self, kind: TokenKind, end: usize) {
        self.tokens.push(Token { kind, span: Span::new(self.at, end), first_on_line: self.fresh_line });
        self.fresh_line = false;
        self.at = end;
    }

    fn statement_end(&mut self, kind: TokenKind) {
        self.push(kind, self.at + 1);
        self.words = 0;
        self.lua = false;
    }

    fn open(&mut self) {
        let lua = self.lua;
        self.statement_end(TokenKind::Open);
        if lua {
            let end = lua::block_end(self.bytes, self.at);
            if end == self.bytes.len() {
                self.faults.push(Fault::UnclosedLua(Span::new(self.at - 1, self.at)));
            }
            self.fresh_line = false;
            self.push(TokenKind::Lua, end);
        }
    }

    /// A bare word, from its first byte: ends before white space, `;` or a `{` that does not follow `$`.
    fn word(&mut self) {
        let mut end = self.at;
        let mut variable = false;
        while let Some(&b) = self.bytes.get(end) {
            // `${` keeps the state, so `${{` goes on; any other byte clears it.
            if b == b'{' && variable {
                end += 1;
                continue;
            }
            if end > self.at && (is_space(b) || b == b';' || b == b'{') {
                break;
            }
            variable = b == b'$';
            end += if b == b'\\' { 2 } else { 1 };
        }
        let end = self.boundary(end);
        self.finish_word(TokenKind::Word, end);
    }

    /// A quoted word, and the character after it, which nginx restricts.
    fn quoted(&mut self, quote: u8) {
        let which = usize::from(quote == b'\'');
        let close = if self.unclosed[which] { None } else { self.closing_quote(quote) };
        let Some(close) = close else {
            // nginx reads on to the end of the file. The line's end is where the quote was most likely meant to close;
            // a `;` that ends the line ends the directive.
            self.unclosed[which] = true;
            let line = self.text[self.at..self.line_end(self.at)].trim_end();
            let word = line.strip_suffix(';').filter(|rest| rest.len() > 1).unwrap_or(line);
            let end = self.at + word.len();
            self.faults.push(Fault::UnclosedQuote(Span::new(self.at, end)));
            self.finish_word(TokenKind::Quoted, end);
            return;
        };
        self.finish_word(TokenKind::Quoted, close + 1);
        if let Some(rest) = self.text.get(self.at..)
            && let Some(next) = rest.chars().next()
            && !matches!(next, ' ' | '\t' | '\r' | '\n' | ';' | '{' | ')' | '}')
        {
            self.faults.push(Fault::AfterQuote(Span::new(self.at, self.at + next.len_utf8())));
        }
    }

    fn finish_word(&mut self, kind: TokenKind, end: usize) {
        if self.words == 0 {
            self.lua = self.text.get(self.at..end).is_some_and(|name| name.ends_with("_by_lua_block"));
        }
        self.words += 1;
        self.push(kind, end);
    }

    fn closing_quote(&self, quote: u8) -> Option<usize> {
        let mut at = self.at + 1;
        while let Some(&b) = self.bytes.get(at) {
            match b {
                b'\\' => at += 2,
                _ if b == quote => return Some(at),
                _ => at += 1,
            }
        }
        None
    }

    /// The end of what stands here for lines left out (`...` and its relatives, up to the line's end or a `}`), or of a
    /// line that nginx prints around the files of a dump.
    fn left_out(&self) -> Option<usize> {
        if self.words > 0 {
            return None;
        }
        if self.fresh_line && self.text[self.at..].starts_with("nginx: ") {
            return Some(self.line_end(self.at));
        }
        // Only so far is looked ahead: every statement asks, and a line may be the whole text.
        let ahead = &self.bytes[self.at..self.bytes.len().min(self.at + LONGEST_ELISION)];
        let end = ahead.iter().position(|&b| matches!(b, b'\n' | b'}'));
        let end = self.at + end.or((ahead.len() < LONGEST_ELISION).then_some(ahead.len()))?;
        let upto = self.text[self.at..end].trim_end();
        is_elision(upto).then_some(self.at + upto.len())
    }

    fn line_end(&self, from: usize) -> usize {
        let rest = &self.bytes[from..];
        let end = rest.iter().position(|&b| b == b'\n').map_or(self.bytes.len(), |n| from + n);
        // A carriage return before the line feed is white space, as it is between any two words.
        if end > from + 1 && self.bytes[end - 1] == b'\r' { end - 1 } else { end }
    }

    /// `end`, moved right to where a character ends: an escape may have jumped into one, or past the end.
    fn boundary(&self, end: usize) -> usize {
        let mut end = end.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        end
    }
}

/// True for a text that people write where they left lines out: `...`, `…`, `[...]`, `<snip>`, `(…)`.
pub fn is_elision(text: &str) -> bool {
    let core =
        text.trim().trim_matches(|c| matches!(c, '[' | ']' | '(' | ')' | '<' | '>' | '#' | '/' | '*' | ' ' | ';'));
    let dots = core.chars().filter(|c| matches!(c, '.' | '…')).count();
    (dots > 0 && dots == core.chars().count() && (dots >= 2 || core == "…"))
        || matches!(core, "snip" | "snipped" | "omitted" | "truncated")
}

/// What nginx makes of a word: quotes taken off, `\"`, `\'`, `\\`, `\t`, `\r`, `\n` replaced, other escapes kept.
pub fn cook(raw: &str) -> std::borrow::Cow<'_, str> {
    let inner = match raw.as_bytes() {
        [quote @ (b'"' | b'\''), .., last] if quote == last && raw.len() >= 2 => &raw[1..raw.len() - 1],
        [b'"' | b'\'', ..] => &raw[1..],
        _ => raw,
    };
    unescape(inner)
}

/// A word without its quotes, with its escapes replaced.
pub(super) fn unescape(inner: &str) -> std::borrow::Cow<'_, str> {
    if !inner.contains('\\') {
        return inner.into();
    }
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        let replaced = match (c, chars.peek()) {
            ('\\', Some(&next @ ('"' | '\'' | '\\'))) => Some(next),
            ('\\', Some('t')) => Some('\t'),
            ('\\', Some('r')) => Some('\r'),
            ('\\', Some('n')) => Some('\n'),
            _ => None,
        };
        if replaced.is_some() {
            chars.next();
        }
        out.push(replaced.unwrap_or(c));
    }
    out.into()
}
