//! The servers we know by their command lines: which options say what. Their defaults are no business of this table:
//! they are derivations (`rules/derivations/default-bind.toml`).

/// How one server's command line is read.
pub struct Program {
    /// The words it begins with, directories and versions taken off.
    pub words: &'static [&'static str],
    /// Its name in facts.
    pub name: &'static str,
    /// wsgi, asgi, php, node, ruby …; empty where the command does not tell.
    pub interface: &'static str,
    /// Made for development only.
    pub development: bool,
    /// Options that give `host:port`, `unix:path` or a port.
    pub bind: &'static [&'static str],
    /// Options that give the address.
    pub host: &'static [&'static str],
    /// Options that give the port.
    pub port: &'static [&'static str],
    /// Options that give a unix socket.
    pub socket: &'static [&'static str],
    /// Options that give the number of workers.
    pub workers: &'static [&'static str],
    /// Options that give the kind of worker.
    pub class: &'static [&'static str],
    /// Options that give the request timeout in seconds.
    pub timeout: &'static [&'static str],
    /// Options after which the address may be set elsewhere.
    pub elsewhere: &'static [&'static str],
    /// True where the first word without dash after the program is the address.
    pub positional_bind: bool,
}

const NONE: Program = Program {
    words: &[],
    name: "",
    interface: "",
    development: false,
    bind: &[],
    host: &[],
    port: &[],
    socket: &[],
    workers: &[],
    class: &[],
    timeout: &[],
    elsewhere: &[],
    positional_bind: false,
};

const HOST_PORT: Program = Program { host: &["--host"], port: &["--port", "-p"], ..NONE };

/// Every server, the longer beginnings first.
pub const PROGRAMS: &[Program] = &[
    Program {
        words: &["gunicorn"],
        name: "gunicorn",
        interface: "wsgi",
        bind: &["--bind", "-b"],
        workers: &["--workers", "-w"],
        class: &["--worker-class", "-k"],
        timeout: &["--timeout", "-t"],
        elsewhere: &["--config", "-c", "--paste", "--fd"],
        ..NONE
    },
    Program {
        words: &["uvicorn"],
        name: "uvicorn",
        interface: "asgi",
        port: &["--port"],
        socket: &["--uds"],
        workers: &["--workers"],
        elsewhere: &["--fd", "--env-file"],
        ..HOST_PORT
    },
    Program {
        words: &["hypercorn"],
        name: "hypercorn",
        interface: "asgi",
        bind: &["--bind", "-b"],
        workers: &["--workers", "-w"],
        class: &["--worker-class", "-k"],
        elsewhere: &["--config", "-c"],
        ..NONE
    },
    Program {
        words: &["daphne"],
        name: "daphne",
        interface: "asgi",
        host: &["--bind", "-b"],
        port: &["--port", "-p"],
        socket: &["--unix-socket", "-u"],
        elsewhere: &["--endpoint", "-e", "--fd"],
        ..NONE
    },
    Program { words: &["granian"], name: "granian", port: &["--port"], workers: &["--workers"], ..HOST_PORT },
    Program {
        words: &["waitress-serve"],
        name: "waitress",
        interface: "wsgi",
        bind: &["--listen"],
        host: &["--host"],
        port: &["--port"],
        socket: &["--unix-socket"],
        ..NONE
    },
    Program {
        words: &["flask", "run"],
        name: "flask",
        interface: "wsgi",
        development: true,
        host: &["--host", "-h"],
        ..HOST_PORT
    },
    Program {
        words: &["manage.py", "runserver"],
        name: "django-runserver",
        development: true,
        positional_bind: true,
        ..NONE
    },
    Program {
        words: &["manage.py", "runserver_plus"],
        name: "django-runserver",
        development: true,
        positional_bind: true,
        ..NONE
    },
    Program {
        words: &["django-admin", "runserver"],
        name: "django-runserver",
        development: true,
        positional_bind: true,
        ..NONE
    },
    Program { words: &["fastapi", "dev"], name: "fastapi-dev", interface: "asgi", development: true, ..HOST_PORT },
    Program {
        words: &["fastapi", "run"],
        name: "fastapi-run",
        interface: "asgi",
        workers: &["--workers"],
        ..HOST_PORT
    },
    Program {
        words: &["streamlit", "run"],
        name: "streamlit",
        host: &["--server.address"],
        port: &["--server.port"],
        elsewhere: &["--config"],
        ..NONE
    },
    Program { words: &["celery"], name: "celery", ..NONE },
    Program {
        words: &["php", "-S"],
        name: "php-builtin",
        interface: "php",
        development: true,
        positional_bind: true,
        ..NONE
    },
    Program {
        words: &["php", "artisan", "serve"],
        name: "artisan-serve",
        interface: "php",
        development: true,
        ..HOST_PORT
    },
    Program { words: &["php-fpm"], name: "php-fpm", interface: "php", ..NONE },
    Program {
        words: &["rails", "server"],
        name: "rails",
        interface: "ruby",
        bind: &[],
        host: &["-b", "--binding"],
        ..HOST_PORT
    },
    Program { words: &["rails", "s"], name: "rails", interface: "ruby", host: &["-b", "--binding"], ..HOST_PORT },
    Program {
        words: &["puma"],
        name: "puma",
        interface: "ruby",
        bind: &["-b", "--bind"],
        port: &["-p", "--port"],
        workers: &["-w", "--workers"],
        elsewhere: &["-C", "--config"],
        ..NONE
    },
    Program {
        words: &["unicorn"],
        name: "unicorn",
        interface: "ruby",
        bind: &["-l", "--listen"],
        elsewhere: &["-c"],
        ..NONE
    },
    Program { words: &["vite", "build"], name: "vite-build", ..NONE },
    Program { words: &["vite", "preview"], name: "vite-preview", interface: "node", ..HOST_PORT },
    Program { words: &["vite"], name: "vite", interface: "node", development: true, ..HOST_PORT },
    Program { words: &["ng", "serve"], name: "angular-dev-server", interface: "node", development: true, ..HOST_PORT },
    Program {
        words: &["webpack", "serve"],
        name: "webpack-dev-server",
        interface: "node",
        development: true,
        ..HOST_PORT
    },
    Program {
        words: &["webpack-dev-server"],
        name: "webpack-dev-server",
        interface: "node",
        development: true,
        ..HOST_PORT
    },
    Program {
        words: &["vue-cli-service", "serve"],
        name: "webpack-dev-server",
        interface: "node",
        development: true,
        elsewhere: &["serve"],
        ..HOST_PORT
    },
    Program { words: &["react-scripts", "start"], name: "react-scripts", interface: "node", development: true, ..NONE },
    Program {
        words: &["next", "dev"],
        name: "next",
        interface: "node",
        development: true,
        host: &["-H", "--hostname"],
        ..HOST_PORT
    },
    Program { words: &["next", "start"], name: "next", interface: "node", host: &["-H", "--hostname"], ..HOST_PORT },
    Program { words: &["nginx"], name: "nginx", interface: "static", ..NONE },
    Program { words: &["supervisord"], name: "supervisord", ..NONE },
    Program { words: &["apache2-foreground"], name: "apache", ..NONE },
    Program { words: &["httpd-foreground"], name: "apache", ..NONE },
    Program { words: &["node"], name: "node", interface: "node", ..NONE },
    Program { words: &["nodemon"], name: "node", interface: "node", development: true, ..NONE },
    Program { words: &["npm"], name: "node", interface: "node", ..NONE },
    Program { words: &["yarn"], name: "node", interface: "node", ..NONE },
    Program { words: &["pnpm"], name: "node", interface: "node", ..NONE },
    Program { words: &["bun"], name: "node", interface: "node", ..NONE },
    Program { words: &["java"], name: "java", ..NONE },
    Program { words: &["dotnet"], name: "dotnet", ..NONE },
    Program { words: &["python"], name: "python", ..NONE },
];
