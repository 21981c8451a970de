//! Limits, their zones in shared memory, and access logs.

use super::parameters::SMALLEST_ZONE;
use crate::nginx::units::{is_size, is_time, number};

/// `ngx_http_limit_req()`
pub(super) fn limit_req(arguments: &[String]) -> Option<String> {
    for parameter in arguments {
        let positive = |value: &str| number(value).is_some_and(|n| n > 0);
        let refused = match parameter.split_once('=') {
            Some(("zone", _)) => None,
            Some((key @ ("burst" | "delay"), value)) => {
                (!positive(value)).then(|| format!("invalid {key} value \"{parameter}\""))
            }
            None if parameter == "nodelay" => None,
            _ => Some(format!("invalid parameter \"{parameter}\"")),
        };
        if refused.is_some() {
            return refused;
        }
    }
    needs_zone("limit_req", arguments)
}

/// `ngx_http_limit_req_zone()` and `ngx_http_limit_conn_zone()`
pub(super) fn limit_zone(directive: &str, arguments: &[String]) -> Option<String> {
    if let Some(fault) = super::script::fault(arguments.first()?) {
        return Some(fault);
    }
    for parameter in &arguments[1..] {
        let refused = match parameter.split_once('=') {
            Some(("zone", value)) => zone(parameter, value),
            Some(("rate", value)) if directive == "limit_req_zone" => {
                let rate = value.strip_suffix("r/s").or_else(|| value.strip_suffix("r/m")).unwrap_or(value);
                number(rate).is_none_or(|n| n == 0).then(|| format!("invalid rate \"{parameter}\""))
            }
            _ => Some(format!("invalid parameter \"{parameter}\"")),
        };
        if refused.is_some() {
            return refused;
        }
    }
    needs_zone(directive, &arguments[1..])
}

fn needs_zone(directive: &str, arguments: &[String]) -> Option<String> {
    let given = arguments.iter().any(|parameter| parameter.starts_with("zone="));
    (!given).then(|| format!("\"{directive}\" must have \"zone\" parameter"))
}

/// `NAME:SIZE`
fn zone(parameter: &str, value: &str) -> Option<String> {
    let size = value.split_once(':').map(|(_, size)| size).filter(|size| is_size(size, false));
    let Some(size) = size else { return Some(format!("invalid zone size \"{parameter}\"")) };
    let bytes = crate::nginx::units::bytes(size).unwrap_or_default();
    (bytes < SMALLEST_ZONE).then(|| format!("zone \"{parameter}\" is too small"))
}

/// `ngx_http_limit_conn()`
pub(super) fn limit_conn(arguments: &[String]) -> Option<String> {
    let count = arguments.get(1)?;
    match number(count) {
        None | Some(0) => Some(format!("invalid number of connections \"{count}\"")),
        Some(65536..) => Some("connection limit must be less 65536".to_owned()),
        Some(_) => None,
    }
}

/// What follows the format in an `access_log` (`ngx_http_log_set_log()`).
pub(super) fn access_log(arguments: &[String]) -> Option<String> {
    let [path, rest @ ..] = arguments else { return None };
    if path == "off" {
        return rest.first().map(|extra| format!("invalid parameter \"{extra}\""));
    }
    let (mut buffered, mut flushed) = (false, false);
    for parameter in rest.iter().skip(1) {
        let (key, value) = parameter.split_once('=').map_or((parameter.as_str(), ""), |(key, value)| (key, value));
        let positive = value.bytes().any(|b| matches!(b, b'1'..=b'9'));
        let refused = match key {
            "buffer" => {
                buffered = true;
                (!positive || !is_size(value, false)).then(|| format!("invalid buffer size \"{value}\""))
            }
            "flush" => {
                flushed = true;
                (!positive || !is_time(value, false)).then(|| format!("invalid flush time \"{value}\""))
            }
            "gzip" => {
                buffered = true;
                let level = parameter == "gzip" || number(value).is_some_and(|n| (1..=9).contains(&n));
                (!level).then(|| format!("invalid compression level \"{value}\""))
            }
            "if" => super::script::fault(value),
            _ => Some(format!("invalid parameter \"{parameter}\"")),
        };
        if refused.is_some() {
            return refused;
        }
    }
    (flushed && !buffered).then(|| format!("no buffer is defined for access_log \"{path}\""))
}

/// What `escape=` may say in a `log_format`.
pub(super) fn log_format(arguments: &[String]) -> Option<String> {
    let escape = arguments.get(1)?.strip_prefix("escape=")?;
    let known = matches!(escape, "default" | "json" | "none");
    (!known).then(|| format!("unknown log format escaping \"{escape}\""))
}
