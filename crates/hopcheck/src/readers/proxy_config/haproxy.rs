//! HAProxy. It passes an upgrade on; after it `timeout tunnel` of the backend or the defaults counts, and without one the
//! shorter of `timeout client` and `timeout server` (seen with 2.6.12; Configuration Manual, "timeout tunnel").

use super::{seconds, target, words};
use crate::facts::Field;
use crate::facts::proxy::ProxyHop;
use crate::readers::Sink;
use crate::text::{Span, span_in};

/// A section, with what it sets itself.
#[derive(Default)]
struct Section<'t> {
    kind: &'t str,
    name: &'t str,
    client: Option<f64>,
    server: Option<f64>,
    /// Where that stands.
    server_at: Option<Span>,
    tunnel: Option<f64>,
    targets: Vec<(Span, &'t str)>,
    backends: Vec<&'t str>,
}

/// Reads it.
pub fn read(text: &str, sink: &mut Sink) {
    let sections = sections(text);
    let defaults = sections.iter().rfind(|section| section.kind == "defaults");
    let inherited = |own: Option<f64>, of: fn(&Section) -> Option<f64>| own.or_else(|| defaults.and_then(of));
    for section in sections.iter().filter(|section| matches!(section.kind, "backend" | "listen" | "")) {
        let front = sections.iter().find(|front| front.backends.contains(&section.name)).unwrap_or(section);
        let client = inherited(front.client.or(section.client), |s| s.client);
        let server = inherited(section.server, |s| s.server);
        let server_at = section.server.map_or(defaults.and_then(|s| s.server_at), |_| section.server_at);
        let wait = server.map_or(Field::Unknown, |limit| Field::Set(limit, server_at));
        let shorter = match (client, server) {
            (Some(client), Some(server)) => Some(client.min(server)),
            (one, other) => one.or(other),
        };
        let idle = match inherited(section.tunnel, |s| s.tunnel) {
            Some(tunnel) => Field::set(tunnel),
            // A fragment may have a tunnel timeout in the defaults that nobody pasted.
            None if defaults.is_some() => shorter.map_or(Field::Absent, Field::set),
            None => Field::Unknown,
        };
        for (line, address) in &section.targets {
            let mut said = ProxyHop::unknown();
            said.program.put("haproxy");
            said.target = target(text, address);
            said.written.put_at(*address, span_in(text, address));
            said.upgrade.put(true);
            said.wait.put_field(wait.clone());
            said.idle.put_field(idle.clone());
            sink.add(*line, said);
        }
    }
}

fn sections(text: &str) -> Vec<Section<'_>> {
    let mut all = vec![Section::default()];
    for line in text.lines() {
        let mut parts = words(line);
        let (Some(first), second, third) = (parts.next(), parts.next(), parts.next()) else { continue };
        if matches!(first, "global" | "defaults" | "frontend" | "backend" | "listen") {
            all.push(Section { kind: first, name: second.unwrap_or(""), ..Section::default() });
            continue;
        }
        let Some(section) = all.last_mut() else { continue };
        let limit = third.and_then(|value| seconds(value, 1e-3));
        match (first, second.unwrap_or("")) {
            ("timeout", "client") => section.client = limit,
            ("timeout", "server") => {
                section.server = limit;
                section.server_at = third.map(|value| span_in(text, value));
            }
            ("timeout", "tunnel") => section.tunnel = limit,
            ("server", _) => section.targets.extend(third.map(|address| (span_in(text, line.trim()), address))),
            ("default_backend" | "use_backend", name) => section.backends.push(name),
            _ => {}
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::intake::Kind;
    use crate::readers::testing::{facts, one, text};

    #[test]
    fn which_timeout_closes_a_quiet_socket() {
        let config = |tunnel: &str| {
            format!(
                "defaults\n  mode http\n  timeout client 4s\n  timeout server 3000\nfrontend fe\n  bind *:80\n  default_backend be\nbackend be\n{tunnel}  server web1 10.0.0.5:80 check\n"
            )
        };
        for (tunnel, idle) in [("", "3"), ("  timeout tunnel 1h\n", "3600")] {
            let store = one(Kind::ProxyConfig, "", &config(tunnel));
            let hop = facts(&store, "proxy-hop")[0];
            assert_eq!(
                ["target.host", "target.port", "wait", "idle", "upgrade"].map(|path| text(hop, path)),
                ["10.0.0.5", "80", "3", idle, "yes"]
            );
        }
        let store = one(Kind::ProxyConfig, "", "backend be\n  timeout server 50s\n  server web1 10.0.0.5:80\n");
        assert_eq!(text(facts(&store, "proxy-hop")[0], "idle"), "");
    }
}
