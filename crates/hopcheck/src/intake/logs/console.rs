//! Lines of a browser's console, by their form.

use crate::intake::pattern::shape;
use crate::text::among;

/// A browser's line by its form: `app.js:12 …`, `(index):16 …`, `GET https://… 502 (Bad Gateway)`.
pub(super) fn is_console_line(text: &str) -> bool {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    if is_source_place(word) && !rest.is_empty() {
        return true;
    }
    // Firefox in any language names itself and the socket.
    if text.contains("Firefox") && (text.contains("ws://") || text.contains("wss://")) {
        return true;
    }
    if text.starts_with("(anonymous) @ ")
        || text.contains(" @ ") && text.rsplit(' ').next().is_some_and(is_source_place)
    {
        return true;
    }
    let method = among(word, "GET POST PUT PATCH DELETE HEAD OPTIONS XHRGET XHRPOST");
    let to_url = ["http://", "https://", "ws://", "wss://"].iter().any(|scheme| rest.starts_with(scheme));
    if is_localised(text) {
        return true;
    }
    // `GET ws://… HTTP/1.1` alone is a request line, half of an HTTP exchange.
    method
        && to_url
        && (rest.contains('(')
            || rest.contains("[HTTP/")
            || rest.split(' ').any(|w| w.len() == 3 && shape(w, "000").is_some()))
}

/// `… failed: HTTP 503 wss://…`: a message that names its socket, and no line of a source.
pub(super) fn names_failed_socket(text: &str) -> bool {
    (text.contains("ws://") || text.contains("wss://"))
        && ["ailed:", "rror:", "ailed to connect", "ailed to open"].iter().any(|word| text.contains(word))
        && !text.contains([';', '=', '{', '`'])
}

/// `code: 1006`, `code=1011`: close codes of WebSockets that nothing else has (RFC 6455 section 7.4.1).
pub(super) fn names_close_code(text: &str) -> bool {
    let standing_alone = || {
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
        words.any(|word| among(word, "1006 1009 1011 1012"))
    };
    if (text.contains("ebSocket") || text.contains("ebsocket")) && standing_alone() {
        return true;
    }
    text.match_indices("code").any(|(at, word)| {
        let number = text[at + word.len()..].trim_start_matches([' ', ':', '=', '"', '\'']);
        ["1006", "1009", "1011", "1012"]
            .iter()
            .any(|code| number.strip_prefix(code).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())))
    })
}

/// Firefox in any language: its name and the socket's URL stay, and so do the header's name and the word Cross-Origin.
fn is_localised(text: &str) -> bool {
    const INTERRUPTED: [&str; 9] = [
        "unterbrochen",
        "interrompue",
        "interrumpi",
        "interrotta",
        "interrompida",
        "onderbroken",
        "przerwane",
        "прервано",
        "中断",
    ];
    let socket = text.contains("wss://") || text.contains("ws://");
    (socket && (text.contains("Firefox") || INTERRUPTED.iter().any(|word| text.contains(word))))
        || (text.contains("Cross-Origin") && text.contains("CORS") && text.contains("http"))
}

/// `app.js:12`, `chunk.js?v=1:2:33`, `(index):16`, `VM56:35`.
fn is_source_place(word: &str) -> bool {
    let (file, line) = match word.rsplit_once(':') {
        Some(split) => split,
        None => return false,
    };
    if line.is_empty() || !line.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let file = file
        .rsplit_once(':')
        .filter(|(_, l)| !l.is_empty() && l.bytes().all(|b| b.is_ascii_digit()))
        .map_or(file, |(f, _)| f);
    let path = file.split('?').next().unwrap_or("");
    file == "(index)"
        || file.strip_prefix("VM").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        || [".js", ".ts", ".tsx", ".jsx", ".mjs", ".vue"].iter().any(|end| path.ends_with(end))
            && !path.contains(['(', '\'', '"'])
}
