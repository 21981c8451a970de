//! What browsers say about WebSockets.

use super::{Line, Sink, contains, failure, page, quoted_after, signs};
use crate::facts::Field;
use crate::facts::http::HttpFailure;
use crate::facts::websocket::{PageAddress, WsFailure};
use crate::readers::url;
use crate::text::span_in;

/// Firefox's word for an interrupted connection in other languages.
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

/// Network errors that Internet Explorer and old Edge print (WinINet error numbers).
const WININET: &[(&str, &str)] = &[
    ("12002", "ERR_CONNECTION_TIMED_OUT"),
    ("12007", "ERR_NAME_NOT_RESOLVED"),
    ("12029", "ERR_CONNECTION_REFUSED"),
    ("12030", "ERR_CONNECTION_RESET"),
    ("12031", "ERR_CONNECTION_RESET"),
    ("12037", "ERR_CERT_DATE_INVALID"),
    ("12038", "ERR_CERT_COMMON_NAME_INVALID"),
    ("12045", "ERR_CERT_AUTHORITY_INVALID"),
    ("12157", "ERR_SSL_PROTOCOL_ERROR"),
];

/// A line about one WebSocket.
pub fn read(line: Line, sink: &mut Sink) {
    let text = line.text;
    let has_url = url::first_ws(text).is_some();
    if contains(text, "closing or closed state") {
        let mut said = WsFailure::unknown();
        said.was_open.put(true);
        said.error.put("already-closed");
        return line.add(sink, said);
    }
    if contains(text, "failed to connect to websocket") {
        let mut said = failure(line, "");
        said.library.put("vite");
        said.client.put("chrome");
        line.add(sink, said);
        return vite_setup(line, sink);
    }
    if contains(text, "[wds] disconnected") {
        let mut said = WsFailure::unknown();
        said.library.put("webpack");
        return line.add(sink, said);
    }
    if contains(text, "construct 'websocket'") || contains(text, "construct \u{2018}websocket") {
        return invalid(line, sink);
    }
    if contains(text, "script12") || contains(text, "websocket error: network error") {
        let mut said = failure(line, "edge");
        signs::apply(&mut said, text);
        if said.status.get().is_none()
            && let Some((_, error)) =
                WININET.iter().find(|(number, _)| text.contains(&format!("Network Error {number}")))
        {
            said.error.put(*error);
            said.status.put_absent();
        }
        return line.add(sink, said);
    }
    let interrupted = ["while the page was loading", "w\u{e4}hrend die seite", "pendant le chargement de la page"]
        .iter()
        .any(|words| contains(text, words));
    let interrupted = interrupted || (has_url && INTERRUPTED.iter().any(|word| text.contains(word)));
    if interrupted && has_url {
        let mut said = failure(line, "firefox");
        said.error.put("interrupted");
        return line.add(sink, said);
    }
    if contains(text, "firefox") {
        if has_url {
            line.add(sink, failure(line, "firefox"));
        }
        return;
    }
    let chrome = contains(text, "websocket connection to");
    let speaks_of_failure = chrome
        || contains(text, "websocket network error")
        || [
            "fail",
            "error",
            "refused",
            "unable",
            "could not",
            "cannot",
            "can't",
            "closed",
            "timed out",
            "rejected",
            "disconnect",
        ]
        .iter()
        .any(|word| contains(text, word));
    if !speaks_of_failure && signs::status(text).is_none() {
        return;
    }
    let client = if contains(text, "osstatus") || contains(text, "there was a bad response") {
        "safari"
    } else if chrome {
        "chrome"
    } else {
        ""
    };
    let mut said = failure(line, client);
    signs::apply(&mut said, after_url(text));
    if said.error.get().map(String::as_str) == Some("subprotocol") {
        said.reason.put_known(quoted_after(text, "header value"));
    }
    line.add(sink, said);
}

/// What follows the URL: a status or an errno inside the URL itself means nothing.
fn after_url(text: &str) -> &str {
    match url::first(text) {
        Some(parts) => {
            let end = span_in(text, parts.whole).end as usize;
            let after = text.get(end..).unwrap_or("");
            if after.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() {
                &text[..span_in(text, parts.whole).start as usize]
            } else {
                after
            }
        }
        None => text,
    }
}

/// `new WebSocket(…)` threw before anything was sent.
fn invalid(line: Line, sink: &mut Sink) {
    let text = line.text;
    let error = if contains(text, "insecure websocket") {
        "mixed-content"
    } else if contains(text, "subprotocol") {
        "subprotocol"
    } else {
        "invalid-url"
    };
    let mut said = failure(line, "chrome");
    if error == "invalid-url"
        && let Some(written) = quoted_after(text, "The URL ")
        && said.url.whole.get().is_none()
    {
        said.url.whole.put_part(line.all, written);
    }
    said.error.put(error);
    said.status.put_absent();
    line.add(sink, said);
}

/// Mixed content: the page's address, and what it tried to open.
pub fn mixed(line: Line, sink: &mut Sink) {
    let text = line.text;
    let by = url::first_of(text, &["https"]);
    if let Some(page_url) = by {
        page(line.all, page_url, sink);
    }
    if let Some(target) = url::first_ws(text) {
        let mut said = WsFailure::unknown();
        url::put(&mut said.url, line.all, &target);
        said.error.put("mixed-content");
        said.status.put_absent();
        url::put_known(&mut said.page, line.all, by);
        said.library.put_known(url::library(target.whole));
        return line.add(sink, said);
    }
    if contains(text, "websocket") {
        let mut said = WsFailure::unknown();
        said.error.put("mixed-content");
        said.status.put_absent();
        url::put_known(&mut said.page, line.all, by);
        return line.add(sink, said);
    }
    // Where the addresses were masked, the words alone tell.
    let mut said = HttpFailure::unknown();
    url::put_known(&mut said.url, line.all, url::first_of(text, &["http"]));
    said.status.put_absent();
    said.error.put("mixed-content");
    url::put_known(&mut said.page, line.all, by);
    line.add(sink, said);
}

/// A Content-Security-Policy refused the connection.
pub fn csp(line: Line, sink: &mut Sink) {
    let text = line.text;
    let directive = ["directive: ", "directive:"].iter().find_map(|words| quoted_after(text, words));
    let connects =
        contains(text, "connect-src") || contains(text, "refused to connect") || contains(text, "connecting to ");
    // The first URL is what was refused; the others are the policy's.
    let Some(target) = url::first(text) else { return };
    let loads = contains(text, "refused to ") && !contains(text, "refused to connect");
    let socket = target.scheme.to_ascii_lowercase().starts_with("ws");
    let connects = !loads && connects || socket;
    if !connects {
        return;
    }
    let library = url::library(target.whole);
    if socket || library.is_some() {
        let mut said = WsFailure::unknown();
        url::put(&mut said.url, line.all, &target);
        said.error.put("csp");
        said.status.put_absent();
        said.reason.put_known(directive);
        said.library.put_known(library);
        return line.add(sink, said);
    }
    let mut said = HttpFailure::unknown();
    url::put(&mut said.url, line.all, &target);
    said.status.put_absent();
    said.error.put("csp");
    said.detail.put_known(directive);
    line.add(sink, said);
}

/// Vite prints below its message where the browser is and where the socket goes:
/// `(browser) app.example.com/ <--[HTTP]--> localhost:5173/ (server)`.
fn vite_setup(line: Line, sink: &mut Sink) {
    let start = line.span().end as usize;
    for setup in line.all.get(start..).unwrap_or("").lines().take(8) {
        let Some(from) = setup.find("(browser)").map(|at| at + "(browser)".len()) else { continue };
        let Some(arrow) = setup.find("<--[") else { continue };
        let Some(place) = setup.get(from..arrow).map(str::trim).filter(|place| !place.is_empty()) else { continue };
        let scheme = if setup.contains("<--[HTTP]") { "http" } else { "ws" };
        let written = format!("{scheme}://{place}");
        let Some(parts) = url::split(&written) else { continue };
        // The text has no scheme: the parts have places in `written`, not in the console.
        let span = span_in(line.all, setup);
        if scheme == "http" {
            let mut said = PageAddress::unknown();
            url::put_elsewhere(&mut said.url, &parts);
            // http or https: Vite does not say.
            said.url.scheme.put_field(Field::Unknown);
            if parts.port.is_none() {
                said.url.port.put_field(Field::Unknown);
            }
            sink.add(span, said);
        } else {
            let mut said = WsFailure::unknown();
            url::put_elsewhere(&mut said.url, &parts);
            said.library.put("vite");
            sink.add(span, said);
        }
    }
}
