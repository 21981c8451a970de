//! Lines whose fields are named: JSON (`log_format … escape=json`) and LTSV.

use super::upstream;
use crate::facts::Field;
use crate::facts::http::AccessEntry;
use crate::text::{Decimal, span_in};

/// The entry of a line, and its time as written.
pub fn entry<'t>(all: &str, line: &'t str) -> Option<(Box<AccessEntry>, Option<&'t str>)> {
    let fields = pairs(line)?;
    let get = |names: &[&str]| {
        names.iter().find_map(|name| fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))).map(|(_, v)| *v)
    };
    let status_word = get(&["status", "response_status", "status_code", "code", "DownstreamStatus"])?;
    let status: u32 = status_word.parse().ok().filter(|status| (100..600).contains(status))?;
    let request = get(&["request", "req", "request_line"]).unwrap_or("");
    let mut words = request.split(' ');
    let (first, target) = (words.next().filter(|word| !word.is_empty()), words.next());
    let target = target.or_else(|| get(&["request_uri", "uri", "path", "url", "request_path", "RequestPath"]))?;
    let path = target.split('?').next().unwrap_or(target);
    let version = words.next().or_else(|| get(&["server_protocol", "protocol", "proto", "RequestProtocol"]));
    let number = |names: &[&str]| get(names).and_then(|value| value.decimal());
    let seconds = number(&["request_time", "duration", "reqtime", "response_time", "rt", "taken_sec"]);
    let address = get(&["upstream_addr", "upstream", "ServiceAddr", "upstream_address"]);
    let mut fact = AccessEntry::unknown();
    fact.client.put_known(
        get(&["remote_addr", "remote_ip", "client_ip", "clientip", "ClientHost", "host"])
            .filter(|client| crate::facts::host::address(client).is_some()),
    );
    fact.method.put_known(get(&["request_method", "method", "verb", "RequestMethod"]).or(first));
    fact.path.put_part(all, path);
    fact.version.put_known(version.map(|version| version.trim_start_matches("HTTP/").to_owned()));
    fact.status.put_at(status, span_in(all, status_word));
    fact.upstream_status.put_field(
        get(&["upstream_status", "OriginStatus"])
            .map_or(Field::Unknown, |value| if value.is_empty() { Field::Absent } else { upstream::status(value) }),
    );
    fact.upstream = match address {
        Some("-" | "") => upstream::none(),
        Some(address) => upstream::endpoint(all, address).unwrap_or_default(),
        None => Default::default(),
    };
    fact.upstream_name.put_known(get(&["proxy_upstream_name"]).filter(|name| !name.is_empty()));
    fact.bytes.put_known(number(&["body_bytes_sent", "bytes_sent", "bytes", "size"]));
    fact.seconds.put_known(seconds);
    fact.agent.put_known(get(&["http_user_agent", "agent", "user_agent", "ua"]));
    fact.referrer.put_known(get(&["http_referer", "http_referrer", "referer"]).filter(|text| text.contains("://")));
    Some((fact, get(&["time_local", "time_iso8601", "time", "timestamp", "@timestamp"])))
}

/// The named fields of a line, those of inner objects beside those of the outer one.
pub fn pairs(line: &str) -> Option<Vec<(&str, &str)>> {
    let line = line.trim();
    if line.starts_with('{') {
        return Some(json(line));
    }
    let labelled =
        |field: &str| field.split_once(':').is_some_and(|(key, _)| !key.is_empty() && !key.contains([' ', '"']));
    let ltsv = line.matches('\t').count() >= 3 && line.split('\t').all(labelled);
    ltsv.then(|| line.split('\t').filter_map(|field| field.split_once(':')).collect())
}

/// `"key": value` of a JSON text on one line, whole or cut off; strings stay escaped.
fn json(line: &str) -> Vec<(&str, &str)> {
    let mut out = Vec::new();
    let mut rest = line;
    while let Some(open) = rest.find('"') {
        let Some((key, after)) = string(&rest[open + 1..]) else { break };
        let Some(value) = after.trim_start().strip_prefix(':').map(str::trim_start) else {
            rest = after;
            continue;
        };
        if let Some(inside) = value.strip_prefix('"') {
            let Some((text, after)) = string(inside) else { break };
            out.push((key, text));
            rest = after;
        } else {
            let end = value.find([',', '}', ']', '{', '[']).unwrap_or(value.len());
            out.push((key, value[..end].trim()));
            rest = &value[end..];
        }
    }
    out
}

/// A string's inside, up to its closing quote, and what follows.
fn string(text: &str) -> Option<(&str, &str)> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some((&text[..at], &text[at + 1..])),
            _ => {}
        }
    }
    None
}
