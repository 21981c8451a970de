//! The parts of a line, in the order in which nginx writes them; any of them may be cut off.

use crate::text::Pairs;

/// A line taken apart. Every part is a slice of the line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Line<'l> {
    /// `2026/01/05 10:00:00`
    pub stamp: Option<&'l str>,
    /// Level word.
    pub level: Option<&'l str>,
    /// Process id.
    pub pid: Option<&'l str>,
    /// True for `nginx: [emerg] …` on standard error.
    pub on_stderr: bool,
    /// The message with its errno, up to " while" or the first field.
    pub message: &'l str,
    /// All of the line in front of its fields: the message with what stands behind it, action or place in a file.
    pub whole: &'l str,
    /// The words after "while".
    pub action: Option<&'l str>,
    /// `client:`
    pub client: Option<&'l str>,
    /// `server:`
    pub server: Option<&'l str>,
    /// `request:`, without quotes.
    pub request: Option<&'l str>,
    /// `upstream:`, without quotes.
    pub upstream: Option<&'l str>,
    /// `host:`, without quotes.
    pub host: Option<&'l str>,
    /// `referrer:`, without quotes.
    pub referrer: Option<&'l str>,
    /// `resolver:`, of lines about name resolution.
    pub resolver: Option<&'l str>,
    /// File of ` in FILE:LINE`.
    pub file: Option<&'l str>,
    /// Line of ` in FILE:LINE`.
    pub file_line: Option<u32>,
}

/// The levels, with the bracket that closes them.
const LEVELS: [&str; 8] = ["emerg]", "alert]", "crit]", "error]", "warn]", "notice]", "info]", "debug]"];

/// What a message begins with when a line has lost everything in front of it.
const BARE_STARTS: &[&str] = &[
    "nginx: invalid option: ",
    "connect() failed (",
    "connect() to ",
    "upstream timed out (",
    "upstream prematurely closed connection",
    "upstream sent ",
    "no live upstreams while",
    "recv() failed (",
    "host not found in upstream \"",
    "no resolver defined to resolve ",
    "client sent plain HTTP request to HTTPS port",
    "client sent too ",
    "client intended to send too large ",
    "rewrite or internal redirection cycle while ",
    "directory index of \"",
    "limiting requests, excess: ",
    "limiting connections by zone ",
    "SSL_do_handshake() failed (",
    "upstream SSL certificate ",
    "peer closed connection in SSL handshake",
    "FastCGI sent in stderr: ",
    "unix:/",
    "access forbidden by rule, client: ",
    "accept4() failed (",
    "accept() failed (",
    "BIO_new_file(\"",
    "SSL_CTX_use_PrivateKey",
    "cannot load certificate ",
    "unknown directive \"",
    "bind() to ",
    "conflicting server name \"",
    "could not build server_names_hash",
];

/// Words of nginx's own that say what a line is wherever they stand in it.
const UNMISTAKABLE: [&str; 13] = [
    " while SSL handshaking to upstream",
    "no resolver defined to resolve ",
    "host not found in upstream \"",
    "() failed (111: ",
    " worker_connections are not enough",
    "could not be resolved",
    " while resolving, resolver: ",
    " while connecting to upstream",
    " while reading response header from upstream",
    " while reading upstream",
    " while sending request to upstream",
    "no live upstreams while",
    "upstream server temporarily disabled while",
];

/// Takes a line apart, whose pairs are known. None where it is no line of nginx's error log.
pub fn take_apart<'l>(line: &'l str, pairs: &Pairs) -> Option<Line<'l>> {
    let mut parts = Line::default();
    let line = line.trim().trim_start_matches(['`', '\'', '>', ' ']);
    // A quotation mark in front is a person's, unless the message itself begins with a directive's name.
    let line = if is_bare_directive(line) { line } else { line.trim_start_matches(['`', '"', '\'', '>', ' ']) };
    let rest = prefix(line, pairs, &mut parts)?;
    let (body, fields) = split_fields(rest.trim_end_matches('`'));
    for (name, value) in fields {
        let slot = match name {
            "client" => &mut parts.client,
            "server" => &mut parts.server,
            "request" => &mut parts.request,
            "upstream" => &mut parts.upstream,
            "host" => &mut parts.host,
            "referrer" => &mut parts.referrer,
            "resolver" => &mut parts.resolver,
            _ => continue,
        };
        slot.get_or_insert(value);
    }
    parts.whole = body.trim_end_matches([',', ' ']);
    let (message, action) = match while_at(body) {
        Some(at) => (&body[..at], Some(body[at + " while ".len()..].trim_end_matches([',', ' ', '.']))),
        None => (body, None),
    };
    parts.message = message.trim_end_matches([',', ' ']);
    parts.action = action.filter(|action| !action.is_empty());
    if parts.action.is_none()
        && let Some((at, file, number)) = place(parts.message)
    {
        parts.message = &parts.message[..at];
        parts.file = Some(file);
        parts.file_line = number;
    }
    Some(parts)
}

/// Takes stamp, level, process and connection off the front.
fn prefix<'l>(line: &'l str, pairs: &Pairs, parts: &mut Line<'l>) -> Option<&'l str> {
    let open = LEVELS.iter().filter(|closed| pairs.may_hold(closed)).filter_map(|closed| {
        let level = closed.trim_end_matches(']');
        let at = line.find(level)?;
        let closed = line[at + level.len()..].starts_with(']');
        // `crit] 14#14:` where the line was cut in the middle of the level.
        let opened = at == 0 || line[..at].ends_with('[');
        (closed && opened).then_some((at, level))
    });
    match open.min_by_key(|(at, _)| *at) {
        // What stands in front is a collector's where it ends with nginx's own stamp, however long it is.
        Some((at, level)) if at <= 64 || stamp_ends(&line[..at]) => {
            let before = line[..at].trim_end_matches('[').trim();
            parts.level = Some(&line[at..at + level.len()]);
            parts.on_stderr = before.ends_with("nginx:");
            parts.stamp = stamp_in(before);
            // `nginx: [emerg]: getcwd() failed`.
            let rest = line[at + level.len() + 1..].trim_start_matches(':').trim_start();
            let (pid, rest) = process(rest);
            parts.pid = pid;
            // `[notice] x` of another program has neither nginx's process ids nor its name.
            let ours = parts.on_stderr || pid.is_some() || level == "emerg" || looks_like_ours(rest, pairs);
            ours.then_some(connection(rest))
        }
        _ if starts_bare(line) || is_bare_open(line) || is_bare_directive(line) => Some(line),
        _ => {
            // `14#14: *973 connect() …` where the level is gone.
            let (pid, rest) = process(line);
            parts.pid = pid;
            if pid.is_some() || line.starts_with('*') {
                looks_like_ours(connection(rest), pairs).then(|| connection(rest))
            } else {
                after_label(line).or_else(|| holds_our_words(line, pairs).then_some(line))
            }
        }
    }
}

/// `nginx log: connect() failed (111: …`, `NGINX:  recv() failed (104: …`: a label of the person or program that passed it on.
fn after_label(line: &str) -> Option<&str> {
    let (label, rest) = line.split_once(": ")?;
    let rest = rest.trim_start();
    let message = connection(rest.trim_start_matches(['`', '"', '\'']));
    let plain = label.len() <= 32 && !label.contains(['(', '"', '{', '=']);
    (plain && starts_bare(message)).then_some(message)
}

fn starts_bare(line: &str) -> bool {
    BARE_STARTS.iter().any(|start| line.starts_with(start))
}

/// True where the line is about a request and says so in nginx's words; what stands in front of them is part of the message.
fn holds_our_words(line: &str, pairs: &Pairs) -> bool {
    UNMISTAKABLE.iter().any(|words| pairs.holds(line, words))
}

/// `"server" directive is not allowed here in …`.
fn is_bare_directive(line: &str) -> bool {
    line.starts_with('"') && line.contains("\" directive is not allowed here in ")
}

/// `open() "/srv/x" failed (2: …), client: …`.
fn is_bare_open(line: &str) -> bool {
    line.starts_with("open() \"") && line.contains("\" failed (")
}

fn looks_like_ours(rest: &str, pairs: &Pairs) -> bool {
    let rest = connection(rest);
    starts_bare(rest) || holds_our_words(rest, pairs) || rest.contains(", client: ") || rest.contains("() failed (")
}

/// True where `before` ends with nginx's stamp and the bracket of the level.
fn stamp_ends(before: &str) -> bool {
    let stamp = before.strip_suffix('[').unwrap_or(before).trim_end();
    stamp.len() >= 19 && stamp.get(stamp.len() - 19..).is_some_and(|end| stamp_in(end).is_some())
}

/// The last `YYYY/MM/DD HH:MM:SS` of what stands before the level.
fn stamp_in(before: &str) -> Option<&str> {
    let at = before.char_indices().rev().find(|(at, _)| {
        let rest = &before.as_bytes()[*at..];
        rest.len() >= 19 && rest[4] == b'/' && rest[7] == b'/' && rest[10] == b' ' && rest[13] == b':'
    })?;
    before.get(at.0..at.0 + 19)
}

/// `PID#TID: `
fn process(rest: &str) -> (Option<&str>, &str) {
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let after = &rest[digits..];
    match after.strip_prefix('#').and_then(|after| after.split_once(": ")) {
        Some((tid, message)) if digits > 0 && tid.bytes().all(|b| b.is_ascii_digit()) => {
            (Some(&rest[..digits]), message.trim_start())
        }
        _ => (None, rest),
    }
}

/// `*CID `, also where a person masked the number.
fn connection(rest: &str) -> &str {
    match rest.strip_prefix('*').and_then(|after| after.split_once(' ')) {
        Some((id, message)) if id.len() <= 20 => message.trim_start(),
        _ => rest,
    }
}

/// Where " while ACTION" begins: the last one outside quotes, since a message may quote a program that says "while".
fn while_at(body: &str) -> Option<usize> {
    let tail = body.rfind('"').map_or(0, |at| at + 1);
    body[tail..].rfind(" while ").map(|at| at + tail).or_else(|| body[..tail].rfind(" while "))
}

const FIELDS: [&str; 8] = ["client", "server", "request", "subrequest", "upstream", "host", "referrer", "resolver"];

/// Splits what follows the message into its fields. Tolerates fused (`requesstream:` is no field) and unclosed ones.
fn split_fields(rest: &str) -> (&str, Vec<(&'static str, &str)>) {
    let mut marks: Vec<(usize, usize, &'static str)> = Vec::new();
    // The name alone may stand at the end of a cut line.
    for end in rest.match_indices(':').map(|(at, _)| at).chain([rest.len()]) {
        for name in FIELDS.iter().filter(|name| rest[..end].ends_with(**name)) {
            let (before, after) = (rest[..end - name.len()].trim_end(), &rest[end..]);
            let spaced = after.starts_with(": ") || after.starts_with(":\"") || matches!(after, "" | ":");
            let known = marks.iter().any(|(.., known)| known == name);
            if !known && before.ends_with(',') && spaced {
                marks.push((before.len() - 1, (end + 1).min(rest.len()), name));
            } else if !known && *name == "upstream" && after.starts_with(": \"") && before.ends_with(" to") {
                // `while connecting to upstream: "http://…"`, where a person left out what stands between.
                marks.push((end, end + 1, name));
            }
        }
    }
    marks.sort_unstable();
    let body = marks.first().map_or(rest, |(at, ..)| &rest[..*at]);
    let ends = marks.iter().skip(1).map(|(at, ..)| *at).chain([rest.len()]);
    let fields = marks.iter().zip(ends).filter(|((_, from, _), end)| from <= end);
    let fields = fields.map(|((_, from, name), end)| (*name, unquote(rest[*from..end].trim()))).collect();
    (body, fields)
}

/// Without its quotes, and without what nginx's stream module prints after them (`"10.0.0.2:80", bytes from/to client:…`).
fn unquote(value: &str) -> &str {
    let value = value.trim_end_matches(',').trim();
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split_once("\", bytes").map_or(quoted, |(quoted, _)| quoted),
        None => value,
    };
    value.trim_end_matches('"')
}

/// ` in FILE:LINE` at the end of a message.
fn place(message: &str) -> Option<(usize, &str, Option<u32>)> {
    let at = message.rfind(" in ")?;
    let place = message[at + 4..].trim();
    if place.contains(' ') || !place.contains('/') && !place.contains('\\') && !place.contains(".conf") {
        return None;
    }
    Some(match place.rsplit_once(':') {
        Some((file, number)) if number.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty() => {
            (at, file, number.parse().ok())
        }
        _ => (at, place, None),
    })
}
