//! HTTP as seen from outside: access logs, command line clients, the browser.

use super::nginx::Endpoint;
use super::schema::{Host, fact, record};
use super::value::Field;

record! {
    /// A URL taken apart.
    Url {
        /// http, https, ws, wss.
        scheme: Field<String>,
        /// Host; absent where the URL has an empty one.
        host: Field<Host>,
        /// Port, the scheme's default filled in.
        port: Field<u16>,
        /// True where the port is written out; it stands where the colon and the port stand, so that an edit can take both away.
        port_written: Field<bool>,
        /// Path without query.
        path: Field<String>,
        /// The whole URL as written.
        whole: Field<String>,
    }
}

fact! {
    /// A line of an access log.
    AccessEntry = "access-entry", shows "{method} {path} was answered {status}",
    from [AccessLog], varies ["client", "bytes", "agent", "seconds", "referrer", "upstream.host"] {
        /// Client's address.
        client: Field<Host>,
        /// Method.
        method: Field<String>,
        /// Path without query.
        path: Field<String>,
        /// HTTP version: "1.0", "1.1", "2.0".
        version: Field<String>,
        /// Status nginx or the application answered.
        status: Field<u32>,
        /// Status of the upstream, where the format has it; the last one, where nginx tried several.
        upstream_status: Field<u32>,
        /// The upstream that was dialled last, where the format has it; absent where it has it and none was.
        upstream: Endpoint,
        /// What an ingress controller calls the upstream: namespace, Service and port (`shop-web-80`).
        upstream_name: Field<String>,
        /// Bytes of the body sent.
        bytes: Field<f64>,
        /// Seconds the request took, where the format has it.
        seconds: Field<f64>,
        /// User agent.
        agent: Field<String>,
        /// Page it came from.
        referrer: Field<String>,
    }
}

fact! {
    /// A line of the log of a proxy or load balancer that is not nginx.
    EdgeEntry = "edge-entry", shows "{by} answered {method} {path} with {status}",
    from [AccessLog], varies ["seconds"] {
        /// haproxy, aws-alb, caddy.
        by: Field<String>,
        /// Method.
        method: Field<String>,
        /// Path without query.
        path: Field<String>,
        /// Status it answered.
        status: Field<u32>,
        /// Status that what it dialled answered; absent where there was no answer.
        target_status: Field<u32>,
        /// What it dialled.
        target: Endpoint,
        /// What it calls that: the backend and its server.
        backend: Field<String>,
        /// Seconds from the request to the end.
        seconds: Field<f64>,
        /// How it ended, where that is no ordinary end: server-timeout (no answer in time), idle-timeout (an answer or upgraded connection went
        /// quiet), connect-failed (refused), connect-timeout, unreachable, name-not-resolved, socket-missing, socket-denied, tls-to-plain,
        /// certificate-refused, closed (no answer before the end), reset, answer-invalid, client-gone.
        end: Field<String>,
        /// The program's own words.
        message: Field<String>,
    }
}

fact! {
    /// One request and its answer, as curl, wget, wscat or a test client shows it.
    HttpExchange = "http-exchange", shows "a request to {url.whole} was answered {status}",
    from [Curl], varies [] {
        /// Where it went.
        url: Url,
        /// Method.
        method: Field<String>,
        /// Status; absent where no answer came.
        status: Field<u32>,
        /// Server header.
        server: Field<String>,
        /// True where the request asked for an upgrade to WebSocket.
        upgrade_asked: Field<bool>,
        /// Location header of a redirect.
        location: Field<String>,
        /// Content type of the answer.
        content_type: Field<String>,
        /// What failed instead of an answer: refused, timed-out, name-not-resolved, tls, reset, empty-reply; or plain-to-https, where the answer says that a TLS port was spoken to in plain HTTP.
        failure: Field<String>,
        /// HTTP version of the answer: "1.0", "1.1", "2".
        version: Field<String>,
        /// True where a redirect leads to the very address that was asked, a slash at its end aside.
        to_itself: Field<bool>,
        /// Where a redirect leads, taken apart; unknown where Location is only a path.
        leads_to: Url,
        /// How many Access-Control-Allow-Origin headers the answer has; absent where its other headers are there.
        allow_origins: Field<u32>,
    }
}

fact! {
    /// A failed request that is no WebSocket, as a browser, a client library or an error page shows it.
    HttpFailure = "http-failure", shows "{method} {url.whole} failed with {status}",
    from [Console], varies [] {
        /// Method.
        method: Field<String>,
        /// Where it went.
        url: Url,
        /// Status; absent where there was no answer.
        status: Field<u32>,
        /// The browser's network error (`ERR_CONNECTION_REFUSED` …), `cors`, `mixed-content`, `csp`.
        error: Field<String>,
        /// What the browser says of it. For `cors`: missing, multiple-values, wildcard-credentials, origin-mismatch, preflight-status, preflight-redirect,
        /// header-not-allowed, method-not-allowed, no-answer. For `csp`: the directive.
        detail: Field<String>,
        /// Seconds it took, where told.
        seconds: Field<f64>,
        /// Page that made it: its origin.
        page: Url,
        /// Who wrote the error page: nginx, openresty, cloudflare …
        server: Field<String>,
    }
}

fact! {
    /// A page that a server wrote itself, as its title or its one sentence shows.
    ServerPage = "server-page", shows "the server's own page: {title}",
    from [Curl], varies [] {
        /// body-too-large, header-too-large, uri-too-large, plain-to-https, forbidden, welcome (nginx as it is installed),
        /// script-not-found, script-refused (PHP-FPM's whole answers), plain-to-backend-tls (an application server's TLS port was spoken to
        /// in plain HTTP), no-default-backend (an ingress controller without a rule for the request), fake-certificate (ingress-nginx
        /// has no certificate for the name), edge-timeout (Cloudflare's 524), and the plain ones by their status: not-found, bad-request, bad-gateway, gateway-timeout,
        /// unavailable.
        says: Field<String>,
        /// The words of the page.
        title: Field<String>,
        /// Who wrote it, by its footer: nginx, nginx/1.22.1, openresty …
        server: Field<String>,
    }
}
