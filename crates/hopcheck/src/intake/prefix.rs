//! Takes off what log collectors print in front of a line: compose, journald, kubectl, syslog, forego, platforms.

use super::line::Tag;
use super::pattern::{is_name_byte, run, shape};

/// How many prefixes may stand in front of each other (`<PRI>` stamp host unit `name |` `name.1 |`).
const LAYERS: usize = 6;

/// The length of the prefixes of `line` and what they say; `None` where there is none.
pub(super) fn peel(line: &str) -> Option<(usize, Tag)> {
    let mut tag = Tag::default();
    let mut at = 0;
    for _ in 0..LAYERS {
        let rest = &line[at..];
        // nginx's own stamp starts the message; by far the most frequent line of all.
        if shape(rest, "0000/00/00 00:00:00 [").is_some() {
            break;
        }
        let Some(len) = layer(rest, &mut tag) else {
            break;
        };
        at += len;
    }
    (at > 0).then_some((at, tag))
}

/// `web_1 exited with code 1`, which compose prints without a bar.
pub(super) fn exited(line: &str) -> Option<Tag> {
    let (name, rest) = line.split_once(' ')?;
    let fits = rest.starts_with("exited with code ") && !name.is_empty() && name.bytes().all(is_name_byte);
    fits.then(|| Tag { place: Some(name.to_string()), unit: None, stamp: None })
}

/// Takes one prefix off `rest`.
fn layer(rest: &str, tag: &mut Tag) -> Option<usize> {
    let first = *rest.as_bytes().first()?;
    match first {
        b'<' => priority(rest),
        b'[' => pod(rest, tag),
        b'0'..=b'9' => stamp(rest, tag).or_else(|| collector(rest, tag)),
        b' ' => {
            let indent = run(rest, |b| b == b' ');
            let inner = &rest[indent..];
            journal(inner, tag).or_else(|| indented(inner, tag)).map(|len| indent + len)
        }
        _ if first.is_ascii_alphabetic() => chat_time(rest, tag)
            .or_else(|| journal(rest, tag))
            .or_else(|| process(rest, tag))
            .or_else(|| collector(rest, tag)),
        _ => None,
    }
}

/// `<34>` in front of a stamp (RFC 3164, section 4.1.1).
fn priority(rest: &str) -> Option<usize> {
    let digits = run(&rest[1..], |b| b.is_ascii_digit());
    let end = 1 + digits;
    ((1..=3).contains(&digits) && rest.as_bytes().get(end) == Some(&b'>')).then_some(end + 1)
}

/// `[pod/name/container] `, as `kubectl logs --prefix` prints it.
fn pod(rest: &str, tag: &mut Tag) -> Option<usize> {
    let inner = rest.strip_prefix("[pod/")?;
    let end = inner.find(']')?;
    let mut parts = inner[..end].splitn(2, '/');
    name(tag, parts.next()?);
    if let Some(container) = parts.next() {
        name(tag, container);
    }
    Some(past_space(rest, "[pod/".len() + end + 1))
}

/// `today at 09:37 `, as chat programs copy it.
fn chat_time(rest: &str, tag: &mut Tag) -> Option<usize> {
    let lead =
        ["today at ", "Today at ", "yesterday at ", "Yesterday at "].into_iter().find(|l| rest.starts_with(l))?;
    let end = lead.len() + shape(&rest[lead.len()..], "00:00")?;
    set_stamp(tag, &rest[..end]);
    Some(past_space(rest, end))
}

/// A time stamp of RFC 3339 that a collector put in front: nanoseconds, or a second stamp, name or level after it.
fn stamp(rest: &str, tag: &mut Tag) -> Option<usize> {
    let mut end = shape(rest, "0000-00-00T00:00:00")?;
    let mut fraction = 0;
    if matches!(rest.as_bytes().get(end), Some(b'.' | b',')) {
        fraction = run(&rest[end + 1..], |b| b.is_ascii_digit());
        end += 1 + fraction;
    }
    end += match rest.as_bytes().get(end)? {
        b'Z' => 1,
        b'+' | b'-' => shape(&rest[end + 1..], "00:00").or_else(|| shape(&rest[end + 1..], "0000"))? + 1,
        _ => return None,
    };
    let spaces = run(&rest[end..], |b| matches!(b, b' ' | b'\t'));
    if spaces == 0 && end < rest.len() {
        return None;
    }
    let after = &rest[end + spaces..];
    if fraction < 7 && !starts_message(after) {
        return None;
    }
    set_stamp(tag, &rest[..end]);
    let end = end + spaces;
    let named = platform(after, tag).or_else(|| syslog_rest(after, tag));
    Some(end + named.unwrap_or(0))
}

/// True where `text` begins like a line that has a beginning of its own: what stood before it was a collector's.
fn starts_message(text: &str) -> bool {
    ["0000/00/00 ", "0000-00-00", "[00/AAA/0000", "[00-AAA-0000", "[0000-00-00", "AAA AAA 00 00:", "AAA AAA  0 00:"]
        .iter()
        .any(|pattern| shape(text, pattern).is_some())
        || platform(text, &mut Tag::default()).is_some()
        || syslog_rest(text, &mut Tag::default()).is_some()
        || text.starts_with("nginx: [")
        || text.starts_with("stdout F ")
        || text.starts_with("stderr F ")
}

/// `app[web.1]: `, as Heroku and Dokku print it, and the stream marks of a container runtime.
fn platform(rest: &str, tag: &mut Tag) -> Option<usize> {
    if rest.starts_with("stdout F ") || rest.starts_with("stderr F ") {
        return Some("stdout F ".len());
    }
    let inner = rest.strip_prefix("app[").or_else(|| rest.strip_prefix("heroku["))?;
    let end = inner.find("]:")?;
    if !inner[..end].bytes().all(is_name_byte) {
        return None;
    }
    name(tag, &inner[..end]);
    Some(past_space(rest, rest.len() - inner.len() + end + 2))
}

/// `Jul 28 05:03:02 host nginx[1409]: `, as journald and syslog print it.
fn journal(rest: &str, tag: &mut Tag) -> Option<usize> {
    let month = rest.get(..3)?;
    if !["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].contains(&month) {
        return None;
    }
    let end = shape(rest, "AAA 00 00:00:00")
        .or_else(|| shape(rest, "AAA  0 00:00:00"))
        .or_else(|| shape(rest, "AAA 0 00:00:00"))?;
    let after = past_space(rest, end);
    let len = journal_rest(&rest[after..], tag)?;
    set_stamp(tag, &rest[..end]);
    Some(after + len)
}

/// `host nginx[1409]: ` after a stamp of RFC 3339, as rsyslog prints it. Without the process number it could be a
/// message's own level and logger.
fn syslog_rest(rest: &str, tag: &mut Tag) -> Option<usize> {
    let ident = rest.split(' ').nth(1)?;
    if ident.ends_with("]:") { journal_rest(rest, tag) } else { None }
}

/// `host nginx[1409]: ` or `host nginx: `.
fn journal_rest(rest: &str, tag: &mut Tag) -> Option<usize> {
    let host = run(rest, is_name_byte);
    if host == 0 || rest.as_bytes().get(host) != Some(&b' ') {
        return None;
    }
    let after = past_space(rest, host);
    let ident = &rest[after..];
    let len = run(ident, |b| is_name_byte(b) || matches!(b, b'/' | b'(' | b')'));
    let mut end = len;
    if ident.as_bytes().get(end) == Some(&b'[') {
        end += 1 + run(&ident[end + 1..], |b| b.is_ascii_digit());
        end += usize::from(ident.as_bytes().get(end) == Some(&b']'));
    }
    if len == 0
        || ident.as_bytes().get(end) != Some(&b':')
        || !matches!(ident.as_bytes().get(end + 1), None | Some(b' '))
    {
        return None;
    }
    name(tag, &rest[..host]);
    // `nginx: [emerg]` is the message itself, whatever stands before it.
    tag.unit.get_or_insert_with(|| ident[..len].to_string());
    Some(past_space(rest, after + end + 1))
}

/// `systemd[1]: ` alone, where the stamp was cut off.
fn process(rest: &str, tag: &mut Tag) -> Option<usize> {
    if tag.unit.is_some() {
        // A kernel message names a process of its own.
        return None;
    }
    let ident = run(rest, is_name_byte);
    let pid = rest.get(ident..)?.strip_prefix('[')?;
    let digits = run(pid, |b| b.is_ascii_digit());
    if ident == 0 || digits == 0 || !pid[digits..].starts_with("]: ") {
        return None;
    }
    tag.unit.get_or_insert_with(|| rest[..ident].to_string());
    Some(past_space(rest, ident + digits + 3))
}

/// `web_1  | `, as compose, forego, honcho and swarm print it.
fn collector(rest: &str, tag: &mut Tag) -> Option<usize> {
    let len = run(rest, |b| is_name_byte(b) || b == b'/');
    let bar = len + run(&rest[len..], |b| b == b' ');
    if len == 0 || bar == len || rest.as_bytes().get(bar) != Some(&b'|') || is_pipe_source(&rest[..len]) {
        return None;
    }
    match rest.as_bytes().get(bar + 1) {
        None => {}
        Some(b' ' | b'\t') => {}
        Some(_) => return None,
    }
    if rest[..len].parse::<std::net::IpAddr>().is_ok() {
        // The client in an access log whose fields stand between bars.
        return None;
    }
    name(tag, &rest[..len]);
    // Only one blank belongs to the prefix: what follows may be indented (a traceback).
    Some((bar + 2).min(rest.len()))
}

/// Collectors' names in a block that was indented as a whole (Markdown); a table has bars too, so a log line must follow.
fn indented(rest: &str, tag: &mut Tag) -> Option<usize> {
    let mut said = Tag::default();
    let mut at = collector(rest, &mut said)?;
    while let Some(len) = collector(&rest[at..], &mut said) {
        at += len;
    }
    let body = &rest[at..];
    let stamped = shape(body, "0000/00/00 00:00:00 [").is_some() || starts_message(body);
    let request = || body.find(" [").is_some_and(|open| shape(&body[open + 1..], "[00/AAA/0000:").is_some());
    (stamped || request()).then(|| {
        said.place.iter().chain(&said.unit).for_each(|word| name(tag, word));
        at
    })
}

/// Commands that people pipe without arguments, so that `dmesg | tail` is not a container's name.
fn is_pipe_source(word: &str) -> bool {
    matches!(word, "dmesg" | "ls" | "env" | "printenv" | "mount" | "ps" | "history" | "yes" | "cat" | "true")
}

/// The first name is the place, a second one the process inside it.
fn name(tag: &mut Tag, name: &str) {
    if tag.place.is_none() {
        tag.place = Some(name.to_string());
    } else {
        tag.unit.get_or_insert_with(|| name.to_string());
    }
}

fn set_stamp(tag: &mut Tag, stamp: &str) {
    tag.stamp.get_or_insert_with(|| stamp.to_string());
}

fn past_space(text: &str, at: usize) -> usize {
    at + run(&text[at..], |b| matches!(b, b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peeled(line: &str) -> (&str, Option<String>, Option<String>, Option<String>) {
        let (len, tag) = peel(line).unwrap_or_default();
        (&line[len..], tag.place, tag.unit, tag.stamp)
    }

    fn is(line: &str, body: &str, place: &str, unit: &str, stamp: &str) {
        let some = |s: &str| (!s.is_empty()).then(|| s.to_string());
        assert_eq!(peeled(line), (body, some(place), some(unit), some(stamp)), "{line}");
    }

    #[test]
    fn collectors_are_known() {
        is("web_1   |   File \"a.py\"", "  File \"a.py\"", "web_1", "", "");
        is("nginx  | nginx.1  | hello", "hello", "nginx", "nginx.1", "");
        is("api-1    |", "", "api-1", "", "");
        is("    web  | nginx.1 | 2024/05/10 06:50:00 [error] x", "2024/05/10 06:50:00 [error] x", "web", "nginx.1", "");
        is("  web | a 10.0.0.7 - - [10/May/2024:06:50", "a 10.0.0.7 - - [10/May/2024:06:50", "web", "", "");
        is("Jul  8 05:03:02 shop nginx[14]: nginx: [emerg] x", "nginx: [emerg] x", "shop", "nginx", "Jul  8 05:03:02");
        is("[pod/web-7c9/app] ready", "ready", "web-7c9", "app", "");
        is("2024-05-10T06:50:00.434167704Z ready", "ready", "", "", "2024-05-10T06:50:00.434167704Z");
        is("2024-09-12T17:07:42.11+00:00 app[web.1]: Up", "Up", "web.1", "", "2024-09-12T17:07:42.11+00:00");
        is("2024-05-10T06:50:00.434+02:00 box uwsgi[3]: up", "up", "box", "uwsgi", "2024-05-10T06:50:00.434+02:00");
        is("today at 09:37 nginx.1 | x", "x", "nginx.1", "", "today at 09:37");
        is("<30>Oct 11 22:14:15 box uwsgi[3]: up", "up", "box", "uwsgi", "Oct 11 22:14:15");
        is("systemd[1]: Starting nginx...", "Starting nginx...", "", "systemd", "");
    }

    #[test]
    fn what_only_looks_like_a_prefix_stays() {
        for line in [
            "dmesg | tail",
            "command: |",
            "a |b",
            "2024-05-10T06:50:00Z INFO ready",
            "2024-05-10T06:50:00Z ERROR chat: lost",
            "2024/05/10 06:50:00 [error] 1#1: x",
            "    server web:80;",
            "  name | state | port",
            "[2024-05-10 06:50:00 +0000] [1] [INFO] x",
        ] {
            assert_eq!(peel(line), None, "{line}");
        }
    }
}
