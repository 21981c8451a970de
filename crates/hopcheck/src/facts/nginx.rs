//! What nginx says and what it is told.

use super::schema::{FilePath, Host, fact, record};
use super::value::Field;

record! {
    /// The other end of a connection nginx makes.
    Endpoint {
        /// Protocol as nginx names it: http, https, fastcgi, uwsgi, scgi, grpc, grpcs, memcached.
        scheme: Field<String>,
        /// Name or address; absent for a unix socket.
        host: Field<Host>,
        /// Port, the scheme's default filled in; absent for a unix socket.
        port: Field<u16>,
        /// Path of a unix socket; absent for a host.
        socket: Field<FilePath>,
        /// Path of the request as sent upstream, without query.
        path: Field<String>,
    }
}

fact! {
    /// One line of nginx's error log about a request or connection, while nginx runs.
    NginxError = "nginx-error", shows "nginx failed while {action|serving a request} {upstream.host}{upstream.socket}",
    from [NginxErrorLog], varies ["client", "method", "path", "referrer", "upstream.path", "pid"] {
        /// Level word: error, crit, alert, warn, info …
        level: Field<String>,
        /// What happened: connect-failed, send-failed, recv-failed, timed-out, premature-close, no-live-upstreams, no-resolver,
        /// name-not-resolved, header-too-big, invalid-header, unsupported-protocol, ssl-handshake-failed, body-too-large,
        /// fastcgi-stderr, open-failed, temp-path-failed (a temporary or cached file or its folder), directory-forbidden, forbidden-by-rule, limited, delayed,
        /// request-too-large (request line or header), plain-to-https, certificate-refused, upstream-disabled, resolver-failed, rewrite-cycle, worker-connections,
        /// buffered-to-file, invalid-upstream, socket-failed, too-many-files, other.
        event: Field<String>,
        /// The system's error number, as Linux numbers it (BSD and Windows numbers are translated); absent where the line has none.
        errno: Field<u32>,
        /// What nginx was doing, the words after "while": "connecting to upstream", "reading response header from upstream" …
        action: Field<String>,
        /// The client's address.
        client: Field<Host>,
        /// The server block that answered, by its first name; absent where nginx prints an empty one.
        server: Field<Host>,
        /// Request method.
        method: Field<String>,
        /// Request path with query.
        path: Field<String>,
        /// The upstream nginx chose; without port and with the block's name as host for "no live upstreams".
        upstream: Endpoint,
        /// The Host header.
        host: Field<Host>,
        /// Page that the request came from.
        referrer: Field<String>,
        /// What the message is about: the name that did not resolve, the file that did not open, FastCGI's stderr text, the TLS library's
        /// own words in `(SSL: …)`, the zone of a limit, the size of a body.
        subject: Field<String>,
        /// Platform the errno text belongs to: linux, musl, bsd, windows.
        platform: Field<String>,
        /// Process id.
        pid: Field<u32>,
    }
}

fact! {
    /// A message of nginx at start, at reload or from `nginx -t`.
    NginxStartError = "nginx-start-error", shows "nginx does not start: {event} {subject}",
    from [NginxErrorLog], varies ["level"] {
        /// Level word: emerg, alert, warn …
        level: Field<String>,
        /// What happened: host-not-found, no-host, unexpected-token, unexpected-end, not-terminated, unknown-directive, not-allowed-here, duplicate-directive,
        /// invalid-arguments, invalid-value, unknown-variable, bind-failed, open-failed, certificate-failed, key-mismatch, hash-too-small, duplicate-upstream, duplicate-location,
        /// duplicate-default-server, duplicate-listen, conflicting-server-name, no-servers-in-upstream, pid-invalid, resolver-not-found, listen-host-not-found, no-port,
        /// socket-failed, certificate-missing (none is set), proxy-pass-uri, module-failed, temp-path-failed, unknown-user, zone-undefined, location-outside,
        /// hash-not-optimal, invalid-option (on its command line), file-limit (more worker_connections than files may be open), other.
        event: Field<String>,
        /// nginx's words, without level and place.
        message: Field<String>,
        /// The TLS library's own words, in `(SSL: …)`.
        detail: Field<String>,
        /// The name, path, directive or value the message is about.
        subject: Field<String>,
        /// The directive the message names.
        directive: Field<String>,
        /// The system's error number, as Linux numbers it.
        errno: Field<u32>,
        /// Configuration file.
        file: Field<FilePath>,
        /// Line in that file.
        line: Field<u32>,
        /// Address of a failed bind.
        host: Field<Host>,
        /// Port of a failed bind or of the upstream named in the message.
        port: Field<u16>,
    }
}

fact! {
    /// A message of nginx, with what it means. Only where a phrasebook is at hand: it explains lines and decides nothing.
    NginxMessage = "nginx-message", shows "nginx says: {explains}",
    from [NginxErrorLog], varies ["text", "parts", "explains", "points_to", "internal"] {
        /// The message as nginx wrote it, without stamp, level and the request's fields.
        text: Field<String>,
        /// The format it was printed with, as nginx's source has it; absent for a message that is not nginx's own.
        format: Field<String>,
        /// Level word.
        level: Field<String>,
        /// The system's error number, as Linux numbers it; absent where the line has none.
        errno: Field<u32>,
        /// What nginx was doing, the words after "while"; absent where the line has none.
        action: Field<String>,
        /// The values that the format prints, each as `name: value`.
        parts: Field<Vec<String>>,
        /// What it means, in plain words.
        explains: Field<String>,
        /// Ids of the rules it points to.
        points_to: Field<Vec<String>>,
        /// True where only the authors of nginx or of a module can act on it.
        internal: Field<bool>,
    }
}

fact! {
    /// A `server` block, with what is in effect there.
    NginxServer = "nginx-server", shows "server block {names}",
    from [NginxConfig], varies [] {
        /// Its names.
        names: Field<Vec<String>>,
        /// Ports it listens on.
        ports: Field<Vec<String>>,
        /// True where a listen has `ssl`.
        tls: Field<bool>,
        /// True where a listen is `default_server`.
        default: Field<bool>,
        /// The address of the `listen` of port 443, where that has no `ssl`; absent where there is none such.
        plain_443: Field<String>,
        /// `ssl_certificate` in effect.
        certificate: Field<FilePath>,
        /// The folder it lies in.
        certificate_folder: Field<FilePath>,
        /// `root`.
        root: Field<FilePath>,
        /// The file it stands in, where a dump or a name tells.
        file: Field<FilePath>,
    }
}

fact! {
    /// A `location` (or a server block that passes on by itself), with the values in effect after inheritance and includes.
    /// Timeouts in seconds, sizes in bytes. A fragment leaves inherited values unknown; nginx's default, where it applies, is set.
    NginxLocation = "nginx-location", shows "location {path} passes to {pass.host}{pass.socket}",
    from [NginxConfig], varies [] {
        /// The location's path or pattern.
        path: Field<String>,
        /// `=`, `~`, `~*`, `^~`; absent for a plain prefix.
        modifier: Field<String>,
        /// Names of the server block around it.
        server_names: Field<Vec<String>>,
        /// Ports of the server block around it.
        ports: Field<Vec<String>>,
        /// proxy_pass, fastcgi_pass, uwsgi_pass, scgi_pass, grpc_pass; absent where it does not pass on.
        pass_directive: Field<String>,
        /// What it passes to. Where that is an `upstream` block, `host` is the block's name.
        pass: Endpoint,
        /// The URI part of proxy_pass; absent where there is none.
        pass_uri: Field<String>,
        /// True where the pass value contains a variable, so that nginx resolves at run time.
        pass_variable: Field<bool>,
        /// True where the host of the pass is an `upstream` block of this configuration.
        pass_block: Field<bool>,
        /// proxy_http_version: "1.0", "1.1", "2".
        http_version: Field<String>,
        /// Value of `proxy_set_header Upgrade`; absent where none is set.
        upgrade: Field<String>,
        /// Value of `proxy_set_header Connection`; absent where none is set.
        connection: Field<String>,
        /// Value of `proxy_set_header Host`; absent where none is set.
        host_header: Field<String>,
        /// Value of `proxy_set_header Origin`; absent where none is set.
        origin_header: Field<String>,
        /// Value of `proxy_set_header X-Forwarded-Proto`; absent where none is set.
        proto_header: Field<String>,
        /// Value of `add_header Access-Control-Allow-Origin`; absent where none is set.
        allow_origin: Field<String>,
        /// The sources that connect-src of an added Content-Security-Policy lists; absent where no such policy is added, or it has no connect-src.
        connect_src: Field<String>,
        /// `auth_basic`; absent where no password is asked for.
        auth_basic: Field<String>,
        /// Read timeout of the protocol it passes by (proxy_read_timeout, fastcgi_read_timeout …).
        read_timeout: Field<f64>,
        /// True where that read timeout is nginx's default and nobody set it.
        read_timeout_default: Field<bool>,
        /// True where that read timeout is set further up, for all of `http`, and neither here nor in the server block.
        read_timeout_from_http: Field<bool>,
        /// A read timeout set for another protocol than the one it passes by: the directive's name.
        other_timeout: Field<String>,
        /// proxy_buffering (or the protocol's own) on or off.
        buffering: Field<bool>,
        /// Addresses of `resolver`.
        resolver: Field<Vec<String>>,
        /// client_max_body_size.
        body_limit: Field<f64>,
        /// `root` in effect.
        root: Field<FilePath>,
        /// `alias`.
        alias: Field<FilePath>,
        /// Arguments of try_files.
        try_files: Field<String>,
        /// `return` or a rewrite that redirects: status code.
        returns: Field<u32>,
        /// fastcgi_param SCRIPT_FILENAME.
        script: Field<String>,
        /// The file it stands in.
        file: Field<FilePath>,
    }
}

fact! {
    /// One `server` of an `upstream` block.
    NginxUpstreamServer = "nginx-upstream-server", shows "upstream {block}: server {host}{socket}",
    from [NginxConfig], varies [] {
        /// Name of the upstream block.
        block: Field<Host>,
        /// Name or address.
        host: Field<Host>,
        /// Port; 80 where none is written.
        port: Field<u16>,
        /// Path of a unix socket.
        socket: Field<FilePath>,
        /// True with the `resolve` parameter.
        resolve: Field<bool>,
        /// True with `down`.
        down: Field<bool>,
        /// How the block chooses among its servers: ip_hash, hash, least_conn, random; absent where they take turns.
        balancing: Field<String>,
        /// How many servers the block has, `backup` and `down` ones left out.
        servers: Field<u32>,
        /// The `keepalive` of the block: connections per worker; absent where there is none.
        keepalive: Field<u32>,
        /// The `keepalive_timeout` of the block, in seconds; absent where none is written: then it is a minute.
        keepalive_timeout: Field<f64>,
    }
}

fact! {
    /// Something in a pasted configuration that nginx would refuse, as `nginx -t` words it.
    ConfigProblem = "config-problem", shows "nginx would refuse this: {message}",
    from [NginxConfig], varies [] {
        /// unexpected-token, unexpected-end, not-terminated, unknown-directive, not-allowed-here, invalid-arguments, invalid-value,
        /// duplicate-directive, unknown-variable, refused.
        event: Field<String>,
        /// nginx's message.
        message: Field<String>,
        /// The directive, variable or token concerned.
        subject: Field<String>,
        /// A known name very near to it.
        meant: Field<String>,
        /// True in a main configuration file, with its `events` and `http` blocks: no fragment.
        main: Field<bool>,
    }
}

fact! {
    /// A directive as it is written, blocks among them: what a patch is cut from. What is in effect is in nginx-location.
    NginxDirective = "nginx-directive", shows "{name} {text}",
    from [NginxConfig], varies [] {
        /// Its name.
        name: Field<String>,
        /// Its first argument; absent where it has none.
        value: Field<String>,
        /// Its arguments, with a blank between them; absent where it has none.
        text: Field<String>,
        /// Its last argument; absent where it has fewer than two.
        end: Field<String>,
        /// Name of the block it stands in (http, server, location, if, upstream, events …); absent at the top of a file.
        block: Field<String>,
        /// Line in its file.
        line: Field<u32>,
        /// Line of the block it stands in; absent at the top of a file.
        within: Field<u32>,
        /// The file it stands in, where a dump or a name tells.
        file: Field<FilePath>,
    }
}
