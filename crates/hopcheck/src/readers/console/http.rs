//! What browsers say about ordinary requests: failed ones, and those that the same-origin policy keeps from the page.

use super::{Line, Sink, contains, page, signs};
use crate::facts::http::{HttpFailure, Url};
use crate::facts::websocket::WsFailure;
use crate::readers::url;
use crate::text::{Decimal, span_in};

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Phrases of a CORS refusal and what they mean; the first that fits.
const CORS_DETAILS: &[(&str, &str)] = &[
    ("multiple values", "multiple-values"),
    ("multiple cors header", "multiple-values"),
    ("credential is not supported", "wildcard-credentials"),
    ("must not be the wildcard", "wildcard-credentials"),
    ("redirect is not allowed for a preflight", "preflight-redirect"),
    ("preflight is invalid (redirect)", "preflight-redirect"),
    ("preflight has invalid http status", "preflight-status"),
    ("does not have http ok status", "preflight-status"),
    ("preflight response is not successful", "preflight-status"),
    ("preflight channel did not succeed", "preflight-status"),
    ("is not allowed by access-control-allow-headers", "header-not-allowed"),
    ("access-control-allow-headers", "header-not-allowed"),
    ("access-control-allow-methods", "method-not-allowed"),
    ("that is not equal to the supplied origin", "origin-mismatch"),
    ("does not match", "origin-mismatch"),
    ("cors request did not succeed", "no-answer"),
    ("no 'access-control-allow-origin'", "missing"),
    ("access-control-allow-origin\u{2019} missing", "missing"),
    ("access-control-allow-origin' missing", "missing"),
    ("header is present on the requested resource", "missing"),
];

/// A request blocked for want of CORS headers, or for too many of them.
pub fn cors(line: Line, sink: &mut Sink) {
    let text = line.text;
    let lower = text.to_ascii_lowercase();
    let Some(target) = url::first(text) else {
        // A wrapped or quoted header without the request it belongs to says nothing by itself.
        return;
    };
    let after = &text[span_in(text, target.whole).end as usize..];
    let origin = after.to_ascii_lowercase().find("origin").and_then(|_| url::first(after));
    let detail = CORS_DETAILS.iter().find(|(phrase, _)| lower.contains(phrase)).map(|(_, detail)| *detail);
    // Firefox in another language: the header's name stays, and what is missing of it is said in few words.
    let foreign = || {
        let absent =
            ["fehlt", "manqu", "falta", "mancante", "ausente", "ontbreekt", "отсутств", "缺少", "brakuj", "見つか"];
        (lower.contains("access-control-allow-origin") && absent.iter().any(|word| lower.contains(word)))
            .then_some("missing")
    };
    let Some(detail) = detail.or_else(foreign) else { return };
    let status = super::number_after(text, "status code")
        .or_else(|| super::number_after(text, "code d\u{2019}état"))
        .or_else(|| super::number_after(text, "statuscode"))
        .filter(|status| (100..600).contains(status) && *status != 200);
    if let Some(parts) = origin {
        page(line.all, parts, sink);
    }
    // An error of the edge or the server carries no CORS headers: there the status is the news.
    if let (Some(status), Some(library)) = (status, url::library(target.whole)) {
        let mut said = WsFailure::unknown();
        url::put(&mut said.url, line.all, &target);
        said.status.put(status);
        said.library.put(library);
        url::put_known(&mut said.page, line.all, origin);
        return line.add(sink, said);
    }
    let mut said = HttpFailure::unknown();
    url::put(&mut said.url, line.all, &target);
    said.status.put_known(status);
    said.error.put("cors");
    said.detail.put(detail);
    url::put_known(&mut said.page, line.all, origin);
    line.add(sink, said);
}

/// `POST https://… 502 (Bad Gateway)`, `GET … net::ERR_…`, `XHRGEThttps://… [HTTP/2 502 Bad Gateway 60034ms]`, `Failed to load resource: …`,
/// and client libraries' own words for a status.
pub fn read(line: Line, sink: &mut Sink) {
    let text = line.text;
    let target = url::first_of(text, &["https", "http", "wss", "ws"]);
    let error = signs::net_error(text).map(str::to_owned);
    let status = status(text).or_else(|| contains(text, "networkerror: ").then(|| signs::status(text)).flatten());
    if status.is_none() && error.is_none() {
        return;
    }
    // A broken stream is a failure although it began with 200.
    if error.is_none() && status.is_some_and(|status| status < 400) {
        return line.understood(sink);
    }
    let library = target.and_then(|parts| url::library(parts.whole));
    if library.is_some() || target.is_some_and(|parts| is_socket(line.all, parts)) {
        let mut said = WsFailure::unknown();
        put_address(&mut said.url, line, target);
        said.status.put_complete(status);
        said.error.put_known(error);
        said.library.put_known(library);
        return line.add(sink, said);
    }
    let mut said = HttpFailure::unknown();
    said.method.put_known(method(text));
    put_address(&mut said.url, line, target);
    said.status.put_complete(status);
    said.error.put_known(error);
    said.seconds.put_known(milliseconds(text).map(|ms| ms / 1000.0));
    line.add(sink, said);
}

/// True for a WebSocket's own URL, and for the http form of one that the console names as well: old Firefox prints both.
fn is_socket(all: &str, parts: url::Parts<'_>) -> bool {
    let scheme = parts.scheme.to_ascii_lowercase();
    let Some(rest) = parts.whole.get(parts.scheme.len()..) else { return false };
    scheme.starts_with("ws")
        || (parts.path.len() > 1 && all.contains(&format!("{}{rest}", scheme.replace("http", "ws"))))
}

fn method(text: &str) -> Option<&'static str> {
    let upper = text.trim_start().trim_start_matches("XHR");
    METHODS.into_iter().find(|method| upper.starts_with(method) || text.split_whitespace().any(|word| word == *method))
}

/// The status: in brackets' company at the end, after "status of" or "status code", or in Firefox's `[HTTP/2 502 …]`.
fn status(text: &str) -> Option<u32> {
    let valid = |status: &u32| (100..600).contains(status);
    if let Some(at) = text.find("[HTTP/") {
        let mut words = text[at..].split_whitespace();
        words.next();
        return words.next().and_then(|word| word.parse().ok()).filter(valid);
    }
    for words in ["status of", "status code", "status:"] {
        if let Some(status) = super::number_after(text, words).filter(valid) {
            return Some(status);
        }
    }
    // "502 (Bad Gateway)", "404 ()", and Python's "502 Server Error: Bad Gateway for url".
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let follows = words.peek().is_some_and(|next| next.starts_with('(') || *next == "Server" || *next == "Client");
        if word.len() == 3
            && follows
            && let Some(status) = word.parse().ok().filter(valid)
        {
            return Some(status);
        }
    }
    None
}

/// `… 60034ms]`: how long Firefox waited.
fn milliseconds(text: &str) -> Option<f64> {
    let before = text.trim_end().strip_suffix("ms]")?;
    before.rsplit(' ').next()?.decimal()
}

/// Fills in where the request went. Chrome's short form names only the last part of the path: `/api/chat:1 Failed to load resource: …`.
fn put_address(url: &mut Url, line: Line, target: Option<url::Parts<'_>>) {
    if let Some(parts) = target {
        return url::put(url, line.all, &parts);
    }
    let head = line.text.split_whitespace().next().unwrap_or("");
    let head = head.split_once(':').map_or(head, |(path, _)| path);
    let looks_like_path = !head.is_empty() && !contains(head, "failed") && (head.contains('/') || head.contains('.'));
    if looks_like_path {
        url.path.put_part(line.all, head);
        url.whole.put_part(line.all, head);
    }
}
