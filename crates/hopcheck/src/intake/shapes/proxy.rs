//! Lines of other proxies' configurations: Apache, HAProxy, Caddy.

use super::{good, sure};
use crate::intake::Kind;
use crate::intake::guess::Guess;
use crate::text::among;

/// A line of one of them.
pub(super) fn proxy(line: &str, text: &str) -> Option<Guess> {
    apache(text).or_else(|| haproxy(line, text)).or_else(|| caddy(line, text))
}

fn apache(text: &str) -> Option<Guess> {
    const SECTIONS: [&str; 8] =
        ["VirtualHost", "Location", "LocationMatch", "Proxy", "IfModule", "Directory", "Files", "FilesMatch"];
    if let Some(tag) = text.strip_prefix('<') {
        let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap_or("");
        let section = SECTIONS.contains(&name) && text.ends_with('>');
        return section.then_some(Guess { kind: Kind::ProxyConfig, weight: 8, opens: name == "VirtualHost" });
    }
    let (word, rest) = text.split_once([' ', '\t'])?;
    let known = word.starts_with("ProxyPass")
        || among(
            word,
            "ProxyRequests ProxyPreserveHost ProxyTimeout ProxyVia ProxyBadHeader ProxyWebsocketIdleTimeout RewriteEngine RewriteCond RewriteRule ServerName ServerAlias ServerAdmin DocumentRoot SSLEngine SSLProxyEngine SSLCertificateFile SSLCertificateKeyFile LoadModule RequestHeader BalancerMember AllowOverride CustomLog",
        );
    (known && !rest.ends_with([';', '{'])).then_some(Guess { kind: Kind::ProxyConfig, weight: 8, opens: false })
}

fn haproxy(line: &str, text: &str) -> Option<Guess> {
    let (word, rest) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    let plain = !text.ends_with([';', '{', ':', ',']);
    let name = !rest.is_empty() && !rest.trim().contains([' ', '=', '"']);
    match word {
        "frontend" | "backend" if line.starts_with(word) && name && plain => sure(Kind::ProxyConfig),
        "global" | "defaults" if line == word => good(Kind::ProxyConfig, 5),
        "timeout"
            if plain
                && ["client", "server", "connect", "tunnel", "http-", "queue", "check"]
                    .iter()
                    .any(|w| rest.starts_with(w)) =>
        {
            good(Kind::ProxyConfig, 8)
        }
        "mode" if matches!(rest.trim(), "http" | "tcp") => good(Kind::ProxyConfig, 6),
        "bind" if plain && (rest.starts_with("*:") || rest.starts_with(':') || rest.contains(" ssl crt ")) => {
            good(Kind::ProxyConfig, 8)
        }
        "default_backend" | "use_backend" if plain => good(Kind::ProxyConfig, 8),
        "server" if plain && rest.split(' ').nth(1).is_some_and(|target| target.contains(':')) => {
            good(Kind::ProxyConfig, 6)
        }
        "option" if plain && ["http", "forwardfor", "redispatch", "dontlog"].iter().any(|w| rest.starts_with(w)) => {
            good(Kind::ProxyConfig, 8)
        }
        _ if among(word, "http-request http-response acl balance") && plain && !rest.is_empty() => {
            good(Kind::ProxyConfig, 5)
        }
        _ => None,
    }
}

fn caddy(line: &str, text: &str) -> Option<Guess> {
    let (word, rest) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    if text.ends_with(';') {
        return None;
    }
    match word {
        "reverse_proxy" if !rest.is_empty() => good(Kind::ProxyConfig, 8),
        "handle" | "handle_path" | "route" if rest.ends_with('{') => good(Kind::ProxyConfig, 6),
        "header_up" | "header_down" if !rest.is_empty() => good(Kind::ProxyConfig, 8),
        "transport" if rest.starts_with("http") => good(Kind::ProxyConfig, 6),
        "encode" if rest.contains("gzip") || rest.contains("zstd") => good(Kind::ProxyConfig, 6),
        "file_server" | "php_fastcgi" => good(Kind::ProxyConfig, 6),
        "read_timeout" | "write_timeout" | "dial_timeout" | "response_header_timeout" | "stream_timeout" => {
            good(Kind::ProxyConfig, 6)
        }
        _ if line.starts_with(word) && rest == "{" && is_site(word) => sure(Kind::ProxyConfig),
        _ => None,
    }
}

/// `shop.example.com`, `:8080`, `https://shop.example.com`, `localhost:80`.
fn is_site(word: &str) -> bool {
    let host = word.split_once("://").map_or(word, |(_, rest)| rest);
    let (name, port) = host.rsplit_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let port_fits = port.is_none_or(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()));
    let name_fits = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'*'));
    let dotted = name.contains('.') && !name.starts_with('.') && name.bytes().any(|b| b.is_ascii_alphabetic());
    port_fits && name_fits && (dotted || port.is_some())
}
