//! Access logs: nginx's combined and common formats, formats with upstream fields at the end, and the lines of application
//! servers that hold a quoted request and a status.

use super::Sink;
use crate::facts::http::AccessEntry;
use crate::facts::{Field, stamp};
use crate::intake::Artifact;
use crate::text::span_in;

/// Reads every line.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let all = artifact.text.as_str();
    for line in all.lines() {
        if let Some(entry) = entry(all, line) {
            let at = line.find('[').and_then(|open| stamp::parse(line[open..].split(']').next()?));
            sink.add_at(span_in(all, line), at, entry);
        }
    }
}

fn entry(all: &str, line: &str) -> Option<AccessEntry> {
    let (request, after) = quoted_request(line)?;
    let mut words = request.split(' ');
    let method = words.next()?;
    let (target, version) = match words.next() {
        Some(target) => (target, words.next().and_then(|version| version.strip_prefix("HTTP/"))),
        None => return None,
    };
    let path = target.split(['?', '#']).next().unwrap_or(target);
    let status_at = after.trim_start();
    let status: u32 = status_at.split_whitespace().next()?.parse().ok().filter(|status| (100..600).contains(status))?;
    let mut rest = status_at.split_whitespace().skip(1);
    let bytes = rest.next().and_then(|bytes| bytes.parse::<f64>().ok());
    let quoted: Vec<&str> = quotes(after);
    let agent = quoted.iter().rev().find(|text| text.contains('/') && text.contains(' ')).copied();
    let referrer = quoted.first().copied().filter(|text| text.contains("://"));
    let tail = after.rsplit_once('"').map_or(after, |(_, tail)| tail);
    let client = line.split_whitespace().next().filter(|word| looks_like_client(word));
    Some(AccessEntry {
        client: Field::known(client),
        method: Field::set(method),
        path: Field::at(path, span_in(all, path)),
        version: Field::known(version.map(str::to_owned)),
        status: Field::at(status, span_in(all, status_at.split_whitespace().next()?)),
        upstream_status: Field::known(
            labelled(after, &["upstream_status", "us", "ustatus"]).and_then(|v| v.parse::<u32>().ok()),
        ),
        bytes: Field::known(bytes),
        seconds: Field::known(seconds(after, tail)),
        agent: Field::known(agent.map(str::to_owned)),
        referrer: Field::known(referrer.map(str::to_owned)),
    })
}

/// The first quoted text that begins as a request does, and what follows its closing quote.
fn quoted_request(line: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    while let Some(open) = line[from..].find('"').map(|at| at + from + 1) {
        let close = open + line[open..].find('"')?;
        let inside = &line[open..close];
        let method = inside.split(' ').next().unwrap_or("");
        if method.len() >= 3 && method.bytes().all(|b| b.is_ascii_uppercase()) && inside.contains(' ') {
            return Some((inside, &line[close + 1..]));
        }
        // The closing quote may open the next field.
        from = close + 1;
    }
    None
}

fn quotes(text: &str) -> Vec<&str> {
    text.split('"').skip(1).step_by(2).collect()
}

fn looks_like_client(word: &str) -> bool {
    let word = word.trim_start_matches("::ffff:");
    crate::facts::host::address(word).is_some()
}

/// `rt=0.123`, `upstream_status=502`, `upstream_status: 502`.
fn labelled<'t>(text: &'t str, names: &[&str]) -> Option<&'t str> {
    names.iter().find_map(|name| {
        text.match_indices(name).find_map(|(at, _)| {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_') {
                return None;
            }
            let value = text[at + name.len()..].strip_prefix(['=', ':'])?.trim_start_matches([' ', '"']);
            Some(value.split(|c: char| c.is_whitespace() || c == ',' || c == '"').next().unwrap_or(""))
        })
    })
}

/// Seconds: a labelled request time, or a bare number with three decimals (`$request_time`) after the quoted fields.
fn seconds(after: &str, tail: &str) -> Option<f64> {
    if let Some(value) = labelled(after, &["request_time", "rt", "urt"]) {
        return value.parse().ok();
    }
    let is_time = |word: &&str| word.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
    tail.split_whitespace().filter(is_time).find_map(|word| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn combined_with_upstream_fields() {
        let line = r#"203.0.113.9 - - [05/Jan/2026:10:00:00 +0000] "GET /ws/room/1/?t=a HTTP/1.1" 502 157 "-" "Mozilla/5.0 (X11)" rt=60.001 uct="0.000" upstream_status=502"#;
        let entry = entry(line, line).unwrap();
        assert_eq!(entry.path.get().map(String::as_str), Some("/ws/room/1/"));
        assert_eq!((entry.status.get(), entry.version.get().map(String::as_str)), (Some(&502), Some("1.1")));
        assert_eq!(entry.seconds.get(), Some(&60.001));
        assert_eq!(entry.client.get().map(|c| c.0.as_str()), Some("203.0.113.9"));
    }

    #[test]
    fn uvicorn_and_common() {
        let text = r#"INFO:     127.0.0.1:40022 - "GET /ws HTTP/1.1" 404 Not Found"#;
        assert_eq!(entry(text, text).and_then(|e| e.status.get().copied()), Some(404));
        let text = r#"10.0.0.1 - - [05/Jan/2026:10:00:00 +0000] "GET / HTTP/1.0" 200 12"#;
        assert_eq!(entry(text, text).and_then(|e| e.bytes.get().copied()), Some(12.0));
        assert!(entry("no request here", "no request here").is_none());
    }
}
