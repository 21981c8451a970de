//! The verdict of `nginx -t`: what nginx 1.22.1 and 1.28.3 answer to these texts, by `cargo xtask nginx-check`.

use crate::nginx::verdict::{Refusal, Source, Verdict, verdict};

fn refusal(text: &str) -> Option<(Option<u32>, String)> {
    match verdict(&[Source { name: "nginx.conf", text }], true) {
        Verdict::Accepts => None,
        Verdict::Refuses(Refusal { line, message, .. }) => Some((line, message)),
    }
}

#[test]
fn the_first_refusal_is_nginxs() {
    let server = |inside: &str| refusal(&format!("events {{ }}\nhttp {{\nserver {{\n{inside}\n}}\n}}\n"));
    let at = |line: u32, message: &str| Some((Some(line), message.to_owned()));
    assert_eq!(server("listen 8080;\nlocation / { return 204; }"), None);
    assert_eq!(server("listen\n8080 https;"), at(5, "invalid parameter \"https\""));
    assert_eq!(server("gzip on;\ngzip on;"), at(5, "\"gzip\" directive is duplicate"));
    assert_eq!(server("proxy_read_timeout 60sec;"), at(4, "\"proxy_read_timeout\" directive invalid value"));
    assert_eq!(server("location ~ ^/a { proxy_pass http://127.0.0.1/b; }").map(|(line, _)| line), Some(Some(4)));
    assert_eq!(server("root /a\n# lost\nindex b;"), at(6, "invalid number of arguments in \"root\" directive"));
    assert_eq!(
        server("proxy_set_header Connection $upgrade;"),
        Some((None, "unknown \"upgrade\" variable".to_owned()))
    );
    assert_eq!(server("location / { }\nlocation / { }"), at(5, "duplicate location \"/\""));
    let buffers = server("proxy_buffer_size 64k;").expect("refused at the end of http");
    assert_eq!((buffers.0, buffers.1.starts_with("\"proxy_busy_buffers_size\" must be less")), (Some(6), true));
    assert_eq!(refusal("http { }"), Some((None, "no \"events\" section in configuration".to_owned())));
    assert_eq!(refusal("events {\n"), at(2, "unexpected end of file, expecting \"}\""));
}

#[test]
fn an_included_file_is_read_in_its_place() {
    let main = Source { name: "nginx.conf", text: "events { }\nhttp {\ninclude conf.d/*.conf;\n}\n" };
    let broken = Source { name: "conf.d/b.conf", text: "\nlocation / { }\n" };
    let whole = Source { name: "conf.d/a.conf", text: "server { listen 8080; }\n" };
    assert_eq!(verdict(&[main, whole], true), Verdict::Accepts);
    let message = "\"location\" directive is not allowed here".to_owned();
    let refusal = Refusal { file: 1, line: Some(2), message };
    assert_eq!(verdict(&[main, broken, whole], true), Verdict::Refuses(refusal));
    let one = Source { name: "nginx.conf", text: "events { }\nhttp {\ninclude missing.conf;\n}\n" };
    assert!(matches!(verdict(&[one], true), Verdict::Refuses(_)));
    assert_eq!(verdict(&[one], false), Verdict::Accepts, "there may be more files than were pasted");
    let circle = Source { name: "nginx.conf", text: "events { }\nhttp {\ninclude a.conf;\n}\n" };
    let itself = Source { name: "a.conf", text: "include a.conf;\ninclude a.conf;\n" };
    assert_eq!(verdict(&[circle, itself], true), Verdict::Accepts, "and the walk ends");
}

#[test]
fn any_text_has_a_verdict() {
    let texts =
        ["", "}", "{", "\"", "\\", "a{", "é\\é \"ü\" ${", "http{server{location ~ ( {", "if ( ) {", "listen [", "$;"];
    for (n, text) in texts.iter().enumerate() {
        assert!(refusal(text).is_some(), "{n}");
        for inside in texts {
            let text = format!("events {{ }} http {{ server {{ {text}{inside} }} }}");
            let _ = refusal(&text);
        }
    }
    let deep = "location /a {".repeat(20_000);
    assert!(refusal(&format!("events {{ }} http {{ server {{ {deep}")).is_some());
}
