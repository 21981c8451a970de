//! Apache's mod_proxy. Seen with 2.4.71: `ProxyPass / http://…` takes the Upgrade header away; `upgrade=websocket`,
//! `ProxyPass /ws/ ws://…` and a RewriteRule to `ws://…` with [P] pass it on.

use super::{seconds, target, words};
use crate::facts::Field;
use crate::facts::proxy::ProxyHop;
use crate::readers::Sink;
use crate::text::{Span, span_in};

/// One site: a `<VirtualHost>`, or what stands outside of any.
#[derive(Default)]
struct Site<'t> {
    names: Vec<String>,
    routes: Vec<Route<'t>>,
    /// A route for WebSockets of its own.
    sockets: bool,
    /// A rewrite that sends every upgrade to `ws://`.
    rewrites: bool,
    wait: Option<f64>,
}

struct Route<'t> {
    line: Span,
    path: Option<&'t str>,
    url: &'t str,
    upgrade: bool,
    wait: Option<f64>,
}

/// Reads it.
pub fn read(text: &str, sink: &mut Sink) {
    let mut site = Site::default();
    let mut location: Option<&str> = None;
    for line in text.lines() {
        let bare = line.trim();
        let mut parts = words(bare);
        let first = parts.next().unwrap_or("").to_ascii_lowercase();
        let second = parts.next();
        match first.as_str() {
            "<virtualhost" | "</virtualhost>" => tell(text, std::mem::take(&mut site), sink),
            "<location" => location = second.map(|path| path.trim_end_matches('>').trim_matches('"')),
            "</location>" => location = None,
            "servername" | "serveralias" => site.names.extend(second.into_iter().chain(parts).map(str::to_owned)),
            "proxytimeout" => site.wait = second.and_then(|value| seconds(value, 1.0)),
            "rewriterule" => {
                let to = parts.next().unwrap_or("");
                site.rewrites |= to.starts_with("ws://") || to.starts_with("wss://");
                // A rule by the kind of request: `%1://…` or a variable may be one as well.
                site.sockets |= to.starts_with(['%', '$']);
            }
            "proxypass" | "proxypassmatch" => {
                let Some(second) = second else { continue };
                let (path, url) = match parts.next() {
                    Some(url) if !second.contains("://") => (Some(second), url),
                    _ => (location, second),
                };
                if url == "!" {
                    continue;
                }
                let option = |name: &str| {
                    words(bare).find_map(|word| word.to_ascii_lowercase().strip_prefix(name).map(str::to_owned))
                };
                let socket = url.starts_with("ws://") || url.starts_with("wss://");
                site.sockets |= socket;
                site.routes.push(Route {
                    line: span_in(text, bare),
                    path,
                    url,
                    upgrade: socket || option("upgrade=").is_some_and(|value| value != "none"),
                    wait: option("timeout=").and_then(|value| seconds(&value, 1.0)),
                });
            }
            _ => {}
        }
    }
    tell(text, site, sink);
}

fn tell(text: &str, site: Site, sink: &mut Sink) {
    let sockets = site.sockets || site.routes.iter().any(|route| route.upgrade);
    for route in &site.routes {
        let upgrade = match (route.upgrade || site.rewrites, sockets) {
            (true, _) => Field::set(true),
            (false, true) => Field::Unknown,
            (false, false) => Field::set(false),
        };
        let mut said = ProxyHop::unknown();
        said.program.put("apache");
        said.names.put_field(if site.names.is_empty() { Field::Unknown } else { Field::set(site.names.clone()) });
        if let Some(path) = route.path {
            said.path.put_part(text, path);
        }
        said.target = target(text, route.url);
        said.written.put_at(route.url, span_in(text, route.url));
        said.upgrade.put_field(upgrade);
        said.wait.put_known(route.wait.or(site.wait));
        sink.add(route.line, said);
    }
}

#[cfg(test)]
mod tests {
    use crate::intake::Kind;
    use crate::readers::testing::{facts, one, text};

    fn upgrades(config: &str) -> Vec<String> {
        let store = one(Kind::ProxyConfig, "", config);
        facts(&store, "proxy-hop").iter().map(|hop| text(hop, "upgrade")).collect()
    }

    #[test]
    fn who_passes_the_upgrade() {
        assert_eq!(upgrades("ProxyPass / http://127.0.0.1:8080/\nProxyTimeout 60"), ["no"]);
        assert_eq!(upgrades("ProxyPass /ws/ http://127.0.0.1:8080/ws/ upgrade=websocket"), ["yes"]);
        assert_eq!(upgrades("ProxyPass /ws/ ws://127.0.0.1:8080/ws/\nProxyPass / http://127.0.0.1:8080/"), ["yes", ""]);
        let rewrite = "RewriteCond %{HTTP:Upgrade} =websocket [NC]\nRewriteRule /(.*) ws://127.0.0.1:8080/$1 [P,L]\n";
        assert_eq!(upgrades(&format!("{rewrite}ProxyPass / http://127.0.0.1:8080/")), ["yes"]);
        let store = one(
            Kind::ProxyConfig,
            "",
            "<VirtualHost *:443>\n  ServerName a.example\n  <Location /app>\n    ProxyPass http://web:81/app timeout=30\n  </Location>\n</VirtualHost>",
        );
        let hop = facts(&store, "proxy-hop")[0];
        assert_eq!(
            ["names", "path", "target.host", "target.port", "wait", "upgrade"].map(|path| text(hop, path)),
            ["a.example", "/app", "web", "81", "30", "no"]
        );
    }
}
