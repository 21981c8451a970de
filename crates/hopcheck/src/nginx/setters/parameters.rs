//! Directives whose arguments are `key=value` parameters or fixed words, without a setter of nginx's own kind.

use super::script::{fault, regex_fault};
use crate::nginx::units::{bytes, is_size, is_time, number, seconds};

/// Bytes a zone in shared memory must at least have: eight pages.
pub(super) const SMALLEST_ZONE: f64 = 8.0 * 4096.0;

fn invalid_parameter(parameter: &str) -> Option<String> {
    Some(format!("invalid parameter \"{parameter}\""))
}

/// `ngx_http_file_cache_set_slot()`: `proxy_cache_path` and its like.
pub(super) fn cache_path(name: &str, arguments: &[String]) -> Option<String> {
    let mut zone = false;
    for parameter in arguments.iter().skip(1) {
        let (key, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let positive = number(value).is_some_and(|n| n > 0);
        let invalid = |fits: bool| (!fits).then(|| format!("invalid {key} value \"{parameter}\""));
        let refused = match key {
            "levels" => {
                let fits = value.split(':').count() <= 3 && value.split(':').all(|level| matches!(level, "1" | "2"));
                (!fits).then(|| format!("invalid \"levels\" \"{parameter}\""))
            }
            "use_temp_path" => (!matches!(value, "on" | "off"))
                .then(|| format!("invalid use_temp_path value \"{parameter}\", it must be \"on\" or \"off\"")),
            "keys_zone" => {
                zone = true;
                let size = value.split_once(':').map_or("", |(_, size)| size);
                match bytes(size).filter(|_| is_size(size, false)) {
                    None => Some(format!("invalid keys zone size \"{parameter}\"")),
                    Some(size) if size < 2.0 * 4096.0 => Some(format!("keys zone \"{parameter}\" is too small")),
                    Some(_) => None,
                }
            }
            "inactive" => invalid(is_time(value, true)),
            "max_size" | "min_free" => invalid(is_size(value, true)),
            "loader_files" | "manager_files" => invalid(positive),
            "loader_sleep" | "loader_threshold" | "manager_sleep" | "manager_threshold" => {
                invalid(is_time(value, false))
            }
            // nginx Plus.
            "purger" | "purger_files" | "purger_sleep" | "purger_threshold" => None,
            _ => invalid_parameter(parameter),
        };
        if refused.is_some() {
            return refused;
        }
    }
    (!zone).then(|| format!("\"{name}\" must have \"keys_zone\" parameter"))
}

/// `ngx_http_file_cache_valid_set_slot()`
pub(super) fn cache_valid(arguments: &[String]) -> Option<String> {
    let (time, codes) = arguments.split_last()?;
    if !is_time(time, true) {
        return Some(format!("invalid time value \"{time}\""));
    }
    let strange =
        codes.iter().find(|code| *code != "any" && !number(code).is_some_and(|n| (100..=599).contains(&n)))?;
    Some(format!("invalid status \"{strange}\""))
}

/// `ngx_http_ssl_session_cache()`
pub(super) fn session_cache(arguments: &[String]) -> Option<String> {
    for cache in arguments {
        let invalid = || Some(format!("invalid session cache \"{cache}\""));
        if matches!(cache.as_str(), "off" | "none" | "builtin") {
            continue;
        }
        if let Some(size) = cache.strip_prefix("builtin:") {
            if number(size).is_none() {
                return invalid();
            }
            continue;
        }
        let shared = cache.strip_prefix("shared:").and_then(|rest| rest.split_once(':'));
        match shared.filter(|(name, size)| !name.is_empty() && is_size(size, false)) {
            None => return invalid(),
            Some((_, size)) if bytes(size).is_some_and(|size| size < SMALLEST_ZONE) => {
                return Some(format!("session cache \"{cache}\" is too small"));
            }
            Some(_) => {}
        }
    }
    None
}

/// `ngx_http_core_open_file_cache()`
pub(super) fn open_file_cache(arguments: &[String]) -> Option<String> {
    let strange = |parameter: &str| format!("invalid \"open_file_cache\" parameter \"{parameter}\"");
    open_cache("open_file_cache", arguments, &["inactive"], strange)
}

/// `ngx_http_ssl_certificate_cache()` and its like.
pub(super) fn certificate_cache(name: &str, arguments: &[String]) -> Option<String> {
    open_cache(name, arguments, &["inactive", "valid"], |parameter| format!("invalid parameter \"{parameter}\""))
}

/// `off`, or `max=` and times.
fn open_cache(name: &str, arguments: &[String], times: &[&str], strange: impl Fn(&str) -> String) -> Option<String> {
    let fits = |parameter: &&String| match parameter.split_once('=') {
        Some(("max", value)) => number(value).is_some_and(|n| n > 0),
        Some((key, value)) => times.contains(&key) && is_time(value, true),
        None => *parameter == "off",
    };
    if let Some(parameter) = arguments.iter().find(|parameter| !fits(parameter)) {
        return Some(strange(parameter));
    }
    let enough = arguments.iter().any(|parameter| parameter == "off" || parameter.starts_with("max="));
    (!enough).then(|| format!("\"{name}\" must have the \"max\" parameter"))
}

/// `add_header NAME VALUE [always]`
pub(super) fn header(arguments: &[String]) -> Option<String> {
    let third = arguments.get(2).filter(|word| *word != "always");
    fault(arguments.get(1).map_or("", String::as_str)).or_else(|| invalid_parameter(third?))
}

/// `ngx_http_upstream_bind_set_slot()`: the address, which may be anything with variables, is not judged.
pub(super) fn bind(arguments: &[String]) -> Option<String> {
    arguments.get(1).filter(|word| *word != "transparent").and_then(|word| invalid_parameter(word))
}

/// `proxy_cookie_path`, `proxy_cookie_domain`: a pair, or `off`.
pub(super) fn pair_or_off(arguments: &[String]) -> Option<String> {
    match arguments {
        [word] if word != "off" => invalid_parameter(word),
        [pattern, _] => {
            pattern.strip_prefix('~').and_then(|regex| regex_fault(regex.strip_prefix('*').unwrap_or(regex)))
        }
        _ => None,
    }
}

/// `ngx_http_proxy_redirect()`
pub(super) fn redirect(arguments: &[String]) -> Option<String> {
    match arguments {
        [word] if !matches!(word.as_str(), "off" | "default" | "false") => invalid_parameter(word),
        [pattern, replacement] => {
            let regex = pattern.strip_prefix('~').map(|regex| regex.strip_prefix('*').unwrap_or(regex));
            regex.and_then(regex_fault).or_else(|| fault(replacement))
        }
        _ => None,
    }
}

/// `hash KEY [consistent]`, `random [two [least_conn]]`
pub(super) fn balancing(name: &str, arguments: &[String]) -> Option<String> {
    let known = |n: usize, word: &str| match (name, n) {
        ("hash", 0) => true,
        ("hash", _) => word == "consistent",
        (_, 0) => word == "two",
        (_, _) => matches!(word, "least_conn" | "least_time=header" | "least_time=last_byte"),
    };
    let strange = arguments.iter().enumerate().find(|(n, word)| !known(*n, word))?;
    invalid_parameter(strange.1)
}

/// `ngx_http_userid_expires()`
pub(super) fn userid_expires(value: &str) -> Option<String> {
    let fits = matches!(value, "max" | "off") || is_time(value, true);
    (!fits).then(|| "\"userid_expires\" directive invalid value".to_owned())
}

/// `ngx_http_gzip_window()`
pub(super) fn gzip_window(value: &str) -> Option<String> {
    let power =
        bytes(value).is_some_and(|size| [512.0, 1024.0, 2048.0, 4096.0, 8192.0, 16384.0, 32768.0].contains(&size));
    (!power).then(|| "\"gzip_window\" directive must be 512, 1k, 2k, 4k, 8k, 16k, or 32k".to_owned())
}

/// `ngx_http_gzip_hash()`
pub(super) fn gzip_hash(value: &str) -> Option<String> {
    let power = bytes(value).is_some_and(|size| (9..=17).any(|bits| size == f64::from(1u32 << bits)));
    (!power).then(|| "\"gzip_hash\" directive must be 512, 1k, 2k, 4k, 8k, 16k, 32k, 64k, or 128k".to_owned())
}

/// `ngx_http_parse_expires()`
pub(super) fn expires(arguments: &[String]) -> Option<String> {
    let modified = arguments.len() == 2;
    let value = arguments.last()?;
    if modified && arguments[0] != "modified" {
        return Some(format!("invalid value \"{}\"", arguments[0]));
    }
    if value.contains('$') || !modified && matches!(value.as_str(), "epoch" | "max" | "off") {
        return None;
    }
    let refuse = |why: &str| Some(format!("\"expires\" directive {why}"));
    let (sign, time) = match value.as_bytes().first() {
        Some(b'@' | b'+' | b'-') => value.split_at(1),
        _ => ("", value.as_str()),
    };
    match is_time(time, true) {
        _ if sign == "@" && modified => refuse("daily time cannot be used with \"modified\" parameter"),
        false => refuse("invalid value"),
        true if sign == "@" && seconds(time).is_some_and(|time| time > 86_400.0) => {
            refuse("daily time value must be less than 24 hours")
        }
        true => None,
    }
}

/// `ngx_resolver_create()`
pub(super) fn resolver(arguments: &[String]) -> Option<String> {
    arguments.iter().find_map(|argument| {
        let (key, value) = argument.split_once('=').unwrap_or((argument, ""));
        let parameter = argument.contains('=');
        match key {
            "valid" if parameter => (!is_time(value, true)).then(|| format!("invalid parameter: {argument}")),
            "ipv6" | "ipv4" if parameter => {
                (!matches!(value, "on" | "off")).then(|| format!("invalid parameter: {argument}"))
            }
            "status_zone" if parameter => None,
            // A name is looked up.
            _ => {
                let port = argument.rsplit_once(':').filter(|(host, _)| !host.contains(':')).map(|(_, port)| port);
                let fits = port.is_none_or(|port| number(port).is_some_and(|port| (1..=65535).contains(&port)));
                (!fits).then(|| format!("invalid port in resolver \"{argument}\""))
            }
        }
    })
}

/// `ngx_thread_pool()`; parameters it does not know are passed over.
pub(super) fn thread_pool(arguments: &[String]) -> Option<String> {
    for parameter in arguments.iter().skip(1) {
        let refused = match parameter.split_once('=') {
            Some(("threads", value)) => {
                number(value).is_none_or(|n| n == 0).then(|| format!("invalid threads value \"{parameter}\""))
            }
            Some(("max_queue", value)) => {
                number(value).is_none().then(|| format!("invalid max_queue value \"{parameter}\""))
            }
            _ => None,
        };
        if refused.is_some() {
            return refused;
        }
    }
    let threads = arguments.iter().any(|parameter| parameter.starts_with("threads="));
    (!threads).then(|| "\"thread_pool\" must have \"threads\" parameter".to_owned())
}

/// `ngx_set_cpu_affinity()`
pub(super) fn cpu_affinity(arguments: &[String]) -> Option<String> {
    let auto = arguments.first().is_some_and(|word| word == "auto");
    if auto && arguments.len() > 2 {
        return Some("invalid number of arguments in \"worker_cpu_affinity\" directive".to_owned());
    }
    // Read from its end.
    let strange = |mask: &String| mask.chars().rev().find(|c| !matches!(c, '0' | '1' | ' '));
    let strange = arguments.iter().skip(usize::from(auto)).find_map(strange)?;
    Some(format!("invalid character \"{strange}\" in \"worker_cpu_affinity\""))
}
