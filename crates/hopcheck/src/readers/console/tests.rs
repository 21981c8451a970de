//! One line of each client, and what it says.

use proptest::prelude::*;

use super::read;
use crate::facts::{Store, Value};
use crate::intake::{Artifact, Kind};
use crate::readers::Sink;

fn artifact(text: &str) -> Artifact {
    Artifact {
        name: "console.txt".into(),
        piece: 0,
        kind: Kind::Console,
        place: None,
        text: text.into(),
        map: Default::default(),
        notes: Vec::new(),
        first_line: 1,
        lines: text.lines().count(),
        correction: None,
    }
}

/// Kind, host, status, error and close code of every fact, page addresses left out.
fn facts(text: &str) -> Vec<String> {
    let artifact = artifact(text);
    let mut store = Store::default();
    read(&artifact, &mut Sink::new(&mut store, &artifact, 0));
    let word = |fact: &crate::facts::Fact, path: &str| match fact.look(path) {
        Some((Value::Unknown, _)) => "?".to_owned(),
        Some((Value::Absent, _)) => "-".to_owned(),
        Some((value, _)) => value.text(),
        None => String::new(),
    };
    let line = |fact: &crate::facts::Fact| {
        let parts = ["url.host", "status", "error", "close_code", "detail"].map(|path| word(fact, path));
        format!("{} {}", fact.body.kind().name, parts.join(" ")).trim_end().to_owned()
    };
    store.all().iter().filter(|fact| fact.body.kind().name != "page-address").map(line).collect()
}

#[test]
fn a_command_says_where_its_failure_is() {
    let told =
        Artifact { name: "wscat -c ws://a.example:81/ws".into(), ..artifact("error: Unexpected server response: 404") };
    let mut store = Store::default();
    read(&told, &mut Sink::new(&mut store, &told, 0));
    let (host, span) = store.all()[0].look("url.host").expect("the field");
    assert_eq!((host, span), (Value::Host("a.example".into()), None));
}

#[test]
fn every_client_is_understood() {
    let cases: &[(&str, &str)] = &[
        (
            "WebSocket connection to 'wss://a.example/ws' failed: Error during WebSocket handshake: Unexpected response code: 404",
            "ws-failure a.example 404 ? ?",
        ),
        ("x.js:1 WebSocket connection to 'wss://a.example/ws/403' failed: ", "ws-failure a.example ? ? ?"),
        (
            "WebSocket connection to 'ws://a.example/' failed: Error in connection establishment: net::ERR_CONNECTION_RESET",
            "ws-failure a.example - ERR_CONNECTION_RESET ?",
        ),
        (
            "WebSocket connection to 'ws://a.example/' failed: WebSocket opening handshake timed out",
            "ws-failure a.example - handshake-timeout ?",
        ),
        (
            "WebSocket connection to 'ws://a.example/' failed: WebSocket is closed before the connection is established.",
            "ws-failure a.example - closed-before-established ?",
        ),
        (
            "WebSocket connection to 'ws://a.example/' failed: Invalid frame header",
            "ws-failure a.example ? invalid-frame ?",
        ),
        (
            "WebSocket connection to 'wss://a.example/' failed: HTTP Authentication failed; no valid credentials available",
            "ws-failure a.example 401 ? ?",
        ),
        ("WebSocket is already in CLOSING or CLOSED state.", "ws-failure ? ? already-closed ?"),
        (
            "Firefox can\u{2019}t establish a connection to the server at wss://a.example/ws.",
            "ws-failure a.example ? ? ?",
        ),
        (
            "Firefox kann keine Verbindung zu dem Server unter wss://a.example/ws aufbauen.",
            "ws-failure a.example ? ? ?",
        ),
        (
            "Firefox ne peut établir de connexion avec le serveur à l\u{2019}adresse wss://a.example/ws.",
            "ws-failure a.example ? ? ?",
        ),
        (
            "The connection to wss://a.example/ws was interrupted while the page was loading.",
            "ws-failure a.example ? interrupted ?",
        ),
        (
            "[Error] WebSocket network error: OSStatus Error -9807: Invalid certificate chain",
            "ws-failure ? - certificate ?",
        ),
        (
            "WebSocket connection to 'wss://a.example/' failed: There was a bad response from the server.",
            "ws-failure a.example ? bad-response ?",
        ),
        (
            "SCRIPT12029: WebSocket Error: Network Error 12029, A connection with the server could not be established",
            "ws-failure ? - ERR_CONNECTION_REFUSED ?",
        ),
        ("error: Unexpected server response: 401", "ws-failure ? 401 ? ?"),
        ("websockets.exceptions.InvalidStatus: server rejected WebSocket connection: HTTP 403", "ws-failure ? 403 ? ?"),
        ("websocket._exceptions.WebSocketBadStatusException: Handshake status 502 Bad Gateway", "ws-failure ? 502 ? ?"),
        ("Connect Error: Error: Server responded with a non-101 status: 400 Bad Request", "ws-failure ? 400 ? ?"),
        ("The server returned status code '200' when status code '101' was expected.", "ws-failure ? 200 ? ?"),
        (
            "Error: Failed to start the transport 'WebSockets': Error: There was an error with the transport.",
            "ws-failure ? ? ? ?",
        ),
        ("CloseEvent {isTrusted: true, wasClean: false, code: 1006, reason: ''}", "ws-failure ? ? ? 1006"),
        ("websocket closed with code 1011", "ws-failure ? ? ? 1011"),
        ("{\"code\":1,\"message\":\"Session ID unknown\"}", "ws-failure ? 400 session-unknown ?"),
        ("POST https://a.example/api/chat 502 (Bad Gateway)", "http-failure a.example 502 ?  ?"),
        ("XHRPOSThttps://a.example/api/chat [HTTP/2 504 Gateway Time-out 60034ms]", "http-failure a.example 504 ?  ?"),
        (
            "GET https://a.example/x.js net::ERR_CONNECTION_REFUSED",
            "http-failure a.example - ERR_CONNECTION_REFUSED  ?",
        ),
        (
            "Access to fetch at 'https://a.example/api' from origin 'https://b.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
            "http-failure a.example ? cors  missing",
        ),
        (
            "Failed to load resource: the server responded with a status of 500 (Internal Server Error)",
            "http-failure ? 500 ?  ?",
        ),
        (
            "requests.exceptions.HTTPError: 502 Server Error: Bad Gateway for url: https://a.example/v1",
            "http-failure a.example 502 ?  ?",
        ),
    ];
    for (text, want) in cases {
        assert_eq!(facts(text), [*want], "{text}");
    }
}

#[test]
fn ordinary_lines_say_nothing() {
    for text in [
        "Listening on ws://0.0.0.0:8080",
        "GET https://a.example/x 200 (OK)",
        "[HMR] Waiting for update signal from WDS...",
        "exit code 1",
    ] {
        assert_eq!(facts(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn vite_says_where_the_page_is() {
    let text = "[vite] failed to connect to websocket.\nyour current setup:\n  (browser) app.example.com/ <--[HTTP]--> localhost:5173/ (server)\n  (browser) app.example.com:24678/ <--[WebSocket (failing)]--> localhost:24678/ (server)";
    let artifact = artifact(text);
    let mut store = Store::default();
    read(&artifact, &mut Sink::new(&mut store, &artifact, 0));
    let page = store.of_kind("page-address").first().map(|&at| store.get(at).look("url.host"));
    assert!(matches!(page, Some(Some((Value::Host(host), _))) if host == "app.example.com"));
}

proptest! {
    #[test]
    fn no_text_breaks_it(text in "(\\PC|\n|wss://|WebSocket connection to '|failed|ECONNREFUSED |\\(browser\\)|<--\\[HTTP\\]|code: |directive: |\u{2018}){0,40}") {
        let artifact = artifact(&text);
        let mut store = Store::default();
        read(&artifact, &mut Sink::new(&mut store, &artifact, 0));
    }
}
