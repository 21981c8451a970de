//! nginx error lines and browsers' lines that a terminal or a mail client has broken.

use super::Kind;
use super::guess::begins_with_stamp;
use super::line::{Join, Line};
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

/// What a later part of an error line holds.
const INSIDE: &[&str] = &[
    ", client: ",
    ", server: ",
    "upstream: \"",
    ", request: \"",
    ", host: \"",
    " failed (",
    " while connecting to ",
    " while reading ",
    " while sending ",
    " while SSL ",
];

/// What begins a browser's long lines.
const CLIENTS: &[&str] = &[
    "WebSocket connection to '",
    "Mixed Content: ",
    "Access to XMLHttpRequest at ",
    "Access to fetch at ",
    "Refused to connect to ",
    "Cross-Origin Request Blocked",
];

/// What a browser says after `failed:`.
const REASONS: &[&str] = &[
    "Error during WebSocket handshake",
    "Error in connection establishment",
    "WebSocket is closed before",
    "WebSocket opening handshake",
    "Connection closed before",
    "Invalid frame header",
    "One or more reserved bits",
];

/// How many lines an error line may be broken into; a PHP stack trace inside one is the longest.
const MOST: usize = 80;

/// An error line that may go on in the next line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    /// The first line, and how many lines have been looked at.
    first: usize,
    read: usize,
    /// True while a quote is open.
    quoted: bool,
    /// True once the fields have begun.
    fields: bool,
    /// True where the quote is a script's own output, which has lines of its own.
    stderr: bool,
    /// True for a browser's or client's line, which has no fields.
    console: bool,
    /// True for a Lua error, which has a stack trace before its fields.
    lua: bool,
}

impl Record {
    /// The record that begins at the line `first`.
    pub fn at(first: usize) -> Record {
        Record { first, read: 0, quoted: false, fields: false, stderr: false, console: false, lua: false }
    }

    /// The record that `text`, the line `first`, begins; `None` where it is no nginx error line. One without its head is
    /// looked at only where a quote is left open, or where it ends in the middle of its fields.
    pub fn begin(text: &str, first: usize) -> Option<Record> {
        let text = text.trim_start();
        let open = || text.bytes().filter(|b| *b == b'"').count() % 2 == 1;
        let headless = || (open() || text.trim_end().ends_with(',')) && log_line(text) == Some(Kind::NginxErrorLog);
        if is_error_line(text) || headless() {
            return Some(Record::at(first));
        }
        let console = CLIENTS.iter().any(|words| text.contains(words));
        console.then_some(Record { console, ..Record::at(first) })
    }

    /// Reads the lines up to `end` that have not been read; only a line that may go on is worth it.
    fn read_up_to(&mut self, lines: &[Line], piece: &str, end: usize) {
        for line in &lines[self.first + self.read..end] {
            let text = line.text(piece);
            self.quoted ^= text.bytes().filter(|b| *b == b'"').count() % 2 == 1;
            self.fields |= text.contains(", client: ") || (self.read > 0 && text.contains("client: "));
            self.lua |= self.read == 0 && (text.contains("lua ") || text.contains("[lua]"));
            self.stderr |= self.read == 0 && text.contains("sent in stderr: \"");
            self.read += 1;
        }
    }

    /// What stood between this record and the line `at`, the next one after it, if that goes on with it; and how much of
    /// that line's beginning is an indent of the block, no part of the message.
    pub fn continues(&mut self, lines: &[Line], piece: &str, at: usize) -> Option<(Join, usize)> {
        let text = lines[at].text(piece);
        let trimmed = text.trim_start();
        if at - self.first >= MOST || trimmed.starts_with("```") || begins_record(trimmed) {
            return None;
        }
        if self.console {
            let before = lines[at - 1].text(piece);
            if before.trim_end().ends_with(" failed:") && REASONS.iter().any(|reason| trimmed.starts_with(reason)) {
                return Some((Join::Spaced, text.len() - trimmed.len()));
            }
            let edge = is_terminal_width(lines[at - 1].whole(piece).chars().count());
            let other = log_line(trimmed).is_some_and(|kind| kind != Kind::Console);
            let anew = CLIENTS.iter().any(|words| trimmed.contains(words)) || text.starts_with("  ");
            return (edge && !other && !anew).then_some((Join::Tight, 0));
        }
        self.read_up_to(lines, piece, at);
        let before = lines[at - 1].text(piece);
        let trace = trimmed == "stack traceback:" || trimmed.starts_with("coroutine ") || text.starts_with('\t');
        if self.lua && !self.fields && trace {
            return Some((Join::Spaced, text.len() - trimmed.len()));
        }
        let named = FIELDS.iter().any(|field| trimmed.starts_with(field));
        let fields = INSIDE.iter().any(|words| trimmed.contains(words));
        let goes_on = if self.quoted {
            self.stderr || trimmed.contains('"') || named
        } else {
            let cut = before.trim_end().ends_with([',', ':']) || !self.fields;
            (cut && (named || fields)) || (named && trimmed.contains(": \""))
        };
        if !goes_on {
            return None;
        }
        // An indented block that was broken at the terminal's edge, so in mid-token; its first line may have lost the indent.
        let indent = text.len() - trimmed.len();
        let width = lines[at - 1].whole(piece).len();
        let edge = is_terminal_width(width) || (at - 1 == self.first && is_terminal_width(width + (indent & !1)));
        if indent > 0 && edge && !before.ends_with(' ') && !named {
            // Blocks are indented by an even number; an odd blank is the message's own, and one at the edge is lost.
            let lost = !self.quoted && before.ends_with([',', ':']);
            return Some((if lost { Join::Spaced } else { Join::Tight }, if lost { indent } else { indent & !1 }));
        }
        if before.ends_with(' ') || text.starts_with(' ') {
            return Some((Join::Tight, 0));
        }
        // An open quote around an address holds no blank: the break fell inside it.
        let open = before.rfind('"').map_or(before, |quote| &before[quote + 1..]);
        let inside = self.quoted && !self.stderr && !open.contains(' ') && !before.ends_with(',');
        let tight = inside && !matches!(open, "GET" | "POST" | "HEAD" | "PUT");
        Some((if tight || (is_terminal_width(before.len()) && !named) { Join::Tight } else { Join::Spaced }, 0))
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
