//! What an application says about handshakes that it did not take.

use super::{Line, Sink, contains};
use crate::facts::http::AccessEntry;
use crate::facts::server::ProcessEvent;

/// One line of the application.
pub fn read(line: Line, sink: &mut Sink) {
    let text = line.text;
    if contains(text, "gevent-websocket server") {
        // Flask-SocketIO and python-engineio raise this under gunicorn's plain gevent worker.
        return event(line, "websocket-not-served", Some("gunicorn"), sink);
    }
    if contains(text, "invalid host/origin header") {
        // webpack-dev-server compares the Host and Origin headers with its allowedHosts.
        return event(line, "origin-rejected", Some("webpack-dev-server"), sink);
    }
    if let Some(path) = super::quoted_after(text, "No route found for path") {
        // Channels' URLRouter; it prints the path without its first slash.
        let mut said = ProcessEvent::unknown();
        said.event.put("no-websocket-route");
        said.program.put("channels");
        said.detail.put_part(line.all, path);
        return line.add(sink, said);
    }
    let speaks_of_credentials = ["token", "credential", "session", "unauthor", "authentication failed"];
    if contains(text, "websocket") && speaks_of_credentials.iter().any(|word| contains(text, word)) {
        return event(line, "websocket-auth-rejected", None, sink);
    }
    not_found(line, sink);
}

fn event(line: Line, what: &str, program: Option<&str>, sink: &mut Sink) {
    let mut said = ProcessEvent::unknown();
    said.event.put(what);
    said.program.put_known(program);
    said.detail.put(line.text.trim());
    line.add(sink, said);
}

/// Django's `Not Found: /ws/chat/` (django.request), Rails' and Express' words for the same, which stand for a 404.
fn not_found(line: Line, sink: &mut Sink) {
    let lower = line.text.to_ascii_lowercase();
    // Rails quotes the path; Express has it in its page.
    let rails = lower.find("no route matches [get] \"/").map(|at| at + "no route matches [get] \"".len());
    let Some(at) = lower
        .find("not found: /")
        .map(|at| at + 11)
        .or_else(|| lower.find("not found /").map(|at| at + 10))
        .or(rails)
        .or_else(|| lower.find("cannot get /").map(|at| at + 11))
    else {
        return;
    };
    let path = line.text[at..].split([' ', '?', '"', '\'']).next().unwrap_or("");
    let mut said = AccessEntry::unknown();
    said.path.put_part(line.all, path);
    said.status.put(404u32);
    line.add(sink, said);
}
