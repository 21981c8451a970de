//! What the words after "failed:" mean, for every client alike.

use crate::facts::websocket::WsFailure;

/// Phrases of a failure's reason, the value of its `error`, and whether it says that no HTTP answer came.
const SIGNS: &[(&str, &str, bool)] = &[
    ("sec-websocket-protocol", "subprotocol", false),
    ("sec-websocket-accept", "bad-response", false),
    ("'upgrade' header", "bad-response", false),
    ("'connection' header", "bad-response", false),
    ("bad response from the server", "bad-response", false),
    ("opening handshake", "handshake-timeout", true),
    ("handshake timed out", "handshake-timeout", true),
    ("before receiving a handshake response", "no-handshake-response", true),
    ("before the connection is established", "closed-before-established", true),
    ("invalid status line", "invalid-status-line", false),
    ("did not receive a valid http response", "invalid-status-line", false),
    ("websocketaddressexception", "ERR_NAME_NOT_RESOLVED", true),
    ("name or service not known", "ERR_NAME_NOT_RESOLVED", true),
    ("websockettimeoutexception", "ERR_CONNECTION_TIMED_OUT", true),
    ("invalid frame header", "invalid-frame", false),
    ("reserved bits are on", "invalid-frame", false),
    ("could not decode a text frame", "invalid-frame", false),
    ("unrecognized frame opcode", "invalid-frame", false),
    ("received unexpected continuation frame", "invalid-frame", false),
    ("a server must not mask any frames", "invalid-frame", false),
    ("exceeds maximum", "message-too-big", false),
    ("could not connect to the server", "ERR_CONNECTION_REFUSED", true),
    ("connection refused", "ERR_CONNECTION_REFUSED", true),
    ("econnrefused", "ERR_CONNECTION_REFUSED", true),
    ("connect call failed", "ERR_CONNECTION_REFUSED", true),
    ("etimedout", "ERR_CONNECTION_TIMED_OUT", true),
    ("the request timed out", "ERR_CONNECTION_TIMED_OUT", true),
    ("specified hostname could not be found", "ERR_NAME_NOT_RESOLVED", true),
    ("enotfound", "ERR_NAME_NOT_RESOLVED", true),
    ("eai_again", "ERR_NAME_NOT_RESOLVED", true),
    ("econnreset", "ERR_CONNECTION_RESET", true),
    ("socket hang up", "ERR_CONNECTION_CLOSED", true),
    ("network connection was lost", "ERR_CONNECTION_CLOSED", true),
    ("closed before the connection was established", "closed-before-established", true),
    ("get_server_hello:unknown protocol", "ERR_SSL_PROTOCOL_ERROR", true),
    ("wrong version number", "ERR_SSL_PROTOCOL_ERROR", true),
    ("wrong_version_number", "ERR_SSL_PROTOCOL_ERROR", true),
    ("certificate has expired", "certificate", true),
    ("cert_has_expired", "certificate", true),
    ("self signed certificate", "certificate", true),
    ("self-signed certificate", "certificate", true),
    ("self_signed_cert", "certificate", true),
    ("unable to verify the first certificate", "certificate", true),
    ("unable_to_verify_leaf", "certificate", true),
    ("altname_invalid", "certificate", true),
    ("certificate_verify_failed", "certificate", true),
    ("invalid certificate chain", "certificate", true),
    ("certificate for this server is invalid", "certificate", true),
    ("osstatus error -98", "certificate", true),
];

/// What makes a certificate invalid, by the word that says so.
const CERTIFICATE_FAULTS: &[(&str, &str)] = &[
    ("date_invalid", "expired or not yet valid"),
    ("expired", "expired"),
    ("common_name", "issued for another name"),
    ("altname", "issued for another name"),
    ("hostname mismatch", "issued for another name"),
    ("self signed", "self-signed"),
    ("self-signed", "self-signed"),
    ("self_signed", "self-signed"),
    ("authority_invalid", "from an issuer that the client does not know"),
    ("verify the first", "without its intermediate certificate"),
    ("verify_leaf", "without its intermediate certificate"),
    ("local issuer", "without its intermediate certificate"),
    ("chain", "not backed by a known issuer"),
];

/// Fills in what the words of `text` say about a failure.
pub fn apply(failure: &mut WsFailure, text: &str) {
    let lower = text.to_ascii_lowercase();
    if let Some(status) = status_in(&lower) {
        failure.status.put(status);
        return;
    }
    if lower.contains("http authentication failed") {
        // Chrome's words for a 401 (net/websockets/websocket_channel.cc).
        failure.status.put(401u32);
        return;
    }
    if let Some(error) = net_error(text) {
        if error.starts_with("ERR_CERT") || error == "ERR_SSL_KEY_USAGE_INCOMPATIBLE" {
            fault(failure, &lower);
        }
        failure.error.put(error);
        failure.status.put_absent();
        return;
    }
    if let Some((_, error, no_answer)) = SIGNS.iter().find(|(phrase, _, _)| lower.contains(phrase)) {
        if *error == "certificate" {
            fault(failure, &lower);
        }
        failure.error.put(*error);
        if *no_answer {
            failure.status.put_absent();
        }
        if *error == "invalid-frame" {
            failure.was_open.put(true);
        }
    }
}

fn fault(failure: &mut WsFailure, lower: &str) {
    let fault = CERTIFICATE_FAULTS.iter().find(|(word, _)| lower.contains(word));
    failure.reason.put_known(fault.map(|(_, fault)| *fault));
}

/// `ERR_…` of `net::ERR_…`, and the bare codes of Chrome where they stand alone.
pub fn net_error(text: &str) -> Option<&str> {
    let at = text.find("net::ERR_").map(|at| at + 5)?;
    let rest = &text[at..];
    let end = rest.find(|c: char| !c.is_ascii_uppercase() && !c.is_ascii_digit() && c != '_').unwrap_or(rest.len());
    Some(&rest[..end])
}

/// The status of a handshake that was not answered 101, where the words name one.
pub fn status(text: &str) -> Option<u32> {
    status_in(&text.to_ascii_lowercase())
}

fn status_in(lower: &str) -> Option<u32> {
    const WORDS: [&str; 14] = [
        "unexpected response code",
        "unexpected server response",
        "incorrect http response. status code",
        "rejected websocket connection: http",
        "handshake status",
        "non-101 status",
        "the server returned status code",
        "expected http 101 response but was",
        "the http response from the server",
        "response status code does not indicate success",
        "invalid status code received",
        "bad gateway: status code",
        "status code",
        "httpstatus",
    ];
    let valid = |status: &u32| (100..600).contains(status) && *status != 101;
    let named = WORDS.iter().find_map(|word| super::number_after(lower, word)).filter(valid);
    named.or_else(|| phrased(lower)).or_else(|| worded(lower))
}

/// `… status code 101 but got 500`, `returned HTTP status code 200`: the first number of three digits behind such a word.
fn worded(lower: &str) -> Option<u32> {
    const BEFORE: [&str; 7] = ["code", "status", "http", "got", "was", "received", "response"];
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).find_map(|pair| {
        let number = pair[1].parse().ok().filter(|status| pair[1].len() == 3 && (200..600).contains(status))?;
        BEFORE.contains(&pair[0]).then_some(number)
    })
}

/// `400 Bad Request`: a status with its reason phrase (RFC 9110 section 15).
fn phrased(lower: &str) -> Option<u32> {
    const REASONS: [(&str, u32); 13] = [
        (" bad request", 400),
        (" unauthorized", 401),
        (" forbidden", 403),
        (" not found", 404),
        (" method not allowed", 405),
        (" upgrade required", 426),
        (" internal server error", 500),
        (" bad gateway", 502),
        (" service unavailable", 503),
        (" gateway time", 504),
        (" moved permanently", 301),
        (" temporary redirect", 307),
        (" permanent redirect", 308),
    ];
    REASONS
        .iter()
        .find(|(reason, status)| lower.find(reason).is_some_and(|at| lower[..at].ends_with(&status.to_string())))
        .map(|(_, status)| *status)
}
