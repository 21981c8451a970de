//! Application servers, their processes, and the sockets they open.

use super::schema::{FilePath, Host, fact};
use super::value::Field;

fact! {
    /// Something listens, or is told to, on an address and port or on a unix socket.
    Listener = "listener", shows "{app|something} listens on {host}:{port}{socket}",
    from [ListeningSockets, AppLog, StartCommand, ComposeFile], varies ["pid"] {
        /// The program: gunicorn, uvicorn, php-fpm, node, nginx …
        app: Field<String>,
        /// The compose service, container or unit it belongs to.
        service: Field<String>,
        /// Address it binds; absent for a unix socket.
        host: Field<Host>,
        /// Port; absent for a unix socket.
        port: Field<u16>,
        /// Path of the unix socket; absent for an address.
        socket: Field<FilePath>,
        /// What it speaks: http, fastcgi, uwsgi, tls …
        protocol: Field<String>,
        /// How we know: sockets (seen listening), log (it said so), command (it is told to), config (its settings say so), source (its code says so), default (its own default).
        by: Field<String>,
        /// Process id.
        pid: Field<u32>,
    }
}

fact! {
    /// An application server is started, or told to start: a command line, a settings file, source code or its own log.
    AppServer = "app-server", shows "{program} is started ({source})",
    from [StartCommand, AppLog], varies ["pid"] {
        /// gunicorn, uvicorn, hypercorn, daphne, uwsgi, flask, werkzeug, flask-socketio, django-runserver, php-fpm, php-builtin, node, vite, webpack-dev-server,
        /// next, puma, unicorn, apache, nginx, supervisord …
        program: Field<String>,
        /// wsgi, asgi, php, node, ruby, static …
        interface: Field<String>,
        /// True for a server made for development only.
        development: Field<bool>,
        /// The application it serves: `wsgi:application`, `main:app`, `app.py`.
        target: Field<String>,
        /// Address it is told to bind; absent where nothing is said, so that its default holds.
        host: Field<Host>,
        /// Port it is told to bind; absent where nothing is said.
        port: Field<u16>,
        /// Unix socket it is told to bind.
        socket: Field<FilePath>,
        /// The port as written where it is no number (`$PORT`).
        port_text: Field<String>,
        /// Number of workers; absent where nothing is said.
        workers: Field<u32>,
        /// Kind of worker: sync, gthread, gevent, eventlet, uvicorn …; absent where nothing is said.
        worker_class: Field<String>,
        /// Its own request timeout in seconds; absent where nothing is said.
        timeout: Field<f64>,
        /// Where that stands: dockerfile, compose, platform, systemd, supervisord, script, shell, settings, source, log.
        source: Field<String>,
        /// The compose service, container or unit.
        service: Field<String>,
        /// The whole command.
        command: Field<String>,
        /// Process id.
        pid: Field<u32>,
    }
}

fact! {
    /// Something happened to a process: it started, crashed, was killed, could not bind.
    ProcessEvent = "process-event", shows "{program|the application}: {event} {detail}",
    from [AppLog, ServiceStatus, ContainerList], varies ["pid", "since_start"] {
        /// listening, started, spawned, booted, ready, worker-timeout, worker-killed, out-of-memory, worker-boot-failed, traceback, import-error, missing-file, missing-setting,
        /// missing-driver, dependency-unreachable, dependency-connected, waits-for-dependency, broker-disconnected, address-in-use, already-running, cannot-bind, permission-denied, cannot-create-socket,
        /// exited, gave-up, restarting, stopped, unhealthy, segfault, max-children, backlog-full, slow-request, timed-out, request-too-large (headers), body-too-large, request-failed,
        /// csrf-refused, host-refused, script-not-found, route-not-found, read-only, not-found, exec-format, daemonized, usage-error, carriage-return, interpreter-missing, plain-on-tls-port, worker-recycled,
        /// inherited-socket, client-gone, development-warning, invalid-request, unsupported-upgrade, upgrade-missing, no-websocket-library, origin-rejected, unknown-session,
        /// websocket-handshaking, websocket-connected, websocket-rejected, websocket-disconnected.
        event: Field<String>,
        /// The program, where the line names it.
        program: Field<String>,
        /// The compose service, container or unit.
        service: Field<String>,
        /// What the line says of it: the missing module, the file, the setting.
        detail: Field<String>,
        /// Exit status.
        exit: Field<u32>,
        /// Signal number.
        signal: Field<u32>,
        /// Process id.
        pid: Field<u32>,
        /// Address of a failed or successful bind, or of what could not be reached.
        host: Field<Host>,
        /// Port of a failed or successful bind, or of what could not be reached.
        port: Field<u16>,
        /// Unix socket of a failed or successful bind.
        socket: Field<FilePath>,
        /// What was not reached, or lost: redis, postgresql, mysql, mongodb, amqp, mqtt, http, database.
        dependency: Field<String>,
        /// When in the program's life: `start` or `request`, where the line or the frames of a traceback tell.
        phase: Field<String>,
        /// For worker-killed: true where the same log reported this process as timed out before, false where it holds the process from its beginning and did not.
        after_timeout: Field<bool>,
        /// Seconds since the program started, where the log holds both moments.
        since_start: Field<f64>,
    }
}

fact! {
    /// A pool of PHP-FPM, as one file sets it.
    FpmPool = "fpm-pool", shows "PHP-FPM pool [{pool}] of {file}",
    from [PhpFpmPool], varies [] {
        /// The pool's name.
        pool: Field<String>,
        /// The file, by name or path.
        file: Field<FilePath>,
        /// Position in the order PHP-FPM reads the files (alphabetical); unknown for a file without name.
        order: Field<u32>,
        /// `listen` as written; absent where the file sets none.
        listen: Field<String>,
        /// Address of `listen`; absent for a socket.
        host: Field<Host>,
        /// Port of `listen`; absent for a socket.
        port: Field<u16>,
        /// Socket path of `listen`; absent for a port.
        socket: Field<FilePath>,
        /// `user`.
        user: Field<String>,
        /// `listen.owner`; absent where not set.
        owner: Field<String>,
        /// `listen.group`; absent where not set.
        group: Field<String>,
        /// `listen.mode`, as written; absent where not set (0660).
        mode: Field<String>,
        /// `pm.max_children`.
        max_children: Field<u32>,
        /// `request_terminate_timeout` in seconds.
        terminate_timeout: Field<f64>,
    }
}

fact! {
    /// A program that systemd, supervisord or a platform starts and watches.
    SupervisedProgram = "supervised-program", shows "{supervisor} runs {name}: {command}",
    from [ServiceStatus, StartCommand], varies [] {
        /// systemd, supervisord, pm2.
        supervisor: Field<String>,
        /// Unit or program name.
        name: Field<String>,
        /// Its command.
        command: Field<String>,
        /// The program started, without path.
        program: Field<String>,
        /// User it runs as.
        user: Field<String>,
        /// Group it runs as.
        group: Field<String>,
        /// `PrivateTmp=`.
        private_tmp: Field<bool>,
        /// `Restart=` or autorestart: no, always, on-failure, true, unexpected; absent where not set.
        restart: Field<String>,
        /// `RuntimeDirectory=`.
        runtime_directory: Field<String>,
        /// True where the command makes the program put itself in the background.
        daemonizes: Field<bool>,
        /// active, failed, inactive, running, fatal, exited …
        state: Field<String>,
    }
}

fact! {
    /// A file system entry as `ls -l`, `stat` or `namei` show it.
    SocketFile = "socket-file", shows "{path}: {mode} {owner}:{group}",
    from [SocketFile], varies [] {
        /// Its path.
        path: Field<FilePath>,
        /// socket, file, directory, link, missing.
        kind: Field<String>,
        /// Owner.
        owner: Field<String>,
        /// Group.
        group: Field<String>,
        /// Permission bits in octal, four digits: "0660".
        mode: Field<String>,
        /// True where others may write (and so connect).
        others_write: Field<bool>,
        /// True where others may search a directory.
        others_search: Field<bool>,
        /// Target of a link.
        target: Field<FilePath>,
    }
}

fact! {
    /// A library or extension that is, or is not, installed where the application runs.
    Dependency = "dependency", shows "{name} is named in {source}",
    from [StartCommand], varies [] {
        /// Name of the package or extension.
        name: Field<String>,
        /// requirements, dockerfile, package-json, env.
        source: Field<String>,
        /// Installed, asked for (an `.env` that names a driver), or missing.
        state: Field<String>,
    }
}
