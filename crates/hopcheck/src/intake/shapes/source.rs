//! Lines of program sources, scripts, Dockerfiles, and start commands.

use super::{good, sure};
use crate::intake::Kind;
use crate::intake::command::starts_application;
use crate::intake::guess::Guess;
use crate::intake::pattern::run;
use crate::text::among;

pub(super) fn dockerfile(line: &str, text: &str) -> Option<Guess> {
    let word = run(text, |b| b.is_ascii_uppercase());
    if line.starts_with(' ') || !text[word..].starts_with([' ', '\t']) {
        return None;
    }
    match &text[..word] {
        "FROM" if !text.ends_with(';') => sure(Kind::Dockerfile),
        "RUN" | "CMD" | "ENTRYPOINT" | "COPY" | "WORKDIR" | "EXPOSE" | "ONBUILD" | "HEALTHCHECK" | "STOPSIGNAL" => {
            good(Kind::Dockerfile, 8)
        }
        "ADD" | "ENV" | "ARG" | "USER" | "VOLUME" | "LABEL" | "SHELL" => good(Kind::Dockerfile, 6),
        _ => None,
    }
}

/// Lines of program sources.
pub(super) fn source(line: &str, text: &str) -> Option<Guess> {
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
        || ["new WebSocket(", "=> {", "require('", "require(\"", "io.connect(", "import.meta.env", "process.env."]
            .iter()
            .any(|s| text.contains(s))
        || (text.starts_with("import ") && (text.contains(" from '") || text.contains(" from \"")))
    {
        return good(Kind::FrontendSource, if text.contains("new WebSocket(") { 8 } else { 6 });
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
            "websocket.WebSocketApp(",
            "websocket.create_connection(",
            "websockets.connect(",
            "websockets.serve(",
            "run_forever(",
        ]
        .iter()
        .any(|s| text.contains(s))
    {
        return good(Kind::PythonSource, if text.contains(".run(") { 8 } else { 6 });
    }
    if matches!(text, "fi" | "done" | "esac" | "then" | "else" | "set -e" | "set -eu" | "set -x" | "exec \"$@\"")
        || starts(&["set -e", "exec \"", "if [", "while !", "until ", "while [", "for "])
            && !text.ends_with([':', '{', ';'])
    {
        return good(Kind::EntrypointScript, 5);
    }
    if !starts_application(text)
        && (starts(&[
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
            || starts(&["python manage.py ", "flask db ", "alembic ", "npm run migrate"])
                && !text.contains("runserver"))
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
pub(super) fn start(line: &str, text: &str) -> Option<Guess> {
    if text.starts_with("\"startCommand\"") || text.starts_with("startCommand:") || text.starts_with("\"start\":") {
        return sure(Kind::PlatformConfig);
    }
    if !line.starts_with(' ')
        && let Some((process, command)) = text.split_once(": ")
        && among(process, "web worker release api app")
        && starts_application(command)
    {
        return sure(Kind::PlatformConfig);
    }
    if starts_application(text) {
        return sure(Kind::StartCommand);
    }
    None
}
