//! What kind a single line looks like, by itself.

use super::Kind;
use super::pattern::{is_name_byte, run, shape};
use super::{logs, shapes};

/// One line's vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    /// The kind.
    pub kind: Kind,
    /// How much it counts: 1 a hint, 4 a good sign, 8 unmistakable, `LINEWISE` a log line that stands alone.
    pub weight: u8,
    /// True where a text of this kind can begin here, whatever came before.
    pub opens: bool,
}

/// From this weight on a line is a log line whatever its neighbours are.
pub(super) const LINEWISE: u8 = 10;

impl Guess {
    /// No idea.
    pub const NONE: Guess = Guess { kind: Kind::Unknown, weight: 0, opens: false };

    /// A line of a log.
    pub fn is_linewise(self) -> bool {
        self.weight >= LINEWISE
    }
}

/// Looks at one clean line.
pub(super) fn guess(line: &str) -> Guess {
    let text = line.trim();
    if text.is_empty() {
        return Guess::NONE;
    }
    if let Some(kind) = logs::log_line(text) {
        return Guess { kind, weight: LINEWISE, opens: true };
    }
    shapes::shape_of(line, text)
}

/// True where a line reads as a sentence that a person wrote.
pub(super) fn is_prose(text: &str) -> bool {
    const COMMON: &[&str] = &[
        "i",
        "the",
        "is",
        "it",
        "my",
        "we",
        "when",
        "after",
        "but",
        "and",
        "to",
        "this",
        "a",
        "works",
        "of",
        "in",
        "not",
        "with",
        "what",
        "why",
        "how",
        "then",
        "from",
        "on",
        "here",
        "that",
        "have",
        "can",
        "any",
        "after",
        "every",
        "only",
        "our",
        "if",
        "im",
        "i'm",
        "it's",
        "doesn't",
        "don't",
        "error",
        "getting",
        "restarted",
        "seconds",
        "after",
        "ich",
        "die",
        "der",
        "und",
        "nicht",
        "le",
        "la",
        "les",
        "et",
    ];
    let mut words = 0;
    let mut plain = 0;
    let mut common = 0;
    for word in text.split([' ', '\t']).filter(|w| !w.is_empty()).take(60) {
        words += 1;
        let bare = word.trim_matches(|c: char| c.is_ascii_punctuation());
        plain += usize::from(!bare.is_empty() && bare.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '-'));
        common += usize::from(bare.len() < 12 && COMMON.contains(&bare.to_ascii_lowercase().as_str()));
    }
    words >= 3 && common >= 1 && plain * 10 >= words * 6 && !text.ends_with(['{', ';', '}'])
}

/// True where a line only announces what follows: `My nginx config:`, `Logs:`.
pub(super) fn is_label(line: &str) -> bool {
    line.trim_end().ends_with(':')
        && line.starts_with(|c: char| c.is_ascii_uppercase())
        && !line.contains(['{', '"', '=', '/'])
}

/// `key` of `key: value` or `- key: value`, with whether a value follows, and its indentation.
pub(super) fn yaml_key(line: &str) -> Option<(&str, &str, usize)> {
    let indent = run(line, |b| b == b' ');
    let mut text = &line[indent..];
    while let Some(rest) = text.strip_prefix("- ") {
        text = rest.trim_start();
    }
    let quoted = text.strip_prefix(['"', '\'']).unwrap_or(text);
    let len = run(quoted, |b| is_name_byte(b) || matches!(b, b'/' | b'$' | b'{' | b'}' | b'<'));
    let after = quoted[len..].trim_start_matches(['"', '\'']);
    let value = after.strip_prefix(':')?;
    (len > 0 && (value.is_empty() || value.starts_with([' ', '\t']))).then(|| (&quoted[..len], value.trim(), indent))
}

/// True where a line begins with a day and a time, in any of the usual forms.
pub(super) fn begins_with_stamp(text: &str) -> bool {
    let inner = text.strip_prefix('[').unwrap_or(text);
    [
        "0000-00-00 00:00:00",
        "0000-00-00T00:00:00",
        "0000/00/00 00:00:00",
        "0000/00/00-00:00:00",
        "00-AAA-0000 00:00:00",
        "00/AAA/0000 00:00:00",
        "00/AAA/0000:00:00:00",
        "AAA AAA 00 00:00:00",
        "AAA AAA  0 00:00:00",
        "AAA 00 00:00:00",
        "AAA  0 00:00:00",
        "00.00.00 00:00:00",
        "00/00/0000 00:00:00",
        "00.00.0000 00:00:00",
        "00:00:00.000",
        "00:00:00,000",
        "00:00:00 ",
        "0000000000.0000",
    ]
    .iter()
    .any(|pattern| shape(inner, pattern).is_some())
}
