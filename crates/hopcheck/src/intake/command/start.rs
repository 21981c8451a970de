//! Commands that start an application.

use crate::text::among;

/// Words that start an application.
pub(super) fn is_starter(word: &str) -> bool {
    let program = word.rsplit('/').next().unwrap_or(word);
    among(
        program,
        "gunicorn uvicorn daphne hypercorn uwsgi waitress-serve flask python python3 node npm yarn pnpm npx puma unicorn rails php-fpm supervisord java celery pm2 fastapi streamlit",
    ) || is_fpm(program)
}

/// `php8.2-fpm`, `php-fpm83`; not its socket, process id or service file in a listing.
fn is_fpm(program: &str) -> bool {
    program.starts_with("php")
        && program.contains("fpm")
        && ![".sock", ".socket", ".pid", ".service", ".conf", ".log"].iter().any(|end| program.ends_with(end))
}

/// True where a line starts an application: a typed start command, or one that a file or platform holds.
pub(in crate::intake) fn starts_application(text: &str) -> bool {
    let mut words = text.split(' ').filter(|w| !w.is_empty()).skip_while(is_skipped);
    let Some(first) = words.next() else {
        return false;
    };
    let second = words.next();
    let is_option = |w: &str| w.starts_with('-') || w.starts_with('$');
    match first {
        "docker" | "podman" => {
            matches!(second, Some("run" | "create")) || (second == Some("service") && text.contains(" create "))
        }
        _ if among(first, "python python3 node java") => second.is_some_and(|w| {
            w.ends_with(".py") || w.ends_with(".js") || w.ends_with(".mjs") || matches!(w, "-m" | "-jar" | "-u")
        }),
        _ if among(first, "npm yarn pnpm pm2") => {
            matches!(second, Some("start" | "run" | "dev" | "serve"))
        }
        "flask" | "fastapi" | "streamlit" => matches!(second, Some("run" | "dev" | "--app" | "-A")),
        "rails" => matches!(second, Some("s" | "server")),
        "celery" | "supervisord" => second.is_some_and(is_option),
        "npx" => second.is_some(),
        // `gunicorn is running` is a sentence; a module, a colon or an option is a command.
        _ if is_starter(first) => {
            text.contains(" -")
                || second.is_some_and(|w| (w.contains([':', '.', '/']) && !w.ends_with([':', '.'])) || is_option(w))
        }
        _ => false,
    }
}

/// Words before the command itself: `sudo`, `NAME=value`, `exec`.
pub(super) fn is_skipped(word: &&str) -> bool {
    among(word, "sudo exec nohup time poetry pipenv uv")
        || word.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_' || b.is_ascii_digit())
        })
}
