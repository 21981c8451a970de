//! nginx's error log: run-time lines, start-up messages, and the entry point of the official image.
//!
//! The anatomy of a line is nginx's `ngx_log_error_core` and `ngx_http_log_error`:
//! `STAMP [level] PID#TID: *CID MESSAGE (ERRNO: text) while ACTION, client: …, server: …, request: "…", upstream: "…", host: "…"`.

mod anatomy;
mod endpoint;
mod errno;
mod events;

use super::Sink;
use crate::facts::context::Environment;
use crate::facts::nginx::{NginxError, NginxStartError};
use crate::facts::{Field, Host};
use crate::intake::Artifact;
use crate::phrasebook::Said;
use crate::text::{Pairs, span_in};
use anatomy::Line;
use events::Kind;

/// Reads an artifact of nginx's error log.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = artifact.text.as_str();
    for line in text.lines() {
        read_line(text, line, sink);
    }
}

/// Reads one line of `text`. False where it is not of nginx.
pub fn read_line(text: &str, line: &str, sink: &mut Sink) -> bool {
    let (span, pairs) = (span_in(text, line.trim()), Pairs::of(line));
    if image_entry_point(line, &pairs) {
        sink.add(span, environment("nginx-in-container", "yes"));
        return true;
    }
    let note = bare_note(line);
    if let Some(message) = note {
        let errno = errno::of_line(message).and_then(|(number, _)| number);
        sink.heard(span, None, None, &Said { message, whole: message, errno, ..Said::default() });
        sink.understood(span);
    }
    if let Some(result) = test_result(line, &pairs) {
        sink.add(span, environment("nginx-config-test", result));
        return true;
    }
    let Some(parts) = anatomy::take_apart(line, &pairs) else { return note.is_some() };
    let (event, kind, subject) = events::classify(&parts, &pairs);
    let at = parts.stamp.and_then(crate::facts::stamp::parse);
    let errno = errno::of_line(parts.message);
    let said = Said {
        message: parts.message,
        whole: parts.whole,
        action: parts.action,
        errno: errno.and_then(|(number, _)| number),
        on_request: parts.client.is_some() || parts.upstream.is_some() || parts.request.is_some(),
        may_be_cut: line.trim_end().ends_with(parts.whole),
    };
    if note.is_none() {
        sink.heard(span, at, parts.level, &said);
    }
    match kind {
        Kind::Note => {
            version(text, &parts, sink);
            sink.understood(span);
        }
        Kind::Start => sink.add_at(span, at, start_error(text, &parts, event, subject)),
        Kind::RunTime => sink.add_at(span, at, run_time_error(text, &parts, event, subject, errno)),
    }
    true
}

/// What the entry point script of the official nginx image prints.
fn image_entry_point(line: &str, pairs: &Pairs) -> bool {
    let line = line.trim_start();
    line.starts_with("/docker-entrypoint.sh:")
        || pairs.holds(line, "-listen-on-ipv6-by-default.sh:")
        || pairs.holds(line, "-envsubst-on-templates.sh:")
}

/// What nginx prints on standard error without a level: about its command line, and the summary of `nginx -t`.
fn bare_note(line: &str) -> Option<&str> {
    let message = line.trim().strip_prefix("nginx: ")?;
    const STARTS: [&str; 5] =
        ["the configuration file ", "configuration file ", "invalid option: ", "option \"-", "malloc("];
    STARTS.iter().any(|start| message.starts_with(start)).then_some(message)
}

/// The summary of `nginx -t`: ok, failed. "syntax is ok" alone is neither: what follows it may still fail.
fn test_result(line: &str, pairs: &Pairs) -> Option<&'static str> {
    const FILE: &str = "configuration file ";
    let (_, rest) = pairs.may_hold(FILE).then(|| line.split_once(FILE))??;
    let rest = rest.trim_end();
    [("test is successful", "ok"), ("test failed", "failed"), ("syntax is ok", "syntax-ok")]
        .into_iter()
        .find_map(|(words, result)| rest.ends_with(words).then_some(result))
}

fn environment(about: &str, value: &str) -> Box<Environment> {
    let mut fact = Environment::unknown();
    fact.about.put(about);
    fact.value.put(value);
    fact
}

/// `[notice] 1#1: nginx/1.25.3` at start.
fn version(text: &str, parts: &Line, sink: &mut Sink) {
    if let Some((flavour, version)) = parts.message.trim().split_once('/')
        && matches!(flavour, "nginx" | "openresty")
        && version.starts_with(|c: char| c.is_ascii_digit())
    {
        sink.add(
            span_in(text, parts.message),
            environment("nginx-version", version.split(' ').next().unwrap_or(version)),
        );
    }
}

fn run_time_error(
    text: &str,
    parts: &Line,
    event: &str,
    subject: Option<&str>,
    number: Option<(Option<u32>, Option<&'static str>)>,
) -> Box<NginxError> {
    let put_host = |host: &mut Field<Host>, part: Option<&str>| match part {
        Some("") => host.put_absent(),
        part => host.put_known_part(text, part),
    };
    let (method, path) = match parts.request.map(|request| request.split(' ')) {
        Some(mut words) => (words.next(), words.next()),
        None => (None, None),
    };
    let mut fact = NginxError::unknown();
    fact.level.put_known(parts.level);
    fact.event.put(event);
    fact.errno.put_complete(number.and_then(|(number, _)| number));
    fact.platform.put_known(number.and_then(|(_, platform)| platform));
    match parts.action {
        Some(action) => fact.action.put_part(text, action),
        None => fact.action.put_absent(),
    }
    put_host(&mut fact.client, parts.client);
    put_host(&mut fact.server, parts.server);
    fact.method.put_known(method);
    fact.path.put_known_part(text, path);
    endpoint::put_upstream(&mut fact.upstream, text, parts);
    put_host(&mut fact.host, parts.host);
    fact.referrer.put_known(parts.referrer);
    match subject {
        Some(subject) => fact.subject.put_part(text, subject),
        // The message is whole and the library said nothing.
        None if event == "ssl-handshake-failed" => fact.subject.put_absent(),
        None => {}
    }
    fact.pid.put_known(parts.pid.and_then(|pid| pid.parse::<u32>().ok()));
    fact
}

fn start_error(text: &str, parts: &Line, event: &str, subject: Option<&str>) -> Box<NginxStartError> {
    let (host, port) = subject.map_or((None, None), events::host_and_port);
    let mut fact = NginxStartError::unknown();
    fact.level.put_known(parts.level);
    fact.event.put(event);
    fact.subject.put_known_part(text, subject);
    fact.message.put_part(text, parts.message);
    fact.detail.put_known(events::library_words(parts.message));
    fact.directive.put_known(events::directive(parts.message));
    fact.errno.put_complete(errno::of_line(parts.message).and_then(|(number, _)| number));
    fact.file.put_known_part(text, parts.file);
    fact.line.put_known(parts.file_line);
    fact.host.put_known_part(text, host);
    fact.port.put_known(port);
    fact
}

#[cfg(test)]
mod tests {
    use crate::facts::{Fact, Value};
    use crate::intake::{Artifact, Kind};
    use crate::text::SourceMap;

    fn read(text: &str) -> Vec<Fact> {
        let artifact = Artifact {
            name: "error.log".into(),
            piece: 0,
            kind: Kind::NginxErrorLog,
            place: None,
            text: text.into(),
            map: SourceMap::default(),
            notes: Vec::new(),
            first_line: 1,
            lines: 1,
            correction: None,
        };
        let mut store = crate::facts::Store::default();
        let mut sink = super::Sink::new(&mut store, &artifact, 0);
        super::read(&artifact, &mut sink);
        assert_eq!(sink.finish().unread, [], "{text}");
        store.into_facts()
    }

    fn field(fact: &Fact, path: &str) -> String {
        match fact.look(path) {
            Some((Value::Unknown, _)) => "?".into(),
            Some((Value::Absent, _)) => "-".into(),
            Some((value, _)) => value.text(),
            None => panic!("no field {path}"),
        }
    }

    #[test]
    fn a_refused_connection() {
        let facts = read(
            "2026/01/05 10:00:00 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting to upstream, \
             client: 172.18.0.1, server: app.example.com, request: \"POST /api/x?a=1 HTTP/1.1\", upstream: \
             \"http://172.18.0.3:5000/api/x?a=1\", host: \"app.example.com\"",
        );
        let fact = &facts[0];
        let want = [
            ("event", "connect-failed"),
            ("errno", "111"),
            ("action", "connecting to upstream"),
            ("upstream.scheme", "http"),
            ("upstream.host", "172.18.0.3"),
            ("upstream.port", "5000"),
            ("upstream.socket", "-"),
            ("server", "app.example.com"),
            ("method", "POST"),
            ("platform", "linux"),
            ("at", "2026-01-05 10:00:00"),
        ];
        for (path, value) in want {
            assert_eq!(field(fact, path), value, "{path}");
        }
    }

    #[test]
    fn a_cut_line_about_a_unix_socket() {
        let facts = read(
            "crit] 14#14: *973 connect() to unix:/run/php-fpm.sock failed (2: No such file or directory) while connecting \
             to upstream, client: 172.21.0.1, server: _, request: \"GET / HTTP/1.1\", upstream: \
             \"fastcgi://unix:/run/php-fpm.sock:\", host: \"127.0.0.1\"",
        );
        for (path, value) in
            [("upstream.socket", "/run/php-fpm.sock"), ("upstream.host", "-"), ("upstream.scheme", "fastcgi")]
        {
            assert_eq!(field(&facts[0], path), value, "{path}");
        }
    }

    #[test]
    fn numbers_of_other_systems_are_translated() {
        let line = |text: &str| format!("[error] 1#0: *1 connect() failed ({text}) while connecting to upstream");
        for text in [
            "61: Connection refused",
            "10061: No connection could be made because the target machine actively refused it",
            "111: Unknown error",
        ] {
            assert_eq!(field(&read(&line(text))[0], "errno"), "111", "{text}");
        }
    }

    #[test]
    fn start_up_messages_have_a_place() {
        let facts = read("nginx: [emerg] host not found in upstream \"web:8000\" in /etc/nginx/conf.d/default.conf:22");
        for (path, value) in
            [("event", "host-not-found"), ("subject", "web:8000"), ("host", "web"), ("port", "8000"), ("line", "22")]
        {
            assert_eq!(field(&facts[0], path), value, "{path}");
        }
    }

    #[test]
    fn the_same_message_twice_is_one_fact() {
        let line = "[error] 1#0: *1 no live upstreams while connecting to upstream, client: 10.0.0.1, server: a, request: \"GET /1 HTTP/1.1\", upstream: \"http://app/1\", host: \"a\"";
        let facts = read(&format!("{line}\n{}\n", line.replace("GET /1", "GET /2").replace("app/1", "app/2")));
        assert_eq!(facts.len(), 1);
        assert_eq!((facts[0].count, field(&facts[0], "upstream.host").as_str()), (2, "app"));
    }

    #[test]
    fn lines_without_their_head() {
        let line = "worker_connections are not enough while connecting to upstream, client: 10.0.0.9, server: 0.0.0.0:84, \
                    upstream: \"10.0.0.9:84\", bytes from/to client:0/0, bytes from/to upstream:0/0";
        let facts = read(&format!("85#85: 1024 {line}"));
        for (path, value) in [
            ("event", "worker-connections"),
            ("upstream.host", "10.0.0.9"),
            ("upstream.port", "84"),
            ("client", "10.0.0.9"),
        ] {
            assert_eq!(field(&facts[0], path), value, "{path}");
        }
        let facts =
            read("connect() failed (111: Connection refused) while connecting to upstream: \"http://10.0.0.4:80/x\"");
        for (path, value) in [("action", "connecting to upstream"), ("upstream.host", "10.0.0.4"), ("errno", "111")] {
            assert_eq!(field(&facts[0], path), value, "{path}");
        }
        let facts = read("web.docker could not be resolved (110: Operation timed out),");
        for (path, value) in [("event", "name-not-resolved"), ("subject", "web.docker"), ("errno", "110")] {
            assert_eq!(field(&facts[0], path), value, "{path}");
        }
    }

    #[test]
    fn temporary_files_are_told_from_pages() {
        let line = |path: &str| {
            format!(
                "[crit] 7#7: *6 open() \"{path}\" failed (13: Permission denied), client: 10.0.0.1, server: a, request: \"GET / HTTP/1.1\", host: \"a\""
            )
        };
        for (path, event) in [
            ("/var/lib/nginx/proxy/4/00/0000000004", "temp-path-failed"),
            ("/var/cache/nginx/c/29/b7f54b2df7773722d382f4809d65029c", "temp-path-failed"),
            ("/srv/site/00004", "open-failed"),
        ] {
            assert_eq!(field(&read(&line(path))[0], "event"), event, "{path}");
        }
        assert_eq!(
            field(&read(&line("/srv/site/00004"))[0], "upstream.host"),
            "-",
            "the line has a host and no upstream"
        );
    }

    #[test]
    fn what_a_circle_leads_to_stands_behind_while() {
        let facts = read(
            "rewrite or internal redirection cycle while internally redirecting to \"/index.html\", client: 10.0.0.1",
        );
        assert_eq!(
            (field(&facts[0], "event"), field(&facts[0], "subject")),
            ("rewrite-cycle".into(), "/index.html".into())
        );
        assert_eq!(
            field(&read("*1 directory index of \"/srv/site/\" is forbidden,")[0], "event"),
            "directory-forbidden"
        );
    }

    #[test]
    fn a_signal_without_a_master_is_told_from_a_pid_file_that_cannot_be_written() {
        let event = |line: &str| field(&read(line)[0], "event");
        assert_eq!(
            event("[error] 9#9: open() \"/run/nginx.pid\" failed (2: No such file or directory)"),
            "pid-invalid"
        );
        assert_eq!(event("nginx: [emerg] open() \"/run/nginx.pid\" failed (13: Permission denied)"), "open-failed");
    }

    #[test]
    fn what_a_collector_or_a_person_put_in_front_does_not_count() {
        let event = |line: &str| field(&read(line)[0], "event");
        let long = format!(
            "{} 2026-10-21T10:41:45.462+02:00 2026/10/21 08:41:45",
            "ingress-nginx-controller-678c58d9d6-8p8vj controller"
        );
        assert_eq!(
            event(&format!(
                "{long} [crit] 16#16: *18 SSL_do_handshake() failed (SSL: error:0A000458) while SSL handshaking to upstream"
            )),
            "ssl-handshake-failed"
        );
        assert_eq!(event("NGINX:  recv() failed (104: Connection reset by peer)"), "recv-failed");
        assert_eq!(
            event("`*40 upstream sent too big header while reading response header from upstream, client:`"),
            "header-too-big"
        );
    }

    #[test]
    fn the_test_says_how_it_ended() {
        let facts = read("nginx: configuration file /etc/nginx/nginx.conf test failed");
        assert_eq!(
            (field(&facts[0], "about"), field(&facts[0], "value")),
            ("nginx-config-test".into(), "failed".into())
        );
    }
}
