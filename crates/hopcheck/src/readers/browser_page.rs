//! What browsers and clients show in place of a page, in whatever text it was retold: a sentence, a title, a copied page.

use super::Sink;
use crate::facts::http::HttpFailure;
use crate::intake::{Artifact, Kind};
use crate::text::span_in;

/// Phrases in lower case, and the browser's own name for the error: Chrome's page, Firefox's, Safari's, curl's (exit code
/// 47), Python requests', and how people say it.
const PHRASES: &[(&str, &str)] = &[
    ("err_connection_refused", "ERR_CONNECTION_REFUSED"),
    ("err_too_many_redirects", "ERR_TOO_MANY_REDIRECTS"),
    ("redirected you too many times", "ERR_TOO_MANY_REDIRECTS"),
    ("redirecting in a way that will never complete", "ERR_TOO_MANY_REDIRECTS"),
    ("redirecting the request for this address in a way that will never complete", "ERR_TOO_MANY_REDIRECTS"),
    ("isn't redirecting properly", "ERR_TOO_MANY_REDIRECTS"),
    ("too many redirects", "ERR_TOO_MANY_REDIRECTS"),
    ("redirects followed", "ERR_TOO_MANY_REDIRECTS"),
    ("redirect loop", "ERR_TOO_MANY_REDIRECTS"),
    ("redirection loop", "ERR_TOO_MANY_REDIRECTS"),
    ("infinite redirect", "ERR_TOO_MANY_REDIRECTS"),
    ("endless redirect", "ERR_TOO_MANY_REDIRECTS"),
];

/// "502 Bad Gateway", "I get a 502": the status alone, in a sentence or as a line of its own.
fn bad_gateway(artifact: &Artifact, sink: &mut Sink) {
    let text = artifact.text.as_str();
    let retold = matches!(artifact.kind, Kind::Prose | Kind::Unknown) || text.trim().lines().count() == 1;
    let is_status = |line: &&str| line.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "502");
    if let Some(line) = retold.then(|| text.lines().find(is_status)).flatten()
        && !line.contains("HTTP/")
    {
        let mut said = HttpFailure::unknown();
        said.status.put(502u32);
        sink.add(span_in(text, line.trim()), said);
    }
}

/// Adds each error once, where the console's reader has not said it.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    if matches!(artifact.kind, Kind::NginxErrorLog | Kind::NginxConfig | Kind::AccessLog) {
        return;
    }
    if matches!(artifact.kind, Kind::Prose | Kind::Unknown | Kind::Curl) {
        bad_gateway(artifact, sink);
    }
    let text = artifact.text.as_str();
    let mut said: Vec<&str> = Vec::new();
    for line in text.lines() {
        let lower = line.to_ascii_lowercase();
        let found = PHRASES.iter().find(|(phrase, _)| lower.contains(phrase)).map(|(_, error)| *error);
        let Some(error) = found.filter(|error| !said.contains(error) && !lower.contains("net::err_")) else { continue };
        said.push(error);
        let mut said = HttpFailure::unknown();
        said.status.put_absent();
        said.error.put(error);
        sink.add(span_in(text, line.trim()), said);
    }
}
