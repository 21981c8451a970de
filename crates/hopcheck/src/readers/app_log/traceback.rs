//! Python tracebacks: many lines, one event, told by the last line.

use super::exception::Exception;

/// The line that begins a traceback, whatever a logger put in front.
pub const BEGINS: &str = "Traceback (most recent call last):";

/// The lines between two tracebacks of one failure.
pub const CHAINS: [&str; 2] = [
    "During handling of the above exception, another exception occurred:",
    "The above exception was the direct cause of the following exception:",
];

/// No traceback that is worth reading is longer, in lines.
const MOST_LINES: usize = 2000;

/// Frames that stand in a traceback of a program that is starting.
const STARTING: &[&str] = &[
    "init_process",
    "load_wsgi",
    "import_app",
    "load_app",
    "import_from_string",
    "execute_from_command_line",
    "<module>",
    "django.setup()",
    "lifespan",
    "startup(",
];

/// Frames of a program that answers a request.
const ANSWERING: &[&str] = &[
    "in handle_request",
    "run_asgi",
    "in dispatch",
    "wsgi_app",
    "get_response",
    "full_dispatch_request",
    "process_request",
    "in inner",
    "handle_one_request",
    "websocket_connect",
    "in receive",
    "in __call__",
];

/// Frames of WebSocket clients: the program that fails is a script of the caller's, and serves nobody.
const CALLING: &[&str] = &[
    "/websockets/sync/",
    "/websockets/asyncio/client",
    "/websockets/legacy/client",
    "/websocket/_core",
    "/wsproto/client",
];

/// Libraries whose frames say what was called.
const LIBRARIES: &[(&str, &str)] = &[
    ("/redis/", "redis"),
    ("/channels_redis/", "redis"),
    ("/psycopg", "postgresql"),
    ("/asyncpg/", "postgresql"),
    ("/pymysql/", "mysql"),
    ("/MySQLdb/", "mysql"),
    ("/pymongo/", "mongodb"),
    ("/paho/", "mqtt"),
    ("/aiomqtt/", "mqtt"),
    ("/pika/", "amqp"),
    ("/kombu/", "amqp"),
    ("/amqp/", "amqp"),
    ("/httpx/", "http"),
    ("/requests/", "http"),
];

/// A whole traceback.
#[derive(Debug, PartialEq)]
pub struct Traceback<'t> {
    /// How many lines it has, the first included.
    pub lines: usize,
    /// Its last line.
    pub last: &'t str,
    /// The exception of that line.
    pub exception: Exception<'t>,
    /// `start` or `request`, where the frames tell.
    pub phase: Option<&'static str>,
    /// What the frames called, where they tell.
    pub calls: Option<&'static str>,
    /// True where the frames are those of gunicorn's own abort after a timeout.
    pub aborted: bool,
}

/// Reads a traceback from `lines`, of which the first begins it. `None` where it breaks off before its last line.
pub fn read<'t>(lines: &[&'t str]) -> Option<Traceback<'t>> {
    let (mut starting, mut answering, mut calling, mut aborted, mut calls) = (false, false, false, false, None);
    for (index, line) in lines.iter().enumerate().skip(1).take(MOST_LINES) {
        let text = line.trim_start();
        let frame = text.starts_with("File \"");
        if let Some(exception) = Exception::of(line.trim_end()).filter(|_| !frame) {
            let phase = match (answering, starting && !calling) {
                (true, _) => Some("request"),
                (false, true) => Some("start"),
                (false, false) => None,
            };
            return Some(Traceback { lines: index + 1, last: line.trim_end(), exception, phase, calls, aborted });
        }
        if frame {
            starting |= STARTING.iter().any(|sign| text.contains(sign));
            answering |= ANSWERING.iter().any(|sign| text.contains(sign));
            calling |= CALLING.iter().any(|sign| text.contains(sign));
            aborted |= text.contains("in handle_abort");
            calls = LIBRARIES.iter().find(|(sign, _)| text.contains(sign)).map(|(_, name)| *name).or(calls);
        } else if text.contains(BEGINS) {
            return None;
        }
    }
    None
}

/// Whether `lines` begin with the tracebacks of a failure of which the last tells of something that is not reached, such as a database.
pub fn explains(lines: &[&str]) -> bool {
    let (mut at, mut explained) = (0, false);
    if !lines.first().is_some_and(|line| line.starts_with(BEGINS)) {
        return false;
    }
    while let Some(line) = lines.get(at).map(|line| line.trim_end()) {
        if line.starts_with(BEGINS) {
            let Some(found) = read(&lines[at..]) else { return explained };
            explained = found.exception.meaning(found.phase == Some("start")).0 == "dependency-unreachable";
            at += found.lines;
        } else if line.is_empty() || CHAINS.contains(&line) {
            at += 1;
        } else {
            break;
        }
    }
    explained
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_tell_the_phase() {
        let text = [
            "Traceback (most recent call last):",
            "  File \"/v/gunicorn/arbiter.py\", line 752, in spawn_worker",
            "    worker.init_process()",
            "  File \"/v/gunicorn/workers/base.py\", line 138, in init_process",
            "    self.load_wsgi()",
            "ModuleNotFoundError: No module named 'nosuchmodule'",
            "[2026-11-21 03:14:05 +0000] [742] [INFO] Worker exiting (pid: 742)",
        ];
        let found = read(&text).unwrap();
        assert_eq!((found.lines, found.phase, found.exception.class), (6, Some("start"), "ModuleNotFoundError"));
        assert_eq!(read(&text[..4]), None);
        let client = [
            "Traceback (most recent call last):",
            "  File \"/srv/chat/send.py\", line 5, in <module>",
            "    print(socket.recv())",
            "  File \"/v/websockets/sync/connection.py\", line 354, in recv",
            "    raise self.close_exc",
            "websockets.exceptions.ConnectionClosedError: received 1009 (message too big)",
        ];
        assert_eq!(read(&client).unwrap().phase, None);
    }
}
