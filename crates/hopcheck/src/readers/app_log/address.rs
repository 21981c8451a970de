//! The address that a line's groups name.

use super::table::Hit;
use crate::facts::{Field, FilePath, Host, host};

/// Where something listens, or tries to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Address {
    /// Address; absent for a unix socket.
    pub host: Field<Host>,
    /// Port; absent for a unix socket.
    pub port: Field<u16>,
    /// Path of the unix socket; absent for an address.
    pub socket: Field<FilePath>,
    /// `http` or `tls`, where the line tells.
    pub protocol: Field<String>,
}

impl Address {
    /// From the groups `url`, `claimed`, `anyhost`, `host`, `port` and `socket`.
    ///
    /// `claimed` is an URL that an application's author wrote into a message: its host is what to type into a
    /// browser and says nothing about the bind, unless it is a wildcard.
    pub fn of(hit: &Hit) -> Address {
        if let Some(url) = hit.get("url") {
            return Address::of_url(url);
        }
        if let Some(url) = hit.get("claimed") {
            let mut address = Address::of_url(url);
            if address.host.get().is_some_and(|known| !host::is_wildcard(&known.0)) {
                address.host.put_field(Field::Unknown);
            }
            return address;
        }
        if let Some(socket) = hit.get("socket") {
            return Address::of_socket(socket);
        }
        let port = Field::known(hit.number::<u16>("port"));
        let host = match (hit.get("host"), hit.get("anyhost")) {
            (Some(name), _) => Field::set(host::bare(name)),
            (None, Some(_)) => Field::set("0.0.0.0"),
            (None, None) => Field::Unknown,
        };
        let socket = if port.get().is_some() { Field::Absent } else { Field::Unknown };
        Address { host, port, socket, protocol: Field::Unknown }
    }

    fn of_socket(path: &str) -> Address {
        Address { host: Field::Absent, port: Field::Absent, socket: Field::set(path), protocol: Field::Unknown }
    }

    /// `http://127.0.0.1:8000`, `tcp://0.0.0.0:3000`, `unix:/run/app.sock`, `unix:///run/app.sock`.
    pub fn of_url(url: &str) -> Address {
        if let Some(path) = url.strip_prefix("unix:") {
            return Address::of_socket(path.strip_prefix("//").unwrap_or(path));
        }
        let Some((scheme, rest)) = url.split_once("://") else { return Address::default() };
        let authority = rest.split(['/', '?', '"', '\'', ',']).next().unwrap_or_default();
        let (name, port) = match authority.rsplit_once(':') {
            Some((name, port)) if !name.contains(':') || name.ends_with(']') => (name, port.parse().ok()),
            _ => (authority, None),
        };
        let tls = matches!(scheme, "https" | "ssl");
        let port = port.or(match scheme {
            "http" => Some(80_u16),
            "https" => Some(443),
            _ => None,
        });
        Address {
            host: Field::known(Some(host::bare(name)).filter(|name| !name.is_empty())),
            port: Field::known(port),
            socket: Field::Absent,
            protocol: Field::set(if tls { "tls" } else { "http" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_of_listeners() {
        let four = Address::of_url("http://127.0.0.1:8000");
        assert_eq!((four.host, four.port), (Field::set("127.0.0.1"), Field::set(8000_u16)));
        let six = Address::of_url("http://[::]:80");
        assert_eq!((six.host, six.port), (Field::set("::"), Field::set(80_u16)));
        assert_eq!(Address::of_url("unix:///run/puma.sock").socket, Field::set("/run/puma.sock"));
        assert_eq!(Address::of_url("unix:/run/gunicorn.sock").socket, Field::set("/run/gunicorn.sock"));
        assert_eq!(Address::of_url("http://").port, Field::set(80_u16));
    }
}
