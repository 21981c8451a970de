//! `listen` in http: the address and its parameters (`ngx_http_core_listen()`, `ngx_parse_url()`).

use std::net::Ipv6Addr;

use crate::nginx::units::{is_size, is_time, number};

/// A `listen` as nginx keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listen {
    /// Addresses are one where these are: `0.0.0.0:80` for `80`, `*:80` and `0.0.0.0`.
    pub address: String,
    /// `default_server`
    pub default: bool,
    /// Some option of the socket is given.
    pub set: bool,
    /// `ssl` or `quic`, the word itself.
    pub tls: Option<&'static str>,
}

/// What nginx says to the arguments of a `listen`.
pub(super) fn refusal(arguments: &[String]) -> Option<String> {
    read(arguments).err()
}

/// Reads the arguments of a `listen`.
pub fn read(arguments: &[String]) -> Result<Listen, String> {
    let Some((text, parameters)) = arguments.split_first() else { return Ok(Listen::default()) };
    let address = address(text).map_err(|why| format!("{why} in \"{text}\" of the \"listen\" directive"))?;
    let mut listen = Listen { address, ..Listen::default() };
    let mut quic = false;
    for parameter in parameters {
        let (key, value) =
            parameter.split_once('=').map_or((parameter.as_str(), None), |(key, value)| (key, Some(value)));
        let number_of = |value: &str| number(value).is_some();
        let invalid = match (key, value) {
            ("default_server" | "default", None) => {
                listen.default = true;
                continue;
            }
            ("ssl", None) => {
                listen.tls = listen.tls.or(Some("ssl"));
                continue;
            }
            ("quic", None) => {
                (listen.tls, quic) = (Some("quic"), true);
                continue;
            }
            ("http2" | "proxy_protocol" | "spdy", None) => continue,
            ("bind" | "deferred" | "reuseport", None) => None,
            ("setfib", Some(_)) => Some(format!("invalid parameter \"{parameter}\"")),
            ("fastopen", Some(value)) => (!number_of(value)).then(|| format!("invalid fastopen \"{parameter}\"")),
            ("backlog", Some(value)) => {
                let fits = number(value).is_some_and(|n| n > 0);
                (!fits).then(|| format!("invalid backlog \"{parameter}\""))
            }
            ("rcvbuf" | "sndbuf", Some(value)) => {
                (!is_size(value, false)).then(|| format!("invalid {key} \"{parameter}\""))
            }
            ("accept_filter", Some(_)) => continue,
            ("ipv6only", Some(value)) if value.starts_with('o') => {
                let fits = matches!(value, "on" | "off");
                (!fits).then(|| format!("invalid ipv6only flags \"{value}\""))
            }
            ("so_keepalive", Some(value)) => {
                (!keepalive(value)).then(|| format!("invalid so_keepalive value: \"{value}\""))
            }
            _ => Some(format!("invalid parameter \"{parameter}\"")),
        };
        if let Some(invalid) = invalid {
            return Err(invalid);
        }
        listen.set = true;
    }
    let clash =
        |parameter: &str| parameters.iter().any(|word| word == parameter || word.starts_with(&format!("{parameter}=")));
    let clashing = ["fastopen", "backlog", "deferred", "ssl", "http2", "so_keepalive", "proxy_protocol"];
    match clashing.iter().find(|parameter| quic && clash(parameter)) {
        Some(parameter) => Err(format!("\"listen\" directive \"{parameter}\" parameter is incompatible with \"quic\"")),
        None => Ok(listen),
    }
}

/// `on`, `off`, or idle, interval and count, at least one of them.
fn keepalive(value: &str) -> bool {
    let parts: Vec<&str> = value.splitn(3, ':').collect();
    let time = |part: &&str| part.is_empty() || is_time(part, true);
    let given = parts.iter().any(|part| part.bytes().any(|b| matches!(b, b'1'..=b'9')));
    matches!(value, "on" | "off")
        || given
            && parts.iter().take(2).all(time)
            && parts.get(2).is_none_or(|count| count.is_empty() || number(count).is_some())
}

/// The address in one form, or what is wrong with it. A name is not looked up.
fn address(text: &str) -> Result<String, String> {
    let refuse = |why: &str| Err(why.to_owned());
    if text.get(..5).is_some_and(|prefix| prefix.eq_ignore_ascii_case("unix:")) {
        return match text.len() {
            5 => refuse("no path in the unix domain socket"),
            6..=112 => Ok(text.to_owned()),
            _ => refuse("too long path in the unix domain socket"),
        };
    }
    if let Some(rest) = text.strip_prefix('[') {
        let Some((host, after)) = rest.split_once(']') else { return refuse("invalid host") };
        let port = match after.strip_prefix(':') {
            Some(port) => ports(port)?,
            None if after.is_empty() => "80".to_owned(),
            None => return refuse("invalid host"),
        };
        return match host.parse::<Ipv6Addr>() {
            Ok(address) => Ok(format!("[{address}]:{port}")),
            Err(_) => refuse("invalid IPv6 address"),
        };
    }
    if text.contains(['/', '?']) {
        return refuse("invalid host");
    }
    if let Some((host, port)) = text.split_once(':') {
        let port = ports(port)?;
        return match host {
            "" => refuse("no host"),
            "*" => Ok(format!("0.0.0.0:{port}")),
            host => Ok(format!("{host}:{port}")),
        };
    }
    let begin = text.split('-').next().unwrap_or(text);
    let range_of_numbers = text.split('-').nth(1).is_none_or(|end| number(end).is_some());
    if range_of_numbers && number(begin).is_some() {
        return ports(text).map(|port| format!("0.0.0.0:{port}"));
    }
    match text {
        "" => refuse("no host"),
        "*" => Ok("0.0.0.0:80".to_owned()),
        host => Ok(format!("{host}:80")),
    }
}

/// A port or a range of them.
fn ports(text: &str) -> Result<String, String> {
    let port = |text: &str| number(text).filter(|port| (1..=65535).contains(port)).ok_or("invalid port");
    let (first, last) = text.split_once('-').map_or((text, None), |(first, last)| (first, Some(last)));
    let last = last.map(port).transpose()?;
    let first = port(first)?;
    match last {
        Some(last) if first > last => Err("invalid port range".to_owned()),
        Some(last) => Ok(format!("{first}-{last}")),
        None => Ok(first.to_string()),
    }
}
