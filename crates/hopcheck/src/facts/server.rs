//! Application servers, their processes, and the sockets they open.

use super::schema::{FilePath, Host, fact};
use super::value::Field;

fact! {
    /// Something listens, or is told to, on an address and port or on a unix socket.
    Listener = "listener", shows "{app|something} listens on {host}:{port}{socket}",
    from [ListeningSockets, AppLog, StartCommand, ComposeFile], varies ["pid", "queued"] {
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
        /// Connections that wait to be accepted (`Recv-Q` of a listening socket in ss).
        queued: Field<u32>,
        /// How many may wait before the kernel refuses more (`Send-Q` of a listening socket in ss).
        backlog: Field<u32>,
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
        /// The package that holds it, where its module is called wsgi or asgi: `shop` of `shop.wsgi:application`.
        package: Field<String>,
        /// Address it is told to bind; absent where nothing is said, so that its default holds.
        host: Field<Host>,
        /// Port it is told to bind; absent where nothing is said.
        port: Field<u16>,
        /// Unix socket it is told to bind.
        socket: Field<FilePath>,
        /// The port as written where it is no number (`$PORT`).
        port_text: Field<String>,
        /// The environment variable that its port comes from.
        port_variable: Field<String>,
        /// The port it takes where that variable is not set; absent where none is given.
        port_fallback: Field<u16>,
        /// The environment variable that its address comes from.
        host_variable: Field<String>,
        /// The address it takes where that variable is not set; absent where none is given.
        host_fallback: Field<Host>,
        /// Number of workers; absent where nothing is said.
        workers: Field<u32>,
        /// Kind of worker: sync, gthread, gevent, eventlet, uvicorn …; absent where nothing is said.
        worker_class: Field<String>,
        /// Its own request timeout in seconds; absent where nothing is said.
        timeout: Field<f64>,
        /// What its socket or port speaks: http, uwsgi, fastcgi.
        protocol: Field<String>,
        /// Permission bits of its unix socket, as written (uWSGI's chmod-socket); absent where nothing is said.
        socket_mode: Field<String>,
        /// Its own limit for the header block of a request, in bytes (uWSGI's buffer-size); absent where nothing is said.
        buffer_size: Field<f64>,
        /// The WebSocket implementation it is told to use (uvicorn's --ws): auto, websockets, wsproto, none; absent where nothing is said.
        websockets: Field<String>,
        /// Its own limit for a WebSocket message, in bytes (uvicorn's --ws-max-size); absent where nothing is said.
        message_limit: Field<f64>,
        /// Where that stands: dockerfile, compose, platform, procfile, kubernetes, systemd, supervisord, script, shell, settings, source, log,
        /// traceback (frames of its own loop).
        source: Field<String>,
        /// The compose service, container or unit.
        service: Field<String>,
        /// The whole command.
        command: Field<String>,
        /// The command's last word: more arguments go behind it.
        last_word: Field<String>,
        /// Process id.
        pid: Field<u32>,
    }
}

fact! {
    /// Something happened to a process: it started, crashed, was killed, could not bind.
    ProcessEvent = "process-event", shows "{program|the application}: {event} {detail}",
    from [AppLog, ServiceStatus, ContainerList], varies ["pid", "since_start"] {
        /// listening, started, spawned, booted, ready, worker-timeout, worker-killed, out-of-memory, worker-boot-failed, traceback, import-error, missing-file, missing-setting,
        /// missing-driver, init-failed, dependency-unreachable, dependency-connected, broker-disconnected, address-in-use, already-running, cannot-bind, permission-denied, cannot-create-socket,
        /// exited, gave-up, restarting, stopped, unhealthy, segfault, max-children, backlog-full, slow-request, timed-out, request-too-large (headers), body-too-large, request-failed,
        /// csrf-refused, host-refused, script-not-found, script-refused, upstream-unreachable (a proxy's own words), route-not-found, read-only, not-found, exec-format, daemonized, usage-error, carriage-return, interpreter-missing, plain-on-tls-port, worker-recycled,
        /// inherited-socket, client-gone, development-warning, invalid-request, unsupported-upgrade, upgrade-missing, no-websocket-library, origin-rejected, unknown-session,
        /// websocket-handshaking, websocket-connected, websocket-rejected, websocket-disconnected, websocket-not-served (its worker cannot do WebSockets),
        /// websocket-auth-rejected, publish-failed (Docker cannot take a port of the machine), no-websocket-route, proxy-without-websocket (a proxy that has no part for ws://), selinux-denied, start-command-invalid, start-timed-out (systemd waited in vain for it to be up), wait-refused (a start script or another service waits for it in vain), network-online (systemd),
        /// dial-failed (another proxy could not connect).
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
        /// Grows with the position in which PHP-FPM reads the file: `include=…/*.conf` is read in byte order of the names, and a later
        /// value replaces an earlier one. Unknown for a file without name.
        order: Field<f64>,
        /// False for a file that `include=…/*.conf` does not read (`www.conf.default`).
        loaded: Field<bool>,
        /// `listen` as written; absent where the file sets none.
        listen: Field<String>,
        /// Address of `listen`; absent for a socket.
        host: Field<Host>,
        /// Port of `listen`; absent for a socket.
        port: Field<u16>,
        /// Socket path of `listen`; absent for a port.
        socket: Field<FilePath>,
        /// `user`: the workers' user.
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
        /// `listen.acl_users` or `listen.acl_groups`: where set, owner and group of the socket do not count.
        acl: Field<String>,
        /// `listen.backlog`; absent where not set.
        backlog: Field<f64>,
        /// `chroot`; absent where not set.
        chroot: Field<FilePath>,
        /// `security.limit_extensions`; absent where not set (`.php .phar`).
        extensions: Field<String>,
        /// `daemonize` of the `[global]` section of the same file; absent where it says nothing.
        daemonize: Field<bool>,
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
        /// `Type=` of a unit: simple, notify, forking …; absent where not set.
        start_type: Field<String>,
        /// `RuntimeDirectory=`.
        runtime_directory: Field<String>,
        /// True where its file is a package's (`/usr/lib/systemd`), which the next update replaces: what is changed belongs into a drop-in.
        packaged: Field<bool>,
        /// True where the command makes the program put itself in the background.
        daemonizes: Field<bool>,
        /// active, activating, failed, inactive; running, starting, fatal, backoff, exited, stopped; down.
        state: Field<String>,
        /// Units that must be started first (`After=`).
        after: Field<Vec<String>>,
    }
}

fact! {
    /// A file system entry as `ls -l`, `stat` or `namei` show it.
    SocketFile = "socket-file", shows "{path}: {mode} {owner}:{group}",
    from [SocketFile], varies [] {
        /// Its path; unknown where only a name relative to an unknown directory is shown.
        path: Field<FilePath>,
        /// Its name without directories.
        name: Field<String>,
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
        /// True where the entry has an access control list (`+` after the mode): the mode is not the whole truth.
        acl: Field<bool>,
        /// Target of a link.
        target: Field<FilePath>,
    }
}

fact! {
    /// A library or extension that is, or is not, installed where the application runs.
    Dependency = "dependency", shows "{name} is named in {source}",
    from [StartCommand, Versions], varies [] {
        /// Name of the package or extension.
        name: Field<String>,
        /// dockerfile, pip (what is installed, or a list of what is to be), env.
        source: Field<String>,
        /// Installed, asked for (an `.env` that names a driver), or missing.
        state: Field<String>,
    }
}

fact! {
    /// What nginx dials, by name: an address of its error log together with the name that its configuration, or an
    /// inspection, gives it; or a name of its configuration alone. Derived.
    Dialled = "dialled", shows "nginx dials {name}:{port}, {address|whatever its address}",
    from [ContainerInspect, NginxConfig], varies [] {
        /// Address as the error line has it; absent where only the configuration speaks.
        address: Field<Host>,
        /// Port.
        port: Field<u16>,
        /// The name behind it.
        name: Field<Host>,
        /// The compose service or container that answers to the name.
        service: Field<String>,
        /// How we know: config, inspect, environment, port; or written, where the configuration alone says so.
        by: Field<String>,
    }
}
