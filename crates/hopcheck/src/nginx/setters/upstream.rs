//! Where a request is passed: `proxy_pass` and the servers of an upstream.

use super::{Location, script};
use crate::nginx::units::{is_time, number};

/// What a `*_pass` without variables names, as `ngx_parse_url()` reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The name or address; the whole text for a socket.
    pub host: String,
    /// A port is written.
    pub port: bool,
    /// Something follows host and port.
    pub uri: bool,
}

/// Reads host, port and, where one may follow, the URI; the scheme is already off.
pub fn target(text: &str, uri_part: bool) -> Result<Target, &'static str> {
    if text.get(..5).is_some_and(|prefix| prefix.eq_ignore_ascii_case("unix:")) {
        let (path, uri) = text[5..].split_once(':').map_or((&text[5..], ""), |(path, uri)| (path, uri));
        return match path.is_empty() {
            true => Err("no path in the unix domain socket"),
            false => Ok(Target { host: text.to_owned(), port: true, uri: !uri.is_empty() }),
        };
    }
    let end = text.find(['/', '?']).unwrap_or(text.len());
    let (authority, uri) = text.split_at(end);
    if !uri.is_empty() && !uri_part {
        return Err("invalid host");
    }
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, after) = rest.split_once(']').ok_or("invalid host")?;
            host.parse::<std::net::Ipv6Addr>().map_err(|_| "invalid IPv6 address")?;
            (host, after.strip_prefix(':'))
        }
        None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
    };
    if port.is_some_and(|port| !number(port).is_some_and(|port| (1..=65535).contains(&port))) {
        return Err("invalid port");
    }
    if host.is_empty() {
        return Err("no host");
    }
    Ok(Target { host: host.to_owned(), port: port.is_some(), uri: !uri.is_empty() })
}

/// `ngx_http_proxy_pass()`
pub(super) fn proxy_pass(url: &str, location: Option<&Location>) -> Option<String> {
    if url.contains('$') {
        return script::fault(url);
    }
    let scheme = ["http://", "https://"]
        .into_iter()
        .find(|scheme| url.get(..scheme.len()).is_some_and(|prefix| prefix.eq_ignore_ascii_case(scheme)));
    let Some(scheme) = scheme else { return Some("invalid URL prefix".to_owned()) };
    let rest = &url[scheme.len()..];
    let target = match target(rest, true) {
        Ok(target) => target,
        Err(why) => return Some(format!("{why} in upstream \"{rest}\"")),
    };
    let pattern = location.is_some_and(|location| location.named || location.regex || location.nameless);
    (pattern && target.uri).then(|| {
        "\"proxy_pass\" cannot have URI part in location given by regular expression, or inside named location, or inside \"if\" statement, or inside \"limit_except\" block".to_owned()
    })
}

/// `ngx_http_upstream_server()`
pub(super) fn server(arguments: &[String]) -> Option<String> {
    for parameter in &arguments[1..] {
        let (key, value) =
            parameter.split_once('=').map_or((parameter.as_str(), None), |(key, value)| (key, Some(value)));
        let fits = match (key, value) {
            ("weight", Some(value)) => number(value).is_some_and(|weight| weight > 0),
            ("max_conns" | "max_fails", Some(value)) => number(value).is_some(),
            ("fail_timeout", Some(value)) => is_time(value, true),
            ("backup" | "down" | "resolve", None) => true,
            ("service", Some(value)) => !value.is_empty(),
            // nginx Plus and, for some, the newest nginx.
            ("slow_start", Some(value)) => is_time(value, true),
            ("route", Some(_)) | ("drain", None) => true,
            _ => false,
        };
        if !fits {
            return Some(format!("invalid parameter \"{parameter}\""));
        }
    }
    let text = &arguments[0];
    target(text, false).err().map(|why| format!("{why} in upstream \"{text}\""))
}
