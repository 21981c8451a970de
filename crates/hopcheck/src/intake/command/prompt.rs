//! Shell prompts: where a typed command starts in its line, and on which host.

use super::start::is_starter;
use crate::intake::pattern::{is_name_byte, run};
use crate::text::among;

/// Where the command starts after a prompt, and the prompt's host.
pub(super) fn prompt(line: &str) -> Option<(usize, Option<String>)> {
    let indent = run(line, |b| b == b' ');
    let text = &line[indent..];
    let first = *text.as_bytes().first()?;
    let (mark, host) = match first {
        b'$' | b'%' | b'#' if text.as_bytes().get(1) == Some(&b' ') => {
            let word = text[1..].trim_start().split(' ').next().unwrap_or("");
            // A comment is no prompt: after `#` and `%` only a tool's name will do.
            let fits =
                if first == b'$' { !word.is_empty() } else { is_tool(word) || is_starter(word) || is_probe(word) };
            (fits.then_some(0)?, None)
        }
        b'$' if text.starts_with("$:") => (1 + text[1..].find("$ ")?, None),
        b'/' | b'~' => {
            let path = run(text, |b| is_name_byte(b) || matches!(b, b'/' | b'~'));
            let mark = path + run(&text[path..], |b| b == b' ');
            (prompt_mark(text, mark)?, None)
        }
        b'P' if text.starts_with("PS ") => {
            let end = text.find("> ").filter(|end| text[..*end].contains([':', '/']))?;
            (end, None)
        }
        b'A'..=b'Z' if text[1..].starts_with(":\\") => (text.find('>')?, None),
        // `> curl …`, `➜  ~ curl …`, `→ ~ $ curl …`.
        b'>' | 0xe2 => {
            let rest = text.trim_start_matches(['>', '➜', '→', ' ', '~', '$']);
            let at = text.len() - rest.len();
            (at > 1 && is_tool(rest.split(' ').next()?)).then(|| (at - 1, None))?
        }
        _ => {
            let inner = text.strip_prefix(['[', '(']).unwrap_or(text);
            let skipped = text.len() - inner.len();
            let user = run(inner, is_name_byte_without_at);
            let shell = inner.starts_with("bash-") || inner.starts_with("sh-");
            if shell {
                (prompt_mark(text, skipped + user)?, None)
            } else {
                let host_at = skipped + user + 1;
                if user == 0 || text.as_bytes().get(host_at - 1) != Some(&b'@') {
                    return None;
                }
                let host = run(&text[host_at..], is_name_byte_without_at);
                let after = host_at + host;
                if host == 0 || !matches!(text.as_bytes().get(after), Some(b':' | b' ' | b'$' | b'#')) {
                    return None;
                }
                let mark =
                    after + text[after..].char_indices().take(120).find(|(_, c)| matches!(c, '$' | '#' | '%'))?.0;
                // `user@host: text` of a log or mail has spaces before any mark.
                let between = text[after..mark].trim_matches([':', ' ', ']']);
                if between.contains(' ') {
                    return None;
                }
                (prompt_mark(text, mark)?, Some(text[host_at..after].to_string()))
            }
        }
    };
    let after = mark + 1;
    Some((indent + after + run(&text[after..], |b| b == b' '), host))
}

fn is_name_byte_without_at(byte: u8) -> bool {
    is_name_byte(byte) && byte != b'@'
}

/// `at`, if a prompt's mark stands there, followed by a blank or nothing.
fn prompt_mark(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (matches!(bytes.get(at), Some(b'$' | b'#' | b'%')) && matches!(bytes.get(at + 1), None | Some(b' '))).then_some(at)
}

fn is_probe(word: &str) -> bool {
    among(word, "getent nslookup dig ping ps gitlab-ctl sestatus stat namei env wget wscat cd")
}

pub(super) fn is_tool(word: &str) -> bool {
    among(
        word,
        "docker docker-compose podman nginx systemctl journalctl service ss netstat lsof ls cat tail rsync supervisorctl iptables ufw curl chmod chown kill head less apt apt-get yum dnf setsebool getsebool kubectl ausearch",
    )
}
