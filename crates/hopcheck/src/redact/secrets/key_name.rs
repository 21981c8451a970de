//! Names that say that their value is secret.

/// Words that make a name secret wherever they stand in it.
const STRONG: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "passwort",
    "pwd",
    "secret",
    "secrets",
    "apikey",
    "credential",
    "credentials",
    "authorization",
    "accesskey",
    "secretkey",
    "privatekey",
    "authtoken",
    "accesstoken",
    "refreshtoken",
    "idtoken",
    "csrftoken",
    "csrfmiddlewaretoken",
    "requirepass",
    "masterauth",
    "phpsessid",
    "jsessionid",
    "sessionid",
    "connectionstring",
    "otp",
];

/// Words that do so too, but whose value may be a plain word.
const WEAK: &[&str] = &[
    "token",
    "tokens",
    "session",
    "sid",
    "sess",
    "jwt",
    "signature",
    "sig",
    "csrf",
    "xsrf",
    "salt",
    "bearer",
    "auth",
    "pass",
    "nonce",
    "sessid",
    "pin",
    "key",
];

/// What makes a key (`api_key`, `accessKey`) a secret one.
const KEYS: &[&str] = &[
    "api",
    "arg",
    "access",
    "secret",
    "private",
    "encryption",
    "signing",
    "auth",
    "account",
    "master",
    "license",
    "service",
    "app",
    "client",
    "session",
    "consumer",
    "storage",
    "shared",
    "deploy",
    "ssh",
    "jwt",
    "token",
    "hash",
    "hmac",
    "webhook",
    "aws",
    "stripe",
    "subscription",
];

/// Last words that make of a secret's name the name of something else.
const ABOUT: &[&str] = &[
    "file",
    "filename",
    "name",
    "path",
    "dir",
    "ref",
    "url",
    "uri",
    "type",
    "timeout",
    "expire",
    "expires",
    "expiry",
    "expiration",
    "length",
    "size",
    "ttl",
    "age",
    "secure",
    "httponly",
    "samesite",
    "domain",
    "lifetime",
    "cache",
    "tickets",
    "driver",
    "engine",
    "backend",
    "class",
    "count",
    "limit",
    "enabled",
    "required",
    "header",
    "headers",
    "field",
    "env",
    "policy",
    "hashers",
    "validators",
    "reset",
    "change",
    "version",
    "algorithm",
    "prefix",
    "provider",
    "endpoint",
    "host",
    "port",
    "user",
    "username",
    "table",
    "model",
    "view",
    "method",
    "request",
    "basic",
    "mode",
    "store",
    "serializer",
    "format",
    "max",
    "min",
    "rotation",
    "days",
    "minutes",
    "seconds",
    "manager",
    "protocol",
    "zone",
];

/// How surely a name's value is secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Whatever the value is.
    Strong,
    /// Unless the value is a plain word.
    Weak,
}

/// What a name (`DB_PASSWORD`, `apiKey`, `X-Api-Key`) says about its value.
pub(super) fn sign(name: &str) -> Option<Sign> {
    let words = words(name);
    let last = words.last()?.as_str();
    let before = words.len().checked_sub(2).map_or("", |at| words[at].as_str());
    if ABOUT.contains(&last) {
        return None;
    }
    if words.iter().any(|word| STRONG.contains(&word.as_str())) || last == "key" && KEYS.contains(&before) {
        return Some(Sign::Strong);
    }
    // The handshake's own (RFC 6455): random, used once, and told apart by diagnoses.
    let handshake = words.iter().any(|word| word == "websocket");
    let weak = match last {
        "key" => false,
        "id" => matches!(before, "session" | "sess"),
        _ => WEAK.contains(&last),
    };
    (weak && !handshake).then_some(Sign::Weak)
}

/// The words of a name in lower case, cut at its signs and humps.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        let hump = c.is_ascii_uppercase() && before.is_ascii_lowercase();
        if (hump || !c.is_ascii_alphanumeric()) && !words[words.len() - 1].is_empty() {
            words.push(String::new());
        }
        if c.is_ascii_alphanumeric() {
            let last = words.len() - 1;
            words[last].push(c.to_ascii_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_their_value_is() {
        for name in [
            "DB_PASSWORD",
            "password",
            "apiKey",
            "X-Api-Key",
            "SECRET_KEY_BASE",
            "client_secret",
            "pgPassword",
            "AWS_SECRET_ACCESS_KEY",
            "PHPSESSID",
        ] {
            assert_eq!(sign(name), Some(Sign::Strong), "{name}");
        }
        for name in ["token", "session", "jwt", "sid", "csrf_token", "session_id"] {
            assert!(sign(name).is_some(), "{name}");
        }
        for name in [
            "ssl_certificate_key",
            "POSTGRES_PASSWORD_FILE",
            "SESSION_TIMEOUT",
            "user",
            "Sec-WebSocket-Key",
            "key",
            "monkey",
            "keepalive",
            "passenger",
        ] {
            assert_eq!(sign(name), None, "{name}");
        }
    }
}
