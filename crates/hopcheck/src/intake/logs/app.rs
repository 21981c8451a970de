//! Lines of applications and their servers, by their form.

use crate::intake::Kind;
use crate::intake::guess::begins_with_stamp;
use crate::intake::pattern::{run, shape};
use crate::text::among;

/// One JSON object on one line: an access log in JSON, or an application's log.
pub(super) fn json_line(text: &str) -> Option<Kind> {
    let has = |key: &str| text.contains(key);
    if has("\"upstream_")
        || has("\"remote_addr\"")
        || (has("\"status\"") && (has("\"request_uri\"") || has("\"request_time\"") || has("\"uri\"")))
    {
        return Some(Kind::AccessLog);
    }
    // `docker ps --format json` and `docker compose ps --format json`.
    if has("\"State\":\"") && has("\"Status\":\"") && has("\"Image\":\"") {
        return Some(Kind::ContainerList);
    }
    if has("\"code\"") && has("\"message\"") && !has("\"level\"") {
        return Some(Kind::Console);
    }
    ["\"level\"", "\"msg\"", "\"message\"", "\"timestamp\"", "\"time\"", "\"ts\"", "\"severity\"", "\"levelname\""]
        .into_iter()
        .any(has)
        .then_some(Kind::AppLog)
}

/// Lines of applications by their form: a stamp or a level in front, or a part of a stack trace.
pub(super) fn is_app_line(text: &str) -> bool {
    if begins_with_stamp(text) {
        return true;
    }
    // `#0 /srv/index.php(7): run()` and `#1 {main}` of a PHP stack trace.
    if let Some(frame) = text.strip_prefix('#') {
        let digits = run(frame, |b| b.is_ascii_digit());
        return digits > 0 && (frame[digits..].starts_with(" /") || frame[digits..].starts_with(" {main}"));
    }
    let level = [
        "ERROR: ",
        "WARNING: ",
        "FATAL: ",
        "CRITICAL: ",
        "INFO: ",
        "DEBUG: ",
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
    // 172.18.0.6 -  01/Apr/2024:04:25:29 +0000 "GET /index.php" 404 is PHP-FPM's.
    if text.find(" -  ").is_some_and(|at| begins_with_stamp(&text[at + 4..])) {
        return true;
    }
    // 127.0.0.1 - - [20/Jun/2024 16:12:08] "GET / HTTP/1.1" 200 - is Werkzeug's.
    if text.find(" - - [").is_some_and(|at| begins_with_stamp(&text[at + 5..])) {
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
    // E, [2024-03-11T10:06:13.1 #7] ERROR -- : is Ruby's Logger.
    if text.starts_with(['D', 'I', 'W', 'E', 'F']) && shape(&text[1..], ", [0000-00-00T00:00:00").is_some() {
        return true;
    }
    if text.starts_with(['I', 'W', 'E', 'F'])
        && ["0000 00:00:00", "00000000 00:00:00"].iter().any(|form| shape(&text[1..], form).is_some())
    {
        return true;
    }
    if is_tornado_line(text) || is_python_default(text) || is_morgan_line(text) {
        return true;
    }
    is_exception(text) || is_shell_complaint(text)
}

/// `[W 240701 11:13:11 web:2106] 404 GET /ws …` of Tornado, `[W 11:13:11.042 NotebookApp] …` of Jupyter.
fn is_tornado_line(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('[').filter(|inner| inner.starts_with(['D', 'I', 'W', 'E', 'C'])) else {
        return false;
    };
    inner.get(1..).and_then(|rest| rest.strip_prefix(' ')).is_some_and(|rest| {
        ["000000 00:00:00 ", "00:00:00.000 ", "0000-00-00 00:00:00.000 "]
            .iter()
            .any(|pattern| shape(rest, pattern).is_some())
    })
}

/// `GET /sockjs-node/info 404 8.530 ms - 45`: Express' morgan in its `dev` format.
fn is_morgan_line(text: &str) -> bool {
    text.contains(" ms - ")
        && ["GET /", "POST /", "PUT /", "PATCH /", "DELETE /", "OPTIONS /"]
            .iter()
            .any(|method| text.starts_with(method))
}

/// `WARNING:tornado.access:404 GET /ws …`: what Python's logging prints where nothing else is set.
fn is_python_default(text: &str) -> bool {
    let Some((level, rest)) = text.split_once(':') else { return false };
    let name = run(rest, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'));
    among(level, "DEBUG INFO WARNING ERROR CRITICAL") && name > 0 && rest.as_bytes().get(name) == Some(&b':')
}

fn shape_ends_with_place(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|last| {
        last.starts_with(['/', 'f', 'i', 'n'])
            && last.bytes().rev().take_while(|b| b.is_ascii_digit() || *b == b':').count() > 3
    })
}

/// `ModuleNotFoundError: No module named 'x'`, `redis.exceptions.ConnectionError: …`, `java.lang.IllegalStateException: …`.
fn is_exception(text: &str) -> bool {
    let name = run(text, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'$'));
    let rest = &text[name..];
    if !(rest.is_empty() || rest.starts_with(": ") || rest == ":") {
        return false;
    }
    let last = text[..name].rsplit('.').next().unwrap_or("");
    let camel = last.starts_with(|c: char| c.is_ascii_uppercase()) || last == "exceptions";
    // `django.core.exceptions.ImproperlyConfigured: …`: a class in a module of exceptions.
    if camel && text[..name].contains("exceptions.") && rest.len() > 2 {
        return true;
    }
    camel
        && ["Error", "Exception", "Interrupt", "Exit", "Refused", "Timeout", "Failure", "Closed", "Disconnect"]
            .iter()
            .any(|end| last.ends_with(end))
        && (rest.len() > 2 || last.len() > 9)
}

/// `/app/entrypoint.sh: line 2: …`, `chmod: changing permissions of …`, `exec: "x": executable file not found`.
fn is_shell_complaint(text: &str) -> bool {
    let word = text.split(':').next().unwrap_or("");
    let tool =
        among(word, "chmod chown mkdir bash sh exec cp mv rm touch python python3 su-exec gosu error Error fatal");
    let tail = text[word.len()..].strip_prefix(": ");
    (tool && tail.is_some())
        || (word.ends_with(".sh") && tail.is_some_and(|t| t.starts_with("line ") || t.contains(": ")))
}
