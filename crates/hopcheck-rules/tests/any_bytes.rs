//! Any bytes, whole knowledge: no panic, no hang, and every place in the answer is a place in the text.

use hopcheck::intake::Piece;
use hopcheck::report::Report;
use hopcheck::text::LineIndex;
use proptest::prelude::*;

fn diagnose(texts: &[String]) -> Report {
    let pieces: Vec<Piece> = texts.iter().map(|text| Piece { text: text.clone(), ..Piece::default() }).collect();
    hopcheck::diagnose(&pieces, hopcheck_rules::pack(), Some(hopcheck_rules::phrasebook()))
}

fn places_exist(texts: &[String], report: &Report) {
    let lines: Vec<LineIndex> = texts.iter().map(|text| LineIndex::new(text)).collect();
    for artifact in &report.artifacts {
        assert!(artifact.first_line >= 1 && artifact.first_line <= lines[artifact.piece].count());
        assert!(artifact.unread.iter().all(|(first, last)| first <= last && *last <= lines[artifact.piece].count()));
    }
    for evidence in report.findings.iter().flat_map(|finding| &finding.evidence) {
        let piece = report.artifacts[evidence.artifact].piece;
        assert!(evidence.end_line <= lines[piece].count());
        assert!((evidence.line, evidence.column) <= (evidence.end_line, evidence.end_column));
    }
}

/// Pieces of the formats we read, to be mixed with noise.
const FRAGMENTS: &[&str] = &[
    "2026/01/05 10:00:00 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 1.2.3.4, \
     server: a, request: \"GET / HTTP/1.1\", upstream: \"http://172.18.0.3:5000/\", host: \"a\"",
    "connect() to unix:/run/x.sock failed (2: No such file or directory) while connecting to upstream, upstream: \"fastcgi://unix:/run/x.sock:\"",
    "server {",
    "location /ws/ {",
    "proxy_pass http://web:8000;",
    "}",
    "\"",
    "'",
    "{",
    "[",
    "services:",
    "  web:",
    "    ports: [\"80:80\"]",
    "WebSocket connection to 'wss://a.example.com:8000/ws/' failed: ",
    "FROM python:3.12",
    "CMD [\"gunicorn\", \"app.wsgi\"]",
    "[www]",
    "listen = /run/php/x.sock",
    "LISTEN 0 128 127.0.0.1:5000 0.0.0.0:* users:((\"python\",pid=7,fd=3))",
    "$ docker ps",
    "Traceback (most recent call last):",
    "web_1  | Listening at: http://0.0.0.0:8000 (7)",
    "\u{1b}[31m",
    "\u{a0}",
    "“",
    "\r\n",
    "\r",
    "```",
    "{\"a\": [",
    "const ws = new WebSocket(`wss://${location.host}:8000/ws/`);",
    "app.run(host=",
    "ExecStart=/usr/bin/x",
    "&a *a <<: *a",
    "- - - -",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let texts = [String::from_utf8_lossy(&bytes).into_owned()];
        places_exist(&texts, &diagnose(&texts));
    }

    #[test]
    fn any_mix_of_known_pieces(parts in proptest::collection::vec((0..FRAGMENTS.len(), "[ \t\n,;:]{0,3}|.{0,12}"), 0..40)) {
        let text: String = parts.iter().map(|(nth, noise)| format!("{}{noise}\n", FRAGMENTS[*nth])).collect();
        let texts = [text];
        places_exist(&texts, &diagnose(&texts));
    }
}

#[test]
fn depth_and_length_do_not_matter() {
    for open in ["{", "[", "server {\n", "- ", "(", "\"", "a:\n ", "<", "{\"a\":"] {
        let texts = [open.repeat(50_000)];
        places_exist(&texts, &diagnose(&texts));
    }
    let texts = ["x".repeat(2_000_000)];
    places_exist(&texts, &diagnose(&texts));
}
