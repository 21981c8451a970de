//! Host names and addresses: what they are, and when two are the same.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The bare form of a host: no brackets, no trailing dot, lower case.
pub fn bare(host: &str) -> String {
    let host = host.trim();
    let host = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
    host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase()
}

/// The host as an address, where it is one.
pub fn address(host: &str) -> Option<IpAddr> {
    bare(host).parse().ok()
}

/// `0.0.0.0`, `[::]` and `*`: every address of the machine.
pub fn is_wildcard(host: &str) -> bool {
    matches!(bare(host).as_str(), "0.0.0.0" | "::" | "*" | "0:0:0:0:0:0:0:0")
}

/// 127.0.0.0/8, ::1 and `localhost` (RFC 6761 section 6.3).
pub fn is_loopback(host: &str) -> bool {
    match address(host) {
        Some(IpAddr::V6(v6)) => v6 == Ipv6Addr::LOCALHOST || v6.to_ipv4_mapped().is_some_and(|v4| v4.is_loopback()),
        Some(IpAddr::V4(v4)) => v4.is_loopback(),
        None => {
            let host = bare(host);
            host == "localhost" || host.ends_with(".localhost") || host == "localhost.localdomain"
        }
    }
}

/// True where both name the same host; every wildcard is the same one.
pub fn same(a: &str, b: &str) -> bool {
    match (address(a), address(b)) {
        (Some(a), Some(b)) => a == b || (a.is_unspecified() && b.is_unspecified()),
        _ => bare(a) == bare(b) || (is_wildcard(a) && is_wildcard(b)),
    }
}

/// Whether a listener bound to `listener` is reached by a connection to `dialled` on the same machine.
/// `None` where a name stands in the way.
pub fn accepts(listener: &str, dialled: &str) -> Option<bool> {
    if same(listener, dialled) {
        return Some(true);
    }
    match bare(listener).as_str() {
        // Linux accepts IPv4 on [::] unless IPV6_V6ONLY is set; an IPv4 wildcard never takes IPv6.
        "::" | "*" => return Some(true),
        "0.0.0.0" => return Some(!matches!(address(dialled), Some(IpAddr::V6(_)))),
        _ => {}
    }
    let (l, d) = (is_loopback(listener), is_loopback(dialled));
    match (address(listener), address(dialled)) {
        (Some(_), Some(_)) => Some(false),
        _ if l != d => Some(false),
        // "localhost" may be either family.
        _ => None,
    }
}

/// The classes that a rule may ask for with `is`.
pub const CLASSES: &[&str] =
    &["loopback", "wildcard", "private", "address", "ipv4", "ipv6", "name", "public", "docker-dns"];

/// Whether `host` is of a class of [`CLASSES`]; `None` for an unknown class.
pub fn is(host: &str, class: &str) -> Option<bool> {
    let address = address(host);
    Some(match class {
        "loopback" => is_loopback(host),
        "wildcard" => is_wildcard(host),
        "private" => address.is_some_and(is_private),
        "address" => address.is_some(),
        "ipv4" => matches!(address, Some(IpAddr::V4(_))),
        "ipv6" => matches!(address, Some(IpAddr::V6(_))),
        "name" => address.is_none() && !is_wildcard(host),
        "public" => match address {
            Some(a) => !is_private(a) && !a.is_loopback() && !a.is_unspecified(),
            None => bare(host).contains('.') && !is_loopback(host) && !is_internal_name(host),
        },
        // The address of the resolver in every user-defined Docker network.
        "docker-dns" => address == Some(IpAddr::V4(Ipv4Addr::new(127, 0, 0, 11))),
        _ => return None,
    })
}

/// RFC 1918, RFC 6598, RFC 4193 and link-local addresses.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            v4.is_private() || v4.is_link_local() || (a == 100 && (64..128).contains(&b))
        }
        IpAddr::V6(v6) => (v6.segments()[0] & 0xfe00) == 0xfc00 || (v6.segments()[0] & 0xffc0) == 0xfe80,
    }
}

/// Names that never reach the public DNS (RFC 6762, RFC 8375, ICANN's .internal; .local and .lan by custom).
fn is_internal_name(host: &str) -> bool {
    let host = bare(host);
    [".local", ".internal", ".lan", ".home.arpa", ".cluster.local", ".svc"].iter().any(|end| host.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loopback_listener_takes_no_one_from_outside() {
        assert_eq!(accepts("127.0.0.1", "172.18.0.3"), Some(false));
        assert_eq!(accepts("0.0.0.0", "172.18.0.3"), Some(true));
        assert_eq!(accepts("0.0.0.0", "[::1]"), Some(false));
        assert_eq!(accepts("localhost", "127.0.0.1"), None);
        assert_eq!(accepts("localhost", "172.18.0.3"), Some(false));
    }

    #[test]
    fn classes() {
        assert_eq!(is("172.18.0.3", "private"), Some(true));
        assert_eq!(is("app.example.com", "public"), Some(true));
        assert_eq!(is("web", "public"), Some(false));
        assert_eq!(is("web", "nonsense"), None);
    }
}
