//! What configurations say, as facts.

use crate::facts::{Store, Value};
use crate::intake::{Artifact, Kind};
use crate::readers::read;
use crate::text::SourceMap;

fn artifact(name: &str, text: &str) -> Artifact {
    Artifact {
        name: name.into(),
        piece: 0,
        kind: Kind::NginxConfig,
        place: None,
        text: text.into(),
        map: SourceMap::default(),
        notes: Vec::new(),
        first_line: 1,
        lines: text.lines().count(),
    }
}

fn facts(text: &str) -> Store {
    read(&[artifact("pasted", text)]).store
}

/// A field of the first fact of a kind.
fn field(store: &Store, kind: &str, path: &str) -> Value {
    let fact = store.all().iter().find(|fact| fact.body.kind().name == kind);
    fact.and_then(|fact| fact.body.look(path)).map_or(Value::Unknown, |(value, _)| value)
}

fn count(store: &Store, kind: &str) -> usize {
    store.all().iter().filter(|fact| fact.body.kind().name == kind).count()
}

#[test]
fn a_bare_location_leaves_inherited_values_unknown() {
    let store = facts("location /ws/ {\n    proxy_pass http://chat:8001;\n    proxy_set_header Host $host;\n}\n");
    let at = |path| field(&store, "nginx-location", path);
    assert_eq!(at("path"), Value::Word("/ws/".into()));
    assert_eq!(at("pass.host"), Value::Host("chat".into()));
    assert_eq!(at("pass.port"), Value::Number(8001.0));
    assert_eq!(at("upgrade"), Value::Absent, "the level sets headers, so it inherits none");
    assert_eq!(at("read_timeout"), Value::Unknown);
    assert_eq!(at("server_names"), Value::Unknown);
    assert_eq!(at("pass_uri"), Value::Absent);
    assert_eq!(count(&store, "config-problem"), 0);
}

#[test]
fn a_whole_configuration_gives_defaults_and_coverage() {
    let store = facts(
        "events {} http { upstream app { server 10.1.0.4:8000; server unix:/run/app.sock down; }
         server { listen 443 ssl; server_name shop.example; location / { proxy_pass http://app; uwsgi_read_timeout 5m; } } }",
    );
    let at = |path| field(&store, "nginx-location", path);
    assert_eq!((at("read_timeout"), at("read_timeout_default")), (Value::Number(60.0), Value::Flag(true)));
    assert_eq!(at("read_timeout_from_http"), Value::Flag(false));
    assert_eq!((at("pass_block"), at("buffering")), (Value::Flag(true), Value::Flag(true)));
    assert_eq!(
        (at("other_timeout"), at("body_limit")),
        (Value::Word("uwsgi_read_timeout".into()), Value::Number(1_048_576.0))
    );
    assert_eq!(field(&store, "nginx-upstream-server", "host"), Value::Host("10.1.0.4".into()));
    assert_eq!(field(&store, "nginx-upstream-server", "keepalive"), Value::Absent);
    assert_eq!(field(&store, "nginx-upstream-server", "keepalive_timeout"), Value::Absent);
    assert_eq!(field(&store, "nginx-server", "tls"), Value::Flag(true));
    assert_eq!(count(&store, "coverage"), 3);
}

#[test]
fn what_the_answer_carries_and_what_the_door_asks() {
    let text = "events {} http { auth_basic Staff; upstream app { ip_hash; server a:1; server b:1; server c:1 backup; }
         server { listen 443; ssl_certificate /etc/x/cert.pem; add_header Content-Security-Policy \"default-src 'self'; connect-src 'self'\";
         location / { proxy_pass http://app; } location /open { auth_basic off; add_header Access-Control-Allow-Origin *; proxy_pass http://app; } } }";
    let store = facts(text);
    let at = |kind: &str, nth: usize, path: &str| {
        let fact = store.get(store.of_kind(kind)[nth]);
        let (value, span) = fact.look(path).expect("the field");
        (value, span.map(|span| (span.start, span.of(text).to_owned())))
    };
    let second = text.rfind("'self'").expect("there") as u32;
    assert_eq!(at("nginx-location", 0, "connect_src"), (Value::Word("'self'".into()), Some((second, "'self'".into()))));
    assert_eq!(at("nginx-location", 0, "auth_basic").0, Value::Word("Staff".into()));
    assert_eq!(at("nginx-location", 1, "auth_basic").0, Value::Absent);
    assert_eq!(at("nginx-location", 1, "allow_origin").0, Value::Word("*".into()));
    assert_eq!(at("nginx-location", 1, "connect_src").0, Value::Absent, "the level adds headers, so it inherits none");
    assert_eq!(at("nginx-upstream-server", 0, "balancing").0, Value::Word("ip_hash".into()));
    assert_eq!(at("nginx-upstream-server", 0, "servers").0, Value::Number(2.0));
    assert_eq!(at("nginx-server", 0, "plain_443").0, Value::Word("443".into()));
    assert_eq!(at("nginx-server", 0, "certificate_folder").0, Value::Path("/etc/x".into()));
    assert_eq!(field(&facts(&text.replace("443;", "443 ssl;")), "nginx-server", "plain_443"), Value::Absent);
}

#[test]
fn a_variable_names_the_host_that_set_gave_it() {
    let store =
        facts("server { resolver 127.0.0.11 valid=10s; set $up http://web:3000; location / { proxy_pass $up; } }");
    let at = |path| field(&store, "nginx-location", path);
    assert_eq!((at("pass.host"), at("pass_variable")), (Value::Host("web".into()), Value::Flag(true)));
    assert_eq!(at("resolver"), Value::List(vec![Value::Word("127.0.0.11".into())]));
    let open = facts("location / { proxy_pass http://$host:8080; }");
    assert_eq!(field(&open, "nginx-location", "pass.host"), Value::Unknown);
    assert_eq!(field(&open, "nginx-location", "pass.port"), Value::Number(8080.0));
}

#[test]
fn a_location_in_an_included_file_belongs_to_that_file() {
    let main = artifact("nginx.conf", "events {} http { proxy_read_timeout 300s; include conf.d/*.conf; }");
    let site = artifact("site.conf", "server { location / { proxy_pass http://web:3000; } }");
    let store = read(&[main, site]).store;
    let fact = store.all().iter().find(|fact| fact.body.kind().name == "nginx-location").expect("a location");
    assert_eq!(fact.artifact, 1);
    let (value, span) = fact.body.look("read_timeout").expect("the field");
    assert_eq!((value, span), (Value::Number(300.0), None), "the value stands in the other artifact");
    assert_eq!(field(&store, "nginx-location", "read_timeout_from_http"), Value::Flag(true));
}

#[test]
fn problems_become_facts_where_they_are_certain() {
    let store = facts("events {} http { server { location / { porxy_pass http://a; } } }");
    let at = |path| field(&store, "config-problem", path);
    assert_eq!((at("event"), at("meant")), (Value::Word("unknown-directive".into()), Value::Word("proxy_pass".into())));
    assert_eq!(
        count(&facts("server { location / { proxy_pass http://a;"), "config-problem"),
        0,
        "a fragment may be cut off"
    );
    assert_eq!(count(&facts("location / { some_modules_own 1; }"), "config-problem"), 0);
}

#[test]
fn values_are_judged_in_fragments_too_but_not_what_is_still_to_be_filled_in() {
    let problem = |text: &str| {
        let store = facts(text);
        let found = count(&store, "config-problem") > 0;
        found.then(|| (field(&store, "config-problem", "event"), field(&store, "config-problem", "message")))
    };
    let word = |text: &str| Value::Word(text.into());
    let location = |inside: &str| problem(&format!("location /a/ {{ proxy_pass http://app:80; {inside} }}"));
    let refused = |message: &str| Some((word("invalid-value"), word(message)));
    assert_eq!(location("proxy_read_timeout 60sec;"), refused("\"proxy_read_timeout\" directive invalid value"));
    assert_eq!(location("error_page 5xx /50x.html;"), refused("invalid value \"5xx\""));
    let twice = Some((word("duplicate-directive"), word("\"proxy_pass\" directive is duplicate")));
    assert_eq!(location("proxy_pass http://other:80;"), twice);
    for healthy in [
        "proxy_read_timeout ${TIMEOUT};",
        "allow xx.xx.xx.xx;",
        "client_max_body_size <SIZE>;",
        "deny YOUR_IP;",
        "expires max;",
    ] {
        assert_eq!(location(healthy), None, "{healthy}");
    }
}
