//! gunicorn (lines of 19.8 to 27.0; `gunicorn/arbiter.py`, `gunicorn/workers/base.py`).

use super::super::entry::{Entry, Says, at_start, event, listening, on_request, ordinary};

/// Its lines.
pub const LINES: &[Entry] = &[
    event("started", "gunicorn", "Starting gunicorn ", r"\[(?P<pid>\d+)\]"),
    listening(
        "gunicorn",
        "Listening at: ",
        r"Listening at: (?P<url>(?:https?://|unix:)[^\s,]+)(?:.*\((?P<pid>\d+)\))?",
    ),
    Entry {
        needle: "Using worker: ",
        form: r"Using worker: (?P<detail>\S+)",
        program: "gunicorn",
        says: Says::WorkerClass,
    },
    event("worker-timeout", "gunicorn", "WORKER TIMEOUT (pid:", r"\(pid:\s*(?P<pid>\d+)\)"),
    event("worker-killed", "gunicorn", "was sent SIGKILL! Perhaps out of memory?", r"\(pid:\s*(?P<pid>\d+)\)"),
    event("worker-killed", "gunicorn", "was terminated due to signal 9", r"pid:?\s*(?P<pid>\d+)"),
    event("segfault", "gunicorn", "was sent SIGSEGV!", r"\(pid:\s*(?P<pid>\d+)\)"),
    event("segfault", "gunicorn", "was terminated due to signal 11", r"pid:?\s*(?P<pid>\d+)"),
    event("stopped", "gunicorn", "was sent SIGTERM!", r"\(pid:\s*(?P<pid>\d+)\)"),
    at_start("worker-boot-failed", "gunicorn", "Worker failed to boot.", r"(?P<detail>Worker failed to boot)"),
    at_start("worker-boot-failed", "gunicorn", "Exception in worker process", r"\[(?P<pid>\d+)\] \[ERROR\]"),
    at_start("worker-boot-failed", "gunicorn", "App failed to load.", "(?P<detail>App failed to load)"),
    event(
        "exited",
        "gunicorn",
        ") exited with code ",
        r"Worker \(pid:\s*(?P<pid>\d+)\) exited with code (?P<exit>\d+)",
    ),
    event("stopped", "gunicorn", "Handling signal: ", r"Handling signal: (?P<detail>term|int|quit|hup|winch|usr2)"),
    ordinary("gunicorn", "Shutting down: Master"),
    ordinary("gunicorn", "Control socket listening at"),
    event("booted", "gunicorn", "Booting worker with pid", r"Booting worker with pid:\s*(?P<pid>\d+)"),
    event("stopped", "gunicorn", "Worker exiting (pid:", r"pid:\s*(?P<pid>\d+)"),
    event("worker-recycled", "gunicorn", "Autorestarting worker after current request.", r"\[(?P<pid>\d+)\]"),
    at_start(
        "address-in-use",
        "gunicorn",
        "Connection in use: (",
        r"Connection in use: \('(?P<host>[^']*)', (?P<port>\d+)",
    ),
    at_start("address-in-use", "gunicorn", "Connection in use: ", r"Connection in use: (?P<socket>/\S+)"),
    at_start("cannot-bind", "gunicorn", "Can't connect to (", r"Can't connect to \('(?P<host>[^']*)', (?P<port>\d+)"),
    at_start("cannot-create-socket", "gunicorn", "Can't connect to /", r"Can't connect to (?P<socket>/\S+)"),
    at_start(
        "usage-error",
        "gunicorn",
        " is not a valid port number",
        r"Error: '(?P<detail>[^']*)' is not a valid port number",
    ),
    on_request("traceback", "gunicorn", "Error handling request ", r"Error handling request (?P<detail>.*)"),
    on_request(
        "request-too-large",
        "gunicorn",
        "Request Line is too large",
        r"(?P<detail>Request Line is too large[^)]*\)?)",
    ),
    on_request("socket-error", "gunicorn", "Ignoring EPIPE", "(?P<detail>EPIPE)"),
];
