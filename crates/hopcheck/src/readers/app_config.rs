//! Application servers' own settings: gunicorn.conf.py and uwsgi.ini.

use super::Sink;
use super::python_call::{Value, first_assignment};
use super::settings_lines::{Setting, settings};
use super::start_command::{Origin, bind, listener, uwsgi};
use super::words::Word;
use crate::facts::Field;
use crate::facts::server::AppServer;
use crate::intake::Artifact;
use crate::text::{Span, span_in};

/// Reads it.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = &artifact.text;
    sink.understood_all();
    let yaml = text.lines().any(|line| line.trim_end() == "uwsgi:");
    let all = if text.contains("<uwsgi>") { tags(text) } else { settings(text, if yaml { &[':'] } else { &['='] }) };
    let is_uwsgi = yaml
        || artifact.name.contains("uwsgi")
        || all.iter().any(|one| {
            one.section == "uwsgi"
                || matches!(one.name, "http-socket" | "chmod-socket" | "uwsgi-socket" | "buffer-size")
        });
    if is_uwsgi {
        let pairs: Vec<(String, Word)> =
            all.iter().map(|one| (one.name.to_owned(), Word::at(one.value, one.at.start as usize))).collect();
        if !pairs.is_empty() {
            // A fragment without its section may have more settings around it.
            let fragment = !yaml && !all.iter().any(|one| one.section == "uwsgi");
            uwsgi::add(
                sink,
                &pairs,
                Span::new(0, text.len()),
                &Origin { source: "settings", service: Field::Unknown },
                fragment,
            );
        }
        return;
    }
    gunicorn(text, sink);
}

/// `<socket>127.0.0.1:3031</socket>`, one a line: uWSGI's XML.
fn tags(text: &str) -> Vec<Setting<'_>> {
    let one = |line| {
        let inside = str::trim(line).strip_prefix('<')?;
        let (name, rest) = inside.split_once('>')?;
        let value = rest.split_once("</").map_or(rest, |(value, _)| value).trim();
        let (name, flag) = name.strip_suffix('/').map_or((name, false), |name| (name, true));
        (flag || rest.contains("</")).then(|| Setting {
            name: name.trim(),
            value: if flag { "true" } else { value },
            at: span_in(text, value),
            line: span_in(text, line),
            section: "uwsgi",
        })
    };
    text.lines().filter_map(one).collect()
}

/// gunicorn's settings file is Python; what is literal there counts (gunicorn documentation, "Settings").
fn gunicorn(text: &str, sink: &mut Sink) {
    let value = |name: &str| first_assignment(text, name).map(|span| (span, Value::read(text, span)));
    let number = |name: &str| match value(name) {
        Some((_, Value::Literal(text, span))) => text.parse::<u32>().ok().map(|n| Field::Set(n, Some(span))),
        _ => None,
    };
    let binds = first_assignment(text, "bind").map(|span| addresses(text, span)).unwrap_or_default();
    let class = match value("worker_class") {
        Some((_, Value::Literal(text, span))) => Field::Set(text, Some(span)),
        _ => Field::Unknown,
    };
    let (workers, timeout) = (number("workers"), number("timeout"));
    if binds.is_empty() && class == Field::Unknown && workers.is_none() && timeout.is_none() {
        return;
    }
    let mut server = AppServer::unknown();
    server.program.put("gunicorn");
    server.interface.put(if class.get().is_some_and(|class| class.contains("uvicorn")) { "asgi" } else { "wsgi" });
    server.development.put(false);
    server.worker_class.put_field(class);
    server.workers.put_field(workers.unwrap_or_default());
    server
        .timeout
        .put_field(timeout.map_or(Field::Unknown, |n| Field::Set(f64::from(*n.get().unwrap_or(&0)), n.span())));
    server.source.put("settings");
    server.protocol.put("http");
    let whole = Span::new(0, text.len());
    for word in &binds {
        let one = bind::bind(word);
        if server.host == Field::Unknown && server.socket == Field::Unknown {
            bind::put(&mut server, one.clone());
        }
        if (one.host.get().is_some() && one.port.get().is_some()) || one.socket.get().is_some() {
            let line = word.span().unwrap_or(whole);
            sink.add(line, listener(&server, one, "config"));
        }
    }
    let span = binds.first().and_then(Word::span).unwrap_or(whole);
    sink.add(span, server);
}

/// The addresses of `bind = "…"`, of a list of them, or with a variable in an f-string.
fn addresses(text: &str, span: Span) -> Vec<Word> {
    let inside = span.of(text);
    let mut words = Vec::new();
    let mut rest = inside;
    while let Some(open) = rest.find(['"', '\'']) {
        let quote = &rest[open..=open];
        let body = &rest[open + 1..];
        let Some(close) = body.find(quote) else { break };
        let address = &body[..close];
        if address.contains(['{', '%']) || inside.contains("environ") || inside.contains("getenv") {
            break;
        }
        words.push(Word::at(address, crate::text::span_in(text, address).start as usize));
        rest = &body[close + 1..];
    }
    words
}

#[cfg(test)]
mod tests {
    use crate::facts::{Store, Value};
    use crate::intake::Kind;

    fn read(text: &str) -> Store {
        crate::readers::read(&[crate::readers::testing::artifact(Kind::AppConfig, "", text)]).store
    }

    fn of(store: &Store, kind: &str, path: &str) -> Value {
        store.get(store.of_kind(kind)[0]).look(path).unwrap().0
    }

    #[test]
    fn gunicorn_settings() {
        let store = read("import os\nbind = \"127.0.0.1:8000\"\nworkers = 4\ntimeout = 120\n");
        assert_eq!(of(&store, "listener", "host"), Value::Host("127.0.0.1".into()));
        assert_eq!(of(&store, "app-server", "timeout"), Value::Number(120.0));
        let store = read("bind = f\"0.0.0.0:{os.environ['PORT']}\"\nworkers = 2\n");
        assert!(store.of_kind("listener").is_empty());
        assert_eq!(of(&store, "app-server", "host"), Value::Unknown);
    }

    #[test]
    fn uwsgi_settings() {
        let store = read("[uwsgi]\nmodule = shop.wsgi\nsocket = 127.0.0.1:3031\nharakiri = 30\n");
        assert_eq!(of(&store, "listener", "protocol"), Value::Word("uwsgi".into()));
        assert_eq!(of(&store, "app-server", "timeout"), Value::Number(30.0));
        assert_eq!(of(&store, "app-server", "socket_mode"), Value::Absent);
        let store = read("[uwsgi]\nsocket = 127.0.0.1:3031\nprotocol = http\n");
        assert_eq!(of(&store, "listener", "protocol"), Value::Word("http".into()));
    }
}
