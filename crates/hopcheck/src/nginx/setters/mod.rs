//! What the setters of single directives refuse, in nginx's words: what the table of directives cannot say.
//!
//! Each is a reading of the C function that nginx calls for the directive; what depends on the machine (names, files, users) is not judged.

mod access;
mod listen;
mod parameters;
mod rewrite;
mod script;
mod upstream;
mod zones;

pub(super) use listen::{Listen, read as read_listen};
pub(super) use rewrite::read_location;
pub(super) use script::{fault as script_fault, regex_fault};
pub(super) use upstream::{Target, target};

use super::directives::Contexts;
use super::units::{is_time, number};

/// The location around a directive, as far as setters ask for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// Its name; for a regular expression, the expression.
    pub name: String,
    /// `location = …`
    pub exact: bool,
    /// `location @…`
    pub named: bool,
    /// `location ~ …`
    pub regex: bool,
    /// An `if` or `limit_except`, which has no name.
    pub nameless: bool,
}

/// The ways to wait for events that nginx has on Linux.
const EVENT_METHODS: [&str; 3] = ["epoll", "poll", "select"];

/// What nginx says to the directive `name` with these arguments, standing in `here`; `None` where it takes them.
/// `location` is the one around it, where it is known.
pub fn refusal(name: &str, arguments: &[String], here: Contexts, location: Option<&Location>) -> Option<String> {
    let argument = |n: usize| arguments.get(n).map_or("", String::as_str);
    let directive = |what: &str| Some(format!("\"{name}\" directive {what}"));
    let http = here.meets(Contexts::HTTP_TREE);
    match name {
        "worker_processes" if argument(0) != "auto" && number(argument(0)).is_none() => directive("invalid value"),
        "worker_connections" if number(argument(0)).is_none() => Some(format!("invalid number \"{}\"", argument(0))),
        "worker_priority" if number(argument(0).trim_start_matches(['-', '+'])).is_none() => {
            directive("invalid number")
        }
        "worker_cpu_affinity" => parameters::cpu_affinity(arguments),
        "thread_pool" => parameters::thread_pool(arguments),
        "use" if !EVENT_METHODS.contains(&argument(0)) => Some(format!("invalid event type \"{}\"", argument(0))),
        "error_log" => access::log_level(arguments),
        "listen" if http => listen::refusal(arguments),
        "server" if here.meets(Contexts::UPSTREAM) && !arguments.is_empty() => upstream::server(arguments),
        "hash" | "random" => parameters::balancing(name, arguments),
        "server_name" if http => rewrite::server_name(arguments),
        "map" | "geo" | "split_clients" if http => rewrite::defines(arguments.last().map_or("", String::as_str)),
        "try_files" => rewrite::try_files(arguments),
        "location" => rewrite::location(arguments, location),
        "if" => rewrite::condition(arguments),
        "rewrite" => rewrite::rewrite(arguments),
        "return" if http => rewrite::returns(arguments),
        "set" if http => rewrite::set(arguments),
        "error_page" => rewrite::error_page(arguments),
        "root" | "alias" => rewrite::root(name, argument(0), location),
        "allow" | "deny" => access::network(argument(0)),
        "proxy_pass" if http => upstream::proxy_pass(argument(0), location),
        "fastcgi_pass" | "uwsgi_pass" | "scgi_pass" | "grpc_pass" | "memcached_pass" => script::fault(argument(0)),
        "add_header" | "add_trailer" => parameters::header(arguments),
        "proxy_bind" | "fastcgi_bind" | "uwsgi_bind" | "scgi_bind" | "grpc_bind" | "memcached_bind" => {
            parameters::bind(arguments)
        }
        "proxy_cookie_path" | "proxy_cookie_domain" => parameters::pair_or_off(arguments),
        "proxy_redirect" => parameters::redirect(arguments),
        "proxy_cache_path" | "fastcgi_cache_path" | "uwsgi_cache_path" | "scgi_cache_path" => {
            parameters::cache_path(name, arguments)
        }
        "proxy_cache_valid" | "fastcgi_cache_valid" | "uwsgi_cache_valid" | "scgi_cache_valid" => {
            parameters::cache_valid(arguments)
        }
        "dav_access" | "proxy_store_access" | "fastcgi_store_access" | "uwsgi_store_access" | "scgi_store_access" => {
            access::permissions(arguments)
        }
        "client_body_temp_path" | "proxy_temp_path" | "fastcgi_temp_path" | "uwsgi_temp_path" | "scgi_temp_path" => {
            access::folder_levels(name, arguments)
        }
        "ssl_session_cache" if http => parameters::session_cache(arguments),
        "open_file_cache" => parameters::open_file_cache(arguments),
        "ssl_certificate_cache"
        | "proxy_ssl_certificate_cache"
        | "grpc_ssl_certificate_cache"
        | "uwsgi_ssl_certificate_cache" => parameters::certificate_cache(name, arguments),
        "userid_expires" => parameters::userid_expires(argument(0)),
        "gzip_window" => parameters::gzip_window(argument(0)),
        "gzip_hash" => parameters::gzip_hash(argument(0)),
        "log_format" if http => zones::log_format(arguments),
        "keepalive_timeout" => {
            let fits = is_time(argument(0), false) && arguments.get(1).is_none_or(|header| is_time(header, true));
            if fits { None } else { directive("invalid value") }
        }
        "keepalive" if number(argument(0)).is_none_or(|n| n == 0) => {
            Some(format!("invalid value \"{}\" in \"keepalive\" directive", argument(0)))
        }
        "directio" if argument(0) != "off" && !super::units::is_size(argument(0), true) => directive("invalid value"),
        "limit_req" => zones::limit_req(arguments),
        "limit_conn" => zones::limit_conn(arguments),
        "limit_req_zone" | "limit_conn_zone" => zones::limit_zone(name, arguments),
        "access_log" if http => zones::access_log(arguments),
        "limit_except" => access::methods(arguments),
        "expires" => parameters::expires(arguments),
        "resolver" => parameters::resolver(arguments),
        _ => None,
    }
}
