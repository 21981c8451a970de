//! Lines of configurations, sources and tables: what one line hints at, before its neighbours are asked.

use super::Kind;
use super::command::starts_application;
use super::guess::{Guess, yaml_key};
use super::pattern::{is_name_byte, run, shape};

/// The hint of one line; `text` is `line` without surrounding blanks, and not empty.
pub(super) fn shape_of(line: &str, text: &str) -> Guess {
    let steps: [fn(&str, &str) -> Option<Guess>; 9] = [
        heading, table, exchange, dockerfile, nginx, section, source, start, keyed,
    ];
    steps
        .iter()
        .find_map(|step| step(line, text))
        .unwrap_or(Guess::NONE)
}

fn sure(kind: Kind) -> Option<Guess> {
    Some(Guess {
        kind,
        weight: 8,
        opens: true,
    })
}

fn good(kind: Kind, weight: u8) -> Option<Guess> {
    Some(Guess {
        kind,
        weight,
        opens: false,
    })
}

/// First lines that name their kind.
fn heading(_: &str, text: &str) -> Option<Guess> {
    let starts = |with: &[&str]| with.iter().any(|w| text.starts_with(w));
    if text.starts_with("#!/") || text.starts_with("#! /") {
        return if text.contains("sh") {
            sure(Kind::EntrypointScript)
        } else if text.contains("python") {
            sure(Kind::PythonSource)
        } else {
            sure(Kind::FrontendSource)
        };
    }
    if text.starts_with("# configuration file ") && text.ends_with(':') {
        return sure(Kind::NginxConfig);
    }
    if starts(&["CONTAINER ID", "NAMES ", "REPOSITORY "])
        || (text.starts_with("NAME")
            && ["READY", "STATUS", "IMAGE", "COMMAND", "SERVICE", "State"]
                .iter()
                .any(|w| text.contains(w)))
        || (text.starts_with("Name ") && text.contains("State") && text.contains("Ports"))
    {
        return sure(Kind::ContainerList);
    }
    if starts(&[
        "Netid",
        "State ",
        "Proto Recv-Q",
        "Active Internet",
        "Active UNIX",
        "COMMAND ",
    ]) && !text.ends_with('.')
    {
        return sure(Kind::ListeningSockets);
    }
    if starts(&[
        "Chain ",
        "Status: active",
        "Status: inactive",
        "SELinux status:",
        "type=AVC ",
        "#!!!! This avc",
    ]) || text.contains("httpd_can_network")
        || (text.starts_with("allow ") && text.contains(':') && text.contains("_t "))
        || starts(&["require {", "#====="])
        || (starts(&["module ", "type ", "class "]) && text.ends_with(';'))
    {
        return good(Kind::Firewall, 8);
    }
    if starts(&[
        "nginx version:",
        "Docker version ",
        "Docker Compose version",
        "docker-compose version",
        "configure arguments:",
        "built by gcc",
        "built with OpenSSL",
        "TLS SNI support",
    ]) || (text.starts_with("Python ") && shape(&text[7..], "0.").is_some())
    {
        return sure(Kind::Versions);
    }
    if starts(&[
        "Server:\t",
        "Server:  ",
        "Non-authoritative answer",
        ";; ",
        "nameserver ",
        "** server can't find",
        "Address:\t",
        "Name:\t",
    ]) {
        return good(Kind::NameResolution, 7);
    }
    if starts(&[
        "Request URL:",
        "Request Method:",
        "Status Code:",
        "Remote Address:",
        "Referrer Policy:",
    ]) {
        return good(Kind::HandshakeStatus, 8);
    }
    if starts(&[
        "real\t",
        "user\t",
        "sys\t",
        "time_total",
        "time_connect",
        "time_starttransfer",
    ]) {
        return good(Kind::Durations, 7);
    }
    if starts(&["http://", "https://"]) && !text.contains(' ') {
        return good(Kind::PageAddress, 6);
    }
    None
}

/// Rows of tables: containers, sockets, files, hosts, services.
fn table(_: &str, text: &str) -> Option<Guess> {
    let first = text.split([' ', '\t']).next().unwrap_or("");
    let columns = text.matches("  ").count() > 0 || text.contains('\t');
    if columns && first.len() == 12 && first.bytes().all(|b| b.is_ascii_hexdigit()) {
        return sure(Kind::ContainerList);
    }
    if columns
        && [
            " Up ",
            " Exited (",
            " Restarting (",
            " Exit ",
            "CrashLoopBackOff",
            "  Running  ",
        ]
        .iter()
        .any(|s| text.contains(s))
        || columns && text.ends_with(" Up")
    {
        return good(Kind::ContainerList, 8);
    }
    if columns
        && (matches!(
            first,
            "tcp"
                | "tcp6"
                | "udp"
                | "udp6"
                | "u_str"
                | "u_dgr"
                | "unix"
                | "LISTEN"
                | "ESTAB"
                | "UNCONN"
        ) || text.ends_with("(LISTEN)"))
    {
        return good(Kind::ListeningSockets, 8);
    }
    let mode = first.as_bytes();
    if mode.len() >= 10
        && b"dlsbcp-".contains(&mode[0])
        && mode[1..10].iter().all(|b| b"rwxsStT-".contains(b))
        && mode[1..10].iter().any(|b| *b != b'-')
    {
        return good(Kind::SocketFile, 8);
    }
    if text.starts_with("ls: cannot access")
        || text.starts_with("stat: cannot")
        || (text.starts_with("Access: (0") && text.contains("Uid:"))
        || (text.starts_with("f: /") && !text.contains(' '))
    {
        return good(Kind::SocketFile, 8);
    }
    if columns
        && [
            " RUNNING ",
            " FATAL ",
            " BACKOFF ",
            " STOPPED ",
            " STARTING ",
        ]
        .iter()
        .any(|s| text.contains(s))
    {
        return good(Kind::ServiceStatus, 8);
    }
    let octets = run(text, |b| b.is_ascii_digit() || b == b'.');
    if octets >= 7
        && text[..octets].matches('.').count() == 3
        && text[octets..].starts_with([' ', '\t'])
        && !text.contains([';', '"', '('])
    {
        let host = text[octets..].trim_start();
        let len = run(host, is_name_byte);
        if len > 0 && host[..len].contains(|c: char| c.is_ascii_alphabetic()) {
            return good(Kind::NameResolution, 5);
        }
    }
    None
}

/// Lines of an HTTP exchange.
fn exchange(_: &str, text: &str) -> Option<Guess> {
    let starts = |with: &[&str]| with.iter().any(|w| text.starts_with(w));
    if starts(&["HTTP/1.1 ", "HTTP/1.0 ", "HTTP/2 ", "HTTP/3 ", "HTTP/2.0 "])
        && shape(text.split(' ').nth(1).unwrap_or(""), "000").is_some()
    {
        return good(Kind::Curl, 8);
    }
    if starts(&[
        "curl: (",
        "* Connected to ",
        "*   Trying ",
        "* Trying ",
        "* Rebuilt URL",
        "* TCP_NODELAY",
        "* Host ",
        "* Connection #",
        "* connect to ",
        "* ALPN",
        "* SSL",
        "* TLS",
        "* Mark bundle",
        "* Closing connection",
        "* upload completely",
        "* Empty reply",
        "* Recv failure",
        "* HTTP ",
        "* Server ",
        "  % Total",
        "* Could not resolve",
        "* using HTTP",
        "* Request completely",
    ]) {
        return good(Kind::Curl, 8);
    }
    let is_request = |t: &str| {
        [
            "GET ", "POST ", "HEAD ", "PUT ", "DELETE ", "OPTIONS ", "PATCH ",
        ]
        .iter()
        .any(|m| t.starts_with(m))
    };
    if let Some(rest) = text.strip_prefix("> ").or_else(|| text.strip_prefix("< ")) {
        let header = run(rest, |b| b.is_ascii_alphanumeric() || b == b'-');
        if is_request(rest)
            || rest.starts_with("HTTP/")
            || (header > 0 && rest[header..].starts_with(": "))
        {
            return good(Kind::Curl, 8);
        }
    }
    if is_request(text) && (text.contains(" HTTP/") || text.split(' ').count() == 2) {
        return sure(Kind::Curl);
    }
    if shape(text, "000 A").is_some()
        && [
            "502 Bad", "503 Serv", "504 Gate", "404 Not", "403 Forb", "400 Bad", "413 Req",
            "413 Pay", "499 ", "500 Int", "301 Mov", "401 Una", "426 Upg", "429 Too",
        ]
        .iter()
        .any(|s| text.starts_with(s))
    {
        return sure(Kind::Curl);
    }
    if starts(&[
        "<html>",
        "<head><title>",
        "<body bgcolor",
        "<center>",
        "<hr><center>",
        "<!DOCTYPE",
        "<!doctype",
    ]) || (text.starts_with('<') && text.contains("<title>"))
    {
        return good(Kind::Curl, 4);
    }
    if text.starts_with('<')
        && text[1..].starts_with(|c: char| c == '/' || c.is_ascii_alphabetic())
        && text.contains('>')
        && !text.contains("<script")
        && !text.contains("<template")
    {
        return good(Kind::Curl, 1);
    }
    if matches!(
        text,
        "File not found." | "default backend - 404" | "Bad Gateway"
    ) {
        return sure(Kind::Curl);
    }
    let header = run(text, |b| b.is_ascii_alphanumeric() || b == b'-');
    let known = [
        "server",
        "date",
        "content-type",
        "content-length",
        "connection",
        "upgrade",
        "host",
        "user-agent",
        "accept",
        "location",
        "origin",
        "pragma",
        "cache-control",
        "set-cookie",
        "transfer-encoding",
        "etag",
        "vary",
    ];
    let name = text[..header].to_ascii_lowercase();
    if text[header..].starts_with(": ")
        && (known.contains(&name.as_str())
            || name.starts_with("sec-websocket")
            || name.starts_with("access-control"))
    {
        return good(Kind::Curl, 4);
    }
    None
}

fn dockerfile(line: &str, text: &str) -> Option<Guess> {
    let word = run(text, |b| b.is_ascii_uppercase());
    if line.starts_with(' ') || !text[word..].starts_with([' ', '\t']) {
        return None;
    }
    match &text[..word] {
        "FROM" if !text.ends_with(';') => sure(Kind::Dockerfile),
        "RUN" | "CMD" | "ENTRYPOINT" | "COPY" | "WORKDIR" | "EXPOSE" | "ONBUILD"
        | "HEALTHCHECK" | "STOPSIGNAL" => good(Kind::Dockerfile, 8),
        "ADD" | "ENV" | "ARG" | "USER" | "VOLUME" | "LABEL" | "SHELL" => good(Kind::Dockerfile, 6),
        _ => None,
    }
}

const BLOCKS: &[&str] = &[
    "server",
    "location",
    "upstream",
    "http",
    "events",
    "map",
    "stream",
    "types",
    "geo",
    "limit_except",
    "split_clients",
    "mail",
];

const DIRECTIVES: &[&str] = &[
    "listen",
    "server_name",
    "root",
    "index",
    "try_files",
    "include",
    "return",
    "rewrite",
    "error_log",
    "access_log",
    "resolver",
    "set",
    "user",
    "pid",
    "sendfile",
    "expires",
    "error_page",
    "deny",
    "allow",
    "alias",
    "default_type",
    "charset",
    "hash",
    "ip_hash",
    "least_conn",
    "zone",
    "satisfy",
    "internal",
    "etag",
    "tcp_nodelay",
    "tcp_nopush",
    "server",
    "keepalive",
    "reset_timedout_connection",
    "send_timeout",
    "merge_slashes",
    "env",
    "daemon",
    "master_process",
    "load_module",
    "http2",
    "autoindex",
    "resolver_timeout",
    "mirror",
    "js_import",
    "multi_accept",
    "use",
    "stub_status",
    "log_format",
    "log_not_found",
];

const FAMILIES: &[&str] = &[
    "proxy_",
    "fastcgi_",
    "uwsgi_",
    "scgi_",
    "grpc_",
    "ssl_",
    "add_",
    "server_",
    "keepalive_",
    "client_",
    "worker_",
    "gzip",
    "limit_",
    "passenger_",
    "real_ip_",
    "set_real_ip",
    "large_client",
    "open_file",
    "types_",
    "auth_",
    "lua_",
    "content_by",
    "access_by",
    "sub_filter",
    "variables_hash",
    "map_hash",
    "underscores_in",
    "http2_",
    "http3",
    "quic",
    "chunked_",
    "tcp_",
    "memcached_",
    "mp4",
    "more_",
    "log_",
    "if_modified",
    "port_in",
    "absolute_",
    "ignore_invalid",
    "resolver_",
    "directio",
    "output_",
    "postpone_",
    "error_",
    "brotli",
];

/// `directive value;`, `block … {`.
fn nginx(_: &str, text: &str) -> Option<Guess> {
    let text = text
        .split(" #")
        .next()
        .unwrap_or(text)
        .split("\t#")
        .next()
        .unwrap_or(text)
        .trim_end();
    let text = text
        .split_once(";#")
        .map_or(text, |(head, _)| &text[..=head.len()]);
    let text = text
        .split_once("{#")
        .map_or(text, |(head, _)| &text[..=head.len()]);
    let word = run(text, |b| {
        b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'
    });
    let name = &text[..word];
    let rest = &text[word..];
    if word == 0 || !(rest.starts_with([' ', '\t', '{', ';']) || rest.is_empty()) {
        return None;
    }
    let assigns = rest.trim_start().starts_with(['=', ':', '(']) && name != "location";
    if assigns {
        return None;
    }
    if BLOCKS.contains(&name) && (text.ends_with('{') || text.contains("{ ") || text.ends_with('}'))
    {
        return sure(Kind::NginxConfig);
    }
    if name == "if" && text.ends_with('{') && text.contains('$') && text.contains("($") {
        return good(Kind::NginxConfig, 8);
    }
    let known =
        DIRECTIVES.contains(&name) || FAMILIES.iter().any(|family| name.starts_with(family));
    match (known, text.ends_with(';')) {
        (true, true) => good(Kind::NginxConfig, 8),
        (true, false)
            if text.ends_with(['\'', '$', '"'])
                || (name.contains('_') && rest.len() > 2 && !rest.contains(['"', '{'])) =>
        {
            good(Kind::NginxConfig, 5)
        }
        (false, true) if rest.starts_with([' ', '\t']) && !rest.contains('(') => {
            good(Kind::NginxConfig, 3)
        }
        _ => None,
    }
}

/// `[section]` and the keys of ini-like files.
fn section(line: &str, text: &str) -> Option<Guess> {
    let head = text.split([';', '#']).next().unwrap_or("").trim_end();
    if let Some(name) = head
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        && !line.starts_with(' ')
        && !name.contains('"')
    {
        return match name {
            "uwsgi" => sure(Kind::AppConfig),
            "Unit" | "Service" | "Install" | "Socket" | "Timer" => sure(Kind::SystemdUnit),
            "global" | "www" => sure(Kind::PhpFpmPool),
            "http_service" | "build" | "env" | "[services]" | "[vm]" | "[services.ports]" => {
                sure(Kind::PlatformConfig)
            }
            "supervisord"
            | "unix_http_server"
            | "supervisorctl"
            | "inet_http_server"
            | "rpcinterface:supervisor"
            | "include" => sure(Kind::SupervisordConfig),
            _ if name.starts_with("program:")
                || name.starts_with("group:")
                || name.starts_with("fcgi-program:") =>
            {
                sure(Kind::SupervisordConfig)
            }
            _ if !name.is_empty() && name.bytes().all(is_name_byte) => Some(Guess {
                kind: Kind::AppConfig,
                weight: 4,
                opens: true,
            }),
            _ => None,
        };
    }
    let bare = text.strip_prefix(';').unwrap_or(text).trim_start();
    let len = run(bare, |b| is_name_byte(b) || b == b'[' || b == b']');
    let rest = bare[len..].trim_start();
    let value = rest.strip_prefix('=')?.trim_start();
    if len == 0 || value.starts_with('=') {
        return None;
    }
    let key = &bare[..len];
    let kind = match key {
        "ExecStart" | "ExecStartPre" | "ExecReload" | "WantedBy" | "WorkingDirectory"
        | "EnvironmentFile" | "RuntimeDirectory" | "PrivateTmp" | "Restart" | "RestartSec"
        | "After" | "Requires" | "Description" | "ListenStream" => (Kind::SystemdUnit, 8),
        "listen"
        | "listen.owner"
        | "listen.group"
        | "listen.mode"
        | "listen.backlog"
        | "listen.allowed_clients"
        | "pm"
        | "daemonize"
        | "catch_workers_output"
        | "clear_env"
        | "security.limit_extensions"
        | "request_terminate_timeout"
        | "slowlog"
        | "access.log" => (Kind::PhpFpmPool, 8),
        _ if key.starts_with("pm.") || key.starts_with("php_") || key.starts_with("env[") => {
            (Kind::PhpFpmPool, 8)
        }
        "stdout_logfile"
        | "stderr_logfile"
        | "autostart"
        | "autorestart"
        | "nodaemon"
        | "startsecs"
        | "redirect_stderr"
        | "stopsignal"
        | "stdout_logfile_maxbytes" => (Kind::SupervisordConfig, 8),
        "http-socket" | "wsgi-file" | "module" | "chdir" | "buffer-size" | "harakiri"
        | "chmod-socket" | "vacuum" | "die-on-term" | "master" | "processes" | "uwsgi-socket"
        | "max-requests" | "enable-threads" | "plugins" | "lazy-apps" => (Kind::AppConfig, 6),
        "bind" | "workers" | "worker_class" | "threads" | "timeout" | "keepalive"
        | "worker_connections" | "graceful_timeout" | "accesslog" | "errorlog" | "loglevel"
        | "preload_app"
            if !line.starts_with(' ') && !text.ends_with(',') =>
        {
            (Kind::AppConfig, 6)
        }
        "user" | "group" | "command" | "directory" | "socket" | "environment" => {
            return None.or_else(|| good(ini_like(key), 3));
        }
        _ if key
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
            && key.starts_with(|c: char| c.is_ascii_uppercase()) =>
        {
            return if rest.len() > bare.len() - len - 1 + 1
                || bare.as_bytes().get(len) == Some(&b'=')
            {
                good(Kind::EnvFile, 4)
            } else {
                good(Kind::PythonSource, 4)
            };
        }
        _ => return None,
    };
    good(kind.0, kind.1)
}

/// The likelier home of a key that several ini-like files know.
fn ini_like(key: &str) -> Kind {
    match key {
        "command" | "directory" | "environment" => Kind::SupervisordConfig,
        "socket" => Kind::AppConfig,
        _ => Kind::PhpFpmPool,
    }
}

/// Lines of program sources.
fn source(line: &str, text: &str) -> Option<Guess> {
    let starts = |with: &[&str]| with.iter().any(|w| text.starts_with(w));
    if starts(&[
        "const ",
        "let ",
        "var ",
        "export ",
        "function ",
        "async function ",
        "import {",
        "import React",
        "<script",
        "<template",
        "document.",
        "window.",
        "console.",
        "socket.",
        "ws.on",
        "this.",
        "$(",
        "useEffect(",
    ]) && !text.ends_with(':')
        || [
            "new WebSocket(",
            "=> {",
            "require('",
            "require(\"",
            "io.connect(",
            "import.meta.env",
            "process.env.",
        ]
        .iter()
        .any(|s| text.contains(s))
        || (text.starts_with("import ") && (text.contains(" from '") || text.contains(" from \"")))
    {
        return good(
            Kind::FrontendSource,
            if text.contains("new WebSocket(") {
                8
            } else {
                6
            },
        );
    }
    if starts(&[
        "def ",
        "async def ",
        "class ",
        "@app.",
        "@socketio.",
        "if __name__",
        "elif ",
        "except",
        "raise ",
        "async with ",
        "await ",
        "print(",
        "application = ",
        "app = ",
        "urlpatterns",
        "try:",
    ]) || (text.starts_with("import ") && !text.ends_with(';') && text.split(' ').count() <= 4)
        || (text.starts_with("from ") && text.contains(" import "))
        || [
            "app.run(",
            "socketio.run(",
            "uvicorn.run(",
            "os.environ",
            "os.getenv(",
            "web.run_app(",
            "serve_forever(",
        ]
        .iter()
        .any(|s| text.contains(s))
    {
        return good(
            Kind::PythonSource,
            if text.contains(".run(") { 8 } else { 6 },
        );
    }
    if matches!(
        text,
        "fi" | "done" | "esac" | "then" | "else" | "set -e" | "set -eu" | "set -x" | "exec \"$@\""
    ) || starts(&[
        "set -e", "exec \"", "if [", "while !", "until ", "while [", "for ",
    ]) && !text.ends_with([':', '{', ';'])
    {
        return good(Kind::EntrypointScript, 5);
    }
    if starts(&[
        "chmod ",
        "chown ",
        "mkdir ",
        "cp ",
        "echo ",
        "exec ",
        "cd ",
        "export ",
        "sleep ",
        "envsubst ",
        "php artisan ",
        "wait",
        "nginx -g",
    ]) && !text.ends_with(['.', ';', '{'])
        || starts(&[
            "python manage.py ",
            "flask db ",
            "alembic ",
            "npm run migrate",
        ]) && !text.contains("runserver")
    {
        return good(Kind::EntrypointScript, 3);
    }
    // `NAME = 'value'` at the margin.
    let name = run(text, |b| b.is_ascii_alphanumeric() || b == b'_');
    if !line.starts_with(' ')
        && name > 0
        && text[name..].starts_with(" = ")
        && text[name + 3..].starts_with(['\'', '"', '[', '('])
        && !text.ends_with(';')
    {
        return good(Kind::PythonSource, 3);
    }
    None
}

/// Commands that start an application, and where platforms write them.
fn start(line: &str, text: &str) -> Option<Guess> {
    if text.starts_with("\"startCommand\"")
        || text.starts_with("startCommand:")
        || text.starts_with("\"start\":")
    {
        return sure(Kind::PlatformConfig);
    }
    if !line.starts_with(' ')
        && let Some((process, command)) = text.split_once(": ")
        && matches!(process, "web" | "worker" | "release" | "api" | "app")
        && starts_application(command)
    {
        return sure(Kind::PlatformConfig);
    }
    if starts_application(text) {
        return sure(Kind::StartCommand);
    }
    None
}

/// `key: value` lines: compose, Kubernetes, JSON of docker inspect.
fn keyed(line: &str, text: &str) -> Option<Guess> {
    if text.starts_with('"') && text.contains("\":") {
        let inspect = [
            "\"NetworkSettings\"",
            "\"IPAddress\"",
            "\"Gateway\"",
            "\"Containers\"",
            "\"IPAM\"",
            "\"EndpointID\"",
            "\"MacAddress\"",
            "\"HostConfig\"",
            "\"State\"",
            "\"RestartCount\"",
            "\"PortBindings\"",
            "\"IPv4Address\"",
            "\"NetworkMode\"",
            "\"ExposedPorts\"",
            "\"Aliases\"",
        ];
        if inspect.iter().any(|key| text.starts_with(key)) {
            return good(Kind::ContainerInspect, 8);
        }
    }
    let Some((key, value, indent)) = yaml_key(line) else {
        return text.starts_with("- ").then_some(Guess {
            kind: Kind::ComposeFile,
            weight: 1,
            opens: false,
        });
    };
    if text.contains("kubernetes.io/") && key.contains('/') {
        return good(Kind::KubernetesManifest, 8);
    }
    let top = indent == 0;
    match key {
        "services" if value.is_empty() => Some(Guess {
            kind: Kind::ComposeFile,
            weight: 8,
            opens: top,
        }),
        "apiVersion" => Some(Guess {
            kind: Kind::KubernetesManifest,
            weight: 9,
            opens: true,
        }),
        "kind" if value.starts_with(|c: char| c.is_ascii_uppercase()) => {
            good(Kind::KubernetesManifest, 8)
        }
        "metadata" | "spec" | "annotations" | "containers" | "containerPort" | "hostNetwork"
        | "dnsPolicy" | "serviceName" | "servicePort" | "targetPort" | "matchLabels"
        | "ingressClassName" | "livenessProbe" | "readinessProbe" => {
            good(Kind::KubernetesManifest, 6)
        }
        "image" | "build" | "container_name" | "depends_on" | "network_mode" | "env_file"
        | "restart" | "expose" | "healthcheck" | "extra_hosts" | "cap_add"
        | "stop_grace_period" | "mem_limit" => good(Kind::ComposeFile, 6),
        "ports" | "volumes" | "environment" | "networks" | "command" | "entrypoint" | "links"
        | "hostname" | "deploy" | "aliases" | "dockerfile" | "context" | "logging" => {
            good(Kind::ComposeFile, 4)
        }
        "version" if top && value.starts_with(['"', '\'', '2', '3']) && value.len() < 8 => {
            Some(Guess {
                kind: Kind::ComposeFile,
                weight: 6,
                opens: true,
            })
        }
        "healthCheckPath" | "buildCommand" | "envVars" | "runtime" | "instance_class" => {
            good(Kind::PlatformConfig, 6)
        }
        "code" if shape(value, "1000").is_some() || shape(value, "1006").is_some() => {
            good(Kind::Console, 6)
        }
        _ if line.starts_with(' ') && text.ends_with(',') => None,
        _ if value.contains(' ') && !line.starts_with(' ') => None,
        _ => Some(Guess {
            kind: Kind::ComposeFile,
            weight: 1,
            opens: false,
        }),
    }
}
