//! Texts that only one kind of log prints.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::intake::Kind;

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
    ("violates the following Content Security Policy directive", Console, Any),
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
    ("Server running ", AppLog, Start),
    ("Server listening ", AppLog, Start),
    ("Server started ", AppLog, Start),
    ("Listening on ", AppLog, Start),
    ("listening on ", AppLog, Start),
    ("[nodemon] ", AppLog, Start),
    ("[Nest] ", AppLog, Start),
    ("[stacktrace]", AppLog, Start),
    ("Stack trace:", AppLog, Start),
    ("PHP Fatal error: ", AppLog, Start),
    ("PHP Warning: ", AppLog, Start),
    ("thrown in /", AppLog, Start),
    ("Attaching to ", AppLog, Start),
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
    ("Origin checking failed - ", AppLog, Any),
    ("Referer checking failed - ", AppLog, Any),
    ("CSRF verification failed. Request aborted", AppLog, Any),
    ("Invalid HTTP_HOST header: ", AppLog, Any),
    ("Blocked host: ", AppLog, Any),
    ("didn't match request.base_url", AppLog, Any),
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

static KNOWN: LazyLock<AhoCorasick> = LazyLock::new(|| machine(LITERALS.iter().map(|row| row.0)));

/// Texts of this file are ASCII or plain UTF-8, few and short: the machine always builds.
pub(super) fn machine<'a>(texts: impl Iterator<Item = &'a str>) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::DFA))
        .build(texts)
        .expect("a few short literals fit the automaton")
}

/// The kind of the first row that occurs in `text`.
pub(super) fn literal(text: &str) -> Option<Kind> {
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
