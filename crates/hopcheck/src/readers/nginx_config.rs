//! nginx configurations: what is in effect in each server, location and upstream, and what nginx would refuse.
//!
//! All configurations of a paste are read together, because one includes the other; each artifact gets the facts of the
//! blocks that stand in it.

mod answers;
mod problems;
mod refusal;
#[cfg(test)]
mod tests;

use super::{Sink, nginx_directives};
use crate::facts::context::Coverage;
use crate::facts::nginx::{NginxLocation, NginxServer, NginxUpstreamServer};
use crate::facts::{Field, FilePath};
use crate::intake::{Artifact, Kind};
use crate::nginx::target::is_redacted;
use crate::nginx::units::{bytes, seconds};
use crate::nginx::views::{self, LocationView, PASSES, Pass, ServerView, UpstreamView};
use crate::nginx::{Config, Effective, Level, Model, Node, Problem, ProblemKind, parse};
use crate::text::Span;

/// The configurations of a paste, parsed.
pub struct Configs<'t> {
    parsed: Vec<Config<'t>>,
    /// The artifact each was parsed from.
    artifacts: Vec<usize>,
}

impl<'t> Configs<'t> {
    /// Parses every nginx configuration among the artifacts for which `wanted` holds.
    pub fn new(artifacts: &'t [Artifact], wanted: &dyn Fn(usize) -> bool) -> Self {
        let of_kind = artifacts
            .iter()
            .enumerate()
            .filter(|(index, artifact)| artifact.kind == Kind::NginxConfig && wanted(*index));
        let (artifacts, parsed) =
            of_kind.map(|(index, artifact)| (index, parse(&artifact.text, Some(&artifact.name)))).unzip();
        Configs { parsed, artifacts }
    }
}

/// What the configurations of a paste say together.
pub struct Together<'c, 't> {
    model: Model<'c, 't>,
    artifacts: &'c [usize],
    servers: Vec<ServerView>,
    upstreams: Vec<UpstreamView>,
    locations: Vec<LocationView>,
    undefined: Vec<(usize, Problem)>,
}

impl<'c, 't> Together<'c, 't> {
    /// Puts the configurations together.
    pub fn new(configs: &'c Configs<'t>) -> Self {
        let model = Model::new(&configs.parsed);
        let servers = views::servers(&model);
        let upstreams = views::upstreams(&model);
        let locations = views::locations(&model, &servers, &upstreams);
        let undefined = model.undefined_variables();
        Together { model, artifacts: &configs.artifacts, servers, upstreams, locations, undefined }
    }

    /// Gives the facts of the artifact of that index.
    pub fn read(&self, artifact: usize, sink: &mut Sink) {
        let Some(config) = self.artifacts.iter().position(|&index| index == artifact) else {
            return;
        };
        sink.understood_all();
        let whole_text = Span::new(0, self.model.configs[config].text.len());
        // An included block belongs to the artifact that holds its text.
        let home = |node: Option<Node>, scope: usize| match node {
            Some(node) => (node.config == config).then(|| self.model.configs[config].span(node.id)),
            None => self.stands_in(scope, config).then_some(whole_text),
        };
        for server in &self.servers {
            if let Some(span) = home(server.node, server.scope).filter(|_| server.node.is_some()) {
                sink.add(span, self.server(server));
                self.returning(server, span, sink);
            }
        }
        for location in &self.locations {
            let node = self.model.scopes[location.scope].node;
            if let Some(span) = home(node, location.scope) {
                sink.add(span, self.location(location));
            }
        }
        for upstream in &self.upstreams {
            for server in upstream.servers.iter().filter(|server| server.node.config == config) {
                let span = self.model.configs[config].span(server.node.id);
                sink.add(span, self.upstream_server(upstream, server));
            }
        }
        // A main file: the whole configuration, but for what it includes.
        let main = {
            let parsed = &self.model.configs[config];
            let has = |name: &str| {
                (0..parsed.files.len()).any(|file| parsed.top_level(file).any(|id| parsed.name(id).as_ref() == name))
            };
            has("events") && (has("http") || has("stream"))
        };
        let undefined = self.undefined.iter().filter(|(at, _)| *at == config).map(|(_, problem)| problem);
        for problem in self.model.configs[config].problems.iter().chain(undefined) {
            if problems::is_certain(problem) && !problems::follows_a_cut(self.model.configs[config].text, problem) {
                sink.add(problem.span, problems::fact(problem, main));
            }
        }
        if let Some((span, message)) =
            refusal::of_whole(&self.model, config).filter(|_| main && self.undefined.is_empty())
        {
            let problem = Problem::new(ProblemKind::Refused, span, "", message);
            sink.add(span, problems::fact(&problem, main));
        }
        nginx_directives::read(&self.model.configs[config], sink);
        if self.model.http_is_whole() {
            for of in ["nginx-server", "nginx-location", "nginx-upstream-server"] {
                let mut said = Coverage::unknown();
                said.of.put(of);
                sink.add(Span::default(), said);
            }
        }
    }

    /// True where the directives of a block without a directive of its own stand in that configuration.
    fn stands_in(&self, scope: usize, config: usize) -> bool {
        let mut names = self.model.own_names(scope);
        names.any(|name| self.model.own(scope, name).iter().any(|node| node.config == config))
    }

    fn server(&self, server: &ServerView) -> Box<NginxServer> {
        let mut fact = NginxServer::unknown();
        fact.names.put_field(names(server));
        fact.ports.put_field(ports(server));
        fact.tls.put_field(flag(server, server.listens.iter().any(|listen| listen.ssl)));
        fact.default.put_field(flag(server, server.listens.iter().any(|listen| listen.default_server)));
        fact.plain_443.put_field(self.plain_443(server));
        fact.certificate.put_field(self.path(server.scope, "ssl_certificate"));
        match &fact.certificate {
            Field::Set(path, _) => fact.certificate_folder.put_known(path.0.rsplit_once('/').map(|(folder, _)| folder)),
            Field::Absent => fact.certificate_folder.put_absent(),
            Field::Unknown => {}
        }
        fact.root.put_field(self.path(server.scope, "root"));
        fact.file.put_field(self.file(server.node));
        fact
    }

    /// A server that answers by itself before any location is asked.
    fn returning(&self, server: &ServerView, span: Span, sink: &mut Sink) {
        let returns = self.returns(server.scope);
        if returns.get().is_none() {
            return;
        }
        let mut said = NginxLocation::unknown();
        said.path.put_absent();
        said.modifier.put_absent();
        said.server_names.put_field(names(server));
        said.ports.put_field(ports(server));
        said.pass_directive.put_absent();
        said.returns.put_field(returns);
        said.file.put_field(self.file(server.node));
        sink.add(span, said);
    }

    fn location(&self, location: &LocationView) -> Box<NginxLocation> {
        let scope = location.scope;
        let server = location.server.map(|index| &self.servers[index]).filter(|server| server.node.is_some());
        let mut fact = NginxLocation::unknown();
        if let (Some(path), Some(span)) = (&location.path, location.path_span) {
            fact.path.put_at(path.as_str(), span);
        }
        if location.node.is_some() {
            fact.modifier.put_complete(location.modifier.as_deref());
        }
        if let Some(server) = server {
            fact.server_names.put_field(names(server));
            fact.ports.put_field(ports(server));
        }
        fact.http_version.put_field(self.word(scope, "proxy_http_version"));
        fact.upgrade.put_field(self.header(scope, "Upgrade"));
        fact.connection.put_field(self.header(scope, "Connection"));
        fact.host_header.put_field(self.header(scope, "Host"));
        fact.origin_header.put_field(self.header(scope, "Origin"));
        fact.proto_header.put_field(self.header(scope, "X-Forwarded-Proto"));
        fact.allow_origin.put_field(self.added_header(scope, "Access-Control-Allow-Origin"));
        fact.connect_src.put_field(self.connect_src(scope));
        fact.auth_basic.put_field(match self.word(scope, "auth_basic") {
            Field::Set(realm, _) if realm == "off" => Field::Absent,
            realm => realm,
        });
        fact.resolver.put_field(self.resolver(scope));
        fact.body_limit.put_field(self.number(scope, "client_max_body_size", bytes, 1024.0 * 1024.0));
        fact.root.put_field(self.path(scope, "root"));
        fact.alias.put_field(self.path(scope, "alias"));
        fact.try_files.put_field(self.joined(scope, "try_files"));
        fact.returns.put_field(self.returns(scope));
        fact.script.put_field(self.set_word(self.model.entry(scope, "fastcgi_param", "SCRIPT_FILENAME"), 2));
        fact.file.put_field(self.file(location.node));
        match &location.pass {
            Ok(pass) => self.passing(&mut fact, scope, pass),
            Err(Effective::Default) => {
                fact.pass_directive.put_absent();
                fact.pass_variable.put_absent();
                fact.pass_block.put_absent();
                fact.pass_uri.put_absent();
            }
            Err(_) => {}
        }
        fact
    }

    fn passing(&self, fact: &mut NginxLocation, scope: usize, pass: &Pass) {
        let here = pass.node.config == self.home_of(scope);
        let place = |span: Option<Span>| span.filter(|_| here);
        let protocol = pass.directive.trim_end_matches("_pass");
        let directive_span = self.model.word_span(pass.node, 0);
        fact.pass_directive.put_at(pass.directive, place(Some(directive_span)));
        let (socket, host) = (pass.socket.as_ref(), pass.host.as_ref().filter(|host| !is_redacted(host)));
        let run_time = |text: Option<&String>| text.is_some_and(|text| text.contains('$'));
        let dialled = &mut fact.pass;
        dialled.scheme.put_at(pass.scheme.as_str(), place(pass.spans.scheme));
        match (host, socket) {
            (Some(host), _) if !run_time(Some(host)) => {
                dialled.host.put_at(unbracketed(host), place(pass.spans.host));
            }
            (None, Some(_)) => dialled.host.put_absent(),
            _ => {}
        }
        match (pass.port, socket) {
            // The block's servers have the ports; a name in a variable may carry one.
            _ if (pass.upstream.is_some() || run_time(host)) && !pass.port_written => {}
            (Some(port), _) => dialled.port.put_at(port, place(pass.spans.port)),
            (None, Some(_)) => dialled.port.put_absent(),
            (None, None) => {}
        }
        match socket {
            Some(path) => dialled.socket.put_at(path.as_str(), place(pass.spans.socket)),
            None if run_time(host) => {}
            None => dialled.socket.put_absent(),
        }
        match &pass.uri {
            Some(uri) => fact.pass_uri.put_at(uri.as_str(), place(pass.spans.uri)),
            None if run_time(Some(&pass.target)) => {}
            None => fact.pass_uri.put_absent(),
        }
        fact.pass_variable.put(pass.has_variable);
        if pass.upstream.is_some() {
            fact.pass_block.put(true);
        } else if self.model.http_is_whole() || socket.is_some() || is_address(host) {
            fact.pass_block.put(false);
        }
        let timeout = format!("{protocol}_read_timeout");
        fact.read_timeout.put_field(self.number(scope, &timeout, seconds, 60.0));
        let (default, from_http) = match self.model.value(scope, &timeout) {
            Effective::Set(_, level) => (Some(false), Some(matches!(level, Level::Http))),
            Effective::Default => (Some(true), Some(false)),
            Effective::Unknown => (None, None),
        };
        fact.read_timeout_default.put_known(default);
        fact.read_timeout_from_http.put_known(from_http);
        fact.other_timeout.put_field(self.other_timeout(scope, pass.directive));
        match self.model.value(scope, &format!("{protocol}_buffering")) {
            Effective::Set(node, _) => {
                let on = self.model.word(node, 1).eq_ignore_ascii_case("on");
                fact.buffering.put_at(on, self.span_of(scope, node, 1));
            }
            // gRPC has no such switch: it never buffers.
            Effective::Default => fact.buffering.put(protocol != "grpc"),
            Effective::Unknown => {}
        }
    }

    /// A read timeout for a protocol that the location does not pass by, set in the location or its server.
    fn other_timeout(&self, scope: usize, directive: &str) -> Field<String> {
        let near = |scope: &usize| !matches!(self.model.scopes[*scope].level, Level::Http | Level::Main);
        let others =
            PASSES.iter().filter(|pass| **pass != directive).map(|pass| pass.replace("_pass", "_read_timeout"));
        for name in others {
            for at in self.model.chain(scope).filter(near) {
                if let Some(&node) = self.model.own(at, &name).first() {
                    return Field::Set(name, self.span_of(scope, node, 0));
                }
            }
        }
        if self.model.chain(scope).filter(near).all(|at| self.model.scopes[at].whole) {
            Field::Absent
        } else {
            Field::Unknown
        }
    }

    fn upstream_server(&self, upstream: &UpstreamView, server: &views::UpstreamServer) -> Box<NginxUpstreamServer> {
        let has = |name: &str| server.parameters.iter().any(|parameter| parameter == name);
        // The address is the directive's first word after its name.
        let down = server.parameters.iter().position(|parameter| parameter == "down");
        let down_span = down.map(|nth| self.model.word_span(server.node, nth + 2));
        let host = server.host.as_ref().filter(|host| !is_redacted(host));
        let mut fact = NginxUpstreamServer::unknown();
        fact.block.put(upstream.name.as_str());
        match (host, &server.socket) {
            (Some(host), _) => fact.host.put_at(unbracketed(host), server.host_span),
            (None, Some(_)) => fact.host.put_absent(),
            (None, None) => {}
        }
        match (server.port, &server.socket) {
            (Some(port), _) => fact.port.put_at(port, server.port_span),
            (None, Some(_)) => fact.port.put_absent(),
            (None, None) => {}
        }
        match &server.socket {
            Some(path) => fact.socket.put_at(path.as_str(), Some(server.span)),
            None => fact.socket.put_absent(),
        }
        fact.resolve.put(has("resolve"));
        fact.down.put_at(down.is_some(), down_span);
        let idle = |name: &String| name == "backup" || name == "down";
        let active = upstream.servers.iter().filter(|server| !server.parameters.iter().any(idle));
        fact.servers.put(u32::try_from(active.count()).unwrap_or(u32::MAX));
        if upstream.whole {
            fact.balancing.put_absent();
            fact.keepalive.put_absent();
            fact.keepalive_timeout.put_absent();
        }
        if let Some(balancing) = upstream.balancing {
            fact.balancing.put(balancing);
        }
        if let Some(keepalive) = upstream.keepalive {
            fact.keepalive.put(keepalive);
        }
        if let Some(text) = &upstream.keepalive_timeout {
            fact.keepalive_timeout.put_known(seconds(text));
        }
        fact
    }

    /// The configuration a block's text stands in.
    fn home_of(&self, scope: usize) -> usize {
        let node = self.model.chain(scope).find_map(|at| self.model.scopes[at].node);
        let first = || self.model.own_names(scope).find_map(|name| self.model.own(scope, name).first().copied());
        node.or_else(first).map_or(0, |node| node.config)
    }

    /// The place of a word, where it stands in the same artifact as the block.
    fn span_of(&self, scope: usize, node: Node, word: usize) -> Option<Span> {
        (node.config == self.home_of(scope)).then(|| self.model.word_span(node, word))
    }

    fn set_word(&self, effective: Effective, word: usize) -> Field<String> {
        match effective {
            Effective::Set(node, _) => Field::at(self.model.word(node, word), self.model.word_span(node, word)),
            Effective::Default => Field::Absent,
            Effective::Unknown => Field::Unknown,
        }
    }

    fn here_only<T>(&self, scope: usize, field: Field<T>, effective: Effective) -> Field<T> {
        match (field, effective) {
            (Field::Set(value, span), Effective::Set(node, _)) => {
                Field::Set(value, span.filter(|_| node.config == self.home_of(scope)))
            }
            (field, _) => field,
        }
    }

    fn word(&self, scope: usize, name: &str) -> Field<String> {
        let effective = self.model.value(scope, name);
        self.here_only(scope, self.set_word(effective, 1), effective)
    }

    fn header(&self, scope: usize, name: &str) -> Field<String> {
        let effective = self.model.entry(scope, "proxy_set_header", name);
        self.here_only(scope, self.set_word(effective, 2), effective)
    }

    fn path(&self, scope: usize, name: &str) -> Field<FilePath> {
        match self.word(scope, name) {
            Field::Set(path, span) => Field::Set(FilePath(path), span),
            Field::Absent => Field::Absent,
            Field::Unknown => Field::Unknown,
        }
    }

    fn joined(&self, scope: usize, name: &str) -> Field<String> {
        match self.model.here(scope, name) {
            Effective::Set(node, _) => {
                let value = self.model.configs[node.config].args(node.id).join(" ");
                Field::Set(value, self.span_of(scope, node, 1))
            }
            Effective::Default => Field::Absent,
            Effective::Unknown => Field::Unknown,
        }
    }

    fn number(&self, scope: usize, name: &str, read: fn(&str) -> Option<f64>, default: f64) -> Field<f64> {
        match self.model.value(scope, name) {
            Effective::Set(node, _) => match read(&self.model.word(node, 1)) {
                Some(value) => Field::Set(value, self.span_of(scope, node, 1)),
                None => Field::Unknown,
            },
            Effective::Default => Field::set(default),
            Effective::Unknown => Field::Unknown,
        }
    }

    fn resolver(&self, scope: usize) -> Field<Vec<String>> {
        match self.model.value(scope, "resolver") {
            Effective::Set(node, _) => {
                let words = self.model.configs[node.config].args(node.id);
                let addresses: Vec<String> = words.into_iter().filter(|word| !word.contains('=')).collect();
                Field::Set(addresses, self.span_of(scope, node, 1))
            }
            Effective::Default => Field::Absent,
            Effective::Unknown => Field::Unknown,
        }
    }

    /// The status of `return`, or of a `rewrite` that redirects.
    fn returns(&self, scope: usize) -> Field<u32> {
        if let Effective::Set(node, _) = self.model.here(scope, "return") {
            let status = self.model.word(node, 1).parse().ok();
            // A single argument that is no status is an address: 302.
            return Field::Set(status.unwrap_or(302), self.span_of(scope, node, 1));
        }
        for &node in self.model.own(scope, "rewrite") {
            let (target, flag) = (self.model.word(node, 2), self.model.word(node, 3));
            let absolute = ["http://", "https://", "$scheme"].iter().any(|prefix| target.starts_with(prefix));
            match flag.as_ref() {
                "permanent" => return Field::Set(301, self.span_of(scope, node, 2)),
                "redirect" => return Field::Set(302, self.span_of(scope, node, 2)),
                _ if absolute => return Field::Set(302, self.span_of(scope, node, 2)),
                _ => {}
            }
        }
        if self.model.scopes[scope].whole { Field::Absent } else { Field::Unknown }
    }

    fn file(&self, node: Option<Node>) -> Field<FilePath> {
        let name = node.and_then(|node| self.model.file(node)).filter(|name| name.contains(['/', '.']));
        Field::known(name.map(str::to_owned))
    }
}

fn names(server: &ServerView) -> Field<Vec<String>> {
    match server.names.is_empty() {
        true if server.whole => Field::Absent,
        true => Field::Unknown,
        false => Field::set(server.names.clone()),
    }
}

fn ports(server: &ServerView) -> Field<Vec<String>> {
    let mut ports: Vec<String> =
        server.listens.iter().filter_map(|listen| listen.port).map(|port| port.to_string()).collect();
    ports.dedup();
    match server.listens.is_empty() {
        // nginx, run as root, listens on port 80 where a server says nothing.
        true if server.whole => Field::set(vec!["80".to_owned()]),
        true => Field::Unknown,
        false => Field::set(ports),
    }
}

/// A yes that some `listen` says, a no that only the whole block proves.
fn flag(server: &ServerView, yes: bool) -> Field<bool> {
    if yes || server.whole { Field::set(yes) } else { Field::Unknown }
}

fn unbracketed(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

fn is_address(host: Option<&String>) -> bool {
    host.is_some_and(|host| unbracketed(host).parse::<std::net::IpAddr>().is_ok())
}
