//! Lines as the programs print them (gunicorn 27.0, uvicorn, daphne, hypercorn, Flask 3, supervisord 4, Node.js 20,
//! captured; uWSGI and PHP-FPM from their sources).

use super::*;
use crate::facts::{Fact, Store};
use crate::intake::Kind;
use crate::readers::Sink;
use crate::text::SourceMap;

fn facts(text: &str) -> (Store, Vec<Span>) {
    let artifact = Artifact {
        name: "app.log".into(),
        piece: 0,
        kind: Kind::AppLog,
        place: None,
        text: text.into(),
        map: SourceMap::default(),
        notes: Vec::new(),
        first_line: 1,
        lines: text.lines().count(),
        correction: None,
    };
    let mut store = Store::default();
    let mut sink = Sink::new(&mut store, &artifact, 0);
    read(&artifact, &mut sink);
    let unread = sink.finish().unread;
    (store, unread)
}

fn show(fact: &Fact, paths: &[&str]) -> String {
    let value = |path: &&str| fact.look(path).map(|(value, _)| value.text()).unwrap_or_default();
    paths.iter().map(value).collect::<Vec<_>>().join(" ")
}

fn of(store: &Store, kind: &str, paths: &[&str]) -> Vec<String> {
    store.of_kind(kind).iter().map(|&index| show(store.get(index), paths)).collect()
}

#[test]
fn gunicorn_that_does_not_boot() {
    let (store, unread) = facts(
        "[2026-11-21 03:14:05 +0000] [734] [INFO] Starting gunicorn 27.0.1\n\
         [2026-11-21 03:14:05 +0000] [734] [INFO] Listening at: http://127.0.0.1:18001 (734)\n\
         [2026-11-21 03:14:05 +0000] [734] [INFO] Using worker: sync\n\
         [2026-11-21 03:14:05 +0000] [742] [INFO] Booting worker with pid: 742\n\
         [2026-11-21 03:14:05 +0000] [742] [ERROR] Exception in worker process\n\
         Traceback (most recent call last):\n\
         \x20 File \"/v/gunicorn/workers/base.py\", line 150, in load_wsgi\n\
         \x20   self.wsgi = self.app.wsgi()\n\
         \x20               ^^^^^^^^^^^^^^^\n\
         \x20 File \"/srv/bad.py\", line 1, in <module>\n\
         \x20   import nosuchmodule\n\
         ModuleNotFoundError: No module named 'nosuchmodule'\n\
         [2026-11-21 03:14:05 +0000] [734] [ERROR] Reason: Worker failed to boot.\n",
    );
    let server = ["program", "host", "port", "worker_class", "interface", "source"];
    assert_eq!(of(&store, "app-server", &server), ["gunicorn 127.0.0.1 18001 sync wsgi log"]);
    let listener = ["app", "host", "port", "protocol", "by", "pid"];
    assert_eq!(of(&store, "listener", &listener), ["gunicorn 127.0.0.1 18001 http log 734"]);
    let events = of(&store, "process-event", &["event", "phase"]);
    for want in ["worker-boot-failed start", "import-error start"] {
        assert!(events.iter().any(|event| event == want), "{want} in {events:?}");
    }
    assert!(unread.is_empty(), "{unread:?}");
}

#[test]
fn a_kill_after_a_timeout_is_told_from_a_kill_alone() {
    let (store, _) = facts(
        "[2026-11-21 03:15:11 +0000] [2632] [INFO] Booting worker with pid: 2632\n\
         [2026-11-21 03:15:15 +0000] [2631] [CRITICAL] WORKER TIMEOUT (pid:2632)\n\
         [2026-11-21 03:15:16 +0000] [2752] [INFO] Booting worker with pid: 2752\n\
         [2026-11-21 03:15:16 +0000] [2631] [ERROR] Worker (pid:2632) was sent SIGKILL! Perhaps out of memory?\n\
         [2026-11-21 03:16:16 +0000] [2631] [ERROR] Worker (pid:2752) was sent SIGKILL! Perhaps out of memory?\n",
    );
    assert_eq!(
        of(&store, "process-event", &["event", "pid", "after_timeout"]),
        ["booted 2632 ", "worker-timeout 2632 ", "worker-killed 2632 yes", "worker-killed 2752 no"]
    );
    let (store, _) = facts(
        "Fri Nov 20 14:40:42 2020 - *** HARAKIRI ON WORKER 2 (pid: 83, try: 1) ***\n\
         DAMN ! worker 2 (pid: 83) died, killed by signal 9 :( trying respawn ...\n",
    );
    assert_eq!(of(&store, "process-event", &["event", "after_timeout"]), ["worker-timeout ", "worker-killed yes"]);
}

#[test]
fn a_log_that_goes_back_to_a_childs_birth_holds_all_that_happened_to_it() {
    let killed = "[25-Nov-2026 23:32:27] WARNING: [pool www] child 24 exited on signal 9 (SIGKILL) after 5.749821 seconds from start\n";
    let (store, _) = facts(killed);
    assert_eq!(of(&store, "process-event", &["event", "after_timeout"]), ["worker-killed "]);
    let (store, _) = facts(&format!("[25-Nov-2026 23:32:21] NOTICE: ready to handle connections\n{killed}"));
    assert_eq!(of(&store, "process-event", &["event", "after_timeout"]), ["ready ", "worker-killed no"]);
    let (store, _) = facts(&format!("[25-Nov-2026 23:32:25] NOTICE: ready to handle connections\n{killed}"));
    assert_eq!(of(&store, "process-event", &["event", "after_timeout"]), ["ready ", "worker-killed "]);
}

#[test]
fn the_tracebacks_of_a_record_have_its_time() {
    let (store, _) = facts(
        "[2026-11-25 23:40:15,789] ERROR in app: Exception on / [GET]\n\
         Traceback (most recent call last):\n  File \"/v/redis/connection.py\", line 1601, in _connect\n\
         ConnectionRefusedError: [Errno 111] Connection refused\n\n\
         During handling of the above exception, another exception occurred:\n\n\
         Traceback (most recent call last):\n  File \"/v/flask/app.py\", line 1511, in wsgi_app\n\
         redis.exceptions.ConnectionError: Error 111 connecting to 127.0.0.1:6379. Connection refused.\n\
         Something that the application prints\n\
         Traceback (most recent call last):\n  File \"/v/flask/app.py\", line 1511, in wsgi_app\n\
         ValueError: of a print, maybe much later\n",
    );
    let timed: Vec<bool> = store.all().iter().map(|fact| fact.at.wall.is_some()).collect();
    assert_eq!(timed, [true, true, false]);
    let events = of(&store, "process-event", &["event", "phase"]);
    assert_eq!(events, ["dependency-unreachable ", "dependency-unreachable request", "traceback request"]);
}

#[test]
fn listeners_of_many_servers() {
    for (line, want) in [
        ("INFO:     Uvicorn running on http://127.0.0.1:18003 (Press CTRL+C to quit)", "uvicorn 127.0.0.1 18003 "),
        ("INFO:     Uvicorn running on unix socket /run/u.sock (Press CTRL+C to quit)", "uvicorn   /run/u.sock"),
        (
            "[2026-11-21 03:14:24 +0000] [1555] [INFO] Running on http://127.0.0.1:18004 (CTRL + C to quit)",
            "hypercorn 127.0.0.1 18004 ",
        ),
        ("2026-11-21 03:14:29,204 INFO     Listening on TCP address 127.0.0.1:18005", "daphne 127.0.0.1 18005 "),
        (" * Running on http://127.0.0.1:18006", "werkzeug 127.0.0.1 18006 "),
        ("Starting development server at http://127.0.0.1:18008/", "django-runserver 127.0.0.1 18008 "),
        ("uWSGI http bound on 0.0.0.0:8000 fd 4", "uwsgi 0.0.0.0 8000 "),
        ("uwsgi socket 0 bound to UNIX address /tmp/app.sock fd 3", "uwsgi   /tmp/app.sock"),
        ("* Listening on tcp://0.0.0.0:3000", "puma 0.0.0.0 3000 "),
        ("Server listening on port 3000", "  3000 "),
        ("Example app listening at http://localhost:3000", "  3000 "),
        ("Tomcat started on port(s): 8080 (http) with context path ''", "tomcat  8080 "),
        ("Now listening on: http://[::]:8080", "kestrel :: 8080 "),
    ] {
        let (store, _) = facts(line);
        let found = of(&store, "listener", &["app", "host", "port", "socket"]);
        assert_eq!(found, [want], "{line}");
    }
}

#[test]
fn werkzeug_on_all_addresses_is_one_wildcard() {
    let (store, _) = facts(
        " * Running on all addresses (0.0.0.0)\n * Running on http://127.0.0.1:5000\n * Running on http://172.17.0.2:5000\n",
    );
    assert_eq!(of(&store, "listener", &["host", "port"]), ["0.0.0.0 5000"]);
    assert_eq!(store.of_kind("app-server").len(), 1);
}

#[test]
fn one_line_events() {
    for (line, want) in [
        ("Error: Invalid value for '--port': '$PORT' is not a valid integer.", "usage-error uvicorn $PORT"),
        ("crlf.sh: line 3: $'\\r': command not found", "carriage-return shell crlf.sh"),
        ("bash: line 60: ./crlf.sh: cannot execute: required file not found", "interpreter-missing shell ./crlf.sh"),
        ("chmod: changing permissions of '/srv/media': Read-only file system", "read-only chmod /srv/media"),
        ("chmod: /srv/media: Read-only file system", "read-only chmod /srv/media"),
        ("bash: line 1: nosuch: command not found", "not-found shell nosuch"),
        ("dash: 1: nosuch: not found", "not-found shell nosuch"),
        (
            "2026-11-21 03:15:34,015 INFO gave up: web entered FATAL state, too many start retries too quickly",
            "gave-up web too many start retries too quickly",
        ),
        (
            "web                              FATAL     Exited too quickly (process log may have details)",
            "gave-up web Exited too quickly",
        ),
        ("2026-11-21 03:15:35,035 WARN exited: web (exit status 1; not expected)", "exited web not expected"),
        ("api-1 exited with code 137", "out-of-memory api-1 "),
        ("Error: listen EADDRINUSE: address already in use 127.0.0.1:18010", "address-in-use node "),
        ("Error: Cannot find module 'nope'", "import-error node nope"),
        (
            "PHP Fatal error:  Uncaught PDOException: could not find driver in Command line code:1",
            "missing-driver php could not find driver",
        ),
        (
            "[12-Sep-2014 11:57:19] WARNING: [pool www] child 26045 exited on signal 11 (SIGSEGV) after 82.764425 seconds from start",
            "segfault php-fpm ",
        ),
        (
            "kernel: Out of memory: Killed process 4242 (gunicorn) total-vm:812344kB, anon-rss:498112kB",
            "out-of-memory gunicorn ",
        ),
        (
            "web.service: Failed at step EXEC spawning /opt/venv/bin/gunicorn: No such file or directory",
            "not-found web /opt/venv/bin/gunicorn",
        ),
        ("exec /entrypoint.sh: no such file or directory", "interpreter-missing  /entrypoint.sh"),
        ("exec /usr/bin/app: exec format error", "exec-format  /usr/bin/app"),
    ] {
        let (store, _) = facts(line);
        assert_eq!(of(&store, "process-event", &["event", "program", "detail"]), [want], "{line}");
    }
}

#[test]
fn dependencies_are_named() {
    for (line, want) in [
        (
            "redis.exceptions.ConnectionError: Error 111 connecting to localhost:6379. Connection refused.",
            "dependency-unreachable redis localhost 6379",
        ),
        (
            "psycopg2.OperationalError: connection to server at \"db\" (172.18.0.2), port 5432 failed: Connection refused",
            "dependency-unreachable postgresql db 5432",
        ),
        ("Error: connect ECONNREFUSED 127.0.0.1:6379", "dependency-unreachable redis 127.0.0.1 6379"),
        (
            "[2026-11-21 03:15:22,101: ERROR/MainProcess] consumer: Cannot connect to amqp://guest:**@rabbit:5672//: [Errno 111] Connection refused.",
            "dependency-unreachable amqp rabbit 5672",
        ),
        ("WARNING: Disconnected from MQTT broker, rc=7", "broker-disconnected mqtt  "),
    ] {
        let (store, _) = facts(line);
        let found = of(&store, "process-event", &["event", "dependency", "host", "port"]);
        assert_eq!(found, [want], "{line}");
    }
}

#[test]
fn hours_since_the_start_are_counted() {
    let (store, _) = facts(
        "[2018-04-10 07:42:17] PM2 log: App name:quotes id:2 online\n\
         [2018-04-20 23:29:30] PM2 log: App [quotes] with id [0] and pid [1797], exited with code [0] via signal [SIGKILL]\n",
    );
    assert_eq!(of(&store, "process-event", &["event", "since_start"]), ["spawned ", "worker-killed 920833"]);
}

#[test]
fn prose_gives_nothing() {
    let (store, _) = facts("It worked before and then it stopped.\nWe listen to feedback at all times.\n");
    assert!(store.all().is_empty(), "{:?}", store.all());
}
