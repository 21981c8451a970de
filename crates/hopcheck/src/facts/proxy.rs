//! Proxies other than nginx, in front of it or behind.

use super::nginx::Endpoint;
use super::schema::fact;
use super::value::Field;

fact! {
    /// A route of a proxy that is not nginx, as its configuration gives it.
    ProxyHop = "proxy-hop", shows "{program} passes {path|requests} on to {target.host}{target.socket}",
    from [ProxyConfig], varies [] {
        /// apache, caddy, haproxy.
        program: Field<String>,
        /// Names of the site; absent where it takes any.
        names: Field<Vec<String>>,
        /// Path that the route takes: a prefix or a pattern as written.
        path: Field<String>,
        /// What it dials.
        target: Endpoint,
        /// The same as written.
        written: Field<String>,
        /// True where the upgrade to a WebSocket passes on this route; unknown where another route of the site may take it.
        upgrade: Field<bool>,
        /// Seconds it waits for an answer; absent where it waits for ever.
        wait: Field<f64>,
        /// Seconds after which it closes a quiet WebSocket; absent where it never does.
        idle: Field<f64>,
    }
}
