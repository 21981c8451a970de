//! uWSGI (`core/master.c`, `core/socket.c`, `proto/uwsgi.c`).

use super::super::entry::{Entry, at_start, event, listening, on_request, ordinary};

/// Its lines.
pub const LINES: &[Entry] = &[
    event("started", "uwsgi", "*** Starting uWSGI ", ""),
    listening("uwsgi-http", "uWSGI http bound on ", r"http bound on (?P<host>\[[^\]]*\]|[^\s:]*):(?P<port>\d+)"),
    ordinary("uwsgi", "(port auto-assigned)"),
    listening(
        "uwsgi-socket",
        "bound to TCP address ",
        r"bound to TCP address (?P<host>\[[^\]]*\]|[^\s:]*):(?P<port>\d+) fd",
    ),
    listening("uwsgi-socket", "bound to UNIX address ", r"bound to UNIX address (?P<socket>\S+)"),
    event("worker-timeout", "uwsgi", "*** HARAKIRI ON WORKER ", r"HARAKIRI ON WORKER \d+ \(pid: (?P<pid>\d+)"),
    event("worker-timeout", "uwsgi", "HARAKIRI [core ", r"HARAKIRI \[core \d+\] (?P<detail>.*)"),
    ordinary("uwsgi", "HARAKIRI !!! "),
    ordinary("uwsgi", "HARAKIRI: -- "),
    event("segfault", "uwsgi", "died, killed by signal 11", r"\(pid: (?P<pid>\d+)\)"),
    event(
        "worker-killed",
        "uwsgi",
        "died, killed by signal ",
        r"\(pid: (?P<pid>\d+)\) died, killed by signal (?P<signal>9)\b",
    ),
    event("segfault", "uwsgi", "!!! uWSGI process ", r"process (?P<pid>\d+) got Segmentation Fault"),
    event("booted", "uwsgi", "Respawned uWSGI worker ", r"new pid: (?P<pid>\d+)"),
    event("booted", "uwsgi", "spawned uWSGI worker ", r"\(pid: (?P<pid>\d+)"),
    event("ready", "uwsgi", " ready in ", r"WSGI app \d+ \(mountpoint='[^']*'\) ready in \d+ seconds"),
    at_start("import-error", "uwsgi", "unable to load app ", r"(?P<detail>unable to load app \d+.*)"),
    at_start(
        "worker-boot-failed",
        "uwsgi",
        "*** no app loaded. going in full dynamic mode ***",
        "(?P<detail>no app loaded)",
    ),
    at_start("worker-boot-failed", "uwsgi", "GAME OVER", "(?P<detail>no app loaded. GAME OVER)"),
    at_start(
        "worker-boot-failed",
        "uwsgi",
        "--- no python application found, check your startup logs",
        "(?P<detail>no python application found)",
    ),
    at_start(
        "address-in-use",
        "uwsgi",
        "bind(): Address already in use",
        r"(?P<detail>bind\(\): Address already in use)",
    ),
    at_start(
        "usage-error",
        "uwsgi",
        "Listen queue size is greater than the system max net.core.somaxconn",
        r"(?P<detail>Listen queue size is greater than the system max net\.core\.somaxconn)",
    ),
    at_start(
        "cannot-bind",
        "uwsgi",
        "probably another instance of uWSGI is running on the same address",
        r"running on the same address \((?P<host>[^:)]*):(?P<port>\d+)\)",
    ),
    at_start("permission-denied", "uwsgi", "bind(): Permission denied", r"(?P<detail>bind\(\): Permission denied)"),
    at_start(
        "cannot-create-socket",
        "uwsgi",
        "bind(): No such file or directory",
        r"(?P<detail>bind\(\): No such file or directory)",
    ),
    event("request-too-large", "uwsgi", "invalid request block size: ", r"invalid request block size: (?P<detail>\d+)"),
    event(
        "invalid-request",
        "uwsgi",
        "invalid uwsgi request (current strsize: ",
        r"\(current strsize: (?P<detail>\d+)\)",
    ),
    event("request-too-large", "uwsgi", "request is too big", "(?P<detail>request is too big)"),
    event("backlog-full", "uwsgi", "uWSGI listen queue of socket ", r#"socket "(?P<detail>[^"]+)" \(fd: \d+\) full"#),
    event(
        "worker-recycled",
        "uwsgi",
        " lifetime reached, it was running for ",
        r"worker \d+ (?P<detail>lifetime reached, it was running for \d+)",
    ),
    event("worker-recycled", "uwsgi", "The work of process ", r"The work of process (?P<pid>\d+) is done"),
    event("client-gone", "uwsgi", "uwsgi_response_write_", "(?P<detail>Broken pipe|Connection reset by peer)"),
    event("client-gone", "uwsgi", "SIGPIPE: writing to a closed pipe/socket/fd", "(?P<detail>SIGPIPE)"),
    on_request("timed-out", "uwsgi", "uwsgi_proto_uwsgi_parser", ""),
];
