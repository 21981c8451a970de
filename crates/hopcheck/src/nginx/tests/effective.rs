//! Inheritance, includes, what a fragment leaves open, and the parts of a pass.

use crate::nginx::views::{LocationView, locations, servers, upstreams};
use crate::nginx::{Config, Effective, Level, Model, parse};

fn read<R>(configs: &[Config<'_>], check: impl FnOnce(&Model<'_, '_>, Vec<LocationView>) -> R) -> R {
    let model = Model::new(configs);
    let (servers, upstreams) = (servers(&model), upstreams(&model));
    let locations = locations(&model, &servers, &upstreams);
    check(&model, locations)
}

/// The value of a directive in the location of that path: its first argument, `default` or `unknown`.
fn value(configs: &[Config<'_>], path: &str, name: &str) -> String {
    read(configs, |model, locations| {
        let location = locations.iter().find(|location| location.path.as_deref() == Some(path)).expect("the location");
        shown(model, model.value(location.scope, name), 1)
    })
}

fn header(text: &str, name: &str) -> String {
    read(&[parse(text, None)], |model, locations| {
        shown(model, model.entry(locations[0].scope, "proxy_set_header", name), 2)
    })
}

fn shown(model: &Model<'_, '_>, effective: Effective, word: usize) -> String {
    match effective {
        Effective::Set(node, _) => model.word(node, word).into_owned(),
        Effective::Default => "default".to_owned(),
        Effective::Unknown => "unknown".to_owned(),
    }
}

#[test]
fn values_are_inherited_from_block_to_block() {
    let text = "http { proxy_read_timeout 10s; server { proxy_send_timeout 20s; location /a { proxy_read_timeout 5s;
        location /a/b { proxy_pass http://x; } } location /c { } } }";
    let configs = [parse(text, None)];
    assert_eq!(value(&configs, "/a/b", "proxy_read_timeout"), "5s");
    assert_eq!(value(&configs, "/c", "proxy_read_timeout"), "10s");
    assert_eq!(value(&configs, "/c", "proxy_send_timeout"), "20s");
    assert_eq!(value(&configs, "/c", "proxy_connect_timeout"), "default");
}

#[test]
fn a_fragment_leaves_open_what_it_does_not_show() {
    let location = [parse("location /ws/ { proxy_pass http://app:8000; proxy_send_timeout 9s; }", None)];
    assert_eq!(value(&location, "/ws/", "proxy_send_timeout"), "9s");
    assert_eq!(value(&location, "/ws/", "proxy_read_timeout"), "unknown");
    let server = [parse("server { location / { } }", None)];
    assert_eq!(value(&server, "/", "proxy_read_timeout"), "unknown");
    let gap = [parse("http { proxy_read_timeout 1s; server { ...\n location / { } } }", None)];
    assert_eq!(value(&gap, "/", "proxy_read_timeout"), "unknown", "the lines left out may set it");
    let include = [parse("http { include other.conf; server { location / { } } }", None)];
    assert_eq!(value(&include, "/", "proxy_read_timeout"), "unknown", "so may a file that is not there");
}

#[test]
fn a_level_that_sets_a_header_inherits_none() {
    let server = "server { proxy_set_header Upgrade $http_upgrade; location / { %% proxy_pass http://a; } }";
    assert_eq!(header(&server.replace("%%", ""), "upgrade"), "$http_upgrade");
    assert_eq!(header(&server.replace("%%", "proxy_set_header Host $host;"), "Upgrade"), "default");
    assert_eq!(header(&server.replace("%%", "proxy_set_header Host $host; include x;"), "Upgrade"), "unknown");
    assert_eq!(
        header("location / { proxy_set_header Host $host; }", "Upgrade"),
        "default",
        "nothing above can bring it back"
    );
    assert_eq!(header("location / { proxy_pass http://a; }", "Upgrade"), "unknown");
}

#[test]
fn a_pass_is_not_inherited_by_nested_locations_but_by_if() {
    let text =
        "http { server { location / { proxy_pass http://a; location /in { } if ($arg_x) { proxy_pass http://b; } } } }";
    read(&[parse(text, None)], |model, locations| {
        let passes: Vec<_> = locations
            .iter()
            .map(|location| location.pass.as_ref().map(|pass| pass.host.clone().unwrap_or_default()))
            .collect();
        assert_eq!(passes, [Ok("a".to_owned()), Err(&Effective::Default), Ok("b".to_owned())]);
        assert_eq!(model.scopes[locations[2].scope].level, Level::If);
        assert_eq!(locations[2].path.as_deref(), Some("/"));
    });
}

#[test]
fn a_pass_is_cut_into_parts_with_their_places() {
    let text = "upstream app { server 10.0.0.1:8000; keepalive 8; }
        server { set $backend http://api:9000; location /a { proxy_pass http://app/v1/; } location /b { proxy_pass $backend; }
        location ~ \\.php$ { fastcgi_pass unix:/run/php/php.sock; } location /d { proxy_pass https://$host; } }";
    read(&[parse(text, None)], |_, locations| {
        let pass = |at: usize| locations[at].pass.clone().expect("a pass");
        let (a, b, c, d) = (pass(0), pass(1), pass(2), pass(3));
        assert_eq!((a.upstream, a.port, a.port_written, a.uri.as_deref()), (Some(0), Some(80), false, Some("/v1/")));
        assert_eq!(a.spans.host.map(|span| span.of(text)), Some("app"));
        assert_eq!((b.host.as_deref(), b.port, b.has_variable, b.spans.host), (Some("api"), Some(9000), true, None));
        assert_eq!((c.scheme.as_str(), c.socket.as_deref(), c.port), ("fastcgi", Some("/run/php/php.sock"), None));
        assert_eq!((d.host.as_deref(), d.port, d.has_variable), (Some("$host"), Some(443), true));
        assert_eq!(locations[2].modifier.as_deref(), Some("~"));
    });
}

#[test]
fn includes_are_resolved_between_files() {
    let dump = "# configuration file /etc/nginx/nginx.conf:\nevents {}\nhttp { proxy_read_timeout 7s; include /etc/nginx/conf.d/*.conf; }
# configuration file /etc/nginx/conf.d/site.conf:\nserver { listen 8080 ssl; location / { include snippets/p.conf; } }
# configuration file /etc/nginx/snippets/p.conf:\nproxy_pass http://app;\n";
    let configs = [parse(dump, None)];
    assert_eq!(value(&configs, "/", "proxy_read_timeout"), "7s");
    assert_eq!(value(&configs, "/", "proxy_send_timeout"), "default");
    read(&configs, |model, locations| {
        assert!(model.http_is_whole());
        assert_eq!(locations.len(), 1, "an included file is no fragment of its own");
        assert_eq!(locations[0].pass.as_ref().map(|pass| pass.host.as_deref()), Ok(Some("app")));
    });
    let main = "events {} http { proxy_read_timeout 7s; include conf.d/*.conf; }";
    let pasted = [parse(main, Some("nginx.conf")), parse("server { location / { } }", Some("conf.d/site.conf"))];
    assert_eq!(value(&pasted, "/", "proxy_read_timeout"), "7s", "nginx refuses to set it twice at one level");
    assert_eq!(value(&pasted, "/", "proxy_send_timeout"), "unknown", "another file of the folder may set it");
}

#[test]
fn files_that_include_each_other_end() {
    let text = "# configuration file /a.conf:\ninclude b.conf; include b.conf;\n# configuration file /b.conf:\ninclude a.conf; include a.conf;\n";
    let model_scopes = Model::new(&[parse(text, None)]).scopes.len();
    assert!(model_scopes >= 1);
}

#[test]
fn listens_are_read() {
    let text = "server { listen 443 ssl http2 default_server; listen [::]:80; listen 127.0.0.1:8080; listen unix:/run/n.sock; listen *:81; }";
    let configs = [parse(text, None)];
    let model = Model::new(&configs);
    let listens = servers(&model).remove(0).listens;
    let ports: Vec<_> = listens.iter().map(|listen| (listen.address.as_deref(), listen.port)).collect();
    assert_eq!(
        ports,
        [(None, Some(443)), (Some("[::]"), Some(80)), (Some("127.0.0.1"), Some(8080)), (None, None), (None, Some(81))]
    );
    assert!(listens[0].ssl && listens[0].http2 && listens[0].default_server);
    assert_eq!(listens[3].socket.as_deref(), Some("/run/n.sock"));
}

#[test]
fn variables_that_nothing_defines_are_found() {
    let undefined = |text: &str| {
        let configs = [parse(text, None)];
        let problems = Model::new(&configs).undefined_variables();
        problems.into_iter().map(|(_, problem)| (problem.subject, problem.needs_whole_text)).collect::<Vec<_>>()
    };
    let location =
        "location / { proxy_set_header Connection $connection_upgrade; proxy_set_header X $http_x$arg_y${host}$1; }";
    assert_eq!(undefined(location), [("connection_upgrade".to_owned(), true)]);
    assert_eq!(
        undefined(&format!("events {{}} http {{ server {{ {location} }} }}")),
        [("connection_upgrade".to_owned(), false)]
    );
    let map = "map $http_upgrade $connection_upgrade { default upgrade; '' close; }";
    assert_eq!(undefined(&format!("events {{}} http {{ {map} server {{ {location} }} }}")), []);
    assert_eq!(
        undefined("server { server_name ~^(?<name>.+)$; root /srv/$name; set $a $b; return 301 $a; }"),
        [("b".to_owned(), true)]
    );
}
