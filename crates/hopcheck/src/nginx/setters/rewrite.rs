//! Locations, and what the rewrite module and its neighbours take.

use super::{Location, script};
use crate::nginx::units::number;
use crate::nginx::variables::is_own;

/// Splits the arguments of a `location` into what it is, or says what nginx refuses.
pub fn read_location(arguments: &[String]) -> Result<Location, String> {
    let (modifier, name) = match arguments {
        [modifier, name, ..] if matches!(modifier.as_str(), "=" | "^~" | "~" | "~*") => {
            (modifier.as_str(), name.as_str())
        }
        [modifier, _, ..] => return Err(format!("invalid location modifier \"{modifier}\"")),
        [name] => match ["=", "^~", "~*", "~"].into_iter().find(|modifier| name.starts_with(modifier)) {
            Some(modifier) => (modifier, &name[modifier.len()..]),
            None => ("", name.as_str()),
        },
        [] => ("", ""),
    };
    let regex = modifier.starts_with('~');
    if regex && let Some(fault) = script::regex_fault(name) {
        return Err(fault);
    }
    Ok(Location {
        name: name.to_owned(),
        exact: modifier == "=",
        named: modifier.is_empty() && name.starts_with('@') && arguments.len() == 1,
        regex,
        nameless: false,
    })
}

/// `ngx_http_core_location()`; `around` is the location it stands in.
pub(super) fn location(arguments: &[String], around: Option<&Location>) -> Option<String> {
    let location = match read_location(arguments) {
        Ok(location) => location,
        Err(message) => return Some(message),
    };
    let (name, outer) = (&location.name, around.map(|around| &around.name)?);
    let around = around.filter(|around| !around.nameless)?;
    // A location by a regular expression has no name.
    let name = if location.regex { "" } else { name };
    if around.exact {
        return Some(format!("location \"{name}\" cannot be inside the exact location \"{outer}\""));
    }
    if around.named {
        return Some(format!("location \"{name}\" cannot be inside the named location \"{outer}\""));
    }
    if location.named {
        return Some(format!("named location \"{name}\" can be on the server level only"));
    }
    let outside = !location.regex && !name.starts_with(outer.as_str());
    outside.then(|| format!("location \"{name}\" is outside location \"{outer}\""))
}

/// `ngx_http_rewrite_if_condition()`
pub(super) fn condition(arguments: &[String]) -> Option<String> {
    let invalid = |word: &str| Some(format!("invalid condition \"{word}\""));
    let (first, last) = (arguments.first()?, arguments.last()?);
    let Some(begin) = first.strip_prefix('(') else { return invalid(first) };
    if !last.ends_with(')') {
        return invalid(if arguments.len() == 1 { begin } else { last });
    }
    let mut words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    words[0] = begin;
    let end = words.len() - 1;
    words[end] = words[end].strip_suffix(')').unwrap_or("");
    if words[end].is_empty() {
        words.pop();
    }
    if begin.is_empty() && !words.is_empty() {
        words.remove(0);
    }
    match words.as_slice() {
        [] => invalid(""),
        [variable] if variable.starts_with('$') && variable.len() > 1 => None,
        [variable, operator, value] if variable.starts_with('$') && variable.len() > 1 => match *operator {
            "=" | "!=" => script::fault(value),
            "~" | "~*" | "!~" | "!~*" => script::regex_fault(value),
            operator => Some(format!("unexpected \"{operator}\" in condition")),
        },
        [test, file] if matches!(*test, "-f" | "!-f" | "-d" | "!-d" | "-e" | "!-e" | "-x" | "!-x") => {
            script::fault(file)
        }
        [word, ..] => invalid(word),
    }
}

/// `ngx_http_rewrite()`
pub(super) fn rewrite(arguments: &[String]) -> Option<String> {
    let [pattern, replacement, flag @ ..] = arguments else { return None };
    if replacement.is_empty() {
        return Some("empty replacement".to_owned());
    }
    if let Some(fault) = script::regex_fault(pattern) {
        return Some(fault);
    }
    match flag.first().map(String::as_str) {
        None | Some("last" | "break" | "redirect" | "permanent") => script::fault(replacement),
        Some(flag) => Some(format!("invalid parameter \"{flag}\"")),
    }
}

/// `ngx_http_rewrite_return()`
pub(super) fn returns(arguments: &[String]) -> Option<String> {
    let code = arguments.first()?;
    let address = ["http://", "https://", "$scheme"].iter().any(|prefix| code.starts_with(prefix));
    match number(code) {
        None if arguments.len() == 1 && address => script::fault(code),
        Some(0..=999) => script::fault(arguments.get(1).map_or("", String::as_str)),
        _ => Some(format!("invalid return code \"{code}\"")),
    }
}

/// `ngx_http_rewrite_set()`
pub(super) fn set(arguments: &[String]) -> Option<String> {
    let [variable, value, ..] = arguments else { return None };
    match variable.strip_prefix('$') {
        None | Some("") => Some(format!("invalid variable name \"{variable}\"")),
        Some(name) => own_variable(name).or_else(|| script::fault(value)),
    }
}

/// The variable that `map`, `geo` and `split_clients` define.
pub(super) fn defines(variable: &str) -> Option<String> {
    match variable.strip_prefix('$') {
        None | Some("") => Some(format!("invalid variable name \"{variable}\"")),
        Some(name) => own_variable(name),
    }
}

/// `ngx_http_add_variable()`: most of nginx's own variables cannot be set.
fn own_variable(name: &str) -> Option<String> {
    const SETTABLE: [&str; 11] = [
        "args",
        "limit_rate",
        "proxy_host",
        "proxy_port",
        "ancient_browser",
        "modern_browser",
        "msie",
        "date_local",
        "date_gmt",
        "uid_reset",
        "invalid_referer",
    ];
    let lower = name.to_ascii_lowercase();
    let fixed = is_own(&lower) && !SETTABLE.contains(&lower.as_str()) && !lower.starts_with("ssl_");
    fixed.then(|| format!("the duplicate \"{name}\" variable"))
}

/// `ngx_http_try_files()`
pub(super) fn try_files(arguments: &[String]) -> Option<String> {
    let (last, files) = arguments.split_last()?;
    if let Some(fault) = files.iter().find_map(|file| script::fault(file)) {
        return Some(fault);
    }
    match last.strip_prefix('=') {
        Some(code) => number(code).is_none_or(|code| code > 999).then(|| format!("invalid code \"{last}\"")),
        None => script::fault(last),
    }
}

/// The patterns among the names of a server.
pub(super) fn server_name(names: &[String]) -> Option<String> {
    names.iter().find_map(|name| match name.strip_prefix('~') {
        Some("") => Some(format!("empty regex in server name \"{name}\"")),
        Some(pattern) => script::regex_fault(pattern),
        None => None,
    })
}

/// `ngx_http_core_error_page()`
pub(super) fn error_page(arguments: &[String]) -> Option<String> {
    let (uri, mut codes) = arguments.split_last()?;
    let invalid = |word: &str| Some(format!("invalid value \"{word}\""));
    if let Some((last, before)) = codes.split_last()
        && let Some(overwrite) = last.strip_prefix('=')
    {
        if before.is_empty() || !overwrite.is_empty() && number(overwrite).is_none() {
            return invalid(last);
        }
        codes = before;
    }
    if let Some(fault) = script::fault(uri) {
        return Some(fault);
    }
    codes.iter().find_map(|code| match number(code) {
        None | Some(499) => invalid(code),
        Some(300..=599) => None,
        Some(_) => Some(format!("value \"{code}\" must be between 300 and 599")),
    })
}

/// `ngx_http_core_root()`
pub(super) fn root(name: &str, path: &str, location: Option<&Location>) -> Option<String> {
    if name == "alias" && location.is_some_and(|location| location.named) {
        return Some("the \"alias\" directive cannot be used inside the named location".to_owned());
    }
    let own = ["document_root", "realpath_root"]
        .into_iter()
        .find(|variable| path.contains(&format!("${variable}")) || path.contains(&format!("${{{variable}}}")));
    match own {
        Some(variable) => Some(format!("the ${variable} variable cannot be used in the \"{name}\" directive")),
        None => script::fault(path),
    }
}
