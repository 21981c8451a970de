//! Sockets that were open and closed: close codes (RFC 6455 section 7.4.1), and messages that were too big.

use super::{Line, Sink, contains, failure, number_after, quoted_after};
use crate::text::Decimal;

/// Words for a frame or message above the receiver's limit, which closes with 1009 (RFC 6455 section 7.4.1).
const TOO_BIG: [&str; 8] = [
    "exceeds maximum accepted frame",
    "frame size of",
    "max payload size exceeded",
    "read limit exceeded",
    "message too big",
    "message was too big",
    "over size limit",
    "exceeds size limit",
];

/// Words for a connection that ended without a close frame: clients note 1006.
const LOST: [&str; 3] =
    ["no close frame received", "connection to remote host was lost", "without completing the close handshake"];

/// Words before a close code.
const BEFORE_CODE: [&str; 7] = [
    "closed with status code",
    "close with status code",
    "closed with code",
    "close code",
    "closecode",
    "\"code\"",
    "code",
];

/// Python's websockets names the codes of both sides: `received 1001 (going away); then sent 1001 (going away)`.
const BEFORE_NAMED_CODE: [&str; 2] = ["received", "sent"];

/// One line about a close.
pub fn read(line: Line, sink: &mut Sink) {
    let text = line.text;
    if text.trim_start().starts_with("wasClean:") || text.trim_start().starts_with("\"wasClean\":") {
        // One field of a dumped event a line: the code stands in its own.
        line.understood(sink);
    }
    let says = |word: &&str| contains(text, word);
    let too_big = TOO_BIG.iter().any(says) && (line.about_ws || !contains(text, "http"));
    let code = if too_big { Some(1009) } else { close_code(text) };
    let idle = idle_limit(text);
    // A number after "code" is a close code only where something else speaks of sockets.
    let is_socket = line.about_ws
        || [
            "closeevent",
            "wasclean",
            "close frame",
            "close handshake",
            "keepalive ping",
            "socket",
            "disconnect",
            "idle for",
        ]
        .iter()
        .any(says);
    // These codes of RFC 6455 are nothing else's.
    let speaks_for_itself = matches!(code, Some(1006 | 1009 | 1011 | 1012 | 1013));
    if !is_socket && !too_big && !speaks_for_itself {
        return;
    }
    let mut said = failure(line, "");
    if contains(text, "keepalive ping timeout") {
        said.error.put("ping-timeout");
    } else if too_big {
        said.error.put("message-too-big");
    } else if LOST.iter().any(says) && code.is_none() {
        said.close_code.put(1006u32);
    } else if code.is_none() && idle.is_none() {
        return;
    }
    if let Some(code) = code {
        said.close_code.put(code);
    }
    if let Some(seconds) = idle {
        said.open_for.put(seconds);
        said.error.put("idle-limit");
    }
    let reason = ["reason:", "reason\":", "reason="].iter().find_map(|word| quoted_after(text, word));
    said.reason.put_known(reason.filter(|reason| !reason.is_empty()));
    // 1006 is also what a failed handshake gives; every other code crossed an open connection.
    if code.is_some_and(|code| code != 1006) || too_big || idle.is_some() {
        said.was_open.put(true);
    }
    line.add(sink, said);
}

fn close_code(text: &str) -> Option<u32> {
    let valid = |code: &u32| (1000..=1015).contains(code) || (3000..5000).contains(code);
    let named = |word: &&str| number_after(text, word).filter(valid).filter(|code| text.contains(&format!("{code} (")));
    BEFORE_CODE
        .iter()
        .find_map(|word| number_after(text, word).filter(valid))
        .or_else(|| BEFORE_NAMED_CODE.iter().find_map(named))
        .or_else(|| contains(text, "websocket").then(|| alone(text)).flatten())
}

/// `Websocket close was unclean : 1006`: one of the codes that nothing else has, as a word of its own.
fn alone(text: &str) -> Option<u32> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter_map(|word| word.parse().ok()).find(|code| matches!(code, 1006 | 1009 | 1011 | 1012))
}

/// Jetty's `Idle for 300241ms > 300000ms`: the limit, in seconds.
fn idle_limit(text: &str) -> Option<f64> {
    let rest = &text[text.to_ascii_lowercase().find("idle for ")?..];
    let limit = rest.split_once('>')?.1.trim_start();
    let digits = limit.bytes().take_while(u8::is_ascii_digit).count();
    limit.get(digits..)?.starts_with("ms").then_some(())?;
    limit[..digits].decimal().map(|ms| ms / 1000.0)
}
