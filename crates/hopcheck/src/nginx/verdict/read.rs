//! nginx's reading of a configuration file, statement by statement, up to the first thing it cannot read.
//!
//! A port of `ngx_conf_read_token()` (src/core/ngx_conf_file.c) with its line counter and its buffer. Unlike the tokenizer beside it,
//! which goes on for the reader's sake, this one stops where nginx does, and says it in nginx's words.

use crate::nginx::lua;
use crate::nginx::tokens::unescape;

/// Bytes in nginx's buffer: no word, quoted text or comment may be longer.
const BUFFER: usize = 4096;

/// How a statement ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With `;`.
    Semicolon,
    /// With `{`.
    Open,
    /// A `}` stands alone.
    Close,
    /// The file ends.
    File,
}

/// The words up to an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The words, quotes and escapes taken off.
    pub words: Vec<String>,
    /// What ended them.
    pub end: End,
}

/// A file being read.
#[derive(Debug)]
pub struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// Up to here the buffer is filled.
    filled: usize,
    /// nginx's line counter: the line of the last byte read, one more after a line feed.
    pub line: u32,
}

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n')
}

impl<'t> Reader<'t> {
    /// Begins to read.
    pub fn new(text: &'t str) -> Self {
        Reader { text, at: 0, filled: 0, line: 1 }
    }

    /// The next statement, or what nginx says instead; the line it names is then `self.line`.
    pub fn next(&mut self) -> Result<Statement, String> {
        let bytes = self.text.as_bytes();
        let mut words = Vec::new();
        // A word, or the white space before it, begins here.
        let (mut start, mut start_line) = (self.at, self.line);
        let mut state = State::Between;
        let (mut escaped, mut variable) = (false, false);
        loop {
            if self.at >= self.filled {
                if self.filled >= bytes.len() {
                    let inside =
                        !words.is_empty() || matches!(state, State::Word | State::Quoted(_) | State::AfterQuote);
                    return match inside {
                        true => Err("unexpected end of file, expecting \";\" or \"}\"".to_owned()),
                        false => Ok(Statement { words, end: End::File }),
                    };
                }
                if self.at - start == BUFFER {
                    self.line = start_line;
                    return Err(self.too_long(state, start));
                }
                self.filled = bytes.len().min(start + BUFFER);
            }
            let b = bytes[self.at];
            self.at += 1;
            if b == b'\n' {
                self.line += 1;
            }
            if state == State::Comment {
                if b != b'\n' {
                    continue;
                }
                state = State::Between;
            }
            if std::mem::take(&mut escaped) {
                continue;
            }
            if state == State::AfterQuote {
                match b {
                    _ if is_space(b) => {
                        state = State::Between;
                        continue;
                    }
                    b';' => return Ok(Statement { words, end: End::Semicolon }),
                    b'{' => return Ok(Statement { words, end: End::Open }),
                    // The bracket of an `if` begins a word of its own.
                    b')' => state = State::Between,
                    _ => return Err(format!("unexpected \"{}\"", char_at(self.text, self.at - 1))),
                }
            }
            match state {
                State::Between => {
                    (start, start_line) = (self.at - 1, self.line);
                    match b {
                        _ if is_space(b) => {}
                        b';' | b'{' if words.is_empty() => return Err(format!("unexpected \"{}\"", char::from(b))),
                        b';' => return Ok(Statement { words, end: End::Semicolon }),
                        b'{' => return Ok(Statement { words, end: End::Open }),
                        b'}' if words.is_empty() => return Ok(Statement { words, end: End::Close }),
                        b'}' => return Err("unexpected \"}\"".to_owned()),
                        b'#' => state = State::Comment,
                        b'"' | b'\'' => {
                            start += 1;
                            state = State::Quoted(b);
                        }
                        _ => {
                            (escaped, variable) = (b == b'\\', b == b'$');
                            state = State::Word;
                        }
                    }
                }
                // `${` belongs to the word.
                State::Word | State::Quoted(_) if b == b'{' && variable => {}
                State::Word | State::Quoted(_) if b == b'\\' || b == b'$' => {
                    (escaped, variable) = (b == b'\\', b == b'$');
                }
                State::Quoted(quote) => {
                    variable = false;
                    if b == quote {
                        words.push(unescape(self.text.get(start..self.at - 1).unwrap_or("")).into_owned());
                        state = State::AfterQuote;
                    }
                }
                State::Word => {
                    variable = false;
                    if is_space(b) || matches!(b, b';' | b'{') {
                        words.push(unescape(self.text.get(start..self.at - 1).unwrap_or("")).into_owned());
                        match b {
                            b';' => return Ok(Statement { words, end: End::Semicolon }),
                            b'{' => return Ok(Statement { words, end: End::Open }),
                            _ => state = State::Between,
                        }
                    }
                }
                State::Comment | State::AfterQuote => {}
            }
        }
    }

    /// Passes over the Lua source of a block just opened, its `}` included, as OpenResty's module does.
    pub fn skip_lua(&mut self) {
        let end = lua::block_end(self.text.as_bytes(), self.at);
        let lines = self.text.as_bytes()[self.at..end].iter().filter(|&&b| b == b'\n').count();
        self.line += lines as u32;
        self.at = (end + 1).min(self.text.len());
        self.filled = self.filled.max(self.at);
    }

    fn too_long(&self, state: State, start: usize) -> String {
        match state {
            State::Quoted(quote) => {
                let quote = char::from(quote);
                format!("too long parameter, probably missing terminating \"{quote}\" character")
            }
            _ => {
                let begin: String = self.text.get(start..).unwrap_or("").chars().take(10).collect();
                format!("too long parameter \"{begin}...\" started")
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before a word.
    Between,
    Comment,
    Word,
    Quoted(u8),
    AfterQuote,
}

/// The character that holds the byte; nginx prints that byte alone.
fn char_at(text: &str, byte: usize) -> char {
    text.get(byte..).and_then(|rest| rest.chars().next()).unwrap_or(char::REPLACEMENT_CHARACTER)
}
