//! Where a redirect leads: to another address, or to the one that was asked.

use super::url;

/// What a client asked, as far as a transcript tells.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'t> {
    /// The URL of the command line, or the last redirect that was followed.
    pub url: Option<url::Parts<'t>>,
    /// The Host header.
    pub host: Option<&'t str>,
    /// The request line's target.
    pub target: Option<&'t str>,
    /// True where the connection spoke TLS.
    pub tls: bool,
}

/// Whether `location` names the very address that was asked, a slash at its end and the scheme's own port aside.
/// None where the transcript does not tell what was asked, or the location is no whole URL.
pub fn to_itself(asked: &Asked, location: &str) -> Option<bool> {
    let to = url::split(location.trim())?;
    if let Some(from) = asked.url {
        return Some(scheme_and_authority(&from) == scheme_and_authority(&to) && target(from) == target(to));
    }
    let (host, path) = (asked.host?, asked.target?);
    let scheme = if asked.tls { "https" } else { "http" };
    let authority = to.whole.get(to.scheme.len() + 3..)?.split(['/', '?', '#']).next()?;
    let same_host = host.eq_ignore_ascii_case(authority);
    Some(to.scheme.eq_ignore_ascii_case(scheme) && same_host && path.trim_end_matches('/') == target(to))
}

fn scheme_and_authority(url: &url::Parts) -> (String, String, Option<u16>) {
    let port = url.port.map_or_else(|| url::default_port(url.scheme), |port| port.parse().ok());
    (url.scheme.to_ascii_lowercase(), url.host.to_ascii_lowercase(), port)
}

/// Path and query, without the slash at the end.
fn target<'t>(url: url::Parts<'t>) -> &'t str {
    let rest = url.whole.get(url.scheme.len() + 3..).unwrap_or("");
    let from = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    rest[from..].split('#').next().unwrap_or("").trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_address_in_other_words() {
        let leads = |from: &'static str, to: &str| to_itself(&Asked { url: url::split(from), ..Asked::default() }, to);
        assert_eq!(leads("https://a.example", "https://A.example/"), Some(true));
        assert_eq!(leads("https://a.example:443/x?y=1", "https://a.example/x?y=1"), Some(true));
        assert_eq!(leads("http://a.example/", "https://a.example/"), Some(false));
        assert_eq!(leads("https://a.example/", "https://www.a.example/"), Some(false));
        assert_eq!(leads("https://a.example/x?y=1", "https://a.example/x"), Some(false));
        assert_eq!(leads("https://a.example/", "/login"), None);
    }

    #[test]
    fn from_the_request_as_it_was_sent() {
        let asked = Asked { host: Some("a.example:8443"), target: Some("/"), tls: true, url: None };
        assert_eq!(to_itself(&asked, "https://a.example:8443/"), Some(true));
        assert_eq!(to_itself(&Asked { tls: false, ..asked }, "https://a.example:8443/"), Some(false));
    }
}
