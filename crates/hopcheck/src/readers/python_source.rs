//! Python source that starts a server itself.

use super::Sink;
use super::python_call::{Call, Value, calls, first_assignment};
use crate::facts::server::{AppServer, Listener};
use crate::facts::{Field, Host};
use crate::intake::Artifact;
use crate::text::Span;

/// A call that starts a server: how it is written, and what it starts.
struct Starter {
    call: &'static str,
    program: &'static str,
    interface: &'static str,
    /// True for servers made for development only.
    development: bool,
    /// Positions of host and port among the arguments without name.
    positions: (usize, usize),
    /// True where the first argument is a pair `(host, port)`.
    pair: bool,
}

const fn starter(call: &'static str, program: &'static str, interface: &'static str, development: bool) -> Starter {
    // By name only: no such position.
    Starter { call, program, interface, development, positions: (99, 99), pair: false }
}

/// The calls we know. `app.run` is Flask's unless the source names another framework.
const STARTERS: &[Starter] = &[
    Starter { positions: (1, 2), ..starter("socketio.run", "flask-socketio", "wsgi", true) },
    Starter { positions: (0, 1), ..starter("app.run", "flask", "wsgi", true) },
    Starter { positions: (0, 1), ..starter("application.run", "flask", "wsgi", true) },
    starter("uvicorn.run", "uvicorn", "asgi", false),
    starter("web.run_app", "aiohttp", "asgi", false),
    starter("waitress.serve", "waitress", "wsgi", false),
    Starter { positions: (1, 2), ..starter("websockets.serve", "websockets", "asgi", false) },
    Starter { pair: true, ..starter("HTTPServer", "http.server", "wsgi", true) },
    Starter { pair: true, ..starter("TCPServer", "http.server", "wsgi", true) },
    Starter { pair: true, ..starter("WSGIServer", "gevent", "wsgi", false) },
    Starter { pair: true, ..starter("eventlet.listen", "eventlet", "wsgi", false) },
    Starter { positions: (0, 1), ..starter("make_server", "wsgiref", "wsgi", true) },
];

/// Reads it.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = &artifact.text;
    sink.understood_all();
    for starter in STARTERS {
        for call in calls(text, starter.call) {
            add(text, starter, &call, sink);
        }
    }
}

fn add(text: &str, starter: &Starter, call: &Call, sink: &mut Sink) {
    let (program, interface) = match starter.program {
        "flask" if text.contains("Quart(") => ("quart", "asgi"),
        "flask" if text.contains("Sanic(") => ("sanic", "asgi"),
        "flask" if text.contains("Bottle(") || text.contains("import bottle") => ("bottle", "wsgi"),
        "flask" if text.contains("Dash(") => ("dash", "wsgi"),
        _ => (starter.program, starter.interface),
    };
    let (host, port) = if starter.pair {
        let pair = call.arguments.first().filter(|one| one.name.is_none()).map(|one| pair(text, one.value));
        pair.unwrap_or((None, None))
    } else {
        (call.argument("host", starter.positions.0), call.argument("port", starter.positions.1))
    };
    // `**kwargs` or `*args` may say anything.
    let missing = call.starred;
    let host = value(text, host, missing);
    let port = value(text, port, missing);
    let mut server = AppServer::unknown();
    server.program.put(program);
    server.interface.put(interface);
    server.development.put(starter.development);
    server.source.put("source");
    server.protocol.put("http");
    server.command.put(call.span.of(text));
    server.target.put_known(
        call.arguments.first().filter(|one| one.name.is_none()).map(|one| one.value.of(text).trim_matches(['"', '\''])),
    );
    server.host.put_field(host.field());
    server.host_variable.put_field(host.variable.clone());
    server
        .host_fallback
        .put_field(host.fallback.map_or(Field::Absent, |(text, span)| Field::Set(Host(text), Some(span))));
    server.port.put_field(match host_port(&port.set) {
        Some((number, span)) => Field::Set(number, Some(span)),
        None if port.absent => Field::Absent,
        None => Field::Unknown,
    });
    server.port_text.put_absent();
    server.port_variable.put_field(port.variable.clone());
    server.port_fallback.put_field(match port.fallback.as_ref().and_then(|(text, _)| text.parse().ok()) {
        Some(number) => Field::Set(number, port.fallback.as_ref().map(|(_, span)| *span)),
        None => Field::Absent,
    });
    if server.host.get().is_some() && server.port.get().is_some() {
        let mut said = Listener::unknown();
        said.app.put_field(server.program.clone());
        said.host.put_field(server.host.clone());
        said.port.put_field(server.port.clone());
        said.socket.put_absent();
        said.protocol.put("http");
        said.by.put("source");
        sink.add(call.span, said);
    }
    sink.add(call.span, server);
}

fn host_port(set: &Option<(String, Span)>) -> Option<(u16, Span)> {
    set.as_ref().and_then(|(text, span)| Some((text.parse().ok()?, *span)))
}

/// The two halves of `("127.0.0.1", 8000)`.
fn pair(text: &str, span: Span) -> (Option<Span>, Option<Span>) {
    let inside = span.of(text);
    let inner = inside.trim().trim_start_matches('(').trim_end_matches(')');
    let Some((host, port)) = inner.split_once(',') else { return (None, None) };
    let at = |part: &str| Some(crate::text::span_in(text, part.trim()));
    (at(host), at(port))
}

/// What an argument says.
#[derive(Default)]
struct Said {
    set: Option<(String, Span)>,
    absent: bool,
    variable: Field<String>,
    fallback: Option<(String, Span)>,
}

impl Said {
    fn field(&self) -> Field<Host> {
        match &self.set {
            // Python's socket module takes "" for every address.
            Some((text, _)) if text.is_empty() => Field::set("0.0.0.0"),
            Some((text, span)) => Field::at(text.as_str(), *span),
            None if self.absent => Field::Absent,
            None => Field::Unknown,
        }
    }
}

fn value(text: &str, argument: Option<Span>, starred: bool) -> Said {
    let Some(span) = argument else { return Said { absent: !starred, ..Said::default() } };
    let mut value = Value::read(text, span);
    if let Value::Name(name) = &value {
        // A constant of the same file; one step is enough.
        value = first_assignment(text, name).map_or(Value::Other, |span| Value::read(text, span));
    }
    match value {
        Value::Literal(text, span) => Said { set: Some((text, span)), variable: Field::Absent, ..Said::default() },
        Value::Environment { name, fallback } => Said { variable: Field::set(name), fallback, ..Said::default() },
        Value::None => Said { absent: true, ..Said::default() },
        Value::Name(_) | Value::Other => Said::default(),
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{Store, Value};
    use crate::intake::Kind;

    fn read(text: &str) -> Store {
        crate::readers::read(&[crate::readers::testing::artifact(Kind::PythonSource, "", text)]).store
    }

    fn of(store: &Store, path: &str) -> Value {
        store.get(store.of_kind("app-server")[0]).look(path).unwrap().0
    }

    #[test]
    fn nothing_said_is_absent() {
        let store =
            read("import flask\nif __name__ == '__main__':\n    # app.run(host='0.0.0.0')\n    socketio.run(app)\n");
        assert_eq!(of(&store, "program"), Value::Word("flask-socketio".into()));
        assert_eq!(of(&store, "host"), Value::Absent);
        assert_eq!(of(&store, "port"), Value::Absent);
        assert_eq!(store.of_kind("app-server").len(), 1);
    }

    #[test]
    fn literals_variables_and_the_environment() {
        let store = read("app.run(\n  host=\"127.0.0.1\", port=5001, debug=True)");
        assert_eq!(of(&store, "host"), Value::Host("127.0.0.1".into()));
        assert_eq!(store.of_kind("listener").len(), 1);
        let store = read(
            "HOST = os.environ.get('HOST', '127.0.0.1')\nuvicorn.run(\"a:b\", host=HOST, port=int(os.getenv('PORT', 8000)))",
        );
        assert_eq!(of(&store, "host_fallback"), Value::Host("127.0.0.1".into()));
        assert_eq!(of(&store, "port_fallback"), Value::Number(8000.0));
        assert_eq!(of(&store, "port_variable"), Value::Word("PORT".into()));
        let store = read("app.run(**options)");
        assert_eq!(of(&store, "host"), Value::Unknown);
        let store = read("HTTPServer(('', 8080), H).serve_forever()");
        assert_eq!(of(&store, "host"), Value::Host("0.0.0.0".into()));
    }
}
