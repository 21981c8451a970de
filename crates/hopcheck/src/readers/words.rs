//! Command lines as words with their places: shell syntax and JSON arrays (the exec form).

use crate::text::Span;

/// One word of a command.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Its text, quotes and escapes removed.
    pub text: String,
    /// Where the text begins.
    pub start: usize,
    /// Whether the text stands there as such.
    pub exact: bool,
}

impl Word {
    /// A word that stands at `start` as it is.
    pub fn at(text: &str, start: usize) -> Word {
        Word { text: text.to_owned(), start, exact: true }
    }

    /// The part of the word from byte `from` to byte `to`, as a word.
    pub fn part(&self, from: usize, to: usize) -> Word {
        let text = self.text.get(from..to).unwrap_or("").to_owned();
        Word { text, start: self.start + from, exact: self.exact }
    }

    /// Its place, where the text stands there as such.
    pub fn span(&self) -> Option<Span> {
        self.exact.then(|| Span::new(self.start, self.start + self.text.len()))
    }

    /// True for `&&`, `||`, `;`, `|`, `&`.
    pub fn is_operator(&self) -> bool {
        matches!(self.text.as_str(), "&&" | "||" | ";" | "|" | "&")
    }
}

/// Splits a shell command; `base` is the offset of `text`. A backslash before a line end joins lines; an unquoted `#`
/// at the beginning of a word begins a comment.
pub fn shell(text: &str, base: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut word: Option<Word> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' if matches!(chars.peek(), Some((_, '\n' | '\r'))) => {
                chars.next();
                words.extend(word.take());
            }
            '\\' => {
                let mut one = word.take().unwrap_or(Word { text: String::new(), start: base + at, exact: true });
                one.exact = false;
                if let Some((_, next)) = chars.next() {
                    one.text.push(next);
                }
                word = Some(one);
            }
            '\'' | '"' => {
                let fresh = word.is_none();
                let mut one = word.take().unwrap_or(Word { text: String::new(), start: base + at + 1, exact: true });
                one.exact &= fresh;
                while let Some((_, inner)) = chars.next() {
                    match inner {
                        _ if inner == c => break,
                        '\\' if c == '"' && matches!(chars.peek(), Some((_, '"' | '\\' | '$'))) => {
                            one.exact = false;
                            one.text.extend(chars.next().map(|(_, next)| next));
                        }
                        _ => one.text.push(inner),
                    }
                }
                // More text right after the closing quote makes a word that does not stand there as such.
                one.exact &= chars.peek().is_none_or(|(_, next)| next.is_whitespace() || ";&|)".contains(*next));
                word = Some(one);
            }
            ';' | '&' | '|' => {
                words.extend(word.take());
                let double = c != ';' && chars.next_if(|(_, next)| *next == c).is_some();
                let text = if double { format!("{c}{c}") } else { c.to_string() };
                words.push(Word { text, start: base + at, exact: true });
            }
            '#' if word.is_none() => while chars.next_if(|(_, next)| *next != '\n').is_some() {},
            '\n' => {
                words.extend(word.take());
                words.push(Word { text: ";".to_owned(), start: base + at, exact: false });
            }
            c if c.is_whitespace() => words.extend(word.take()),
            c => {
                let one = word.get_or_insert(Word { text: String::new(), start: base + at, exact: true });
                one.text.push(c);
            }
        }
    }
    words.extend(word);
    words
}

/// The words of a JSON array of strings, if `text` is one.
pub fn json_array(text: &str, base: usize) -> Option<Vec<Word>> {
    text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let mut words = Vec::new();
    let mut word: Option<Word> = None;
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match (&mut word, c) {
            (Some(_), '"') => words.extend(word.take()),
            (Some(one), '\\') => {
                one.exact = false;
                one.text.extend(chars.next().map(|(_, next)| next));
            }
            (Some(one), c) => one.text.push(c),
            (None, '"') => word = Some(Word { text: String::new(), start: base + at + 1, exact: true }),
            _ => {}
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_kept() {
        let text = "exec gunicorn --bind '0.0.0.0:80' \\\n  a:b && x=\"q\"z # c";
        let words = shell(text, 0);
        let all: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(all, ["exec", "gunicorn", "--bind", "0.0.0.0:80", "a:b", "&&", "x=qz"]);
        assert_eq!(words[3].span().unwrap().of(text), "0.0.0.0:80");
        assert_eq!(words[6].span(), None);
    }

    #[test]
    fn exec_form() {
        let text = "[\"gunicorn\", \"-b\",\"0.0.0.0:80\"]";
        let words = json_array(text, 0).unwrap();
        assert_eq!(words.len(), 3, "{words:?}");
        assert_eq!(words[2].span().unwrap().of(text), "0.0.0.0:80");
    }
}
