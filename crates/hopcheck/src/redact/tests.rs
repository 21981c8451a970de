use super::{Choices, Class, Redaction, redact};
use crate::intake::Piece;

fn of(texts: &[&str], choices: &Choices) -> Redaction {
    let pieces: Vec<Piece> = texts.iter().map(|text| Piece { text: (*text).into(), ..Piece::default() }).collect();
    redact(&pieces, choices)
}

fn text(text: &str) -> String {
    of(&[text], &Choices::default()).pieces.remove(0).piece.text
}

#[test]
fn what_a_diagnosis_needs_of_an_address_stays() {
    for kept in [
        "listen 127.0.0.1:8000 [::1]:80 0.0.0.0:80 [::]:80 :::8000 127.0.0.11",
        "Chrome/120.0.0.0 nginx/1.25.3 OpenSSL 3.0.11 10:20:30 2026/01/05 10:00:00",
        "netmask 255.255.255.0, resolver 8.8.8.8, 169.254.169.254",
        "203.0.113.9 and 2001:db8::17 stand for others already",
        "std::net::Add::face, aa:bb, 12:30:45:99",
    ] {
        assert_eq!(text(kept), kept);
    }
    assert_eq!(text("10.7.3.5 10.7.3.9 10.7.4.5 10.9.3.5"), "10.1.1.5 10.1.1.9 10.1.2.5 10.2.1.5");
    assert_eq!(text("172.23.0.1:80, 172.17.0.2, 172.30.0.1"), "172.18.0.1:80, 172.17.0.2, 172.19.0.1");
    assert_eq!(text("192.168.50.10-192.168.50.20 192.168.51.10"), "192.168.1.10-192.168.1.20 192.168.2.10");
    assert_eq!(text("85.1.2.3 85.1.2.4 91.1.2.3 85.1.2.3"), "192.0.2.1 192.0.2.2 198.51.100.1 192.0.2.1");
    assert_eq!(
        text("[2a01:4f8:c:1::5]:443 2a01:4f8:c:1::6 ::ffff:85.1.2.3"),
        "[2001:db8:0:1::1]:443 2001:db8:0:1::2 ::ffff:192.0.2.1"
    );
    assert_eq!(text("02:42:AC:17:00:07 x=%3D85.1.2.3"), "02:00:00:00:00:01 x=%3D192.0.2.1");
}

#[test]
fn ranges_for_documentation_never_run_out() {
    let many: String = (0..2000).map(|n| format!("{}.{}.7.8\n", 20 + n / 200, n % 200)).collect();
    let after = text(&many);
    let mut lines: Vec<&str> = after.lines().collect();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), 2000, "each address has one of its own");
    assert_eq!(text(&after), after);
}

#[test]
fn names_keep_their_relations() {
    let before = "server_name shop.zephyr.co.uk *.zephyr.co.uk;\nssl_certificate /etc/ssl/zephyr.co.uk.crt;\n";
    let after = "server_name shop.host-1.example *.host-1.example;\nssl_certificate /etc/ssl/host-1.example.crt;\n";
    assert_eq!(text(before), after);
    let before =
        "services:\n  kallisto:\n    image: python:3.12\n    container_name: zephyr-kallisto-1\n  web:\n    build: .\n";
    let after = text(before);
    assert!(after.contains("  name1:\n    image: python:3.12\n    container_name: name2-name1-1\n  web:"), "{after}");
    assert_eq!(
        text("http://app-7.herokuapp.com/ https://kundendb.internal"),
        "http://host-1.herokuapp.com/ https://host-2.internal"
    );
}

#[test]
fn one_paste_has_one_replacement_for_a_thing() {
    let redaction = of(&["root /srv/zephyr/static;", "zephyr-web-1  | Zephyr is up\n"], &Choices::default());
    assert_eq!(redaction.pieces[0].piece.text, "root /srv/name1/static;");
    assert_eq!(redaction.pieces[1].piece.text, "name1-web-1  | name1 is up\n");
    let item = &redaction.items[0];
    assert_eq!((item.class, item.original.as_str(), item.count), (Class::Name, "zephyr", 3));
}

#[test]
fn the_reader_keeps_and_hides() {
    let choices = Choices { keep: vec!["ZEPHYR".into()], hide: vec!["Project X".into()] };
    let redaction = of(&["root /srv/zephyr/static; # project x\n"], &choices);
    assert_eq!(redaction.pieces[0].piece.text, "root /srv/zephyr/static; # hidden1\n");
    assert!(redaction.items.iter().any(|item| item.kept && item.original == "zephyr"));
}

#[test]
fn what_a_paste_holds_already_is_given_to_nobody() {
    assert_eq!(text("https://host-1.example https://zephyr.de"), "https://host-1.example https://host-2.example");
    assert_eq!(text("DB_PASSWORD=secret1\nDB_PASS=hunter2"), "DB_PASSWORD=secret1\nDB_PASS=secret2");
}

#[test]
fn code_and_variables_are_no_secrets() {
    for kept in [
        "const ws = new WebSocket(`wss://${location.host}/ws/?token=${token}`);",
        "password = os.environ[\"DB_PASSWORD\"]",
        "proxy_set_header Authorization $http_authorization;",
        "SESSION_COOKIE_SECURE=True",
        "ssl_certificate_key /etc/ssl/private/server.key;",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
        "fastcgi_pass unix:/run/php/php8.2-fpm.sock;",
        "the password is wrong and the token: expired",
        "docker run -u 1000:1000 -v $PWD:/app nginx",
    ] {
        assert_eq!(text(kept), kept);
    }
}

#[test]
fn any_length_and_depth_is_linear() {
    for part in [
        "a.",
        "password=",
        "://",
        "@",
        "?a=",
        "10.0.0.",
        "::",
        "\"",
        "-----BEGIN ",
        "cookie:",
        "%3D",
        "\u{1b}[",
        "/home/",
        "services:\n",
        "ä",
        "user ",
    ] {
        text(&part.repeat(200_000 / part.len()));
    }
}
