//! Caddyfiles. `reverse_proxy` passes an upgrade on by itself; `read_timeout` of its transport closes a quiet one (seen with
//! 2.6.2), and so does `stream_timeout` an old one.

use super::{seconds, target, words};
use crate::facts::proxy::ProxyHop;
use crate::readers::Sink;
use crate::text::{Span, span_in};

/// An open block: what it is of, and the index of the route it belongs to.
struct Block<'t> {
    path: Option<&'t str>,
    names: Option<Vec<String>>,
    route: Option<usize>,
}

/// Reads it.
pub fn read(text: &str, sink: &mut Sink) {
    let mut open: Vec<Block> = Vec::new();
    let mut routes: Vec<(Span, Box<ProxyHop>)> = Vec::new();
    for line in text.lines() {
        let bare = line.trim();
        if bare == "}" {
            open.pop();
            continue;
        }
        let opens = bare.ends_with('{');
        let parts: Vec<&str> = words(bare.trim_end_matches('{')).collect();
        let Some(first) = parts.first().copied() else { continue };
        let route = open.last().and_then(|block| block.route);
        let mut block = Block { path: None, names: None, route };
        let matcher = parts.get(1).copied().filter(|word| word.starts_with(['/', '@']));
        match (first, route.and_then(|route| routes.get_mut(route))) {
            ("reverse_proxy", _) => {
                let path = matcher.or_else(|| open.iter().rev().find_map(|block| block.path));
                let names = open.iter().find_map(|block| block.names.clone());
                let to = parts.iter().skip(1).find(|word| !word.starts_with(['/', '@', '*'])).copied();
                block.route = Some(routes.len());
                let mut hop = ProxyHop::unknown();
                hop.program.put("caddy");
                hop.names.put_known(names);
                if let Some(path) = path {
                    hop.path.put_part(text, path);
                }
                if let Some(to) = to {
                    hop.target = target(text, to);
                    hop.written.put_part(text, to);
                }
                hop.upgrade.put(true);
                hop.wait.put_absent();
                hop.idle.put_absent();
                routes.push((span_in(text, bare), hop));
            }
            ("header_up", Some((_, hop))) if matches!(parts.get(1), Some(&"-Upgrade" | &"-Connection")) => {
                hop.upgrade.put(false);
            }
            ("read_timeout" | "response_header_timeout" | "stream_timeout", Some((_, hop))) => {
                if let Some(limit) = parts.get(1).and_then(|value| seconds(value, 1e-9)) {
                    if first != "stream_timeout" {
                        hop.wait.put(limit);
                    }
                    if first != "response_header_timeout" {
                        hop.idle.put(limit);
                    }
                }
            }
            ("handle" | "handle_path" | "route", _) => block.path = matcher,
            (_, None) if opens && open.is_empty() => {
                block.names = Some(parts.iter().map(|name| name.trim_end_matches(',').to_owned()).collect());
            }
            _ => {}
        }
        if opens {
            open.push(block);
        }
    }
    for (line, hop) in routes {
        sink.add(line, hop);
    }
}

#[cfg(test)]
mod tests {
    use crate::intake::Kind;
    use crate::readers::testing::{facts, one, text};

    #[test]
    fn routes_and_their_limits() {
        let config = "shop.example.com {\n\thandle /ws/* {\n\t\treverse_proxy api:8000\n\t}\n\treverse_proxy web:80 {\n\t\theader_up -Upgrade\n\t\ttransport http {\n\t\t\tread_timeout 30s\n\t\t}\n\t}\n}\n";
        let store = one(Kind::ProxyConfig, "Caddyfile", config);
        let hops: Vec<[String; 6]> = facts(&store, "proxy-hop")
            .iter()
            .map(|hop| ["names", "path", "target.host", "upgrade", "wait", "idle"].map(|path| text(hop, path)))
            .collect();
        assert_eq!(hops[0], ["shop.example.com", "/ws/*", "api", "yes", "", ""]);
        assert_eq!(hops[1], ["shop.example.com", "", "web", "no", "30", "30"]);
    }
}
