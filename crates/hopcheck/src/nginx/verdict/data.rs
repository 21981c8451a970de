//! Blocks that hold data instead of directives: what their own handlers refuse.

use std::collections::HashSet;

use crate::nginx::setters::{regex_fault, script_fault};

/// A block of data being read.
pub(super) struct Data {
    kind: Kind,
    /// `default` was given.
    default: bool,
    /// The keys so far.
    keys: HashSet<String>,
    /// Hundredths of a percent given away so far.
    percent: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Types,
    Map,
    Geo,
    SplitClients,
    CharsetMap,
    Other,
}

impl Data {
    pub fn of(name: &str) -> Self {
        let kind = match name {
            "types" => Kind::Types,
            "map" => Kind::Map,
            "geo" => Kind::Geo,
            "split_clients" => Kind::SplitClients,
            "charset_map" => Kind::CharsetMap,
            _ => Kind::Other,
        };
        Data { kind, default: false, keys: HashSet::new(), percent: 0 }
    }

    /// Reads one entry: the file it includes, or what nginx refuses.
    pub fn entry<'a>(&mut self, key: &'a str, rest: &'a [String]) -> Result<Option<&'a str>, String> {
        let include = |wanted: usize| match rest {
            [path, ..] if key == "include" && rest.len() == wanted => Some(path.as_str()),
            _ => None,
        };
        match self.kind {
            Kind::Types if key == "include" && rest.len() != 1 => {
                Err("invalid number of arguments in \"include\" directive".to_owned())
            }
            Kind::Types => Ok(include(1)),
            Kind::Map => match rest {
                [] if matches!(key, "hostnames" | "volatile") => Ok(None),
                [_] if key == "include" => Ok(include(1)),
                [value] => self.map(key, value).map_or(Ok(None), Err),
                _ => Err("invalid number of the map parameters".to_owned()),
            },
            Kind::Geo => match rest {
                [] if matches!(key, "ranges" | "proxy_recursive" | "volatile") => Ok(None),
                [_] if matches!(key, "default" | "delete" | "proxy") => Ok(None),
                [_] if key == "include" => Ok(include(1)),
                [_] if key.contains('-') => Ok(None),
                [_] => self.network(key).map_or(Ok(None), Err),
                _ => Err("invalid number of the geo parameters".to_owned()),
            },
            Kind::SplitClients => match rest {
                [_] => self.share(key).map_or(Ok(None), Err),
                _ => Err("invalid number of the split_clients parameters".to_owned()),
            },
            Kind::CharsetMap => match rest {
                [_] => Ok(None),
                _ => Err("invalid parameters number".to_owned()),
            },
            Kind::Other => Ok(None),
        }
    }

    fn map(&mut self, key: &str, value: &str) -> Option<String> {
        if let Some(fault) = script_fault(value) {
            return Some(fault);
        }
        if key == "default" {
            return std::mem::replace(&mut self.default, true).then(|| "duplicate default map parameter".to_owned());
        }
        if let Some(pattern) = key.strip_prefix('~') {
            return regex_fault(pattern.strip_prefix('*').unwrap_or(pattern));
        }
        let key = key.strip_prefix('\\').unwrap_or(key);
        let new = self.keys.insert(key.to_ascii_lowercase());
        (!new).then(|| format!("conflicting parameter \"{key}\""))
    }

    fn network(&mut self, key: &str) -> Option<String> {
        let (address, bits) = key.split_once('/').map_or((key, None), |(address, bits)| (address, Some(bits)));
        let fits = match address.parse::<std::net::IpAddr>() {
            Ok(address) => {
                let most = if address.is_ipv4() { 32 } else { 128 };
                bits.is_none_or(|bits| bits.parse::<u8>().is_ok_and(|bits| bits <= most))
            }
            Err(_) => false,
        };
        (!fits).then(|| format!("invalid network \"{key}\""))
    }

    fn share(&mut self, key: &str) -> Option<String> {
        if key == "*" {
            return None;
        }
        let percent = key.strip_suffix('%').and_then(hundredths).filter(|&percent| percent > 0);
        match percent {
            Some(percent) => {
                self.percent += percent;
                None
            }
            None => Some(format!("invalid percent value \"{key}\"")),
        }
    }

    /// What nginx refuses at the block's end.
    pub fn end(&self) -> Option<String> {
        (self.percent > 10_000).then(|| "percent total is greater than 100%".to_owned())
    }
}

/// A number with at most two decimals, in hundredths (`ngx_atofp()`).
fn hundredths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    let part: u64 = format!("{part:0<2}").parse().ok().filter(|_| digits)?;
    let whole = crate::nginx::units::number(whole)?;
    whole.checked_mul(100)?.checked_add(part)
}
