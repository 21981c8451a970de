//! Lines with a quoted request.

use super::upstream;
use crate::facts::http::AccessEntry;
use crate::text::{Decimal, span_in};

/// The entry of a line.
pub fn entry(all: &str, line: &str) -> Option<Box<AccessEntry>> {
    if let Some(entry) = proxy_manager(all, line) {
        return Some(entry);
    }
    let (request, after) = quoted_request(line)?;
    let mut words = request.split(' ');
    let method = words.next()?;
    let (target, version) = match words.next() {
        Some(target) => (target, words.next().and_then(|version| version.strip_prefix("HTTP/"))),
        None => return None,
    };
    let path = target.split(['?', '#']).next().unwrap_or(target);
    let separated = after.trim_start_matches([' ', '|', ',', ';']);
    let status_word = separated.split([' ', '|', ',']).next().unwrap_or("");
    // Some formats have the status before the request, after the date.
    let before = || line[..line.len() - after.len() - request.len()].split([']', ' ']).find(|word| is_status(word));
    let (status_word, follows) =
        if is_status(status_word) { (status_word, true) } else { (before().or_else(|| early(line))?, false) };
    let status: u32 = status_word.parse::<u32>().ok()?;
    let mut rest = separated.split([' ', '|']).filter(|word| !word.is_empty()).skip(1);
    let bytes = rest.next().filter(|_| follows).and_then(|bytes| bytes.decimal());
    let quoted: Vec<&str> = after.split('"').skip(1).step_by(2).collect();
    let agent = quoted.iter().rev().find(|text| text.contains('/') && text.contains(' ')).copied();
    let referrer = quoted.first().copied().filter(|text| text.contains("://"));
    let tail = after.rsplit_once('"').map_or(after, |(_, tail)| tail);
    let client = line.split_whitespace().take(3).find(|word| looks_like_client(word));
    let found = upstream::after(all, separated.strip_prefix(status_word).filter(|_| follows).unwrap_or(separated));
    let labelled_address = labelled(after, &["upstream_addr", "upstream", "ua", "uaddr", "to"]);
    let labelled_status = labelled(after, &["upstream_status", "us", "ustatus", "uss"]);
    let mut fact = AccessEntry::unknown();
    fact.client.put_known(client);
    fact.method.put(method);
    fact.path.put_part(all, path);
    fact.version.put_known(version);
    fact.status.put_at(status, span_in(all, status_word));
    fact.upstream_status.put_field(labelled_status.map_or(found.status, upstream::status));
    fact.upstream = match labelled_address {
        Some("-") => upstream::none(),
        Some(address) => upstream::endpoint(all, address).unwrap_or(found.endpoint),
        None => found.endpoint,
    };
    fact.upstream_name.put_field(found.name);
    fact.bytes.put_known(bytes);
    fact.seconds.put_known(seconds(after, tail));
    fact.agent.put_known(agent);
    fact.referrer.put_known(referrer);
    Some(fact)
}

fn is_status(word: &str) -> bool {
    word.len() == 3 && word.parse().is_ok_and(|status: u32| (100..600).contains(&status))
}

/// A status right after the date.
fn early(line: &str) -> Option<&str> {
    line.split_once("] ")?.1.split(' ').next().filter(|word| is_status(word))
}

/// Nginx Proxy Manager's own format: `[date] cache upstream-status status - METHOD scheme host "/path" [Client a] [Length n]
/// [Gzip -] [Sent-to server] "agent" "referrer"`.
fn proxy_manager(all: &str, line: &str) -> Option<Box<AccessEntry>> {
    let (head, tail) = line.split_once(" [Client ")?;
    let mut words = head.split_once("] ")?.1.split(' ').rev();
    let target = words.next()?.trim_matches('"');
    let (_host, _scheme, method) = (words.next()?, words.next()?, words.next()?);
    let (_, status, upstream_status) = (words.next()?, words.next()?, words.next()?);
    let path = target.split('?').next().unwrap_or(target);
    let bracketed = |name: &str| tail.split_once(name).and_then(|(_, rest)| rest.split(']').next());
    let quoted: Vec<&str> = tail.split('"').skip(1).step_by(2).collect();
    let mut fact = AccessEntry::unknown();
    fact.client.put_known(tail.split(']').next());
    fact.method.put(method);
    fact.path.put_part(all, path);
    fact.status.put_at(status.parse::<u32>().ok().filter(|_| is_status(status))?, span_in(all, status));
    fact.upstream_status.put_field(upstream::status(upstream_status));
    fact.bytes.put_known(bracketed("[Length ").and_then(|bytes| bytes.decimal()));
    fact.agent.put_known(quoted.first().copied());
    fact.referrer.put_known(quoted.get(1).copied().filter(|text| text.contains("://")));
    Some(fact)
}

/// The first quoted text that begins as a request does, and what follows its closing quote.
pub fn quoted_request(line: &str) -> Option<(&str, &str)> {
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

fn looks_like_client(word: &str) -> bool {
    let word = word.trim_start_matches("::ffff:");
    crate::facts::host::address(word).is_some()
}

/// `rt=0.123`, `upstream_status=502`, `upstream_status: 502`, `request_time 0.004`.
fn labelled<'t>(text: &'t str, names: &[&str]) -> Option<&'t str> {
    names.iter().find_map(|name| {
        text.match_indices(name).find_map(|(at, _)| {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '-' | '.')) {
                return None;
            }
            let rest = &text[at + name.len()..];
            // Only a long name is a label without a sign behind it.
            let value =
                rest.strip_prefix(['=', ':']).or_else(|| rest.strip_prefix(' ').filter(|_| name.contains('_')))?;
            let value = value.trim_start_matches([' ', '"']);
            Some(value.split(|c: char| c.is_whitespace() || c == ',' || c == '"').next().unwrap_or(""))
        })
    })
}

/// Seconds: a labelled request time, or a bare number with three decimals (`$request_time`) after the quoted fields.
fn seconds(after: &str, tail: &str) -> Option<f64> {
    if let Some(value) = labelled(after, &["request_time", "rt", "urt", "reqtime"]) {
        return value.decimal();
    }
    let is_time = |word: &&str| word.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
    tail.split([' ', '|']).filter(is_time).find_map(|word| word.decimal())
}
