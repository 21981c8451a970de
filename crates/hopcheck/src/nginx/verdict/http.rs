//! What nginx keeps of `http {}` while it reads, and checks when the block ends or the whole configuration does.

use std::collections::{HashMap, HashSet};

use super::Refusal;
use super::buffers::Buffers;
use super::referers::Referers;
use super::walk::Block;
use crate::nginx::directives::Contexts;
use crate::nginx::setters::{self, Listen, Location, Target};
use crate::nginx::variables::{evaluated, is_builtin, variables};

/// A file and a line.
type Place = (usize, u32);

#[derive(Default)]
pub(super) struct Http {
    formats: HashSet<String>,
    cache_paths: HashSet<String>,
    charset_maps: HashSet<(String, String)>,
    /// Zones in shared memory: defined with a size.
    zones: HashSet<String>,
    /// Zones in the order they are first named, whether defined or not.
    named_zones: Vec<String>,
    upstreams: Vec<Upstream>,
    servers: Vec<Server>,
    /// `http` itself has a certificate, or rejects every handshake.
    shakes_hands: bool,
    /// Addresses, the server that answers where no name fits, and what is set for the socket.
    addresses: Vec<Address>,
    defined: HashSet<String>,
    used: Vec<String>,
    /// The locations of the open blocks that hold some, the innermost last.
    locations: Vec<Vec<(Location, Place)>>,
    /// The first location that stands twice.
    duplicate: Option<Refusal>,
    /// Caches that are used, each with its directive.
    caches: Vec<(String, String)>,
    /// What is said about a value only when levels are merged, at the end of `http`.
    late: Option<String>,
    buffers: Buffers,
    referers: Referers,
}

struct Upstream {
    host: String,
    /// Defined by an `upstream` block.
    block: bool,
    /// That block is being read.
    open: bool,
    port: bool,
    /// A port the directive brings by itself, as 80 in proxy_pass.
    default_port: bool,
    at: Place,
    /// Servers in the block, and those among them that are no backup.
    members: usize,
    primary: usize,
}

struct Server {
    at: Place,
    /// It has a certificate, or rejects every handshake.
    shakes_hands: bool,
    listens: bool,
    names: Vec<String>,
}

struct Address {
    listen: Listen,
    server: usize,
}

impl Http {
    /// A directive that is well formed where it stands: keeps what it says, or says what nginx refuses about it in the light of
    /// others, and where.
    pub fn directive(
        &mut self,
        name: &str,
        arguments: &[String],
        here: Contexts,
        at: Place,
    ) -> Result<(), (String, Place)> {
        if !here.meets(Contexts::HTTP_TREE) {
            return Ok(());
        }
        self.variables(name, arguments);
        self.buffers.keep(name, arguments);
        if name == "upstream" {
            let host = arguments.first().cloned().unwrap_or_default();
            return self.add_upstream(&Target { host, port: false, uri: false }, true, false, at);
        }
        if name.ends_with("_pass") && name != "auth_http_pass" {
            return self.pass(name, arguments.first().map_or("", String::as_str), at);
        }
        self.keep(name, arguments, here, at).map_or(Ok(()), |message| Err((message, at)))
    }

    fn keep(&mut self, name: &str, arguments: &[String], here: Contexts, at: Place) -> Option<String> {
        let argument = |n: usize| arguments.get(n).map_or("", String::as_str);
        match name {
            "log_format" => {
                let new = argument(0) != "combined" && self.formats.insert(argument(0).to_owned());
                (!new).then(|| format!("duplicate \"log_format\" name \"{}\"", argument(0)))
            }
            "access_log" if argument(0) != "off" && arguments.len() > 1 => {
                let format = argument(1);
                let known = |name: &String| name.eq_ignore_ascii_case(format);
                let known = format.eq_ignore_ascii_case("combined") || self.formats.iter().any(known);
                (!known).then(|| format!("unknown log format \"{format}\""))
            }
            "server" if here.meets(Contexts::UPSTREAM) => {
                if let Some(upstream) = self.upstreams.iter_mut().rev().find(|upstream| upstream.open) {
                    upstream.members += 1;
                    upstream.primary += usize::from(!arguments.iter().any(|word| word == "backup"));
                }
                None
            }
            "proxy_set_header" | "grpc_set_header" | "fastcgi_param" | "uwsgi_param" | "scgi_param" => {
                self.late = self.late.take().or_else(|| setters::script_fault(argument(1)));
                None
            }
            "listen" => self.listen(arguments),
            "server_name" => {
                if let Some(server) = self.servers.last_mut() {
                    server.names.extend_from_slice(arguments);
                }
                None
            }
            "valid_referers" => self.referers.keep(arguments, self.servers.len().checked_sub(1)),
            "ssl_certificate" | "ssl_reject_handshake" if !argument(0).eq_ignore_ascii_case("off") => {
                match self.servers.last_mut().filter(|_| here.meets(Contexts::SERVER)) {
                    Some(server) => server.shakes_hands = true,
                    // Servers inherit it, those before it too.
                    None => self.shakes_hands = true,
                }
                None
            }
            "location" => {
                let location = setters::read_location(arguments).ok()?;
                self.add_location(location, at);
                None
            }
            "limit_req_zone" | "limit_conn_zone" => {
                let zone = arguments.iter().find_map(|word| word.strip_prefix("zone="))?;
                let zone = zone.split(':').next().unwrap_or(zone);
                let new = self.zones.insert(zone.to_owned());
                let key = argument(0);
                (!new).then(|| format!("{name} \"{zone}\" is already bound to key \"{key}\""))
            }
            "charset_map" => {
                let new = self.charset_maps.insert((argument(0).to_owned(), argument(1).to_owned()));
                (!new).then(|| format!("duplicate \"charset_map\" between \"{}\" and \"{}\"", argument(0), argument(1)))
            }
            "limit_req" => {
                let zone = arguments.iter().find_map(|word| word.strip_prefix("zone="))?;
                self.named_zones.push(zone.to_owned());
                None
            }
            "limit_conn" => {
                self.named_zones.push(argument(0).to_owned());
                None
            }
            "proxy_cache" | "fastcgi_cache" | "uwsgi_cache" | "scgi_cache"
                if argument(0) != "off" && !argument(0).contains('$') =>
            {
                self.caches.push((name.to_owned(), argument(0).to_owned()));
                None
            }
            "proxy_cache_path" | "fastcgi_cache_path" | "uwsgi_cache_path" | "scgi_cache_path" => {
                if !self.cache_paths.insert(argument(0).to_owned()) {
                    return Some(format!("the same path name \"{}\" used in", argument(0)));
                }
                let zone = arguments.iter().find_map(|word| word.strip_prefix("keys_zone="))?;
                self.zones.insert(zone.split(':').next().unwrap_or(zone).to_owned());
                None
            }
            _ => None,
        }
    }

    /// An entry of a block of data.
    pub fn data(&mut self, values: &[String]) {
        for value in values {
            self.used.extend(variables(value).into_iter().map(|(_, name)| name.to_ascii_lowercase()));
        }
    }

    fn variables(&mut self, name: &str, arguments: &[String]) {
        let argument = |n: usize| arguments.get(n).map_or("", String::as_str);
        let target = match name {
            "map" | "split_clients" | "geo" => arguments.len().checked_sub(1),
            "set" | "auth_request_set" | "perl_set" => Some(0),
            _ => None,
        };
        if let Some(variable) = target.and_then(|n| argument(n).strip_prefix('$')) {
            self.defined.insert(variable.to_ascii_lowercase());
        }
        for word in arguments {
            for (at, _) in word.match_indices("(?") {
                let rest = word[at + 2..].trim_start_matches('P').trim_start_matches(['<', '\'']);
                let end = rest.find(['>', '\'']).unwrap_or(0);
                self.defined.insert(rest[..end].to_ascii_lowercase());
            }
        }
        // The name is word 0 there.
        for n in evaluated(name, arguments.len()).into_iter().flatten() {
            self.used.extend(variables(argument(n - 1)).into_iter().map(|(_, name)| name.to_ascii_lowercase()));
        }
    }

    fn pass(&mut self, name: &str, url: &str, at: Place) -> Result<(), (String, Place)> {
        if name == "memcached_pass" {
            self.used.push("memcached_key".to_owned());
        }
        if url.contains('$') {
            return Ok(());
        }
        let schemes: &[&str] = match name {
            "proxy_pass" => &["http://", "https://"],
            "grpc_pass" => &["grpc://", "grpcs://"],
            "uwsgi_pass" => &["uwsgi://", "suwsgi://"],
            _ => &[],
        };
        let has = |scheme: &&&str| url.get(..scheme.len()).is_some_and(|prefix| prefix.eq_ignore_ascii_case(scheme));
        let rest = &url[schemes.iter().find(has).map_or(0, |scheme| scheme.len())..];
        let default_port = name == "proxy_pass";
        match setters::target(rest, default_port) {
            Ok(target) => self.add_upstream(&target, false, default_port, at),
            Err(why) => Err((format!("{why} in upstream \"{rest}\""), at)),
        }
    }

    /// `ngx_http_upstream_add()`
    fn add_upstream(
        &mut self,
        target: &Target,
        block: bool,
        default_port: bool,
        at: Place,
    ) -> Result<(), (String, Place)> {
        let host = &target.host;
        for known in self.upstreams.iter_mut().filter(|known| known.host.eq_ignore_ascii_case(host)) {
            if block && known.block {
                return Err((format!("duplicate upstream \"{host}\""), at));
            }
            // nginx names the line of the directive that has the port.
            if known.block && target.port || block && known.port {
                let place = if block { known.at } else { at };
                return Err((format!("upstream \"{host}\" may not have port 0"), place));
            }
            if known.block || block {
                (known.block, known.open) = (true, block);
                return Ok(());
            }
        }
        let host = host.clone();
        let upstream =
            Upstream { host, block, open: block, port: target.port, default_port, at, members: 0, primary: 0 };
        self.upstreams.push(upstream);
        Ok(())
    }

    /// `ngx_http_add_listen()`
    fn listen(&mut self, arguments: &[String]) -> Option<String> {
        let server = self.servers.len().checked_sub(1)?;
        self.servers[server].listens = true;
        let listen = setters::read_listen(arguments).ok()?;
        let Some(known) = self.addresses.iter_mut().find(|known| known.listen.address == listen.address) else {
            self.addresses.push(Address { listen, server });
            return None;
        };
        let address = &listen.address;
        if known.server == server {
            return Some(format!("a duplicate listen {address}"));
        }
        if listen.set && known.listen.set {
            return Some(format!("duplicate listen options for {address}"));
        }
        if listen.default && known.listen.default {
            return Some(format!("a duplicate default server for {address}"));
        }
        if listen.default {
            known.server = server;
        }
        known.listen.default |= listen.default;
        known.listen.set |= listen.set;
        known.listen.tls = known.listen.tls.or(listen.tls);
        None
    }

    pub fn open_server(&mut self, at: Place) {
        self.servers.push(Server { at, shakes_hands: false, listens: false, names: Vec::new() });
    }

    pub fn open_block(&mut self, name: &str) {
        if is_level(name) {
            self.buffers.open();
        }
        if matches!(name, "server" | "location") {
            self.locations.push(Vec::new());
            self.referers.open();
        }
    }

    fn add_location(&mut self, location: Location, at: Place) {
        if let Some(siblings) = self.locations.last_mut().filter(|_| !location.regex && !location.named) {
            siblings.push((location, at));
        }
    }

    /// A block ends: what nginx checks then.
    pub fn close_block(&mut self, block: &Block, place: Place) -> Result<(), Refusal> {
        if is_level(&block.name) {
            self.buffers.close();
        }
        let here = |message: &str| Err(Refusal { file: place.0, line: Some(place.1), message: message.to_owned() });
        match block.name.as_str() {
            "upstream" => {
                let open = self.upstreams.iter_mut().find(|upstream| upstream.open);
                let empty = open.is_some_and(|upstream| {
                    upstream.open = false;
                    upstream.members == 0
                });
                if empty { here("no servers are inside upstream") } else { Ok(()) }
            }
            "server" | "location" => {
                self.referers.close();
                self.duplicates();
                Ok(())
            }
            "http" => self.end_of_http(place),
            _ => Ok(()),
        }
    }

    /// Keeps the first location that stands twice among those of the block that ends (`ngx_http_join_exact_locations()`).
    fn duplicates(&mut self) {
        let siblings = self.locations.pop().unwrap_or_default();
        let mut seen: HashMap<(&str, bool), ()> = HashMap::new();
        for (location, at) in &siblings {
            if seen.insert((&location.name, location.exact), ()).is_some() && self.duplicate.is_none() {
                let message = format!("duplicate location \"{}\"", location.name);
                self.duplicate = Some(Refusal { file: at.0, line: Some(at.1), message });
            }
        }
    }

    fn end_of_http(&mut self, place: Place) -> Result<(), Refusal> {
        for upstream in &self.upstreams {
            let message = match upstream.block {
                true if upstream.primary == 0 => format!("no servers in upstream \"{}\"", upstream.host),
                // fastcgi and its like have no port of their own.
                false if !upstream.port && !upstream.default_port => {
                    format!("no port in upstream \"{}\"", upstream.host)
                }
                _ => continue,
            };
            return Err(Refusal { file: upstream.at.0, line: Some(upstream.at.1), message });
        }
        let unknown = |(directive, zone): &(String, String)| {
            (!self.zones.contains(zone)).then(|| format!("\"{directive}\" zone \"{zone}\" is unknown"))
        };
        let servers = &self.servers;
        let late = self
            .referers
            .refusal(|server| servers.get(server).map_or(&[][..], |server| &server.names))
            .or_else(|| self.late.take())
            .or_else(|| self.buffers.refusal())
            .or_else(|| self.caches.iter().find_map(unknown))
            .filter(|_| !self.servers.is_empty());
        if let Some(message) = late {
            return Err(Refusal { file: place.0, line: Some(place.1), message });
        }
        if let Some(duplicate) = self.duplicate.take() {
            return Err(duplicate);
        }
        for address in &self.addresses {
            let (Some(tls), Some(server)) = (address.listen.tls, self.servers.get(address.server)) else { continue };
            if !server.shakes_hands && !self.shakes_hands {
                let message = format!("no \"ssl_certificate\" is defined for the \"listen ... {tls}\" directive");
                return Err(Refusal { file: server.at.0, line: Some(server.at.1), message });
            }
        }
        let unknown = self.used.iter().find(|name| !is_builtin(name) && !self.defined.contains(name.as_str()));
        match unknown {
            Some(name) => Err(Refusal { file: 0, line: None, message: format!("unknown \"{name}\" variable") }),
            None => Ok(()),
        }
    }

    /// What is checked after all was read (`ngx_init_cycle()`).
    pub fn end_of_configuration(&self, connections: Option<u64>) -> Result<(), Refusal> {
        // A server without `listen` listens all the same.
        let silent = self.servers.iter().any(|server| !server.listens);
        let sockets = self.addresses.len() as u64 + u64::from(silent);
        if let Some(connections) = connections.filter(|&connections| connections < sockets) {
            let message = format!("{connections} worker_connections are not enough for {sockets} listening sockets");
            return Err(Refusal { file: 0, line: None, message });
        }
        match self.named_zones.iter().find(|zone| !self.zones.contains(zone.as_str())) {
            Some(zone) => {
                Err(Refusal { file: 0, line: None, message: format!("zero size shared memory zone \"{zone}\"") })
            }
            None => Ok(()),
        }
    }
}

/// Blocks with values of their own for the directives of locations.
fn is_level(name: &str) -> bool {
    matches!(name, "http" | "server" | "location" | "if" | "limit_except")
}
