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
pub(super) fn holds_entities(text: &str) -> bool {
    ["&quot;", "&gt;", "&lt;", "&#39;", "&#34;"].iter().any(|entity| text.contains(entity)) && !text.contains("</")
}

/// True where `raw` holds nothing that normalisation could change. Looks at blocks, which compilers turn into vector code.
pub(super) fn is_plain(raw: &str, entities: bool) -> bool {
    let odd = |b: u8| (b < 0x20) & (b != b'\t') | (b >= 0x7f) | (entities & (b == b'&'));
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
pub(super) fn scrub(raw: &str, base: usize, entities: bool) -> Option<Box<Scrubbed>> {
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
            '&' if entities && let Some((entity, stands_for)) = ENTITIES.iter().find(|(e, _)| rest.starts_with(e)) => {
                (entity.len(), Some(*stands_for))
            }
            _ => {
                at += next.len_utf8();
                continue;
            }
        };
        out.copy(raw, copied, at, base);
        if let Some(put) = put {
            out.runs.push(Run { clean: out.text.len(), original: base + at, width });
            out.text.push(put);
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
    fn copy(&mut self, raw: &str, from: usize, to: usize, base: usize) {
        if from < to {
            self.runs.push(Run { clean: self.text.len(), original: base + from, width: 0 });
            self.text.push_str(&raw[from..to]);
        }
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
        scrub(raw, 0, holds_entities(raw)).map_or_else(|| raw.to_string(), |s| s.text)
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
        let scrubbed = scrub("a\u{201c}b", 10, false).unwrap();
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
