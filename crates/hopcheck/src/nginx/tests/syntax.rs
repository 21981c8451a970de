//! The syntax, against what nginx 1.22.1 answered (`nginx -t`) to the same texts.

use crate::nginx::{ProblemKind, parse, tree::Config};

/// Each directive as one line: its words in order, joined by `|`.
fn lines(config: &Config<'_>) -> Vec<String> {
    (0..config.directives.len() as u32)
        .map(|id| {
            let words: Vec<String> = (0..config.tokens_of(id).len()).map(|n| config.word(id, n).into_owned()).collect();
            words.join("|")
        })
        .collect()
}

fn messages(text: &str) -> Vec<String> {
    parse(text, None).problems.into_iter().filter_map(|problem| problem.message).collect()
}

#[test]
fn words_are_cut_and_cooked_as_nginx_does() {
    for (text, expected) in [
        ("add_header X b\\ c;", "add_header|X|b\\ c"),
        ("add_header X b\\;c;", "add_header|X|b\\;c"),
        ("return 200 \"a\\\"b\\\\c\\td\";", "return|200|a\"b\\c\td"),
        ("return 301 https://${host}$request_uri;", "return|301|https://${host}$request_uri"),
        ("rewrite ^/x /$1 last;", "rewrite|^/x|/$1|last"),
        ("log_format a '$x' # said\n  '$y';", "log_format|a|$x|$y"),
        ("root /srv/a#b}c;", "root|/srv/a#b}c"),
        ("set $a 'it''s';", "set|$a|it|s"),
        ("listen\r\n80;\r\n", "listen|80"),
    ] {
        assert_eq!(lines(&parse(text, None))[0], expected, "{text}");
    }
    assert_eq!(lines(&parse("if ($a = \"b\") { return 403; }", None)), ["if|($a|=|b|)", "return|403"]);
    assert_eq!(lines(&parse("if ($a ~ \"^(b|c)$\") {}", None)), ["if|($a|~|^(b|c)$|)"]);
    assert_eq!(lines(&parse("events{}http{server{}}", None)), ["events", "http", "server"]);
}

#[test]
fn problems_are_told_in_nginxs_words() {
    for (text, expected) in [
        ("rewrite ^/a{2,3}/(.*)$ /$1 last;", "directive \"rewrite\" is not terminated by \";\""),
        ("return 200 \"b\"c;", "unexpected \"c\""),
        ("return 200 \"b\"}", "unexpected \"}\""),
        ("return 200 \"b\"#", "unexpected \"#\""),
        ("set $a 'it''s';", "unexpected \"'\""),
        ("set $a ${host}{x;", "directive \"set\" is not terminated by \";\""),
        ("location / { Return 200; }", "unknown directive \"Return\""),
        ("proxy_read_timeout 60 s;", "invalid number of arguments in \"proxy_read_timeout\" directive"),
        ("http { types { a b; { } } }", "unexpected \"{\""),
        ("http { server { listen 80", "unexpected end of file, expecting \";\" or \"}\""),
        ("server { listen 80 }", "unexpected \"}\""),
        ("listen 80;; ", "unexpected \";\""),
        ("http { }\n}", "unexpected \"}\""),
        ("http { server { listen 80;", "unexpected end of file, expecting \"}\""),
        ("listen 80", "unexpected end of file, expecting \";\" or \"}\""),
        ("add_header X \"abc;\n", "unexpected end of file, expecting \";\" or \"}\""),
        ("http { { } }", "unexpected \"{\""),
        ("server { porxy_pass http://a; }", "unknown directive \"porxy_pass\""),
        ("http { location / { } }", "\"location\" directive is not allowed here"),
        (
            "server { location / { proxy_buffering yes; } }",
            "invalid value \"yes\" in \"proxy_buffering\" directive, it must be \"on\" or \"off\"",
        ),
        ("proxy_set_header Host;", "invalid number of arguments in \"proxy_set_header\" directive"),
        ("server { location /; }", "directive \"location\" has no opening \"{\""),
    ] {
        assert!(messages(text).iter().any(|message| message == expected), "{text}: {:?}", messages(text));
    }
}

#[test]
fn healthy_text_has_no_problem() {
    for text in [
        "server {\r\n    listen 80;\r\n    # a comment\r\n    location / { proxy_pass http://app:8000; }\r\n}\r\n",
        "http { map $http_upgrade $connection_upgrade { default upgrade; '' close; } types { text/html html htm; } }",
        "location /l { content_by_lua_block { if x then ngx.say(\"}\") end -- }\n } }",
        "log_format main '$remote_addr'\n  ' $status';",
        "server_name a.example\n    b.example;",
        "upstream app { server 10.0.0.1:80 weight=2; keepalive 8; }",
        "stream { upstream db { server db:5432; } server { listen 5432; proxy_pass db; } }",
        "location / { proxy_pass http://app;\n  ...\n}",
        "location / { ... }",
        "location / { proxy_buffering ON; add_header X b\\ c; return 200 a\"b; }",
        "if ( $host = \"b\" ) { return 200; }",
    ] {
        assert_eq!(messages(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_missing_semicolon_is_found_where_it_is_missing() {
    let text = "server {\n  server_name shop.example\n  root /srv/shop;\n  location / {\n    proxy_pass http://app:8000\n    proxy_set_header Host $host;\n  }\n  listen 80\n  location /a { }\n}";
    let config = parse(text, None);
    let told: Vec<_> = config.problems.iter().map(|p| (p.kind, p.subject.as_str(), p.message.as_deref())).collect();
    assert_eq!(
        told,
        [
            (ProblemKind::NotTerminated, "server_name", None),
            (ProblemKind::NotTerminated, "proxy_pass", Some("invalid number of arguments in \"proxy_pass\" directive")),
            (ProblemKind::NotTerminated, "listen", Some("directive \"listen\" is not terminated by \";\"")),
        ]
    );
    assert_eq!(config.problems[1].span.of(text), "http://app:8000");
    assert!(lines(&config).contains(&"proxy_set_header|Host|$host".to_owned()));
}

#[test]
fn the_files_of_a_dump_are_told_apart() {
    let text = "nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\n# configuration file /etc/nginx/nginx.conf:\nevents {}\nhttp { include conf.d/*.conf; }\n\n# configuration file /etc/nginx/conf.d/a.conf:\nserver { listen 80; }\n";
    let config = parse(text, None);
    let names: Vec<_> = config.files.iter().map(|file| file.name.as_deref().unwrap_or("-")).collect();
    assert!(config.dump && config.problems.is_empty(), "{:?}", config.problems);
    assert_eq!(names, ["/etc/nginx/nginx.conf", "/etc/nginx/conf.d/a.conf"]);
    let first = config.top_level(1).next().unwrap_or_default();
    assert_eq!((config.name(first).as_ref(), config.directives[first as usize].file), ("server", 1));
}
