use super::super::testing::{facts, one, text};
use crate::facts::Store;
use crate::intake::Kind;

fn read(line: &str) -> Store {
    one(Kind::AccessLog, "", line)
}

/// Method, path, status, upstream status, upstream's host and port, seconds.
fn entry(line: &str) -> [String; 7] {
    let store = read(line);
    let all = facts(&store, "access-entry");
    let fact = all.first().unwrap_or_else(|| panic!("no entry: {line}"));
    ["method", "path", "status", "upstream_status", "upstream.host", "upstream.port", "seconds"]
        .map(|path| text(fact, path))
}

#[test]
fn combined_with_upstream_fields() {
    let line = r#"203.0.113.9 - - [05/Jan/2026:10:00:00 +0000] "GET /ws/room/1/?t=a HTTP/1.1" 502 157 "-" "Mozilla/5.0 (X11)" rt=60.001 uct="0.000" upstream_status=502"#;
    assert_eq!(entry(line), ["GET", "/ws/room/1/", "502", "502", "", "", "60.001"]);
    let store = read(line);
    assert_eq!(text(facts(&store, "access-entry")[0], "client"), "203.0.113.9");
    assert_eq!(text(facts(&store, "access-entry")[0], "version"), "1.1");
}

#[test]
fn uvicorn_and_common() {
    assert_eq!(entry(r#"INFO:     127.0.0.1:40022 - "GET /ws HTTP/1.1" 404 Not Found"#)[2], "404");
    let store = read(r#"10.0.0.1 - - [05/Jan/2026:10:00:00 +0000] "GET / HTTP/1.0" 200 12"#);
    assert_eq!(text(facts(&store, "access-entry")[0], "bytes"), "12");
    assert!(facts(&read("no request here"), "access-entry").is_empty());
}

#[test]
fn custom_formats() {
    let at = "203.0.113.9 - - [05/Jan/2026:10:00:00 +0000] \"GET /api HTTP/1.1\" 502 157 \"-\" \"curl/8.5.0\"";
    for tail in [
        " upstream_addr=172.18.0.3:5000 upstream_status=502 request_time=0.001",
        " upstream: 172.18.0.3:5000 upstream_status: 502 request_time 0.001 msec 1767607200.123",
        " \"172.18.0.3:5000\" \"502\" \"0.001\" 0.001",
    ] {
        let line = format!("{at}{tail}");
        assert_eq!(entry(&line), ["GET", "/api", "502", "502", "172.18.0.3", "5000", "0.001"], "{tail}");
    }
    let line = r#"[05/Jan/2026:10:00:00 +0000] 502 203.0.113.9 "GET /api HTTP/1.1" 172.18.0.3:5000 0.001"#;
    assert_eq!(entry(line)[..6], ["GET", "/api", "502", "", "172.18.0.3", "5000"]);
    let line = r#"[05/Jan/2026:10:00:00 +0000] - 502 502 - GET https shop.example.com "/ws/?a=1" [Client 203.0.113.9] [Length 154] [Gzip -] [Sent-to 172.18.0.3] "Mozilla/5.0 (X11)" "-""#;
    assert_eq!(entry(line)[..4], ["GET", "/ws/", "502", "502"]);
}

#[test]
fn ingress_nginx() {
    let head = r#"203.0.113.9 - - [05/Jan/2026:10:00:00 +0000] "GET /ws/ HTTP/1.1" 502 150 "-" "Mozilla/5.0 (X11; Linux)" 503 0.001"#;
    let tried = format!(
        "{head} [shop-web-80] [] 10.42.0.17:8000, 10.42.0.18:8000 0, 150 0.000, 0.001 502, 504 2c371a7eac5f2cd1"
    );
    assert_eq!(entry(&tried), ["GET", "/ws/", "502", "504", "10.42.0.18", "8000", "0.001"]);
    let store = read(&format!("{head} [shop-web-80] [] - - - - 2c371a7eac5f2cd1"));
    let fact = facts(&store, "access-entry")[0];
    assert_eq!(text(fact, "upstream_name"), "shop-web-80");
    assert_eq!(fact.look("upstream.host").unwrap().0, crate::facts::Value::Absent);
}

#[test]
fn named_fields() {
    for line in [
        r#"{"time_local":"05/Jan/2026:10:00:00 +0000","remote_addr":"203.0.113.9","request":"GET /ws/?a HTTP/1.1","status":"502","request_time":"0.001","upstream_addr":"172.18.0.3:5000","upstream_status":"502"}"#,
        r#"{"request_method": "GET", "request_uri": "/ws/", "status": 502, "request_time": 0.001, "upstream_addr": "172.18.0.9:1, 172.18.0.3:5000", "upstream_status": "504, 502""#,
        "time:05/Jan/2026:10:00:00 +0000\treq:GET /ws/ HTTP/1.1\tstatus:502\treqtime:0.001\tupstream_addr:172.18.0.3:5000\tupstream_status:502",
    ] {
        assert_eq!(entry(line), ["GET", "/ws/", "502", "502", "172.18.0.3", "5000", "0.001"], "{line}");
    }
}

#[test]
fn other_proxies() {
    for (line, want) in [
        (
            r#"127.0.0.1:40498 [25/Nov/2026:17:13:29.854] fe_slow be_slow/web1 0/0/0/-1/3001 504 198 - - sH-- 3/1/0/0/0 0/0 "GET /slow HTTP/1.1""#,
            ["haproxy", "GET", "/slow", "504", "", "3.001", "server-timeout"],
        ),
        (
            r#"127.0.0.1:43138 [25/Nov/2026:17:13:29.985] fe_tun be_tun/web1 0/0/0/1/5003 101 132 - - cD-- 1/1/0/0/0 0/0 "GET /ws/ HTTP/1.1""#,
            ["haproxy", "GET", "/ws/", "101", "101", "5.003", "idle-timeout"],
        ),
        (
            r#"https 2026-01-05T10:00:00.123456Z app/shop/50dc6c495c0c9188 203.0.113.9:2817 10.0.0.1:80 0.000 60.001 0.000 502 - 34 366 "GET https://shop.example.com:443/api?x HTTP/1.1" "curl/8.5.0" ECDHE TLSv1.2"#,
            ["aws-alb", "GET", "/api", "502", "", "60.001", ""],
        ),
        (
            r#"{"level":"error","ts":1767607200.123,"logger":"http.log.error","msg":"dial tcp 172.18.0.3:5000: connect: connection refused","request":{"remote_ip":"203.0.113.9","proto":"HTTP/2.0","method":"GET","host":"shop.example.com","uri":"/ws/"},"duration":0.001,"status":502}"#,
            ["caddy", "GET", "/ws/", "502", "", "0.001", "connect-failed"],
        ),
    ] {
        let store = read(line);
        let all = facts(&store, "edge-entry");
        let fields = ["by", "method", "path", "status", "target_status", "seconds", "end"];
        assert_eq!(fields.map(|path| text(all[0], path)), want, "{line}");
        assert!(facts(&store, "access-entry").is_empty());
    }
}
