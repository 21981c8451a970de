//! Logs, methods and networks.

use std::net::IpAddr;

const LEVELS: [&str; 8] = ["emerg", "alert", "crit", "error", "warn", "notice", "info", "debug"];
/// Kinds of debug messages, taken as levels too.
const DEBUG: [&str; 7] =
    ["debug_core", "debug_alloc", "debug_mutex", "debug_event", "debug_http", "debug_mail", "debug_stream"];

/// `ngx_log_set_levels()`, and what may follow `syslog:`.
pub(super) fn log_level(arguments: &[String]) -> Option<String> {
    let [target, levels @ ..] = arguments else { return None };
    if let Some(parameters) = target.strip_prefix("syslog:") {
        let known = |parameter: &&str| {
            let key = parameter.split('=').next().unwrap_or(parameter);
            matches!(key, "server" | "facility" | "severity" | "tag" | "nohostname")
        };
        if let Some(strange) = parameters.split(',').find(|parameter| !known(parameter)) {
            return Some(format!("unknown syslog parameter \"{strange}\""));
        }
    }
    let mut given = false;
    levels.iter().find_map(|level| match level.as_str() {
        level if LEVELS.contains(&level) => {
            std::mem::replace(&mut given, true).then(|| format!("duplicate log level \"{level}\""))
        }
        level if DEBUG.contains(&level) && !given => None,
        level => Some(format!("invalid log level \"{level}\"")),
    })
}

/// `ngx_http_core_limit_except()`
pub(super) fn methods(arguments: &[String]) -> Option<String> {
    const METHODS: [&str; 15] = [
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "DELETE",
        "MKCOL",
        "COPY",
        "MOVE",
        "OPTIONS",
        "PROPFIND",
        "PROPPATCH",
        "LOCK",
        "UNLOCK",
        "PATCH",
        "CONNECT",
    ];
    let strange = arguments.iter().find(|method| !METHODS.iter().any(|known| known.eq_ignore_ascii_case(method)))?;
    Some(format!("invalid method \"{strange}\""))
}

/// `ngx_http_access_rule()`: an address or a network, `all`, `unix:`.
pub(super) fn network(text: &str) -> Option<String> {
    let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
    let fits = match (address.parse::<IpAddr>(), bits) {
        _ if matches!(text, "unix:" | "all") => true,
        (Ok(_), None) => true,
        (Ok(address), Some(bits)) => {
            let most = if address.is_ipv4() { 32 } else { 128 };
            bits.parse::<u8>().is_ok_and(|bits| bits <= most)
        }
        (Err(_), _) => false,
    };
    (!fits).then(|| format!("invalid parameter \"{text}\""))
}

/// `ngx_conf_set_access_slot()`: `user:rw group:rw all:r`.
pub(super) fn permissions(arguments: &[String]) -> Option<String> {
    let fits = |word: &&String| {
        let (who, rights) = word.split_once(':').unwrap_or((word, ""));
        matches!(who, "user" | "group" | "all") && matches!(rights, "rw" | "r")
    };
    let strange = arguments.iter().find(|word| !fits(word))?;
    Some(format!("invalid value \"{strange}\""))
}

/// `ngx_conf_set_path_slot()`: a folder and the lengths of the names of the folders in it.
pub(super) fn folder_levels(directive: &str, arguments: &[String]) -> Option<String> {
    let fits = |level: &String| crate::nginx::units::number(level).is_some_and(|level| level > 0);
    let all = arguments.iter().skip(1).all(fits);
    (!all).then(|| format!("\"{directive}\" directive invalid value"))
}
