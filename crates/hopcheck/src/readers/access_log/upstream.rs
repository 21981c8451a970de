//! What an access log says of the upstream: addresses, statuses, and the fields that ingress-nginx puts at the end.

use crate::facts::nginx::Endpoint;
use crate::facts::{Field, FilePath, Host};
use crate::text::span_in;

/// The upstream fields of a line.
#[derive(Default)]
pub struct Upstream {
    /// The last address dialled.
    pub endpoint: Endpoint,
    /// The last status.
    pub status: Field<u32>,
    /// The controller's name for it.
    pub name: Field<String>,
}

/// The endpoint of `172.18.0.3:5000`, `unix:/run/a.sock`, `http://172.18.0.3:5000`; of a list, of its last one.
pub fn endpoint(all: &str, value: &str) -> Option<Endpoint> {
    let last = value.rsplit([',']).next()?.trim().trim_matches('"');
    let (scheme, rest) = last.split_once("://").map_or((None, last), |(scheme, rest)| (Some(scheme), rest));
    if let Some(path) = rest.strip_prefix("unix:") {
        let path = path.trim_end_matches(':');
        return Some(Endpoint {
            socket: Field::at(FilePath(path.to_owned()), span_in(all, path)),
            host: Field::Absent,
            port: Field::Absent,
            ..Endpoint::default()
        });
    }
    let (host, port) = rest.trim_end_matches('/').rsplit_once(':')?;
    let number: u16 = port.parse().ok()?;
    crate::facts::host::address(host)?;
    Some(Endpoint {
        scheme: Field::known(scheme),
        host: Field::at(Host(host.to_owned()), span_in(all, host)),
        port: Field::at(number, span_in(all, port)),
        socket: Field::Absent,
        path: Field::Unknown,
    })
}

/// No upstream was dialled.
pub fn none() -> Endpoint {
    Endpoint {
        scheme: Field::Absent,
        host: Field::Absent,
        port: Field::Absent,
        socket: Field::Absent,
        path: Field::Absent,
    }
}

/// The last number of a list of statuses; absent for `-`.
pub fn status(value: &str) -> Field<u32> {
    let last = value.rsplit(',').next().unwrap_or("").trim();
    match last.parse::<u32>() {
        Ok(status) if (100..600).contains(&status) => Field::set(status),
        _ if last == "-" => Field::Absent,
        _ => Field::Unknown,
    }
}

/// What stands after the request's status, by position: ingress-nginx's own format, else an address and what follows it.
pub fn after(all: &str, rest: &str) -> Upstream {
    if let Some(found) = ingress(all, rest) {
        return found;
    }
    let mut words = rest.split([' ', '|']).filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        let value = word.rsplit('=').next().unwrap_or(word).trim_matches(['"', '[', ']', '\'']);
        let Some(endpoint) = endpoint(all, value.trim_end_matches(',')) else { continue };
        // A second address of the list is the one that counts.
        if word.ends_with(',') {
            continue;
        }
        let next = words.next().map_or("", |word| word.trim_matches('"'));
        let status = Some(next).filter(|word| word.len() == 3).map_or(Field::Unknown, status);
        return Upstream { endpoint, status, name: Field::Unknown };
    }
    Upstream::default()
}

/// `463 0.001 [ns-svc-80] [] 10.42.0.17:8000, 10.42.0.18:8000 0, 150 0.000, 0.001 502, 502 id` at the end (ingress-nginx,
/// "Log format": `$request_length $request_time [$proxy_upstream_name] [$proxy_alternative_upstream_name] $upstream_addr
/// $upstream_response_length $upstream_response_time $upstream_status $req_id`).
fn ingress(all: &str, rest: &str) -> Option<Upstream> {
    let open = rest.rfind("] [")?;
    let name = rest[..open].rsplit('[').next()?;
    let tail = rest[open + 3..].split_once(']')?.1;
    let mut lists: Vec<&str> = Vec::new();
    // A comma joins what follows to the list before it.
    let mut joined = false;
    for word in tail.split(' ').filter(|word| !word.is_empty()) {
        match lists.last_mut() {
            Some(last) if joined => *last = word,
            _ => lists.push(word),
        }
        joined = word.ends_with(',') || word == ":";
    }
    let [address, _, _, code, ..] = lists.as_slice() else { return None };
    if name.contains(' ') {
        return None;
    }
    Some(Upstream {
        endpoint: if *address == "-" { none() } else { endpoint(all, address).unwrap_or_default() },
        status: status(code),
        name: if name.is_empty() { Field::Unknown } else { Field::at(name, span_in(all, name)) },
    })
}
