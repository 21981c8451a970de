//! Intake as a whole: kinds without names, prefixes, damage, and what holds for any bytes.

use proptest::prelude::*;

use super::samples::SAMPLES;
use super::{Artifact, Kind, Piece, take_in};
use crate::text::Span;

fn paste(text: &str) -> Vec<Artifact> {
    take_in(&[Piece { text: text.to_string(), ..Piece::default() }])
}

fn kinds(text: &str) -> Vec<Kind> {
    paste(text).iter().map(|artifact| artifact.kind).collect()
}

fn only(text: &str) -> Artifact {
    let mut all = paste(text);
    assert_eq!(all.len(), 1, "{all:#?}");
    all.remove(0)
}

#[test]
fn every_kind_is_known_without_a_name() {
    for (kind, text) in SAMPLES {
        assert_eq!(kinds(text), [*kind], "{text}");
    }
}

#[test]
fn a_general_name_changes_nothing() {
    for name in ["other.txt", "console.txt", "error.log", "app.log", "curl.txt"] {
        for (kind, text) in SAMPLES {
            let piece = Piece { name: Some(name.into()), text: text.to_string(), ..Piece::default() };
            let found: Vec<Kind> = take_in(&[piece]).iter().map(|a| a.kind).collect();
            assert_eq!(found, [*kind], "{name}: {text}");
        }
    }
}

/// The lines of `text` that are not blank, with the kind of the artifact each ended up in.
fn lines_by_kind(text: &str) -> Vec<(String, Kind)> {
    let mut all: Vec<(u32, String, Kind)> = Vec::new();
    for artifact in paste(text) {
        let mut at = 0;
        for line in artifact.text.split('\n') {
            if !line.trim().is_empty() {
                all.push((artifact.map.original(at), line.to_string(), artifact.kind));
            }
            at += line.len() as u32 + 1;
        }
    }
    all.sort();
    all.into_iter().map(|(_, line, kind)| (line, kind)).collect()
}

/// A start command below a script is the script's last line.
fn swallows(first: usize, second: usize) -> bool {
    (SAMPLES[first].0, SAMPLES[second].0) == (Kind::EntrypointScript, Kind::StartCommand)
}

/// Side by side, each text keeps its kind, line by line.
fn holds_side_by_side(order: &[usize]) {
    let text = order.iter().map(|at| SAMPLES[*at].1).collect::<Vec<_>>().join("\n\n");
    let expected: Vec<(String, Kind)> = order
        .iter()
        .flat_map(|at| {
            let (kind, text) = SAMPLES[*at];
            text.split('\n').filter(|l| !l.trim().is_empty()).map(move |line| (line.to_string(), kind))
        })
        .collect();
    for (got, want) in lines_by_kind(&text).iter().zip(&expected) {
        assert_eq!(got, want, "in\n{text}");
    }
}

#[test]
fn two_texts_side_by_side() {
    for first in 0..SAMPLES.len() {
        for second in 0..SAMPLES.len() {
            if swallows(first, second) {
                continue;
            }
            holds_side_by_side(&[first, second]);
        }
    }
}

#[test]
fn prefixed_streams_are_gathered_by_name() {
    let text = "web_1    | Traceback (most recent call last):\n\
                nginx_1  | 2024/05/10 06:50:00 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream\n\
                web_1    |   File \"/srv/app.py\", line 3, in <module>\n\
                web_1    |     import redis\n\
                nginx_1  | 10.1.0.1 - - [10/May/2024:06:50:00 +0000] \"GET / HTTP/1.1\" 502 157 \"-\" \"curl\"\n\
                web_1    | ModuleNotFoundError: No module named 'redis'\n\
                web_1 exited with code 1";
    let all = paste(text);
    let shown: Vec<_> = all.iter().map(|a| (a.kind, a.place.as_deref(), a.lines)).collect();
    assert_eq!(
        shown,
        [
            (Kind::AppLog, Some("web_1"), 5),
            (Kind::NginxErrorLog, Some("nginx_1"), 1),
            (Kind::AccessLog, Some("nginx_1"), 1)
        ]
    );
    assert!(all[0].text.contains("  File \"/srv/app.py\", line 3, in <module>\n    import redis\n"));
    assert_eq!(all[0].note_at(0).and_then(|n| n.place.as_deref()), Some("web_1"));
}

#[test]
fn journald_gives_place_unit_and_stamp() {
    let artifact = only("Jul  8 05:03:02 box nginx[14]: 2024/07/08 05:03:02 [crit] 8#0: *1 open() failed");
    assert_eq!((artifact.kind, artifact.place.as_deref()), (Kind::NginxErrorLog, Some("box")));
    let note = artifact.note_at(3).expect("a note");
    assert_eq!((note.place.as_deref(), note.stamp.as_deref()), (Some("nginx"), Some("Jul  8 05:03:02")));
}

#[test]
fn a_command_names_what_follows() {
    let text = "root@3f1c9a2b7d10:/srv# ss -ltn\nLISTEN 0 128 127.0.0.1:5000 0.0.0.0:*\n\
                $ docker exec web cat /etc/nginx/conf.d/shop.conf\nserver {\n  listen 80;\n\n  root /srv;\n}\n\
                $ docker logs api\nBooting\n * Running on http://127.0.0.1:5000";
    let all = paste(text);
    let shown: Vec<_> = all.iter().map(|a| (a.name.as_str(), a.kind, a.place.as_deref())).collect();
    assert_eq!(
        shown,
        [
            ("ss -ltn", Kind::ListeningSockets, Some("3f1c9a2b7d10")),
            ("/etc/nginx/conf.d/shop.conf", Kind::NginxConfig, Some("web")),
            ("docker logs api", Kind::AppLog, Some("api"))
        ]
    );
}

#[test]
fn a_place_does_not_leak_past_a_blank_line() {
    let all = paste("$ docker exec api ss -ltn\nLISTEN 0 128 127.0.0.1:5000 0.0.0.0:*\n\nserver {\n  listen 80;\n}");
    let shown: Vec<_> = all.iter().map(|a| (a.kind, a.place.as_deref())).collect();
    assert_eq!(shown, [(Kind::ListeningSockets, Some("api")), (Kind::NginxConfig, None)]);
}

#[test]
fn sentences_around_a_config_stay_outside() {
    let text = "Here is my nginx config:\nserver {\n    listen 80;\n}\nWhat am I doing wrong here?\nMy compose file:\nservices:\n  web:\n    image: nginx\nand the log says:\n2024/05/10 06:50:00 [error] 1#1: *1 no live upstreams\n";
    let all = paste(text);
    let shown: Vec<_> = all.iter().map(|a| (a.kind, a.first_line, a.lines)).collect();
    assert_eq!(
        shown,
        [(Kind::Prose, 1, 4), (Kind::NginxConfig, 2, 3), (Kind::ComposeFile, 7, 3), (Kind::NginxErrorLog, 11, 1)]
    );
}

#[test]
fn markdown_names_and_fences() {
    let text = "Here is the setup that I have:\n\n**docker-compose.yml**\n```yaml\nservices:\n  web:\n    image: nginx\n```\n\nand the log says\n\n```\n2024/05/10 06:50:00 [emerg] 1#1: host not found in upstream \"api\"\n```\n";
    let all = paste(text);
    let shown: Vec<_> = all.iter().map(|a| (a.name.as_str(), a.kind, a.first_line)).collect();
    assert_eq!(
        shown,
        [
            ("description", Kind::Prose, 1),
            ("docker-compose.yml", Kind::ComposeFile, 5),
            ("description", Kind::Prose, 10),
            ("nginx error log", Kind::NginxErrorLog, 13)
        ]
    );
}

#[test]
fn broken_log_lines_are_joined() {
    let broken = "2024/05/10 06:50:00 [crit] 8#8: *3 connect() to unix:/run/php/php-fpm.sock failed (2: No such file or directory) while\nconnecting to upstream, client: 10.1.0.1, server: shop.example, request: \"GET / HTTP/1.1\", upstream: \"fa\nstcgi://unix:/run/php/php-fpm.sock:\",\nhost: \"shop.example\"";
    let artifact = only(broken);
    assert_eq!(artifact.kind, Kind::NginxErrorLog);
    assert!(!artifact.text.contains('\n'), "{}", artifact.text);
    assert!(artifact.text.contains("directory) while connecting to upstream"));
    assert!(artifact.text.contains("\"fastcgi://unix:/run/php/php-fpm.sock:\", host: "));
    let at = artifact.text.find("stcgi").unwrap() as u32;
    assert_eq!(artifact.map.original(at) as usize, broken.find("stcgi").unwrap());
}

#[test]
fn a_broken_line_without_its_head_is_joined() {
    let broken = "connect() failed (111: Connection refused) while connecting to upstream, client: 10.1.0.1, server: shop.example, request: \"GET / HTTP/1.1\", upstream: \"fa\nstcgi://10.1.0.2:9001\", host: \"shop.example\"";
    assert!(only(broken).text.contains("\"fastcgi://10.1.0.2:9001\", host: "));
}

#[test]
fn a_single_quoted_log_line_is_read() {
    let quoted = "> nginx.1    | 2024/05/10 06:50:00 [error] 1#1: *1 no live upstreams while connecting to upstream";
    let artifact = only(quoted);
    assert_eq!((artifact.kind, &artifact.text[..10]), (Kind::NginxErrorLog, "2024/05/10"));
    assert_eq!(only("> it works without nginx").kind, Kind::Prose);
}

#[test]
fn a_block_broken_at_the_terminals_edge_is_mended() {
    let whole = "2024/05/10 06:50:00 [crit] 11#11: *1 connect() to unix:///srv/run/uwsgi.sock failed (2: No such file or directory) while connecting to upstream, client: 10.1.0.1, server: , request: \"GET /favicon.ico HTTP/1.1\", upstream: \"uwsgi://unix:///srv/run/uwsgi.sock:\", host: \"shop.example\"";
    let columns: Vec<&str> = whole.as_bytes().chunks(76).map(|row| std::str::from_utf8(row).unwrap()).collect();
    assert_eq!(only(&columns.join("\n    ")).text, whole);
}

#[test]
fn quotes_colours_and_line_ends_map_back() {
    let text = "\u{feff}\u{1b}[31mweb  | 2024/05/10 06:50:00 [error] 1#1: *1 no live upstreams, host: \u{201c}shop\u{201d}\u{1b}[0m\r\nweb  | done\r\n";
    let all = paste(text);
    assert_eq!(all[0].text, "2024/05/10 06:50:00 [error] 1#1: *1 no live upstreams, host: \"shop\"");
    let at = all[0].text.find("\"shop\"").unwrap();
    let span = all[0].map.original_span(Span::new(at, at + "\"shop\"".len()));
    assert_eq!(span.of(text), "\u{201c}shop\u{201d}");
}

#[test]
fn the_readers_word_decides() {
    let piece = Piece {
        text: "listen = 9000\n\nuser = x".into(),
        kind: Some(Kind::AppConfig),
        place: Some("box".into()),
        ..Piece::default()
    };
    let all = take_in(&[piece]);
    assert_eq!((all.len(), all[0].kind, all[0].place.as_deref()), (1, Kind::AppConfig, Some("box")));
}

#[test]
fn a_named_config_that_holds_a_log_is_a_log() {
    let piece = Piece { name: Some("nginx.conf".into()), text: SAMPLES[0].1.into(), ..Piece::default() };
    assert_eq!(take_in(&[piece])[0].kind, Kind::NginxErrorLog);
}

#[test]
fn a_long_log_is_one_artifact_of_all_its_lines() {
    let line = "2024/05/10 06:50:00 [error] 29#29: *7 upstream timed out (110: Connection timed out) while reading response header from upstream\n";
    let artifact = only(&line.repeat(200_000));
    assert_eq!((artifact.kind, artifact.lines), (Kind::NginxErrorLog, 200_000));
}

#[test]
fn deep_nesting_is_one_artifact() {
    let artifact = only(&"http {\n".repeat(100_000));
    assert_eq!((artifact.kind, artifact.lines), (Kind::NginxConfig, 100_000));
    for bracket in ["{", "[", "(", "> ", "\"", "```\n", "$ ", "a | "] {
        let _ = paste(&bracket.repeat(100_000));
    }
}

/// What holds for any paste.
fn holds_for_any(text: &str) {
    let mut owner = vec![false; text.len() + 1];
    for artifact in paste(text) {
        let mut last = 0;
        for at in 0..=artifact.text.len() as u32 {
            let original = artifact.map.original(at);
            assert!(original >= last && original as usize <= text.len(), "the map goes back or out of the piece");
            last = original;
        }
        let mut at = 0;
        for line in artifact.text.split('\n') {
            if !line.is_empty() {
                let original = artifact.map.original_span(Span::new(at, at + line.len()));
                assert!(text.get(original.start as usize..original.end as usize).is_some(), "not on a character");
                let first = original.start as usize;
                assert!(!owner[first], "a line in two artifacts");
                owner[first] = true;
            }
            at += line.len() + 1;
        }
        for note in &artifact.notes {
            assert!(artifact.text.get(note.line.start as usize..note.line.end as usize).is_some());
        }
    }
}

#[test]
fn a_name_in_a_comment_ends_a_dockerfile_where_no_instruction_follows() {
    let image = "FROM php:8.2-fpm\nCOPY . /app\n\n";
    let kinds = |text: String| paste(&text).iter().map(|artifact| artifact.kind).collect::<Vec<_>>();
    assert_eq!(kinds(format!("{image}# .env\nDB_HOST=db\nDB_PORT=5432\n")), [Kind::Dockerfile, Kind::EnvFile]);
    assert_eq!(kinds(format!("{image}DB_HOST=db\nDB_PORT=5432\n")), [Kind::Dockerfile, Kind::EnvFile]);
    assert_eq!(kinds(format!("{image}# nginx.conf\nCOPY nginx.conf /etc/nginx/\n")), [Kind::Dockerfile]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text(text in any::<String>()) {
        holds_for_any(&text);
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        holds_for_any(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn pieces_of_real_texts(parts in proptest::collection::vec((0..SAMPLES.len(), 0usize..400, 0usize..400, 0usize..9), 0..12)) {
        let glue = ["\n", "\n\n", "\r\n", "\n> ", "\nweb_1  | ", "\n```\n", "\n$ cat a.conf\n", "\u{201c}", "\u{1b}[1m"];
        let mut text = String::new();
        for (sample, from, len, glued) in parts {
            let whole = SAMPLES[sample].1;
            text.extend(whole.chars().skip(from).take(len));
            text.push_str(glue[glued]);
        }
        holds_for_any(&text);
    }

    #[test]
    fn samples_in_any_order(order in Just((0..SAMPLES.len()).collect::<Vec<_>>()).prop_shuffle(), count in 2usize..8) {
        prop_assume!(!order[..count].windows(2).any(|pair| swallows(pair[0], pair[1])));
        holds_side_by_side(&order[..count]);
    }

    #[test]
    fn plain_text_leads_back_to_itself(lines in proptest::collection::vec("[a-z ]{0,30}[;:=]?", 1..30)) {
        let text = lines.join("\n");
        for artifact in paste(&text) {
            let mut at = 0;
            for line in artifact.text.split('\n') {
                let original = artifact.map.original_span(Span::new(at, at + line.len()));
                prop_assert_eq!(original.of(&text), line);
                at += line.len() + 1;
            }
        }
    }
}
