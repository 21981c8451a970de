//! The Network tab's account of a handshake, and addresses of pages: texts that a reader copies on being asked.

use super::{Sink, url};
use crate::facts::http::HttpExchange;
use crate::facts::websocket::{PageAddress, WsFailure};
use crate::intake::Artifact;
use crate::text::{Span, span_in};

/// Reads a handshake: `Request URL: wss://…`, `Status Code: 400 Bad Request`, `Origin: …`, or just a status.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let all = artifact.text.as_str();
    let target = url::first_ws(all).or_else(|| labelled(all, &["request url", "url"]));
    let status = all.lines().find_map(|line| status(line).map(|status| (line, status)));
    let server = header(all, "server");
    if let Some(origin) = header(all, "origin").and_then(url::first) {
        let mut said = PageAddress::unknown();
        url::put(&mut said.url, all, &origin);
        sink.add(span_in(all, origin.whole), said);
    }
    sink.understood_all();
    let Some((line, status)) = status else { return };
    let span = span_in(all, line);
    let mut exchange = HttpExchange::unknown();
    url::put_known(&mut exchange.url, all, target);
    exchange.status.put(status);
    exchange.server.put_known(server);
    exchange.upgrade_asked.put(true);
    exchange.location.put_known(header(all, "location"));
    exchange.content_type.put_known(header(all, "content-type"));
    sink.add(span, exchange);
    if status != 101 {
        let library = target.and_then(|parts| url::library(parts.whole));
        let mut said = WsFailure::unknown();
        url::put_known(&mut said.url, all, target);
        said.status.put(status);
        said.library.put_known(library);
        sink.add(span, said);
    }
}

/// Reads the address of the page.
pub fn page_address(artifact: &Artifact, sink: &mut Sink) {
    let all = artifact.text.as_str();
    for line in all.lines() {
        if let Some(parts) = url::first_of(line, &["https", "http"]) {
            let mut said = PageAddress::unknown();
            url::put(&mut said.url, all, &parts);
            sink.add(span_in(all, line), said);
        }
    }
}

/// The value of a header or label at the start of a line.
pub(super) fn header<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.lines().find_map(|line| {
        let line = line.trim_start_matches(['<', '>', '*', ' ', '\t']);
        let (label, value) = line.split_once(':')?;
        label.trim().eq_ignore_ascii_case(name).then(|| value.trim()).filter(|value| !value.is_empty())
    })
}

fn labelled<'t>(text: &'t str, names: &[&str]) -> Option<url::Parts<'t>> {
    names.iter().find_map(|name| header(text, name)).and_then(url::first)
}

/// The first three-digit status of a line that speaks of one, or that is nothing but one.
fn status(line: &str) -> Option<u32> {
    let valid = |status: &u32| (100..600).contains(status);
    let lower = line.to_ascii_lowercase();
    let from =
        ["status code", "status", "http/", "code"].iter().find_map(|word| lower.find(word).map(|at| at + word.len()));
    let number = |text: &str| {
        text.split(|c: char| !c.is_ascii_alphanumeric())
            .find_map(|word| (word.len() == 3).then(|| word.parse::<u32>().ok()).flatten().filter(valid))
    };
    match from {
        Some(from) => number(&line[from..]),
        // A row of the Network tab: the path, the status, the type.
        None if lower.contains("websocket") || lower.trim().len() <= 40 => {
            let span = url::first(line).map_or(Span::new(0, 0), |parts| span_in(line, parts.whole));
            number(line.get(..span.start as usize)?).or_else(|| number(line.get(span.end as usize..)?))
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::status;

    #[test]
    fn statuses() {
        assert_eq!(status("Status Code: 400 Bad Request"), Some(400));
        assert_eq!(status("HTTP/1.1 403 Forbidden"), Some(403));
        assert_eq!(status("wss://a.example:8000/ws/200/ 404 websocket"), Some(404));
        assert_eq!(status("404"), Some(404));
        assert_eq!(status("Sec-WebSocket-Version: 13"), None);
    }
}
