//! Servers, locations and upstreams as nginx would run them, for whoever asks what a request meets.

use std::ops::Range;

use super::effective::{Effective, Level, Model, Node};
use super::target::{default_port, parts, protocol};
use crate::text::Span;

/// The directives that hand a request on.
pub const PASSES: [&str; 5] = ["proxy_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "grpc_pass"];

/// A `server` block, or the top of a fragment of one.
#[derive(Clone, Debug)]
pub struct ServerView {
    /// Its block, as an index of [`Model::scopes`].
    pub scope: usize,
    /// Its directive; none for a fragment.
    pub node: Option<Node>,
    /// Its names, as written.
    pub names: Vec<String>,
    /// What it listens on; empty where it says nothing, which is port 80 where the block was seen whole.
    pub listens: Vec<Listen>,
    /// True where the whole block was seen.
    pub whole: bool,
}

/// One `listen`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listen {
    /// Its directive.
    pub node: Node,
    /// Address; none for all.
    pub address: Option<String>,
    /// Port, 80 where none is written; none for a unix socket.
    pub port: Option<u16>,
    /// Path of a unix socket.
    pub socket: Option<String>,
    /// With `ssl`.
    pub ssl: bool,
    /// With `default_server` (or `default`, its old name).
    pub default_server: bool,
    /// With `http2`.
    pub http2: bool,
}

/// A `location`, an `if` in one that hands on by itself, or the top of a fragment of a location.
#[derive(Clone, Debug)]
pub struct LocationView {
    /// Its block, as an index of [`Model::scopes`].
    pub scope: usize,
    /// Its directive; none for a fragment.
    pub node: Option<Node>,
    /// `=`, `~`, `~*`, `^~`.
    pub modifier: Option<String>,
    /// Path or pattern, as nginx reads it; none for a fragment.
    pub path: Option<String>,
    /// The bytes of path or pattern.
    pub path_span: Option<Span>,
    /// The server around it, as an index of [`servers`].
    pub server: Option<usize>,
    /// What it hands requests to; `Unknown` where the block was not seen whole and does not say.
    pub pass: Result<Pass, Effective>,
}

/// What a request is handed to.
#[derive(Clone, Debug)]
pub struct Pass {
    /// The directive's place.
    pub node: Node,
    /// proxy_pass, fastcgi_pass …
    pub directive: &'static str,
    /// The target as written.
    pub written: String,
    /// The target with the variables replaced that `set` defines; the parts below are cut from it.
    pub target: String,
    /// The protocol: as written, or the directive's own.
    pub scheme: String,
    /// Name or address, `[…]` kept.
    pub host: Option<String>,
    /// Port: as written, or the scheme's default.
    pub port: Option<u16>,
    /// True where the port is written.
    pub port_written: bool,
    /// Path of a unix socket.
    pub socket: Option<String>,
    /// The URI part, from its `/`.
    pub uri: Option<String>,
    /// True where the target as written holds a variable: nginx then resolves it at run time.
    pub has_variable: bool,
    /// The `upstream` block of that name, as an index of [`upstreams`].
    pub upstream: Option<usize>,
    /// The bytes of the parts, where they stand in the directive as such.
    pub spans: PassSpans,
}

/// Where the parts of a target stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct PassSpans {
    /// The whole argument.
    pub argument: Span,
    /// Scheme.
    pub scheme: Option<Span>,
    /// Host.
    pub host: Option<Span>,
    /// Port.
    pub port: Option<Span>,
    /// Socket.
    pub socket: Option<Span>,
    /// URI.
    pub uri: Option<Span>,
}

/// An `upstream` block.
#[derive(Clone, Debug)]
pub struct UpstreamView {
    /// Its block, as an index of [`Model::scopes`].
    pub scope: usize,
    /// Its name.
    pub name: String,
    /// Its servers.
    pub servers: Vec<UpstreamServer>,
    /// `keepalive`: idle connections kept for each worker.
    pub keepalive: Option<u32>,
    /// `keepalive_timeout`, as written.
    pub keepalive_timeout: Option<String>,
    /// The directive that says how a server is chosen; none where they take turns.
    pub balancing: Option<&'static str>,
    /// Shared memory zone, which `resolve` needs.
    pub zone: Option<String>,
    /// True where the whole block was seen.
    pub whole: bool,
}

/// One `server` of an `upstream` block.
#[derive(Clone, Debug)]
pub struct UpstreamServer {
    /// Its directive.
    pub node: Node,
    /// Name or address.
    pub host: Option<String>,
    /// Port, 80 where none is written (`ngx_http_upstream_server()`); none for a socket.
    pub port: Option<u16>,
    /// Path of a unix socket.
    pub socket: Option<String>,
    /// Its parameters: `resolve`, `down`, `backup`, `max_fails=3` …
    pub parameters: Vec<String>,
    /// The bytes of its address.
    pub span: Span,
    /// The bytes of its host, where they are written as they count.
    pub host_span: Option<Span>,
    /// The same of its port.
    pub port_span: Option<Span>,
}

fn cut(text: &str, range: Option<Range<usize>>) -> Option<String> {
    range.and_then(|range| text.get(range)).map(str::to_owned)
}

/// The servers of the configurations, in the order of the text.
pub fn servers(model: &Model<'_, '_>) -> Vec<ServerView> {
    let scopes = (0..model.scopes.len()).filter(|&scope| model.scopes[scope].level == Level::Server);
    scopes
        .map(|scope| ServerView {
            scope,
            node: model.scopes[scope].node,
            names: model
                .own(scope, "server_name")
                .iter()
                .flat_map(|&node| model.configs[node.config].args(node.id))
                .collect(),
            listens: model.own(scope, "listen").iter().map(|&node| listen(model, node)).collect(),
            whole: model.scopes[scope].whole,
        })
        .collect()
}

fn listen(model: &Model<'_, '_>, node: Node) -> Listen {
    let text = model.word(node, 1);
    let parts = parts(&text);
    let options = model.configs[node.config].args(node.id);
    let has = |name: &str| options.iter().skip(1).any(|option| option == name);
    let socket = cut(&text, parts.socket);
    // A bare number is a port, anything else a name or an address.
    let (address, port) = match cut(&text, parts.host) {
        Some(host) if parts.port.is_none() && host.bytes().all(|b| b.is_ascii_digit()) => (None, host.parse().ok()),
        host => (host, cut(&text, parts.port).map_or(Some(80), |port| port.parse().ok())),
    };
    Listen {
        node,
        address: address.filter(|address| address != "*"),
        port: port.filter(|_| socket.is_none()),
        socket,
        ssl: has("ssl"),
        default_server: has("default_server") || has("default"),
        http2: has("http2"),
    }
}

/// The directives that say how a server is chosen (ngx_http_upstream_module, and nginx Plus's `sticky`).
const BALANCING: [&str; 6] = ["ip_hash", "hash", "least_conn", "least_time", "random", "sticky"];

/// The upstream blocks of the configurations, in the order of the text.
pub fn upstreams(model: &Model<'_, '_>) -> Vec<UpstreamView> {
    let scopes = (0..model.scopes.len()).filter(|&scope| model.scopes[scope].level == Level::Upstream);
    scopes
        .map(|scope| {
            let first = |name: &str| model.own(scope, name).first().map(|&node| model.word(node, 1).into_owned());
            UpstreamView {
                scope,
                name: model.scopes[scope].node.map_or_else(String::new, |node| model.word(node, 1).into_owned()),
                servers: model.own(scope, "server").iter().map(|&node| upstream_server(model, node)).collect(),
                keepalive: first("keepalive").and_then(|count| count.parse().ok()),
                keepalive_timeout: first("keepalive_timeout"),
                balancing: BALANCING.into_iter().find(|name| !model.own(scope, name).is_empty()),
                zone: first("zone"),
                whole: model.scopes[scope].whole,
            }
        })
        .collect()
}

fn upstream_server(model: &Model<'_, '_>, node: Node) -> UpstreamServer {
    let text = model.word(node, 1);
    let parts = parts(&text);
    let socket = cut(&text, parts.socket);
    let span = model.word_span(node, 1);
    // A quoted or escaped word is longer than what it says.
    let written = span.of(model.configs[node.config].text) == text.as_ref();
    let place = |range: Option<&Range<usize>>| {
        range.filter(|_| written).map(|range| {
            let start = span.start as usize;
            Span::new(start + range.start, start + range.end)
        })
    };
    UpstreamServer {
        node,
        host_span: place(parts.host.as_ref()),
        port_span: place(parts.port.as_ref()),
        host: cut(&text, parts.host),
        port: cut(&text, parts.port).map_or(Some(80), |port| port.parse().ok()).filter(|_| socket.is_none()),
        socket,
        parameters: model.configs[node.config].args(node.id).split_off(1),
        span,
    }
}

/// The locations of the configurations, in the order of the text, with what each hands requests to.
pub fn locations(model: &Model<'_, '_>, servers: &[ServerView], upstreams: &[UpstreamView]) -> Vec<LocationView> {
    let has_pass = |scope: usize| PASSES.iter().any(|name| !model.own(scope, name).is_empty());
    let is_location = |&scope: &usize| match model.scopes[scope].level {
        Level::Location => model.scopes[scope].node.is_some() || has_pass(scope),
        Level::If | Level::LimitExcept => has_pass(scope),
        _ => false,
    };
    let mut scopes: Vec<usize> = (0..model.scopes.len()).filter(is_location).collect();
    if scopes.is_empty() {
        // A fragment may hold nothing of a location but the headers that are set in it.
        let sets =
            |&scope: &usize| model.scopes[scope].node.is_none() && !model.own(scope, "proxy_set_header").is_empty();
        scopes.extend((0..model.scopes.len()).filter(sets));
    }
    scopes.into_iter().map(|scope| location(model, scope, servers, upstreams)).collect()
}

fn location(model: &Model<'_, '_>, scope: usize, servers: &[ServerView], upstreams: &[UpstreamView]) -> LocationView {
    // An `if` belongs to the location around it.
    let block = model.chain(scope).find(|&at| model.scopes[at].level == Level::Location).unwrap_or(scope);
    let node = model.scopes[block].node;
    let words = node.map_or(0, |node| model.configs[node.config].tokens_of(node.id).len());
    let path_at = words.saturating_sub(1).max(1);
    let path =
        node.filter(|_| words > 1).map(|node| (model.word(node, path_at).into_owned(), model.word_span(node, path_at)));
    let around = model.chain(scope).find(|&at| model.scopes[at].level == Level::Server);
    LocationView {
        scope,
        node,
        modifier: node.filter(|_| words > 2).map(|node| model.word(node, 1).into_owned()),
        path_span: path.as_ref().map(|(_, span)| *span),
        path: path.map(|(path, _)| path),
        server: around.and_then(|scope| servers.binary_search_by_key(&scope, |server| server.scope).ok()),
        pass: pass(model, scope, upstreams),
    }
}

fn pass(model: &Model<'_, '_>, scope: usize, upstreams: &[UpstreamView]) -> Result<Pass, Effective> {
    let mut answer = Effective::Default;
    for directive in PASSES {
        match model.here(scope, directive) {
            Effective::Set(node, _) => {
                return Ok(pass_of(model, scope, directive, node, upstreams));
            }
            Effective::Unknown => answer = Effective::Unknown,
            Effective::Default => {}
        }
    }
    Err(answer)
}

fn pass_of(
    model: &Model<'_, '_>,
    scope: usize,
    directive: &'static str,
    node: Node,
    upstreams: &[UpstreamView],
) -> Pass {
    let written = model.word(node, 1).into_owned();
    let target = model.expanded(scope, &written);
    let parts = parts(&target);
    let argument = model.word_span(node, 1);
    // Parts stand in the text as cut only where the argument was neither replaced, quoted nor escaped.
    let verbatim = argument.of(model.configs[node.config].text) == target;
    let span = |range: &Option<Range<usize>>| {
        let range = range.clone().filter(|_| verbatim)?;
        Some(Span::new(range.start, range.end).shifted(argument.start as usize))
    };
    let spans = PassSpans {
        argument,
        scheme: span(&parts.scheme),
        host: span(&parts.host),
        port: span(&parts.port),
        socket: span(&parts.socket),
        uri: span(&parts.uri),
    };
    let scheme =
        cut(&target, parts.scheme).map_or_else(|| protocol(directive).to_owned(), |scheme| scheme.to_ascii_lowercase());
    let host = cut(&target, parts.host);
    let port_text = cut(&target, parts.port);
    let socket = cut(&target, parts.socket);
    let written_port = port_text.as_deref().and_then(|port| port.parse().ok());
    let default = default_port(directive, &scheme).filter(|_| port_text.is_none() && socket.is_none());
    let block = |host: &String| upstreams.iter().position(|upstream| upstream.name.eq_ignore_ascii_case(host));
    Pass {
        node,
        directive,
        has_variable: written.contains('$'),
        port: written_port.or(default),
        port_written: port_text.is_some(),
        upstream: host.as_ref().and_then(block),
        uri: cut(&target, parts.uri),
        written,
        target,
        scheme,
        host,
        socket,
        spans,
    }
}
