//! Log lines that a terminal or a mail client has broken.

use super::line::Join;
use super::logs::{log_line, nginx_record_is_open};

/// Words that begin a field or a phrase of an nginx error line, so that a blank stood before them.
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
    "(1",
    "in /",
];

/// Whether `text` is the rest of the log line `before`, and what stood between the two.
pub(super) fn continues(before: &str, text: &str) -> Option<Join> {
    let before = before.trim_start();
    if !nginx_record_is_open(before) && !continues_open_field(before, text) {
        return None;
    }
    let trimmed = text.trim_start();
    if trimmed.starts_with("```") || log_line(trimmed).is_some() && !begins_field(trimmed) {
        return None;
    }
    if before.ends_with([' ', ',']) || begins_field(trimmed) || text.starts_with(' ') {
        return Some(if before.ends_with(' ') || text.starts_with(' ') {
            Join::Tight
        } else {
            Join::Spaced
        });
    }
    // An open quote around an address holds no blank: the break fell inside it.
    let open = before.rfind('"').map_or("", |quote| &before[quote + 1..]);
    let inside = before.matches('"').count() % 2 == 1;
    let tight = inside && !open.contains(' ') && !matches!(open, "GET" | "POST" | "HEAD" | "PUT");
    Some(if tight || is_terminal_width(before.len()) {
        Join::Tight
    } else {
        Join::Spaced
    })
}

fn begins_field(text: &str) -> bool {
    FIELDS.iter().any(|field| text.starts_with(field))
}

/// `text` is a rest such as `while SSL handshaking to upstream, client: 10.0.0.1` after another rest.
fn continues_open_field(before: &str, text: &str) -> bool {
    let fields = [
        "client: ",
        "server: ",
        "request: \"",
        "upstream: \"",
        "host: \"",
        "referrer: \"",
        "while ",
    ];
    let rest_before = fields.iter().any(|field| before.starts_with(field))
        || before.starts_with("(SSL:")
        || before.starts_with("temporary file");
    rest_before && begins_field(text.trim_start())
}

fn is_terminal_width(len: usize) -> bool {
    matches!(len, 79 | 80 | 100 | 119 | 120 | 132 | 160 | 180 | 200)
}
