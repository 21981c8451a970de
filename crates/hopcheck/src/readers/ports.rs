//! Port mappings and images: what compose files, `docker run` and container lists have in common.

use super::words::Word;
use crate::facts::Field;
use crate::facts::container::PublishedPort;

/// `8000:80`, `127.0.0.1:8000:80/tcp`, `80`, `8000-8002:80-82`. A range gives at most sixteen mappings.
#[expect(clippy::vec_box, reason = "a fact is given on as the box it was made in")]
pub fn mapping(word: &Word) -> Vec<Box<PublishedPort>> {
    let text = word.text.split('/').next().unwrap_or("");
    let Some(container_at) = text.rfind(':').map(|at| at + 1).or(Some(0)) else { return Vec::new() };
    let container = word.part(container_at, text.len());
    let before = text[..container_at].trim_end_matches(':');
    let host_port_at = before.rfind(':').filter(|_| !before.ends_with(']')).map_or(0, |at| at + 1);
    let host_port = word.part(host_port_at, before.len());
    let address = before[..host_port_at].trim_end_matches(':');
    let (Some(inside), outside) = (range(&container.text), range(&host_port.text)) else { return Vec::new() };
    let plain = |word: &Word| word.span().filter(|_| !word.text.contains('-'));
    inside
        .clone()
        .zip(0u16..16)
        .map(|(port, nth)| {
            let mut published = PublishedPort::unknown();
            published.host.put(if address.is_empty() { "0.0.0.0" } else { address });
            published.host_port.put_field(match &outside {
                Some(range) => Field::Set(range.start().saturating_add(nth), plain(&host_port)),
                None if host_port.text.is_empty() => Field::Absent,
                None => Field::Unknown,
            });
            published.container_port.put_at(port, plain(&container));
            published
        })
        .collect()
}

fn range(text: &str) -> Option<std::ops::RangeInclusive<u16>> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    Some(from.trim().parse().ok()?..=to.trim().parse().ok()?)
}

/// What an image is for, where its name says so.
pub fn role(image: &str) -> Option<&'static str> {
    let image = image.split('@').next().unwrap_or(image);
    let last = image.rsplit('/').next().unwrap_or(image);
    let (name, tag) = last.split_once(':').unwrap_or((last, ""));
    let name = name.to_ascii_lowercase();
    let official = !image.contains('/') || image.starts_with("library/") || image.starts_with("docker.io/library/");
    Some(match name.as_str() {
        "php" if tag.contains("fpm") => "php-fpm",
        "php" if tag.contains("apache") => "apache",
        "nginx-proxy" | "nginx-proxy-manager" | "docker-gen" | "swag" => "proxy",
        "nginx" | "openresty" | "nginx-unprivileged" | "tengine" | "freenginx" | "angie" => "nginx",
        "traefik" | "caddy" | "haproxy" | "envoy" => "proxy",
        "httpd" => "apache",
        "postgres" | "postgis" | "mysql" | "mariadb" | "percona" | "mongo" | "mongodb" => "database",
        "redis" | "valkey" | "memcached" => "cache",
        "rabbitmq" | "eclipse-mosquitto" | "emqx" | "kafka" | "nats" => "broker",
        "python" | "node" | "ruby" | "golang" | "php" if official => match name.as_str() {
            "python" => "python",
            "node" => "node",
            "ruby" => "ruby",
            "golang" => "go",
            _ => "php",
        },
        _ if name.ends_with("fpm") || tag.split('-').any(|part| part == "fpm") => "php-fpm",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mappings() {
        let one = |text: &str| {
            let all = mapping(&Word::at(text, 0));
            let port = &all[0];
            (
                all.len(),
                port.host.get().map(|h| h.0.clone()),
                port.host_port.get().copied(),
                port.container_port.get().copied(),
            )
        };
        assert_eq!(one("8000:80"), (1, Some("0.0.0.0".into()), Some(8000), Some(80)));
        assert_eq!(one("127.0.0.1:8000:80/tcp"), (1, Some("127.0.0.1".into()), Some(8000), Some(80)));
        assert_eq!(one("80"), (1, Some("0.0.0.0".into()), None, Some(80)));
        assert_eq!(one("8000-8002:80-82").0, 3);
        assert!(mapping(&Word::at("${A}:${B}", 0)).is_empty());
    }

    #[test]
    fn roles() {
        assert_eq!(role("php:8.3-fpm-alpine"), Some("php-fpm"));
        assert_eq!(role("docker.io/library/nginx:1.27"), Some("nginx"));
        assert_eq!(role("wordpress:6.7-fpm"), Some("php-fpm"));
        assert_eq!(role("acme/thing"), None);
    }
}
