//! Pastes to try, one for each kind of failure.

/// An example: what its button says, and the text.
#[derive(Debug, PartialEq)]
pub struct Example {
    /// What its author saw.
    pub title: &'static str,
    /// What is in it.
    pub pieces: &'static str,
    /// The text.
    pub text: &'static str,
}

/// All of them, in the order of their buttons.
pub const EXAMPLES: &[Example] = &[
    Example {
        title: "502 from nginx in Docker",
        pieces: "nginx log, compose file, app log",
        text: include_str!("examples/refused_in_docker.txt"),
    },
    Example {
        title: "WebSocket to port 8000 fails",
        pieces: "browser console, compose file, frontend source",
        text: include_str!("examples/websocket_port.txt"),
    },
    Example {
        title: "PHP-FPM socket not found",
        pieces: "nginx log, nginx config, PHP-FPM pool",
        text: include_str!("examples/php_fpm_socket.txt"),
    },
    Example {
        title: "502 since the rebuild",
        pieces: "nginx log, docker ps, container addresses",
        text: include_str!("examples/after_rebuild.txt"),
    },
    Example {
        title: "Chat closes after a minute",
        pieces: "browser console, nginx config",
        text: include_str!("examples/websocket_idle.txt"),
    },
    Example {
        title: "Long answers end in 502",
        pieces: "browser console, nginx log, nginx config, app log",
        text: include_str!("examples/long_answers.txt"),
    },
];
