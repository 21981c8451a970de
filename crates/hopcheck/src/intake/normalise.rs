//! Takes out of a line what terminals, web pages and word processors put in.

/// A line that normalisation changed, with the way back.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Scrubbed {
    /// The clean line.
    pub text: String,
    /// What it is made of, by ascending offset.
    pub runs: Vec<Run>,
}

/// A stretch of a clean line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Where it starts in the clean line.
    pub clean: usize,
    /// Where it starts in the piece.
    pub original: usize,
    /// 0 where bytes are copied; else one clean byte stands for that many original bytes.
    pub width: usize,
}

const ENTITIES: [(&str, char); 8] = [
    ("&quot;", '"'),
    ("&gt;", '>'),
    ("&lt;", '<'),
    ("&amp;", '&'),
    ("&#39;", '\''),
    ("&#x27;", '\''),
    ("&#34;", '"'),
    ("&nbsp;", ' '),
];

/// True where a forum left HTML entities in the text. Text that holds tags is HTML, and its entities are its own.
fn holds_entities(text: &str) -> bool {
    ["&quot;", "&gt;", "&lt;", "&#39;", "&#34;"].iter().any(|entity| text.contains(entity)) && !text.contains("</")
}

/// What a whole text shows was done to it, and is to be undone in each line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Undo {
    /// HTML entities stand for characters.
    pub entities: bool,
    /// Every quote has a backslash before it.
    pub escapes: bool,
}

impl Undo {
    /// What was done to `text`.
    pub fn of(text: &str) -> Undo {
        Undo { entities: holds_entities(text), escapes: escapes_quotes(text) }
    }
}

/// True where every quote of a text, and there is more than one, has a backslash before it: a string's inside.
fn escapes_quotes(text: &str) -> bool {
    let mut quotes = text.match_indices('"').map(|(at, _)| at);
    let escaped = |at: usize| at > 0 && text.as_bytes()[at - 1] == b'\\';
    quotes.next().is_some_and(escaped) && quotes.next().is_some_and(escaped) && quotes.all(escaped)
}

/// True where `raw` holds nothing that normalisation could change. Looks at blocks, which compilers turn into vector code.
pub(super) fn is_plain(raw: &str, undo: Undo) -> bool {
    let odd =
        |b: u8| (b < 0x20) & (b != b'\t') | (b >= 0x7f) | (undo.entities & (b == b'&')) | (undo.escapes & (b == b'\\'));
    let mut blocks = raw.as_bytes().chunks_exact(32);
    let mut any = false;
    for block in &mut blocks {
        any |= block.iter().fold(false, |any, b| any | odd(*b));
    }
    any |= blocks.remainder().iter().any(|b| odd(*b));
    // A colour code that lost its escape character begins a line or follows one of nginx's brackets; `[error]` is none.
    !any && !raw.match_indices('[').take(16).any(|(at, _)| orphan_escape_len(&raw[at..]).is_some())
}

/// Cleans the line `raw`, which starts at the byte `base` of its piece; `None` where nothing needs to change.
pub(super) fn scrub(raw: &str, base: usize, undo: Undo) -> Option<Box<Scrubbed>> {
    let mut out = Scrubbed { text: String::with_capacity(raw.len()), runs: Vec::new() };
    let (mut at, mut copied) = (0, 0);
    while let Some(next) = raw[at..].chars().next() {
        let rest = &raw[at..];
        let (width, put) = match next {
            '\u{1b}' => (escape_len(rest), None),
            '[' | '^' | '#' if let Some(len) = orphan_escape_len(rest) => (len, None),
            '\t' => {
                at += 1;
                continue;
            }
            '\0'..='\u{1f}' | '\u{7f}' => (1, None),
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => (3, None),
            '\u{a0}' | '\u{202f}' | '\u{2007}' => (next.len_utf8(), Some(' ')),
            '\u{2018}'..='\u{201b}' => (3, Some('\'')),
            '\u{201c}'..='\u{201f}' => (3, Some('"')),
            '\\' if undo.escapes && rest[1..].starts_with('"') => (2, Some('"')),
            '&' if undo.entities
                && let Some((entity, stands_for)) = ENTITIES.iter().find(|(e, _)| rest.starts_with(e)) =>
            {
                (entity.len(), Some(*stands_for))
            }
            _ => {
                at += next.len_utf8();
                continue;
            }
        };
        out.copy(raw, copied, at, base);
        if let Some(put) = put {
            out.put(put, base + at, width);
        }
        at += width;
        copied = at;
    }
    if copied == 0 {
        return None;
    }
    out.copy(raw, copied, raw.len(), base);
    Some(Box::new(out))
}

impl Scrubbed {
    /// Adds the text of `raw` between two offsets.
    pub fn copy(&mut self, raw: &str, from: usize, to: usize, base: usize) {
        if from < to {
            self.runs.push(Run { clean: self.text.len(), original: base + from, width: 0 });
            self.text.push_str(&raw[from..to]);
        }
    }

    /// Adds a character that stands for `width` original bytes.
    pub fn put(&mut self, c: char, original: usize, width: usize) {
        self.runs.push(Run { clean: self.text.len(), original, width });
        self.text.push(c);
    }

    /// This line, scrubbed once more: `inner` was made of its text, counted from 0.
    pub fn then(&self, inner: &Scrubbed) -> Scrubbed {
        let mut out = Scrubbed { text: inner.text.clone(), runs: Vec::with_capacity(inner.runs.len()) };
        let end = |runs: &[Run], nth: usize, text: &str| runs.get(nth + 1).map_or(text.len(), |next| next.clean);
        for (nth, run) in inner.runs.iter().enumerate() {
            let len = if run.width > 0 { run.width } else { end(&inner.runs, nth, &inner.text) - run.clean };
            let (from, to) = (run.original, run.original + len);
            let mut at = self.runs.partition_point(|own| own.clean <= from).saturating_sub(1);
            if run.width > 0 {
                let first = self.original(at, from);
                let last = self.original(self.runs.partition_point(|own| own.clean < to).saturating_sub(1), to - 1);
                out.runs.push(Run {
                    clean: run.clean,
                    original: first,
                    width: (last + 1).saturating_sub(first).max(1),
                });
                continue;
            }
            while let Some(own) = self.runs.get(at).filter(|own| own.clean < to) {
                let start = own.clean.max(from);
                out.runs.push(Run {
                    clean: run.clean + start - from,
                    original: self.original(at, start),
                    width: own.width,
                });
                at += 1;
            }
        }
        out
    }

    /// Where the clean byte `clean`, in the run `nth`, came from.
    fn original(&self, nth: usize, clean: usize) -> usize {
        self.runs.get(nth).map_or(clean, |run| {
            if run.width > 0 { run.original } else { run.original + clean.saturating_sub(run.clean) }
        })
    }
}

/// The length of the escape sequence at the start of `rest` (ECMA-48: CSI, OSC, or one character after ESC).
fn escape_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    match bytes.get(1) {
        Some(b'[') => {
            let body = bytes[2..].iter().position(|b| !(0x20..=0x3f).contains(b));
            match body {
                Some(end) if (0x40..=0x7e).contains(&bytes[2 + end]) => 3 + end,
                Some(end) => 2 + end,
                None => bytes.len(),
            }
        }
        Some(b']') => match bytes.iter().skip(2).position(|b| matches!(b, 0x07 | 0x1b)) {
            Some(end) if bytes[2 + end] == 0x07 => 3 + end,
            Some(end) if bytes.get(3 + end) == Some(&b'\\') => 4 + end,
            _ => 2,
        },
        Some(b' '..=b'~') => 2,
        _ => 1,
    }
}

/// The length of a colour sequence whose escape character a web page or syslog has lost: `[32m`, `^[[32m`, `#033[32m`.
fn orphan_escape_len(rest: &str) -> Option<usize> {
    let lead = ["^[[", "#033[", "["].into_iter().find(|lead| rest.starts_with(lead))?;
    let digits = rest[lead.len()..].bytes().take_while(|b| b.is_ascii_digit() || *b == b';').count();
    let end = lead.len() + digits;
    (rest.as_bytes().get(end) == Some(&b'm') && digits > 0 && digits < 16).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(raw: &str) -> String {
        scrub(raw, 0, Undo::of(raw)).map_or_else(|| raw.to_string(), |s| s.text)
    }

    #[test]
    fn colours_and_titles_go() {
        assert_eq!(clean("\u{1b}[1;31merror\u{1b}[0m here"), "error here");
        assert_eq!(clean("\u{1b}]0;title\u{7}$ ls"), "$ ls");
        assert_eq!(clean("[32mINFO[0m ready, #033[1mbold"), "INFO ready, bold");
        assert_eq!(clean("keys_zone=A:10m [10] \u{1b}"), "keys_zone=A:10m [10] ");
    }

    #[test]
    fn quotes_spaces_and_entities_become_plain() {
        assert_eq!(clean("\u{feff}host: \u{201c}a\u{201d}\u{a0}it\u{2019}s"), "host: \"a\" it's");
        assert_eq!(clean("upstream: &quot;http://a/?x=1&amp;y=2&quot;"), "upstream: \"http://a/?x=1&y=2\"");
        assert_eq!(clean("<p>a &gt; b</p>"), "<p>a &gt; b</p>");
    }

    #[test]
    fn a_replaced_character_is_a_run_of_its_own() {
        let scrubbed = scrub("a\u{201c}b", 10, Undo::default()).unwrap();
        assert_eq!(
            scrubbed.runs,
            [
                Run { clean: 0, original: 10, width: 0 },
                Run { clean: 1, original: 11, width: 3 },
                Run { clean: 2, original: 14, width: 0 }
            ]
        );
    }
}
