//! Go's errors of dialling and listening, as Docker, Traefik and others pass them on; and the last words of Rust, Ruby, .NET and Apache,
//! which are looked for after them.

use super::super::entry::{Entry, at_start, event, ordinary, unreachable};

/// Their lines.
pub const LINES: &[Entry] = &[
    event(
        "publish-failed",
        "docker",
        "starting userland proxy: ",
        r"listen tcp\d? (?P<host>\[[^\]]*\]|[^\s:]*):(?P<port>\d+): bind: address already in use",
    ),
    event(
        "publish-failed",
        "docker",
        " failed: port is already allocated",
        r"Bind for (?P<host>\[[^\]]*\]|[^\s:]*):(?P<port>\d+) failed: port is already allocated",
    ),
    at_start(
        "address-in-use",
        "",
        "bind: address already in use",
        r"listen (?:tcp|unix)\d? (?P<host>\[[^\]]*\]|[^\s:]*):(?P<port>\d+): bind: address already in use",
    ),
    // Traefik, at its level DEBUG: `502 Bad Gateway error="dial tcp …"` (3), `'502 Bad Gateway' caused by: dial tcp …` (2).
    event(
        "dial-failed",
        "traefik",
        "502 Bad Gateway",
        r"dial tcp (?P<host>\[[^\]]*\]|[^\s:]+):(?P<port>\d+): connect: (?P<detail>connection refused)",
    ),
    unreachable(
        "",
        ": connect: connection refused",
        r"dial tcp (?P<host>\[[^\]]*\]|[^\s:]+):(?P<port>\d+): connect: connection refused",
    ),
    event(
        "upstream-unreachable",
        "",
        "dial unix ",
        r"dial unix (?P<socket>/[^:\s]+): connect: (?P<detail>no such file or directory|connection refused)",
    ),
    unreachable("", ": no such host", r"lookup (?P<host>\S+?)(?: on [^:]+:\d+)?: no such host"),
    event("traceback", "rust", "' panicked at ", r"thread '[^']*' (?P<detail>panicked at .+)"),
    at_start(
        "address-in-use",
        "kestrel",
        "Failed to bind to address ",
        r"bind to address https?://(?P<host>\[[^\]]*\]|[^:/]+):(?P<port>\d+): address already in use",
    ),
    at_start("import-error", "ruby", "Could not locate Gemfile", "(?P<detail>Could not locate Gemfile)"),
    at_start(
        "cannot-create-socket",
        "puma",
        "bind(2) for ",
        r#"bind\(2\) for "?(?P<socket>/[^" ]+)"? \(Errno::(?P<detail>ENOENT|EACCES)\)"#,
    ),
    event("traceback", "go", "panic: ", r"(?:^|\s)panic: (?P<detail>.+)"),
    event(
        "proxy-without-websocket",
        "apache",
        "No protocol handler was valid for the URL",
        r"for the URL (?P<detail>\S+) \(scheme '\w*ws",
    ),
    event("ready", "apache", "resuming normal operations", r"(?P<detail>AH\d+)"),
    ordinary("apache", "AH00094: Command line:"),
    ordinary("apache", "AH00558: "),
    event("max-children", "apache", "server reached MaxRequestWorkers setting", "(?P<detail>MaxRequestWorkers)"),
    event("segfault", "apache", "exit signal Segmentation fault", r"child pid (?P<pid>\d+) exit signal"),
    at_start(
        "address-in-use",
        "apache",
        "(98)Address already in use: AH00072: make_sock: could not bind to address ",
        r"address (?P<host>\[[^\]]*\]|[^\s:]+):(?P<port>\d+)",
    ),
];
