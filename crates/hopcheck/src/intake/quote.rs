//! Block quotes of mail and Markdown.

use super::line::Line;
use super::pattern::run;
use super::{Kind, logs, marker, prefix};

/// Takes `> ` off the lines of a block quote: two or more in a row that are no half of an HTTP exchange, a single line of a
/// log, or all there is. Takes the backticks off an error line in code marks.
pub(super) fn unquote(piece: &str, lines: &mut [Line]) {
    for line in lines.iter_mut() {
        let text = line.text(piece);
        let marks = run(text, |b| b == b'`');
        if marks > 0 && logs::is_stamped_error(&text[marks..]) {
            line.body += marks as u32;
        }
    }
    let full = lines.iter().filter(|line| !line.text(piece).trim().is_empty());
    let all =
        full.count() > 1 && lines.iter().all(|l| l.text(piece).starts_with('>') || l.text(piece).trim().is_empty());
    let mut at = 0;
    while at < lines.len() {
        let len = lines[at..].iter().take_while(|l| l.text(piece).starts_with('>')).count();
        if len == 0 {
            at += 1;
            continue;
        }
        let exchange = |line: &Line| {
            let text = line.text(piece);
            let bare = &text[marker::quote_len(text)..];
            let header = run(bare, |b| b.is_ascii_alphanumeric() || b == b'-');
            bare.contains(" HTTP/") && bare.starts_with(|c: char| c.is_ascii_uppercase()) && !bare.contains('[')
                || (header > 0 && bare.starts_with("Host: "))
        };
        let curl = lines[at..at + len].iter().any(exchange);
        let known = |line: &Line| {
            let bare = &line.text(piece)[marker::quote_len(line.text(piece))..];
            let body = prefix::peel(bare).map_or(bare, |(peeled, _)| &bare[peeled..]);
            matches!(logs::log_line(body.trim()), Some(Kind::NginxErrorLog | Kind::AccessLog | Kind::Console))
        };
        if all || (len >= 2 && !curl) || (len == 1 && known(&lines[at])) {
            for line in &mut lines[at..at + len] {
                line.body += marker::quote_len(line.text(piece)) as u32;
            }
        }
        at += len;
    }
}
