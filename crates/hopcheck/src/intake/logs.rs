//! Log lines that are known for what they are, each by itself.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::Kind;
use super::guess::begins_with_stamp;
use super::pattern::{run, shape};

/// Where in a line a literal counts.
#[derive(Clone, Copy)]
enum At {
    /// Anywhere.
    Any,
    /// At the line's start only.
    Start,
}

use At::{Any, Start};
use Kind::{AppLog, Console, NginxErrorLog, ServiceStatus};

/// Texts that only one kind of log prints. Where several occur, the first row counts.
const LITERALS: &[(&str, Kind, At)] = &[
    // nginx start-up and its image's entrypoint
    ("nginx: [", NginxErrorLog, Any),
    ("nginx: configuration file ", NginxErrorLog, Any),
    ("nginx: the configuration file ", NginxErrorLog, Any),
    ("/docker-entrypoint.sh: ", NginxErrorLog, Start),
    ("-listen-on-ipv6-by-default.sh: ", NginxErrorLog, Any),
    ("-envsubst-on-templates.sh: ", NginxErrorLog, Any),
    ("-tune-worker-processes.sh: ", NginxErrorLog, Any),
    // clients and browsers
    ("WebSocket connection to", Console, Any),
    ("establish a connection to the server at ", Console, Any),
    ("was interrupted while the page was loading", Console, Any),
    ("rbindung zu dem Server unter ", Console, Any),
    ("tablir de connexion avec le serveur", Console, Any),
    ("tablir une connexion avec le serveur", Console, Any),
    ("Mixed Content: ", Console, Any),
    ("Failed to construct 'WebSocket'", Console, Any),
    ("Refused to connect to ", Console, Any),
    (
        "violates the following Content Security Policy directive",
        Console,
        Any,
    ),
    ("has been blocked by CORS policy", Console, Any),
    ("Cross-Origin Request Blocked", Console, Any),
    ("No 'Access-Control-Allow-Origin' header", Console, Any),
    ("The 'Access-Control-Allow-Origin' header", Console, Any),
    ("net::ERR_", Console, Any),
    ("[blocked] The page at", Console, Any),
    ("SCRIPT12008", Console, Any),
    ("WebSocket network error", Console, Any),
    ("WebSocket is already in CLOSING", Console, Any),
    ("WebSocket is closed before the connection", Console, Any),
    ("Error during WebSocket handshake", Console, Any),
    ("Failed to start the transport", Console, Any),
    ("Failed to start the connection", Console, Any),
    ("Failed to load resource: ", Console, Any),
    ("Failed to load http", Console, Start),
    ("Uncaught (in promise)", Console, Any),
    ("Uncaught DOMException", Console, Any),
    ("[vite] ", Console, Any),
    ("[WDS] ", Console, Any),
    ("[HMR] ", Console, Any),
    ("Unexpected server response: ", Console, Any),
    ("Unexpected response code: ", Console, Any),
    ("server rejected WebSocket connection", Console, Any),
    ("non-101 status", Console, Any),
    ("when status code '101' was expected", Console, Any),
    ("Handshake status ", Console, Any),
    ("Session ID unknown", Console, Any),
    ("wasClean", Console, Any),
    ("CloseEvent {", Console, Any),
    ("OSStatus Error -", Console, Any),
    ("Sec-WebSocket-Protocol' header", Console, Any),
    ("Sec-WebSocket-Accept' header", Console, Any),
    ("Invalid frame header", Console, Any),
    ("One or more reserved bits are on", Console, Any),
    ("closed with code ", Console, Any),
    ("close with status code ", Console, Any),
    ("exceeds maximum accepted frame", Console, Any),
    ("invalid websocket response", Console, Any),
    ("websocket: bad handshake", Console, Any),
    ("[Error] ", Console, Start),
    ("[Debug] ", Console, Start),
    ("Websockets: ", Console, Start),
    ("WebSocket on-", Console, Start),
    ("Error on web socket", Console, Start),
    ("Disconnected (code: ", Console, Start),
    // service managers
    ("Loaded: loaded (", ServiceStatus, Any),
    ("Loaded: not-found", ServiceStatus, Any),
    ("Active: active (", ServiceStatus, Any),
    ("Active: failed", ServiceStatus, Any),
    ("Active: inactive", ServiceStatus, Any),
    ("Active: activating", ServiceStatus, Any),
    (".service: ", ServiceStatus, Any),
    ("Main PID: ", ServiceStatus, Start),
    ("CGroup: ", ServiceStatus, Start),
    ("● ", ServiceStatus, Start),
    ("├─", ServiceStatus, Start),
    ("└─", ServiceStatus, Start),
    ("run: ", ServiceStatus, Start),
    ("down: ", ServiceStatus, Start),
    // application servers and supervisors
    ("Traceback (most recent call last)", AppLog, Any),
    ("uWSGI", AppLog, Any),
    ("HARAKIRI", AppLog, Any),
    ("DAMN ! worker", AppLog, Any),
    ("WSGI app 0 ", AppLog, Start),
    ("invalid request block size: ", AppLog, Any),
    ("Listen queue size is greater", AppLog, Any),
    ("thunder lock: ", AppLog, Start),
    ("[pid: ", AppLog, Start),
    ("INFO:     ", AppLog, Start),
    ("WARNING:  ", AppLog, Start),
    ("ERROR:    ", AppLog, Start),
    ("DEBUG:    ", AppLog, Start),
    ("CRITICAL: ", AppLog, Start),
    ("npm ERR!", AppLog, Start),
    ("npm error", AppLog, Start),
    (" exited with code ", AppLog, Any),
    ("exited on signal ", AppLog, Any),
    ("Process exited ", AppLog, Any),
    ("server reached pm.max_children", AppLog, Any),
    ("pm.start_servers", AppLog, Any),
    ("Cannot bind/listen socket", AppLog, Any),
    ("FastCGI listen socket", AppLog, Any),
    ("[pool ", AppLog, Any),
    (" * Running on ", AppLog, Any),
    ("* Running on ", AppLog, Start),
    ("* Serving Flask app", AppLog, Start),
    ("* Debug mode: ", AppLog, Start),
    ("* Environment: ", AppLog, Start),
    ("* Listening on ", AppLog, Start),
    ("* Min threads: ", AppLog, Start),
    ("Use a production WSGI server", AppLog, Any),
    ("Do not use it in a production deployment", AppLog, Any),
    ("Press CTRL+C to quit", AppLog, Start),
    ("Quit the server with CON", AppLog, Start),
    ("Starting development server at ", AppLog, Start),
    ("Starting ASGI/", AppLog, Start),
    ("Django version ", AppLog, Start),
    ("Watching for file changes", AppLog, Start),
    ("Performing system checks", AppLog, Start),
    ("System check identified ", AppLog, Start),
    ("Not Found: /", AppLog, Start),
    ("Bad Request: /", AppLog, Start),
    ("Forbidden (", AppLog, Start),
    ("Internal Server Error: /", AppLog, Start),
    ("WebSocket HANDSHAKING ", AppLog, Start),
    ("WebSocket CONNECT ", AppLog, Start),
    ("WebSocket REJECT ", AppLog, Start),
    ("WebSocket DISCONNECT ", AppLog, Start),
    ("HTTP GET /", AppLog, Start),
    ("HTTP POST /", AppLog, Start),
    ("Listening on TCP address", AppLog, Any),
    ("Listening at: ", AppLog, Any),
    ("Started GET \"", AppLog, Start),
    ("Started POST \"", AppLog, Start),
    ("Successfully upgraded to WebSocket", AppLog, Any),
    ("Failed to upgrade to WebSocket", AppLog, Any),
    ("Request origin not allowed", AppLog, Any),
    ("could not find upgrade header", AppLog, Any),
    ("request origin not allowed by Upgrader", AppLog, Any),
    ("Could not check origin", AppLog, Any),
    ("No supported WebSocket library detected", AppLog, Any),
    ("Unsupported upgrade request", AppLog, Any),
    ("Handshake failed due to", AppLog, Any),
    ("Can \"Upgrade\" only to", AppLog, Any),
    ("Puma starting", AppLog, Any),
    ("EADDRINUSE", AppLog, Any),
    ("ECONNREFUSED", AppLog, Any),
    ("panic: ", AppLog, Start),
    ("goroutine ", AppLog, Start),
    ("Caused by: ", AppLog, Start),
    ("Exception in thread ", AppLog, Start),
    ("Out of memory: Kill", AppLog, Any),
    ("oom-kill", AppLog, Any),
    (": segfault at ", AppLog, Any),
    ("command not found", AppLog, Any),
    ("exec format error", AppLog, Any),
    ("standard_init_linux.go", AppLog, Any),
    ("OCI runtime", AppLog, Any),
    ("VITE v", AppLog, Start),
    ("➜ ", AppLog, Start),
    ("lvl=", AppLog, Any),
    ("time=\"", AppLog, Start),
    ("level=", AppLog, Start),
    ("forego     | ", AppLog, Start),
    ("The start command is invalid", AppLog, Start),
    ("Blocked cross-origin request", AppLog, Any),
    ("is not a valid integer", AppLog, Any),
    ("exit status ", AppLog, Any),
    ("restarting container", AppLog, Start),
    ("received event: ", AppLog, Start),
];

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
    "no live upstreams",
    "upstream prematurely closed",
    "upstream sent ",
    "upstream timed out (",
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
    ", upstream: \"",
    ", client: ",
];

static KNOWN: LazyLock<AhoCorasick> = LazyLock::new(|| machine(LITERALS.iter().map(|row| row.0)));
static MESSAGES: LazyLock<AhoCorasick> = LazyLock::new(|| machine(NGINX_MESSAGES.iter().copied()));

/// Texts of this file are ASCII or plain UTF-8, few and short: the machine always builds.
fn machine<'a>(texts: impl Iterator<Item = &'a str>) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .build(texts)
        .expect("a few short literals fit the automaton")
}

/// The longest beginning of a line that is searched for literals: a log line says what it is in its first bytes.
const LOOKED_AT: usize = 4096;

/// The kind of log that prints the line `text` (trimmed), where that is certain.
pub(super) fn log_line(text: &str) -> Option<Kind> {
    if is_error_line(text) {
        return Some(Kind::NginxErrorLog);
    }
    if is_access_line(text) {
        return Some(Kind::AccessLog);
    }
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    if let Some(kind) = literal(head) {
        return Some(kind);
    }
    if is_headless_error(head) {
        return Some(Kind::NginxErrorLog);
    }
    if is_console_line(head) {
        return Some(Kind::Console);
    }
    if head.starts_with('{') && head.contains("\":") && head.ends_with('}') {
        return json_line(head);
    }
    is_app_line(head).then_some(Kind::AppLog)
}

fn literal(text: &str) -> Option<Kind> {
    // A comment, a list item or a quoted string in a source is no log line.
    if text.starts_with("#") && !text.starts_with("#!") || text.starts_with("//") {
        return None;
    }
    KNOWN
        .find_overlapping_iter(text)
        .filter(|found| matches!(LITERALS[found.pattern().as_usize()].2, Any) || found.start() == 0)
        .map(|found| found.pattern().as_usize())
        .min()
        .map(|row| LITERALS[row].1)
}

/// The levels of nginx's error log.
fn is_level(text: &str) -> bool {
    [
        "emerg]", "alert]", "crit]", "error]", "warn]", "notice]", "info]", "debug]",
    ]
    .iter()
    .any(|l| text.starts_with(l))
}

/// `2024/05/10 06:50:00 [error] 7#7: `, with the stamp or the front of the level cut off too.
pub(super) fn is_error_line(text: &str) -> bool {
    if let Some(len) = shape(text, "0000/00/00 00:00:00 [") {
        return is_level(&text[len..]);
    }
    let bare = text.strip_prefix('[').unwrap_or(text);
    if is_level(bare) {
        let rest = bare[bare.find(']').unwrap_or(0) + 1..].trim_start();
        return process_and_thread(rest).is_some() || rest.starts_with('*');
    }
    process_and_thread(text).is_some_and(|len| text[len..].starts_with([' ', '*']))
}

/// `7#7:`.
fn process_and_thread(text: &str) -> Option<usize> {
    let digit = |b: u8| b.is_ascii_digit();
    let process = run(text, digit);
    let thread = text[process..]
        .strip_prefix('#')
        .map(|rest| run(rest, digit))?;
    let end = process + 1 + thread;
    (process > 0 && thread > 0 && text[end..].starts_with(':')).then_some(end + 1)
}

/// `10.0.0.1 - - [20/Jun/2024:16:12:08 +0000] "GET / HTTP/1.1" 502`, or from the request on.
fn is_access_line(text: &str) -> bool {
    let Some(quote) = text.find('"') else {
        return false;
    };
    let request = &text[quote + 1..];
    let Some(close) = request.find('"') else {
        return false;
    };
    let status = request[close + 1..].trim_start();
    if shape(status, "000").is_none() || !matches!(status.as_bytes().get(3), None | Some(b' ')) {
        return false;
    }
    let dated = text[..quote]
        .rfind('[')
        .is_some_and(|at| shape(&text[at..], "[00/AAA/0000:00:00:00").is_some());
    dated || (quote == 0 && request[..close].contains(" HTTP/"))
}

/// An nginx message without stamp, level or process.
fn is_headless_error(text: &str) -> bool {
    if text.starts_with(['#', '/', '-', '"', '{', '<', '>']) {
        return false;
    }
    let mut found = MESSAGES.find_iter(text);
    let Some(first) = found.next() else {
        return false;
    };
    let numbered = text
        .strip_prefix('*')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let begins =
        numbered || first.start() == 0 || has_errno(text) || text[..first.start()].contains("() ");
    // Two of nginx's own phrases in one line are no accident.
    begins || found.next().is_some()
}

/// `(111: `.
fn has_errno(text: &str) -> bool {
    text.match_indices('(').take(16).any(|(at, _)| {
        let digits = run(&text[at + 1..], |b| b.is_ascii_digit());
        (1..=5).contains(&digits) && text[at + 1 + digits..].starts_with(": ")
    })
}

/// A browser's line by its form: `app.js:12 …`, `(index):16 …`, `GET https://… 502 (Bad Gateway)`.
fn is_console_line(text: &str) -> bool {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    if is_source_place(word) && !rest.is_empty() {
        return true;
    }
    if text.starts_with("(anonymous) @ ")
        || text.contains(" @ ") && text.rsplit(' ').next().is_some_and(is_source_place)
    {
        return true;
    }
    let method = matches!(
        word,
        "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS" | "XHRGET" | "XHRPOST"
    );
    let to_url = ["http://", "https://", "ws://", "wss://"]
        .iter()
        .any(|scheme| rest.starts_with(scheme));
    // `GET ws://… HTTP/1.1` alone is a request line, half of an HTTP exchange.
    method
        && to_url
        && (rest.contains('(')
            || rest.contains("[HTTP/")
            || rest
                .split(' ')
                .any(|w| w.len() == 3 && shape(w, "000").is_some()))
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
        || file
            .strip_prefix("VM")
            .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
        || [".js", ".ts", ".tsx", ".jsx", ".mjs", ".vue"]
            .iter()
            .any(|end| path.ends_with(end))
            && !path.contains(['(', '\'', '"'])
}

/// One JSON object on one line: an access log in JSON, or an application's log.
fn json_line(text: &str) -> Option<Kind> {
    let has = |key: &str| text.contains(key);
    if has("\"upstream_")
        || has("\"remote_addr\"")
        || (has("\"status\"") && (has("\"request_uri\"") || has("\"request_time\"")))
    {
        return Some(Kind::AccessLog);
    }
    if has("\"code\"") && has("\"message\"") && !has("\"level\"") {
        return Some(Kind::Console);
    }
    [
        "\"level\"",
        "\"msg\"",
        "\"message\"",
        "\"timestamp\"",
        "\"time\"",
        "\"ts\"",
        "\"severity\"",
        "\"levelname\"",
    ]
    .into_iter()
    .any(has)
    .then_some(Kind::AppLog)
}

/// Lines of applications by their form: a stamp or a level in front, or a part of a stack trace.
fn is_app_line(text: &str) -> bool {
    if begins_with_stamp(text) {
        return true;
    }
    let level = [
        "[INFO] ",
        "[ERROR] ",
        "[WARN] ",
        "[WARNING] ",
        "[DEBUG] ",
        "[CRITICAL] ",
        "[FATAL] ",
        "ERROR ",
        "WARN ",
        "FATAL ",
        "[error] ",
        "[warn] ",
        "[info] ",
    ];
    // 127.0.0.1 - - [20/Jun/2024 16:12:08] "GET / HTTP/1.1" 200 - is Werkzeug's.
    if text
        .find(" - - [")
        .is_some_and(|at| begins_with_stamp(&text[at + 5..]))
    {
        return true;
    }
    if level.iter().any(|l| text.starts_with(l)) {
        return true;
    }
    // 27-Mar-2020 04:15:26] NOTICE: with the bracket cut off is caught by its stamp; apache's [Sat May 18 15:12:39.1 2019] too.
    if text.starts_with("File \"") && text.contains(", line ") {
        return true;
    }
    if (text.starts_with("at ") && text.ends_with(')') && text.contains(':'))
        || (text.starts_with("at ") && shape_ends_with_place(text))
    {
        return true;
    }
    if text.starts_with(['I', 'W', 'E', 'F']) && shape(&text[1..], "0000 00:00:00").is_some() {
        return true;
    }
    is_exception(text) || is_shell_complaint(text)
}

fn shape_ends_with_place(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|last| {
        last.starts_with(['/', 'f', 'i', 'n'])
            && last
                .bytes()
                .rev()
                .take_while(|b| b.is_ascii_digit() || *b == b':')
                .count()
                > 3
    })
}

/// `ModuleNotFoundError: No module named 'x'`, `redis.exceptions.ConnectionError: …`, `java.lang.IllegalStateException: …`.
fn is_exception(text: &str) -> bool {
    let name = run(text, |b| {
        b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'$')
    });
    let rest = &text[name..];
    if !(rest.is_empty() || rest.starts_with(": ") || rest == ":") {
        return false;
    }
    let last = text[..name].rsplit('.').next().unwrap_or("");
    let camel = last.starts_with(|c: char| c.is_ascii_uppercase()) || last == "exceptions";
    camel
        && [
            "Error",
            "Exception",
            "Interrupt",
            "Exit",
            "Refused",
            "Timeout",
            "Failure",
        ]
        .iter()
        .any(|end| last.ends_with(end))
        && (rest.len() > 2 || last.len() > 9)
}

/// `/app/entrypoint.sh: line 2: …`, `chmod: changing permissions of …`, `exec: "x": executable file not found`.
fn is_shell_complaint(text: &str) -> bool {
    let word = text.split(':').next().unwrap_or("");
    let tool = matches!(
        word,
        "chmod"
            | "chown"
            | "mkdir"
            | "bash"
            | "sh"
            | "exec"
            | "cp"
            | "mv"
            | "rm"
            | "touch"
            | "python"
            | "python3"
            | "su-exec"
            | "gosu"
            | "error"
            | "Error"
            | "fatal"
    );
    let tail = text[word.len()..].strip_prefix(": ");
    (tool && tail.is_some())
        || (word.ends_with(".sh")
            && tail.is_some_and(|t| t.starts_with("line ") || t.contains(": ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_lines_whole_and_damaged() {
        for line in [
            "2024/05/10 06:50:00 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream",
            "2024/05/10 06:MM:SS [crit] 31#31: *XX open() failed",
            "[error] 7#7: *1 no live upstreams",
            "rit] 14#14: *9 connect() to unix:/run/a.sock failed (2: No such file or directory) while connecting to upstream",
            "crit] 14#14: *9 connect() failed",
            "14#14: *9 connect() to [::]:9000 failed",
            "*9 connect() to unix:/run/a.sock failed (13: Permission denied) while connecting to upstream, client: 10.0.0.1",
            "connect() failed (111: Connection refused) while connecting to upstream",
            "upstream prematurely closed connection while reading response header from upstream",
            "nginx: [emerg] host not found in upstream \"web\" in /etc/nginx/nginx.conf:3",
            "/docker-entrypoint.sh: Configuration complete; ready for start up",
        ] {
            assert_eq!(log_line(line), Some(Kind::NginxErrorLog), "{line}");
        }
    }

    #[test]
    fn other_logs() {
        for (line, kind) in [
            (
                "10.0.0.7 - - [20/Jun/2024:16:12:08 +0000] \"GET / HTTP/1.1\" 502 559 \"-\" \"curl/8\"",
                Kind::AccessLog,
            ),
            ("\"GET /a HTTP/1.1\" 404 571 \"-\"", Kind::AccessLog),
            (
                "127.0.0.1 - - [20/Jun/2024 16:12:08] \"GET / HTTP/1.1\" 200 -",
                Kind::AppLog,
            ),
            (
                "main.js:7 Uncaught TypeError: x is undefined",
                Kind::Console,
            ),
            (
                "POST https://shop.example/api/chat 502 (Bad Gateway)",
                Kind::Console,
            ),
            (
                "[2024-03-11 10:06:13 +0000] [7] [INFO] Listening at: http://127.0.0.1:8000 (7)",
                Kind::AppLog,
            ),
            ("ModuleNotFoundError: No module named 'shop'", Kind::AppLog),
            ("{\"level\":\"error\",\"msg\":\"boom\"}", Kind::AppLog),
            (
                "2024/05/10 06:50:00 Generated '/etc/nginx/conf.d/default.conf'",
                Kind::AppLog,
            ),
        ] {
            assert_eq!(log_line(line), Some(kind), "{line}");
        }
    }

    #[test]
    fn configs_and_sentences_are_no_log() {
        for line in [
            "proxy_pass http://web:80;",
            "# while connecting to upstream",
            "I restarted the backend",
            "image: nginx",
            "listen = 9000",
        ] {
            assert_eq!(log_line(line), None, "{line}");
        }
    }
}
