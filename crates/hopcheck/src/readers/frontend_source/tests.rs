//! Where sources open their sockets.

use super::*;
use crate::facts::{Store, Value};
use crate::intake::Kind;

fn urls(text: &str) -> Vec<(String, String, String, String)> {
    let artifact = Artifact {
        name: "chat.js".into(),
        piece: 0,
        kind: Kind::FrontendSource,
        place: None,
        text: text.into(),
        map: Default::default(),
        notes: Vec::new(),
        first_line: 1,
        lines: text.lines().count(),
        correction: None,
    };
    let mut store = Store::default();
    read(&artifact, &mut Sink::new(&mut store, &artifact, 0));
    let look = |fact: &crate::facts::Fact, path: &str| match fact.look(path) {
        Some((Value::Absent, _)) => "page".to_owned(),
        Some((value, span)) => match (path, span) {
            ("url.port_written", Some(span)) => span.of(text).to_owned(),
            _ => value.text(),
        },
        None => String::new(),
    };
    store
        .all()
        .iter()
        .map(|f| (look(f, "url.scheme"), look(f, "url.host"), look(f, "url.port_written"), look(f, "url.path")))
        .collect()
}

fn one(text: &str) -> (String, String, String, String) {
    let found = urls(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found.into_iter().next().unwrap_or_default()
}

fn want(scheme: &str, host: &str, port: &str, path: &str) -> (String, String, String, String) {
    (scheme.into(), host.into(), port.into(), path.into())
}

#[test]
fn literals_templates_and_sums() {
    assert_eq!(
        one("const s = new WebSocket('wss://a.example:8000/ws/chat/');"),
        want("wss", "a.example", ":8000", "/ws/chat/")
    );
    assert_eq!(
        one("new WebSocket(`ws://${window.location.hostname}:8000/ws/${room}/`)"),
        want("ws", "page", ":8000", "/ws/")
    );
    assert_eq!(
        one("var s = new WebSocket('ws://' + window.location.host + '/ws/chat/' + room + '/');"),
        want("ws", "page", "no", "/ws/chat/")
    );
    assert_eq!(
        one(
            "const p = location.protocol === 'https:' ? 'wss:' : 'ws:';\nnew WebSocket(p + '//' + location.hostname + ':3001/live')"
        ),
        want("page", "page", ":3001", "/live")
    );
    assert_eq!(
        one(
            "const p = window.location.protocol === 'https:' ? 'wss' : 'ws'\nconst url = `${p}://${window.location.host}/ws/`\nconst s = new WebSocket(url)"
        ),
        want("page", "page", "no", "/ws/")
    );
    assert_eq!(
        one("const socket = io('https://a.example:3000', {path: '/x'});"),
        want("https", "a.example", ":3000", "/")
    );
    assert_eq!(one("const socket = io();"), want("page", "page", "no", ""));
}

#[test]
fn the_second_argument_is_what_is_offered() {
    let offered = |text: &str| {
        let artifact = crate::readers::testing::artifact(Kind::FrontendSource, "chat.js", text);
        let store = crate::readers::read(&[artifact]).store;
        let fact = store.get(store.of_kind("ws-url")[0]);
        let (value, span) = fact.look("protocols").expect("the field");
        (value, span.map(|span| span.of(text).to_owned()))
    };
    assert_eq!(
        offered("new WebSocket('wss://a.example/ws', [\"v1\", (b)]).x()"),
        (Value::Word("[\"v1\", (b)]".into()), Some(", [\"v1\", (b)]".into()))
    );
    assert_eq!(offered("new WebSocket('wss://a.example/ws')"), (Value::Absent, None));
}

#[test]
fn names_are_followed_and_comments_skipped() {
    let text = "// new WebSocket('ws://old.example:1/x')\nconst WS_URL = 'wss://a.example:8000/ws/';\nconst s = new ReconnectingWebSocket(WS_URL);";
    assert_eq!(one(text), want("wss", "a.example", ":8000", "/ws/"));
    assert_eq!(
        one("export default { brokerURL: 'ws://localhost:15674/ws' }"),
        want("ws", "localhost", ":15674", "/ws")
    );
    assert!(urls("fetch('https://a.example:8000/api')").is_empty());
}
