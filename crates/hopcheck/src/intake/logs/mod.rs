//! Log lines that are known for what they are, each by itself.

mod access;
mod app;
mod console;
mod error;
mod literals;

use super::Kind;
use super::pattern::shape;
use crate::readers::is_known_within;
pub(super) use error::{is_error_line, is_stamped_error};

/// The longest beginning of a line that is searched for literals: a log line says what it is in its first bytes.
const LOOKED_AT: usize = 4096;

/// The kind of log that prints the line `text` (trimmed), where that is certain.
pub(super) fn log_line(text: &str) -> Option<Kind> {
    // Code marks of Markdown around one line.
    let text = text.trim_matches('`');
    if is_error_line(text) {
        return Some(Kind::NginxErrorLog);
    }
    if is_access_line(text) {
        return Some(Kind::AccessLog);
    }
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    if let Some(kind) = literals::literal(head) {
        return Some(kind);
    }
    if error::is_headless_error(head) {
        return Some(Kind::NginxErrorLog);
    }
    if console::is_console_line(head) {
        return Some(Kind::Console);
    }
    if head.starts_with('{') && head.contains("\":") && head.ends_with('}') {
        return app::json_line(head);
    }
    if app::is_app_line(head) || is_known_line(head) {
        return Some(Kind::AppLog);
    }
    (console::names_close_code(head) || console::names_failed_socket(head)).then_some(Kind::Console)
}

/// How far into a line a known message may begin: behind a label, a prompt, a process id.
const LEAD: usize = 48;

/// A line that a known program prints. A sentence may mention one; a setting or a source may quote one.
fn is_known_line(text: &str) -> bool {
    let quoting = text.starts_with(['#', '<', '"', '\'', '$'])
        || text.starts_with("* ")
        || text.starts_with("//")
        || text.ends_with(['{', ';', ','])
        || text.contains(" = ");
    let spoken = [" I ", " my ", " we ", "I'", " it "].iter().any(|word| text.contains(word));
    !quoting && !spoken && is_known_within(text, LEAD)
}

/// `10.0.0.1 - - [20/Jun/2024:16:12:08 +0000] "GET / HTTP/1.1" 502`, or from the request on.
fn is_access_line(text: &str) -> bool {
    let Some(quote) = text.find('"') else {
        return text.contains('\t') && access::is_labelled(text);
    };
    if access::is_other_proxy(text) {
        return true;
    }
    let request = &text[quote + 1..];
    let Some(close) = request.find('"') else {
        return false;
    };
    let barred = request[close + 1..].trim_start().starts_with('|');
    let status = request[close + 1..].trim_start_matches([' ', '|']);
    if shape(status, "000").is_none() || !matches!(status.as_bytes().get(3), None | Some(b' ')) {
        return false;
    }
    let dated = text[..quote].rfind('[').is_some_and(|at| shape(&text[at..], "[00/AAA/0000:00:00:00").is_some());
    let listed = || {
        text[..quote].split([' ', '|', '[']).any(|word| shape(word, "0000-00-00T00:00:00").is_some())
            && request[..close].contains(" HTTP/")
    };
    dated || (barred && listed()) || (quote == 0 && request[..close].contains(" HTTP/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_lines_whole_and_damaged() {
        for line in [
            "2024/05/10 06:50:00 [error] 7#7: *1 connect() failed (111: Connection refused) while connecting to upstream",
            "2024/05/10 06:MM:SS [crit] 31#31: *XX open() failed",
            "[error] 7#7: *1 no live upstreams",
            "rit] 14#14: *9 connect() to unix:/run/a.sock failed (2: No such file or directory) while connecting to upstream",
            "crit] 14#14: *9 connect() failed",
            "14#14: *9 connect() to [::]:9000 failed",
            "*9 connect() to unix:/run/a.sock failed (13: Permission denied) while connecting to upstream, client: 10.0.0.1",
            "connect() failed (111: Connection refused) while connecting to upstream",
            "upstream prematurely closed connection while reading response header from upstream",
            "nginx: [emerg] host not found in upstream \"web\" in /etc/nginx/nginx.conf:3",
            "[emerg] bind() to [::]:80 failed (13: Permission denied)",
            "2024/05/10 masked [error] 7#7: *1 directory index of \"/srv/\" is forbidden",
            "\"server\" directive is not allowed here in /etc/nginx/servers/a:1",
            "accept4() failed (24: Too many open files)",
            "`[crit] 7#7: *8 open() \"/srv/nginx/b/0000000002\" failed (13: Permission denied),`",
            "open() \"/srv/site/x\" failed (2: No such file or directory)",
            "/docker-entrypoint.sh: Configuration complete; ready for start up",
            "[emerg] host not found in upstream \"web\"",
        ] {
            assert_eq!(log_line(line), Some(Kind::NginxErrorLog), "{line}");
        }
    }

    #[test]
    fn other_logs() {
        for (line, kind) in [
            ("10.0.0.7 - - [20/Jun/2024:16:12:08 +0000] \"GET / HTTP/1.1\" 502 559 \"-\" \"curl/8\"", Kind::AccessLog),
            ("\"GET /a HTTP/1.1\" 404 571 \"-\"", Kind::AccessLog),
            ("127.0.0.1 - - [20/Jun/2024 16:12:08] \"GET / HTTP/1.1\" 200 -", Kind::AppLog),
            ("main.js:7 Uncaught TypeError: x is undefined", Kind::Console),
            ("POST https://shop.example/api/chat 502 (Bad Gateway)", Kind::Console),
            ("[2024-03-11 10:06:13 +0000] [7] [INFO] Listening at: http://127.0.0.1:8000 (7)", Kind::AppLog),
            ("ModuleNotFoundError: No module named 'shop'", Kind::AppLog),
            ("{\"level\":\"error\",\"msg\":\"boom\"}", Kind::AppLog),
            ("2024/05/10 06:50:00 Generated '/etc/nginx/conf.d/default.conf'", Kind::AppLog),
        ] {
            assert_eq!(log_line(line), Some(kind), "{line}");
        }
    }

    #[test]
    fn configs_and_sentences_are_no_log() {
        for line in [
            "proxy_pass http://web:80;",
            "# while connecting to upstream",
            "I restarted the backend",
            "image: nginx",
            "listen = 9000",
        ] {
            assert_eq!(log_line(line), None, "{line}");
        }
    }
}
