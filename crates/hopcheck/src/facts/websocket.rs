//! WebSockets as the browser and its page see them.

use super::http::Url;
use super::schema::{FilePath, fact};
use super::value::Field;

fact! {
    /// A WebSocket that did not open, or closed, as a browser or client library reports it.
    WsFailure = "ws-failure", shows "the WebSocket to {url.whole|the server} failed {status}{error}",
    from [HandshakeStatus, Console], varies [] {
        /// Its URL.
        url: Url,
        /// Status of the handshake's answer; absent where the message says there was none; unknown where it says nothing.
        status: Field<u32>,
        /// Close code (RFC 6455 section 7.4).
        close_code: Field<u32>,
        /// Close reason, or what else the message says: the CSP directive, the subprotocol, the certificate's fault.
        reason: Field<String>,
        /// The browser's network error without `net::` (`ERR_CONNECTION_REFUSED` …), or: mixed-content, csp, invalid-url, subprotocol, bad-response, handshake-timeout,
        /// closed-before-established, no-handshake-response, interrupted, invalid-frame, certificate, message-too-big, session-unknown, protocol-version, already-closed,
        /// transport-unknown, polling-failed, upgrade-missing, invalid-status-line, ping-timeout, idle-limit (the peer closed a quiet connection, `open_for` is its limit).
        error: Field<String>,
        /// Address of the page that opened it: its origin.
        page: Url,
        /// chrome, firefox, safari, edge, or the library.
        client: Field<String>,
        /// Seconds from open to close, where told.
        open_for: Field<f64>,
        /// True where it had been open.
        was_open: Field<bool>,
        /// socket.io, engine.io, sockjs, signalr, actioncable, vite, webpack, next: where the path or the message names it. Its plain requests count as WebSockets.
        library: Field<String>,
    }
}

fact! {
    /// A WebSocket URL in source code or settings.
    WsUrl = "ws-url", shows "the source opens {url.whole}",
    from [PageAddress, StartCommand], varies [] {
        /// The URL, as far as it is literal; parts made from the page's own location are absent, other expressions unknown.
        url: Url,
        /// What is written after the URL in the call that opens it, `"v1"`; it stands where the comma before it and the argument stand.
        protocols: Field<String>,
        /// True where the host is taken from the page's location.
        host_from_page: Field<bool>,
        /// True where ws or wss follows the page's own scheme.
        scheme_from_page: Field<bool>,
        /// What opens it: WebSocket, io, SockJS, withUrl …, or the variable it is assigned to.
        opener: Field<String>,
        /// The file.
        file: Field<FilePath>,
        /// The line of the file, counted from 1, in which the call begins.
        line: Field<u32>,
        /// The whole statement or expression.
        expression: Field<String>,
    }
}

fact! {
    /// The address of the page that the reader had open.
    PageAddress = "page-address", shows "the page is {url.whole}",
    from [PageAddress, Console], varies [] {
        /// Its URL.
        url: Url,
    }
}

fact! {
    /// A script of the page threw an exception that does not say of which call: Firefox's and Safari's words where `new WebSocket()` is refused.
    ScriptError = "script-error", shows "the page's script was stopped: {name}, {says}",
    from [Console], varies [] {
        /// SecurityError, SyntaxError.
        name: Field<String>,
        /// insecure (an operation that the page may not do), invalid-text (what was passed is not what the call takes).
        says: Field<String>,
        /// The script's file as the console names it; `(index)` for the page itself.
        file: Field<String>,
        /// The line of the file, counted from 1.
        line: Field<u32>,
    }
}
