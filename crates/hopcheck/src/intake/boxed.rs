//! Log lines that docker's json-file driver keeps in a JSON object: `{"log":"…\n","stream":"stderr","time":"…"}`.

use super::normalise::Scrubbed;

const LEAD: &str = "{\"log\":\"";

/// The message of such a line, which starts at the byte `base` of its piece.
pub(super) fn unbox(raw: &str, base: usize) -> Option<Scrubbed> {
    let at = raw.find(LEAD).filter(|at| raw[..*at].trim().is_empty())? + LEAD.len();
    let mut out = Scrubbed { text: String::with_capacity(raw.len()), runs: Vec::new() };
    let (mut from, mut next) = (at, at);
    loop {
        let rest = &raw[next..];
        let stop = rest.find(['"', '\\']).unwrap_or(rest.len());
        let end = next + stop;
        if from < end {
            out.copy(raw, from, end, base);
        }
        // A line that was cut has no closing quote.
        if !raw[end..].starts_with('\\') {
            return Some(out);
        }
        let (width, stands_for) = escape(&raw[end..]);
        if let Some(c) = stands_for {
            out.put(c, base + end, width);
        }
        (from, next) = (end + width, end + width);
    }
}

/// The length of the escape at the start of `rest`, and the character it stands for; line ends and halves of surrogate
/// pairs go.
fn escape(rest: &str) -> (usize, Option<char>) {
    let Some(kind) = rest[1..].chars().next() else { return (1, None) };
    let stands_for = match kind {
        'n' | 'r' => None,
        't' => Some('\t'),
        'b' => Some('\u{8}'),
        'u' => {
            let code = rest.get(2..6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
            return match code {
                Some(code) => (6, char::from_u32(code)),
                None => (2, None),
            };
        }
        c => Some(c),
    };
    (1 + kind.len_utf8(), stands_for)
}

#[cfg(test)]
mod tests {
    use super::super::normalise::Run;
    use super::*;

    #[test]
    fn the_message_comes_out_of_its_box() {
        let raw = r#"{"log":"a: \"b\"\u001b[0m \u003e c\n","stream":"stderr","time":"2026-01-05T10:00:00Z"}"#;
        let unboxed = unbox(raw, 100).unwrap();
        assert_eq!(unboxed.text, "a: \"b\"\u{1b}[0m > c");
        assert_eq!(unboxed.runs[0], Run { clean: 0, original: 108, width: 0 });
        assert_eq!(unboxed.runs[1], Run { clean: 3, original: 111, width: 2 });
        assert_eq!(unbox("{\"log\":\"cut off at \\", 0).map(|u| u.text).as_deref(), Some("cut off at "));
        assert!(unbox("{\"level\":\"error\"}", 0).is_none());
    }
}
