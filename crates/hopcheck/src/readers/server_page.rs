//! The pages that nginx writes itself (`ngx_http_special_response.c`) and the one it is shipped with, in whatever text
//! they were pasted: an answer's body, a client's message, a sentence.

use super::Sink;
use crate::facts::http::ServerPage;
use crate::intake::{Artifact, Kind};
use crate::text::span_in;

/// What a page says, and what that means; the more particular first.
const PAGES: &[(&str, &str)] = &[
    ("The plain HTTP request was sent to HTTPS port", "plain-to-https"),
    // Go's net/http, Apache httpd and Tomcat say the same in their own words.
    ("Client sent an HTTP request to an HTTPS server", "plain-to-backend-tls"),
    ("speaking plain HTTP to an SSL-enabled server port", "plain-to-backend-tls"),
    ("This combination of host and port requires TLS", "plain-to-backend-tls"),
    ("Request Header Or Cookie Too Large", "header-too-large"),
    ("431 Request Header Fields Too Large", "header-too-large"),
    ("413 Request Entity Too Large", "body-too-large"),
    ("413 Payload Too Large", "body-too-large"),
    ("413 Content Too Large", "body-too-large"),
    ("414 Request-URI Too Large", "uri-too-large"),
    ("Welcome to nginx!", "welcome"),
    ("Welcome to nginx on ", "welcome"),
    ("Welcome to <strong>nginx</strong> on ", "welcome"),
    ("Test Page for the Nginx HTTP Server", "welcome"),
    ("Welcome to OpenResty!", "welcome"),
    ("default backend - 404", "no-default-backend"),
    ("Kubernetes Ingress Controller Fake Certificate", "fake-certificate"),
    ("403 Forbidden", "forbidden"),
    ("524: A timeout occurred", "edge-timeout"),
    ("Error 524", "edge-timeout"),
    ("524 Origin Time-out", "edge-timeout"),
    ("404 Not Found", "not-found"),
    ("400 Bad Request", "bad-request"),
    ("502 Bad Gateway", "bad-gateway"),
    ("504 Gateway Time-out", "gateway-timeout"),
    ("503 Service Temporarily Unavailable", "unavailable"),
];

/// What PHP-FPM answers by itself (`sapi/fpm/fpm/fpm_main.c`), each a whole line and the whole body: the script is not there, or
/// its name does not end as `security.limit_extensions` wants it.
const WHOLE_LINES: &[(&str, &str)] = &[("File not found.", "script-not-found"), ("Access denied.", "script-refused")];

/// Adds each page that the text shows, once.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    if matches!(artifact.kind, Kind::NginxErrorLog | Kind::NginxConfig | Kind::AccessLog) {
        return;
    }
    let text = artifact.text.as_str();
    for (title, says) in WHOLE_LINES {
        let Some(line) = text.lines().map(str::trim).find(|line| line == title) else { continue };
        let mut said = ServerPage::unknown();
        said.says.put(*says);
        said.title.put_at(*title, span_in(text, line));
        said.server.put_absent();
        sink.add(span_in(text, line), said);
    }
    for (title, says) in PAGES {
        let Some(at) = text.find(title) else { continue };
        let shown = &text[at..at + title.len()];
        let mut said = ServerPage::unknown();
        said.says.put(*says);
        said.title.put_at(*title, span_in(text, shown));
        said.server.put_known(footer(&text[at..]));
        sink.add(span_in(text, shown), said);
    }
}

/// `<hr><center>nginx/1.22.1</center>` below the title, or the same line as a browser shows it: who wrote the page.
fn footer(page: &str) -> Option<String> {
    let copied = || {
        let shown = page.lines().skip(1).take(4).map(str::trim);
        shown.into_iter().find(|line| {
            ["nginx", "openresty", "Tengine"].iter().any(|name| {
                line.strip_prefix(name)
                    .is_some_and(|rest| rest.is_empty() || (rest.starts_with('/') && !rest.contains(' ')))
            })
        })
    };
    let name = match page.split_once("<hr><center>") {
        Some((_, rest)) => rest.split('<').next()?.trim(),
        None => copied()?,
    };
    (!name.is_empty() && name.len() < 64).then(|| name.to_owned())
}
