//! Lines of nginx configuration.

use super::{good, sure};
use crate::intake::Kind;
use crate::intake::guess::Guess;
use crate::intake::pattern::run;

const BLOCKS: &[&str] = &[
    "server",
    "location",
    "upstream",
    "http",
    "events",
    "map",
    "stream",
    "types",
    "geo",
    "limit_except",
    "split_clients",
    "mail",
];

const DIRECTIVES: &[&str] = &[
    "listen",
    "server_name",
    "root",
    "index",
    "try_files",
    "include",
    "return",
    "rewrite",
    "error_log",
    "access_log",
    "resolver",
    "set",
    "user",
    "pid",
    "sendfile",
    "expires",
    "error_page",
    "deny",
    "allow",
    "alias",
    "default_type",
    "charset",
    "hash",
    "ip_hash",
    "least_conn",
    "zone",
    "satisfy",
    "internal",
    "etag",
    "tcp_nodelay",
    "tcp_nopush",
    "server",
    "keepalive",
    "reset_timedout_connection",
    "send_timeout",
    "merge_slashes",
    "env",
    "daemon",
    "master_process",
    "load_module",
    "http2",
    "autoindex",
    "resolver_timeout",
    "mirror",
    "js_import",
    "multi_accept",
    "use",
    "stub_status",
    "log_format",
    "log_not_found",
];

const FAMILIES: &[&str] = &[
    "proxy_",
    "fastcgi_",
    "uwsgi_",
    "scgi_",
    "grpc_",
    "ssl_",
    "add_",
    "server_",
    "keepalive_",
    "client_",
    "worker_",
    "gzip",
    "limit_",
    "passenger_",
    "real_ip_",
    "set_real_ip",
    "large_client",
    "open_file",
    "types_",
    "auth_",
    "lua_",
    "content_by",
    "access_by",
    "sub_filter",
    "variables_hash",
    "map_hash",
    "underscores_in",
    "http2_",
    "http3",
    "quic",
    "chunked_",
    "tcp_",
    "memcached_",
    "mp4",
    "more_",
    "log_",
    "if_modified",
    "port_in",
    "absolute_",
    "ignore_invalid",
    "resolver_",
    "directio",
    "output_",
    "postpone_",
    "error_",
    "brotli",
];

/// `directive value;`, `block … {`.
pub(super) fn nginx(_: &str, text: &str) -> Option<Guess> {
    let text = text.split(" #").next().unwrap_or(text).split("\t#").next().unwrap_or(text).trim_end();
    let text = text.split_once(";#").map_or(text, |(head, _)| &text[..=head.len()]);
    let text = text.split_once("{#").map_or(text, |(head, _)| &text[..=head.len()]);
    let word = run(text, |b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    let name = &text[..word];
    let rest = &text[word..];
    if word == 0 || !(rest.starts_with([' ', '\t', '{', ';']) || rest.is_empty()) {
        return None;
    }
    let assigns = rest.trim_start().starts_with(['=', ':', '(']) && name != "location";
    if assigns {
        return None;
    }
    if BLOCKS.contains(&name) && (text.ends_with('{') || text.contains("{ ") || text.ends_with('}')) {
        return sure(Kind::NginxConfig);
    }
    if name == "if" && text.ends_with('{') && text.contains('$') && text.contains("($") {
        return good(Kind::NginxConfig, 8);
    }
    let known = DIRECTIVES.contains(&name) || FAMILIES.iter().any(|family| name.starts_with(family));
    match (known, text.ends_with(';')) {
        (true, true) => good(Kind::NginxConfig, 8),
        (true, false)
            if text.ends_with(['\'', '$', '"'])
                || (name.contains('_') && rest.len() > 2 && !rest.contains(['"', '{'])) =>
        {
            good(Kind::NginxConfig, 5)
        }
        (false, true) if rest.starts_with([' ', '\t']) && !rest.contains('(') => good(Kind::NginxConfig, 3),
        _ => None,
    }
}
