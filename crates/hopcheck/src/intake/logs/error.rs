//! Lines of nginx's error log, whole and damaged.

use std::sync::LazyLock;

use crate::intake::pattern::{run, shape};
use crate::text::Needles;

/// nginx messages that may have lost their beginning. `true`: only with an errno or a field beside it.
const NGINX_MESSAGES: &[&str] = &[
    "while connecting to upstream",
    "while reading response header from upstream",
    "while reading upstream",
    "while sending request to upstream",
    "while sending to client",
    "while reading client request",
    "while SSL handshaking",
    "while resolving, resolver",
    "while internally redirecting to",
    "rewrite or internal redirection cycle",
    "no live upstreams",
    "upstream prematurely closed",
    "upstream sent ",
    "upstream timed out (",
    "upstream SSL certificate ",
    "peer closed connection in SSL handshake",
    "upstream server temporarily disabled",
    "no resolver defined to resolve",
    "could not be resolved (",
    "could not be resolved Host not found",
    "host not found in upstream",
    "FastCGI sent in stderr",
    "worker_connections are not enough",
    "client intended to send too large body",
    "client sent plain HTTP request to HTTPS port",
    "client sent too long header",
    "a client request body is buffered",
    "an upstream response is buffered",
    "directory index of \"",
    "connect() failed (",
    "connect() to ",
    "open() \"/",
    "accept4() failed (",
    "accept() failed (",
    "BIO_new_file(\"",
    "SSL_CTX_use_PrivateKey",
    "cannot load certificate ",
    "unknown directive \"",
    " directive is not allowed here in ",
    "bind() to ",
    "conflicting server name \"",
    "could not build server_names_hash",
    ", upstream: \"",
    ", client: ",
];

/// Messages that say what they are wherever they stand in a line, alone.
const UNMISTAKABLE: &[&str] = &[
    "no resolver defined to resolve ",
    " could not be resolved (",
    " worker_connections are not enough",
    "no live upstreams while connecting to upstream",
    "host not found in upstream \"",
    "() failed (111: ",
];

static MESSAGES: LazyLock<Needles> = LazyLock::new(|| Needles::new(NGINX_MESSAGES.iter().copied()));

/// The levels of nginx's error log.
fn is_level(text: &str) -> bool {
    ["emerg]", "alert]", "crit]", "error]", "warn]", "notice]", "info]", "debug]"].iter().any(|l| text.starts_with(l))
}

/// `2024/05/10 06:50:00 [error] `, whole.
pub(in crate::intake) fn is_stamped_error(text: &str) -> bool {
    shape(text, "0000/00/00 00:00:00 [").is_some_and(|len| is_level(&text[len..]))
}

/// `2024/05/10 06:50:00 [error] 7#7: `, with the stamp or the front of the level cut off too.
pub(in crate::intake) fn is_error_line(text: &str) -> bool {
    if is_stamped_error(text) {
        return true;
    }
    let bare = text.strip_prefix('[').unwrap_or(text);
    if is_level(bare) {
        let rest = bare[bare.find(']').unwrap_or(0) + 1..].trim_start();
        // No other program's log knows an emergency that it writes this way.
        return process_and_thread(rest).is_some() || rest.starts_with('*') || bare.starts_with("emerg]");
    }
    process_and_thread(text).is_some_and(|len| text[len..].starts_with([' ', '*'])) || holds_level_and_process(text)
}

/// `… [error] 7#7: *1 ` behind a stamp that was masked, translated or cut.
fn holds_level_and_process(text: &str) -> bool {
    const WITHIN: usize = 64;
    text.match_indices(" [").take_while(|(at, _)| *at < WITHIN).any(|(at, _)| {
        let level = &text[at + 2..];
        is_level(level)
            && level.split_once("] ").is_some_and(|(_, rest)| process_and_thread(rest.trim_start()).is_some())
    })
}

/// `7#7:`.
fn process_and_thread(text: &str) -> Option<usize> {
    let digit = |b: u8| b.is_ascii_digit();
    let process = run(text, digit);
    let thread = text[process..].strip_prefix('#').map(|rest| run(rest, digit))?;
    let end = process + 1 + thread;
    (process > 0 && thread > 0 && text[end..].starts_with(':')).then_some(end + 1)
}

/// An nginx message without stamp, level or process.
pub(super) fn is_headless_error(text: &str) -> bool {
    // A message in quotes or backticks, as people put it into a sentence of its own.
    let text = match text.strip_prefix(['"', '`', '\'']) {
        Some(inner) if MESSAGES.hits(inner).next().is_some_and(|found| found.start == 0) => inner,
        _ => text,
    };
    // An item of a list is what it holds.
    let text = text.strip_prefix("- ").unwrap_or(text);
    let quoted_directive = text.starts_with('"') && text.contains("\" directive is not allowed here in ");
    if text.starts_with(['#', '/', '-', '"', '{', '<', '>']) && !quoted_directive {
        return false;
    }
    if text.starts_with("unix:/") && text.contains(" failed (") && has_errno(text) {
        return true;
    }
    // `[emerg] host not found …`, without its process.
    let text = match text.strip_prefix('[').filter(|rest| is_level(rest)).and_then(|rest| rest.split_once(']')) {
        Some((_, rest)) => rest.trim_start(),
        None => text,
    };
    let mut found = MESSAGES.hits(text);
    let Some(first) = found.next() else {
        return false;
    };
    let numbered = text.strip_prefix('*').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let begins =
        numbered || quoted_directive || first.start == 0 || has_errno(text) || text[..first.start].contains("() ");
    // Two of nginx's own phrases in one line are no accident.
    begins || found.any(|other| other.start >= first.end) || UNMISTAKABLE.iter().any(|words| text.contains(words))
}

/// `(111: `.
fn has_errno(text: &str) -> bool {
    text.match_indices('(').take(16).any(|(at, _)| {
        let digits = run(&text[at + 1..], |b| b.is_ascii_digit());
        (1..=5).contains(&digits) && text[at + 1 + digits..].starts_with(": ")
    })
}
