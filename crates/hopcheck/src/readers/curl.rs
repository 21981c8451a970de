//! HTTP exchanges: `curl -v`, `curl -i`, `wget -S`, raw requests and answers, and the error pages that servers write.

use super::redirect::{self, Asked};
use super::{Sink, url};
use crate::facts::Field;
use crate::facts::context::Environment;
use crate::facts::http::HttpExchange;
use crate::facts::websocket::{PageAddress, WsFailure};
use crate::intake::Artifact;
use crate::text::{Span, span_in};

/// What the client was asked to do, until the next command or request.
#[derive(Default)]
struct Request<'t> {
    asked: Asked<'t>,
    method: Option<&'t str>,
    upgrade: bool,
}

/// An answer that is being read.
struct Answer<'t> {
    exchange: Box<HttpExchange>,
    span: Span,
    server: Option<&'t str>,
    location: Option<&'t str>,
    origins: u32,
    /// True where other headers of it were seen.
    headers: bool,
}

/// curl's exit codes (curl(1), section EXIT CODES) and what they mean here.
const CURL_CODES: &[(u32, &str)] = &[
    (6, "name-not-resolved"),
    (7, "refused"),
    (28, "timed-out"),
    (35, "tls"),
    (51, "tls"),
    (52, "empty-reply"),
    (56, "reset"),
    (60, "tls"),
];

/// Reads exchanges.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let all = artifact.text.as_str();
    let mut request = Request::default();
    let mut answer: Option<Answer> = None;
    let mut any = false;
    for line in all.lines() {
        let bare = line.trim_start_matches(['<', '>', '*', '|']).trim();
        let sent = line.trim_start().starts_with('>');
        if is_command(bare) {
            finish(answer.take(), &mut request, all, sink);
            let asked = Asked { url: command_url(bare), ..Asked::default() };
            request = Request { asked, method: command_method(bare), upgrade: asks_upgrade(bare) };
            sink.understood(span_in(all, line));
        } else if let Some((method, target)) = request_line(bare) {
            finish(answer.take(), &mut request, all, sink);
            // curl -v repeats as a request what its command line said.
            let url = url::split(target).or(request.asked.url);
            let asked = Asked { url, target: Some(target), host: None, ..request.asked };
            request = Request { asked, method: Some(method), upgrade: false };
            sink.understood(span_in(all, line));
        } else if let Some((version, status)) = status_line(bare) {
            finish(answer.take(), &mut request, all, sink);
            any = true;
            let mut exchange = exchange(Some(status), &request, all);
            exchange.version.put(version);
            answer = Some(Answer::at(exchange, span_in(all, line)));
        } else if let Some((name, value)) = bare.split_once(':').filter(|(name, _)| is_header_name(name.trim_end())) {
            let name = name.trim_end();
            // The headers of an answer without its first line.
            if answer.is_none() && !sent && name.eq_ignore_ascii_case("access-control-allow-origin") {
                any = true;
                answer = Some(Answer::at(exchange(None, &request, all), span_in(all, line)));
            }
            header(name, value.trim(), sent, &mut request, &mut answer, all, sink);
            sink.understood(span_in(all, line));
        } else if let Some(failed) = failure(bare) {
            any = true;
            finish(answer.take(), &mut request, all, sink);
            let mut said = exchange(None, &request, all);
            said.status.put_absent();
            said.failure.put(failed);
            sink.add(span_in(all, line), said);
        } else if asks_upgrade(bare) {
            request.upgrade = true;
        } else if line.starts_with("* SSL connection using") || line.starts_with("* TLSv1") {
            request.asked.tls = true;
        } else if answer.is_none()
            && request.asked.url.is_some()
            && !any
            && let Some(status) = reason_line(bare)
        {
            any = true;
            sink.add(span_in(all, line), exchange(Some(status), &request, all));
        }
    }
    finish(answer, &mut request, all, sink);
    error_page(all, any, sink);
    sink.understood_all();
}

fn exchange(status: Option<u32>, request: &Request, all: &str) -> Box<HttpExchange> {
    let mut fact = HttpExchange::unknown();
    url::put_known(&mut fact.url, all, request.asked.url);
    fact.method.put_known(request.method);
    fact.status.put_known(status);
    fact
}

impl Answer<'_> {
    fn at(exchange: Box<HttpExchange>, span: Span) -> Self {
        Answer { exchange, span, server: None, location: None, origins: 0, headers: false }
    }
}

/// Adds the exchange, and the failure of a handshake where one was asked for and refused.
fn finish<'t>(answer: Option<Answer<'t>>, request: &mut Request<'t>, all: &'t str, sink: &mut Sink) {
    let Some(Answer { mut exchange, span, server, location, origins, headers }) = answer else { return };
    exchange.allow_origins.put_field(match (origins, headers) {
        (0, true) => Field::Absent,
        (0, false) => Field::Unknown,
        (count, _) => Field::set(count),
    });
    if let Some(location) = location {
        exchange.to_itself.put_known(redirect::to_itself(&request.asked, location));
        url::put_known(&mut exchange.leads_to, all, url::split(location));
        // What comes next without a command or request of its own is the answer there.
        request.asked = Asked { url: url::split(location), ..request.asked };
    }
    exchange.upgrade_asked.put(request.upgrade);
    exchange.server.put_known(server);
    if let Some(version) = server.and_then(|server| server.strip_prefix("nginx/")) {
        let version = version.split_whitespace().next().unwrap_or(version);
        let mut said = Environment::unknown();
        said.about.put("nginx-version");
        said.value.put(version);
        sink.add(span, said);
    }
    let status = exchange.status.get().copied().unwrap_or(0);
    // HTTP/2 has no Upgrade (RFC 9113 section 8.6): a plain 200, 400, 404 or 426 over it says nothing about the handshake.
    let telling = exchange.version.get().is_none_or(|version| !version.starts_with('2') && !version.starts_with('3'))
        || matches!(status, 300..=399 | 401 | 403 | 500..=599);
    if request.upgrade && status != 101 && telling {
        let library = exchange.url.whole.get().and_then(|whole| url::library(whole));
        let mut said = WsFailure::unknown();
        said.url = exchange.url.clone();
        said.status.put(status);
        said.client.put("curl");
        said.library.put_known(library);
        sink.add(span, said);
    }
    sink.add(span, exchange);
}

fn is_command(line: &str) -> bool {
    let line = line.trim_start_matches(['$', '#', '%', ' ']);
    ["curl ", "wget ", "wscat ", "websocat ", "http "].iter().any(|program| line.starts_with(program))
}

fn command_url(line: &str) -> Option<url::Parts<'_>> {
    // The Origin and Referer among the arguments are no targets; the target is the last URL.
    let mut found = None;
    for word in line.split_whitespace() {
        let word = word.trim_matches(['\'', '"']);
        if let Some(parts) = url::split(word) {
            found = Some(parts);
        }
    }
    found
}

fn command_method(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    words.find(|word| *word == "-X" || *word == "--request")?;
    words.next()
}

fn asks_upgrade(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    lower.contains("upgrade: websocket")
        || lower.contains("sec-websocket-key")
        || lower.starts_with("wscat ")
        || lower.starts_with("websocat ")
}

/// `GET /ws/ HTTP/1.1`.
fn request_line(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split_whitespace();
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    let fits = method.len() >= 3 && method.bytes().all(|b| b.is_ascii_uppercase()) && version.starts_with("HTTP/");
    (fits && words.next().is_none()).then_some((method, target))
}

/// `HTTP/1.1 502 Bad Gateway`.
fn status_line(line: &str) -> Option<(&str, u32)> {
    let rest = line.strip_prefix("HTTP/")?;
    let mut words = rest.split_whitespace();
    let version = words.next()?;
    let status = words.next()?.parse().ok().filter(|status| (100..600).contains(status))?;
    Some((version, status))
}

/// `400 Bad Request`, as a client prints it that shows no headers, or a bare status of `curl -w '%{http_code}'`.
fn reason_line(line: &str) -> Option<u32> {
    let (digits, reason) = line.split_once(' ').unwrap_or((line, ""));
    let status = digits.parse().ok().filter(|status| (100..600).contains(status) && digits.len() == 3)?;
    let words = reason.len() <= 40 && reason.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ' || b == b'-');
    (words && (reason.is_empty() || reason.starts_with(|c: char| c.is_ascii_uppercase()))).then_some(status)
}

fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn header<'t>(
    name: &str,
    value: &'t str,
    sent: bool,
    request: &mut Request<'t>,
    answer: &mut Option<Answer<'t>>,
    all: &str,
    sink: &mut Sink,
) {
    let is = |want: &str| name.eq_ignore_ascii_case(want);
    match answer {
        Some(answer) if !sent => {
            answer.headers = true;
            if is("server") {
                answer.server = Some(value);
            } else if is("access-control-allow-origin") {
                answer.origins += 1;
            } else if is("location") {
                answer.location = Some(value);
                answer.exchange.location.put_part(all, value);
            } else if is("content-type") {
                answer.exchange.content_type.put(value);
            }
        }
        _ => {
            if is("upgrade") && value.eq_ignore_ascii_case("websocket") || is("sec-websocket-key") {
                request.upgrade = true;
            } else if is("host") {
                request.asked.host = Some(value);
            } else if is("origin")
                && let Some(parts) = url::first(value)
            {
                let mut said = PageAddress::unknown();
                url::put(&mut said.url, all, &parts);
                sink.add(span_in(all, value), said);
            }
        }
    }
}

/// What curl or wget says where no answer came.
fn failure(line: &str) -> Option<&'static str> {
    if let Some(rest) = line.strip_prefix("curl: (") {
        let code: u32 = rest.split(')').next()?.parse().ok()?;
        // 7 stands for every failed connect; its words tell which.
        let known = CURL_CODES.iter().find(|(known, _)| *known == code).map(|(_, failure)| *failure);
        return if code == 7 && !line.to_ascii_lowercase().contains("refused") { None } else { known };
    }
    let lower = line.to_ascii_lowercase();
    (lower.starts_with("failed: connection refused") || lower.ends_with("failed: connection refused."))
        .then_some("refused")
}

/// `504 Gateway Time-out nginx/1.26.2`: the same page as a browser shows it, copied as text.
fn plain_page(all: &str, answered: bool, sink: &mut Sink) {
    const REASONS: [&str; 4] =
        ["502 Bad Gateway", "503 Service Temporarily Unavailable", "504 Gateway Time-out", "500 Internal Server Error"];
    let page = all.lines().find(|line| REASONS.iter().any(|reason| line.trim_start().starts_with(reason)));
    let (Some(line), Some(at), false) = (page, all.find("nginx/"), answered) else { return };
    let version: &str = all[at..].split(|c: char| c.is_whitespace() || c == '<').next().unwrap_or("nginx");
    let mut said = HttpExchange::unknown();
    said.status.put_known(line.trim_start()[..3].parse::<u32>().ok());
    said.server.put(version);
    sink.add(span_in(all, line), said);
}

/// `<title>502 Bad Gateway</title>` and `<center>nginx/1.18.0</center>`: a page that a server wrote itself.
fn error_page(all: &str, answered: bool, sink: &mut Sink) {
    let Some(at) = all.find("<title>") else { return plain_page(all, answered, sink) };
    let title = &all[at + "<title>".len()..];
    let title = title[..title.find('<').unwrap_or(title.len())].trim();
    let Some(status) =
        title.get(..3).and_then(|digits| digits.parse::<u32>().ok()).filter(|status| (300..600).contains(status))
    else {
        return;
    };
    let footer = all[at..].rmatch_indices("<center>").next().map(|(from, _)| &all[at + from + "<center>".len()..]);
    let server = footer.map(|rest| rest[..rest.find('<').unwrap_or(rest.len())].trim()).filter(|name| !name.is_empty());
    let server = server.filter(|name| !name.starts_with(|c: char| c.is_ascii_digit()));
    if !answered {
        let mut said = HttpExchange::unknown();
        said.status.put(status);
        said.server.put_known(server);
        said.failure.put_known(title.contains("plain HTTP request was sent to HTTPS port").then_some("plain-to-https"));
        sink.add(span_in(all, title), said);
    }
    if let Some(version) = server.and_then(|server| server.strip_prefix("nginx/")) {
        let mut said = Environment::unknown();
        said.about.put("nginx-version");
        said.value.put(version);
        sink.add(span_in(all, version), said);
    }
}
