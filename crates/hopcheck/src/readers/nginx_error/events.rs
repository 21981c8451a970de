//! Which event a message reports: the formats of nginx's source, by their fixed words.

use super::anatomy::Line;
use crate::text::Pairs;

/// What sort of line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// About a request or connection.
    RunTime,
    /// About the configuration, at start or reload.
    Start,
    /// Nothing went wrong.
    Note,
}

/// Fixed words of the message and the event they mean; the first that fits counts. Order: the more particular first.
const RUN_TIME: &[(&str, &str)] = &[
    ("no live upstreams", "no-live-upstreams"),
    ("upstream server temporarily disabled", "upstream-disabled"),
    ("upstream timed out", "timed-out"),
    ("upstream prematurely closed", "premature-close"),
    ("upstream sent too big header", "header-too-big"),
    ("upstream sent unsupported FastCGI protocol version", "unsupported-protocol"),
    // The length that grpc_pass reads out of the letters of an HTTP/1 answer.
    ("upstream sent too large http2 frame", "unsupported-protocol"),
    ("upstream sent invalid", "invalid-header"),
    ("upstream sent no valid HTTP", "invalid-header"),
    ("upstream sent", "invalid-header"),
    ("upstream SSL certificate", "certificate-refused"),
    ("upstream SSL certificate verify error", "certificate-refused"),
    ("no resolver defined to resolve", "no-resolver"),
    ("could not be resolved", "name-not-resolved"),
    ("while resolving", "resolver-failed"),
    ("peer closed connection in SSL handshake", "ssl-handshake-failed"),
    ("SSL_do_handshake() failed", "ssl-handshake-failed"),
    ("client intended to send too large body", "body-too-large"),
    ("client intended to send too large chunked body", "body-too-large"),
    ("client sent plain HTTP request to HTTPS port", "plain-to-https"),
    ("client sent too large request", "request-too-large"),
    ("client sent too long", "request-too-large"),
    ("delaying request", "delayed"),
    ("limiting requests", "limited"),
    ("limiting connections", "limited"),
    ("FastCGI sent in stderr", "fastcgi-stderr"),
    ("rewrite or internal redirection cycle", "rewrite-cycle"),
    ("directory index of", "directory-forbidden"),
    ("access forbidden by rule", "forbidden-by-rule"),
    ("is not found (", "open-failed"),
    ("is forbidden (", "open-failed"),
    ("worker_connections are not enough", "worker-connections"),
    ("(24: ", "too-many-files"),
    ("an upstream response is buffered to a temporary file", "buffered-to-file"),
    ("a client request body is buffered to a temporary file", "buffered-to-file"),
    ("invalid port in upstream", "invalid-upstream"),
    ("invalid URL prefix", "invalid-upstream"),
    ("unix:/", "connect-failed"),
    ("connect() to", "connect-failed"),
    ("connect() failed", "connect-failed"),
    ("socket() failed", "socket-failed"),
    ("send() failed", "send-failed"),
    ("writev() failed", "send-failed"),
    ("sendfile() failed", "send-failed"),
    ("recv() failed", "recv-failed"),
    ("readv() failed", "recv-failed"),
    ("SSL_read() failed", "recv-failed"),
    ("SSL_write() failed", "send-failed"),
    ("open() ", "open-failed"),
    ("CreateFile() ", "open-failed"),
    ("stat() ", "open-failed"),
    ("opendir() ", "open-failed"),
    ("mkdir() ", "temp-path-failed"),
    ("pwritev() ", "temp-path-failed"),
    ("pwrite() ", "temp-path-failed"),
    ("rename() ", "temp-path-failed"),
];

const START: &[(&str, &str)] = &[
    ("host not found in resolver", "resolver-not-found"),
    ("of the \"listen\" directive", "listen-host-not-found"),
    ("host not found in", "host-not-found"),
    ("no host in upstream", "no-host"),
    ("no port in upstream", "no-port"),
    ("no servers are inside upstream", "no-servers-in-upstream"),
    ("unexpected end of file", "unexpected-end"),
    ("unexpected \"", "unexpected-token"),
    ("unexpected }", "unexpected-token"),
    ("unexpected {", "unexpected-token"),
    ("unexpected ;", "unexpected-token"),
    ("is not terminated by", "not-terminated"),
    ("has no opening", "not-terminated"),
    ("unknown directive", "unknown-directive"),
    ("directive is not allowed here", "not-allowed-here"),
    ("directive is duplicate", "duplicate-directive"),
    ("invalid number of arguments", "invalid-arguments"),
    ("could not build optimal", "hash-not-optimal"),
    ("could not build", "hash-too-small"),
    ("duplicate upstream", "duplicate-upstream"),
    ("duplicate location", "duplicate-location"),
    ("a duplicate default server", "duplicate-default-server"),
    ("duplicate listen options", "duplicate-listen"),
    ("a duplicate listen", "duplicate-listen"),
    ("conflicting server name", "conflicting-server-name"),
    ("bind() to", "bind-failed"),
    ("still could not bind", "bind-failed"),
    ("listen() to", "bind-failed"),
    ("socket() ", "socket-failed"),
    ("key values mismatch", "key-mismatch"),
    ("cannot load certificate", "certificate-failed"),
    ("SSL_CTX_use", "certificate-failed"),
    ("PEM_read_bio", "certificate-failed"),
    ("BIO_new_file", "certificate-failed"),
    ("SSL_CTX_load_verify_locations", "certificate-failed"),
    ("no \"ssl_certificate\" is defined", "certificate-missing"),
    ("no \"ssl_certificate_key\" is defined", "certificate-missing"),
    (" cannot have URI part", "proxy-pass-uri"),
    ("invalid option: ", "invalid-option"),
    ("exceed open file resource limit", "file-limit"),
    ("invalid PID number", "pid-invalid"),
    ("OpenEvent(", "pid-invalid"),
    ("unknown \"", "unknown-variable"),
    ("getpwnam(", "unknown-user"),
    ("getgrnam(", "unknown-user"),
    ("zero size shared memory zone", "zone-undefined"),
    (" is outside location ", "location-outside"),
    ("dlopen()", "module-failed"),
    ("is not binary compatible", "module-failed"),
    ("open() ", "open-failed"),
    ("CreateFile() ", "open-failed"),
    ("mkdir() ", "temp-path-failed"),
    ("chown(", "temp-path-failed"),
    ("pread() ", "open-failed"),
    ("could not open error log file", "open-failed"),
    ("invalid value", "invalid-value"),
    ("invalid parameter", "invalid-value"),
    ("invalid ", "invalid-value"),
    ("pcre", "invalid-value"),
];

/// The event of a line, its sort, and what it is about. `pairs` are the line's.
pub fn classify<'l>(parts: &Line<'l>, pairs: &Pairs) -> (&'static str, Kind, Option<&'l str>) {
    let message = parts.message;
    let find = |table: &[(&str, &'static str)]| {
        table.iter().find(|(words, _)| pairs.holds(message, words)).map(|(_, event)| *event)
    };
    let level = parts.level.unwrap_or("error");
    let about_request = parts.client.is_some() || parts.action.is_some() || parts.upstream.is_some();
    let config = level == "emerg" || parts.on_stderr || parts.file.is_some() || !about_request && parts.level.is_none();
    if matches!(level, "notice" | "info" | "debug") && find(RUN_TIME).is_none() {
        return ("note", Kind::Note, None);
    }
    // A line that has lost its level and fields, but whose words only a running nginx writes; or a file that is none of its own.
    let page = message.starts_with("open() \"") && subject(message).is_some_and(|path| !is_own_file(path));
    let at_start = || !message.starts_with("upstream ") && find(START).is_some();
    let bare = parts.level.is_none() && parts.file.is_none() && (!at_start() && find(RUN_TIME).is_some() || page);
    if config && !about_request && !bare {
        let event = find(START).or_else(|| find(RUN_TIME)).unwrap_or("other");
        let event = if event == "open-failed" && is_signal_to_nothing(level, message) { "pid-invalid" } else { event };
        return (event, Kind::Start, subject(message));
    }
    if parts.resolver.is_some() && message.contains("() failed") {
        return ("resolver-failed", Kind::RunTime, parts.resolver);
    }
    match find(RUN_TIME) {
        Some("open-failed") if !about_request && is_signal_to_nothing(level, message) => {
            ("pid-invalid", Kind::Start, subject(message))
        }
        Some("open-failed") if subject(message).is_some_and(is_temporary_file) => {
            ("temp-path-failed", Kind::RunTime, subject(message))
        }
        // The path stands behind "while": `while internally redirecting to "/index.html"`.
        Some("rewrite-cycle") => ("rewrite-cycle", Kind::RunTime, parts.action.and_then(subject)),
        Some(event) => (event, Kind::RunTime, run_time_subject(event, message)),
        None if !about_request && find(START).is_some() => {
            (find(START).unwrap_or("other"), Kind::Start, subject(message))
        }
        None => ("other", Kind::RunTime, subject(message)),
    }
}

/// `nginx -s` reads the process id of the master and finds no file: level error (`ngx_signal_process`), while a master that
/// cannot write its own says emerg.
fn is_signal_to_nothing(level: &str, message: &str) -> bool {
    level == "error" && message.contains("(2: ") && subject(message).is_some_and(|path| path.ends_with(".pid"))
}

/// A file that nginx opens for itself when it starts: configuration, log, pid.
fn is_own_file(path: &str) -> bool {
    [".conf", ".log", ".pid", ".types", ".pem", ".inc", "_params", "htpasswd"].iter().any(|end| path.ends_with(end))
        || path.contains("/sites-enabled/")
        || path.contains("/conf.d/")
}

/// Ten digits, as `ngx_create_temp_file` names its files, or the MD5 that names a file of a cache.
fn is_temporary_file(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let (name, suffix) = name.split_once('.').map_or((name, None), |(name, suffix)| (name, Some(suffix)));
    let numbered = |text: &str| text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit());
    let cached = name.len() == 32 && name.bytes().all(|b| b.is_ascii_hexdigit());
    match suffix {
        None => numbered(name) || cached,
        Some(suffix) => cached && numbered(suffix),
    }
}

/// What a run-time message is about.
fn run_time_subject<'l>(event: &str, message: &'l str) -> Option<&'l str> {
    match event {
        "no-resolver" => message.split("to resolve ").nth(1).map(|name| name.trim().trim_matches('"')),
        "unsupported-protocol" => message.rsplit(": ").next().map(str::trim),
        "name-not-resolved" => {
            let (before, _) = message.split_once("could not be resolved")?;
            let name = before.rsplit(": ").next()?.trim().trim_matches(['"', '\'']);
            Some(name).filter(|name| !name.is_empty())
        }
        "fastcgi-stderr" => {
            let (_, quoted) = message.split_once('"')?;
            Some(quoted.trim_end().trim_end_matches('"'))
        }
        "ssl-handshake-failed" => library_words(message),
        "recv-failed" | "send-failed" => library_words(message).or_else(|| subject(message)),
        "certificate-refused" => Some(message),
        "limited" => message.split_once("by zone ").map(|(_, zone)| zone.trim_matches('"')),
        "body-too-large" => message.split_once("body: ").and_then(|(_, size)| size.split(' ').next()),
        _ => subject(message),
    }
}

/// What the TLS library says, in `(SSL: …)`.
pub fn library_words(message: &str) -> Option<&str> {
    message.split_once("(SSL: ").map(|(_, text)| text.trim_end_matches(')'))
}

/// The first quoted part of a message, else what a `bind() to` or `unknown … variable` names.
fn subject(message: &str) -> Option<&str> {
    let pairs = Pairs::of(message);
    let behind = |words: &str| pairs.may_hold(words).then(|| message.split_once(words))?.map(|(_, rest)| rest);
    for call in ["bind() to ", "socket() "] {
        if let Some(rest) = behind(call) {
            return rest.split_once(" failed").map(|(address, _)| address);
        }
    }
    // `duplicate listen options for ADDRESS`, `conflicting server name "NAME" on ADDRESS, ignored`.
    for words in ["a duplicate default server for ", "duplicate listen options for ", "a duplicate listen "] {
        if let Some(address) = behind(words) {
            return Some(address.trim()).filter(|address| !address.is_empty());
        }
    }
    let (_, quoted) = message.split_once('"')?;
    let end = quoted.find('"').unwrap_or(quoted.len());
    Some(&quoted[..end]).filter(|text| !text.is_empty())
}

/// The directive that a message names: `"proxy_pass" directive …`, `unknown directive "x"`, `you should increase x: 64`.
pub fn directive(message: &str) -> Option<&str> {
    if let Some((_, rest)) = message.split_once("you should increase ") {
        return rest.split([' ', ':']).next().filter(|name| !name.is_empty());
    }
    if !message.contains("directive") {
        return None;
    }
    subject(message)
}

/// Host and port of `web:8000`, `0.0.0.0:80`, `[::]:443`, `web`.
pub fn host_and_port(subject: &str) -> (Option<&str>, Option<u16>) {
    if subject.contains('/') || subject.contains(' ') || subject.is_empty() {
        return (None, None);
    }
    match subject.rsplit_once(':').filter(|(host, _)| !host.contains(':') || host.ends_with(']')) {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => {
            (Some(host).filter(|host| !host.is_empty()), port.parse().ok())
        }
        _ => (Some(subject), None),
    }
}
