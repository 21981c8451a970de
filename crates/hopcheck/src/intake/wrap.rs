//! nginx error lines that a terminal or a mail client has broken.

use super::Kind;
use super::guess::begins_with_stamp;
use super::line::Join;
use super::logs::{is_error_line, log_line};

/// Words that begin a field or a phrase of an error line, so that a blank stood before them.
const FIELDS: &[&str] = &[
    "client:",
    "server:",
    "request:",
    "upstream:",
    "host:",
    "referrer:",
    "subrequest:",
    "while ",
    "temporary file",
    "(SSL:",
    "in /",
];

/// How many lines an error line may be broken into; a PHP stack trace inside one is the longest.
const MOST: u32 = 80;

/// An error line that may go on in the next line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Record {
    /// True while a quote is open.
    quoted: bool,
    /// True once the fields have begun.
    fields: bool,
    /// True where the quote is a script's own output, which has lines of its own.
    stderr: bool,
    lines: u32,
}

impl Record {
    /// The record that `text` begins; `None` where it is no nginx error line.
    pub fn begin(text: &str) -> Option<Record> {
        let text = text.trim_start();
        let mut record = Record {
            stderr: text.contains("sent in stderr: \""),
            ..Record::default()
        };
        is_error_line(text).then(|| {
            record.add(text);
            record
        })
    }

    /// Takes in a further line.
    pub fn add(&mut self, text: &str) {
        self.quoted ^= text.bytes().filter(|b| *b == b'"').count() % 2 == 1;
        self.fields |= text.contains(", client: ") || text.contains("client: ") && self.lines > 0;
        self.lines += 1;
    }

    /// What stood between the line `before`, the last of this record, and `text`, if that goes on with it.
    pub fn continues(&self, before: &str, text: &str) -> Option<Join> {
        let trimmed = text.trim_start();
        if self.lines >= MOST || trimmed.starts_with("```") || begins_record(trimmed) {
            return None;
        }
        let named = FIELDS.iter().any(|field| trimmed.starts_with(field));
        let fields = trimmed.contains(", client: ")
            || trimmed.contains(", server: ")
            || trimmed.contains("upstream: \"");
        let goes_on = if self.quoted {
            self.stderr || trimmed.contains('"') || named
        } else {
            (before.trim_end().ends_with([',', ':']) && (named || fields))
                || (!self.fields && (named || fields))
                || (named && trimmed.contains(": \""))
        };
        if !goes_on {
            return None;
        }
        if before.ends_with(' ') || text.starts_with(' ') {
            return Some(Join::Tight);
        }
        // An open quote around an address holds no blank: the break fell inside it.
        let open = before
            .rfind('"')
            .map_or(before, |quote| &before[quote + 1..]);
        let inside = self.quoted && !self.stderr && !open.contains(' ') && !before.ends_with(',');
        let tight = inside && !matches!(open, "GET" | "POST" | "HEAD" | "PUT");
        Some(if tight || (is_terminal_width(before.len()) && !named) {
            Join::Tight
        } else {
            Join::Spaced
        })
    }
}

/// True where a line is the beginning of something else.
fn begins_record(text: &str) -> bool {
    is_error_line(text)
        || begins_with_stamp(text)
        || text.starts_with("nginx: ")
        || log_line(text).is_some_and(|kind| kind == Kind::AccessLog)
}

fn is_terminal_width(len: usize) -> bool {
    matches!(len, 79 | 80 | 100 | 119 | 120 | 132 | 160 | 180 | 200)
}
