//! Addresses to bind as command lines and settings write them: `host:port`, `:port`, `unix:/path`, `$PORT`, `tcp://…`.

use crate::facts::server::AppServer;
use crate::facts::{Field, FilePath, Host};
use crate::readers::words::Word;

/// What an address says.
#[derive(Clone, Debug, Default)]
pub struct Bind {
    /// Address; absent for a socket or where only a port is given.
    pub host: Field<Host>,
    /// Port.
    pub port: Field<u16>,
    /// Path of a unix socket.
    pub socket: Field<FilePath>,
    /// The port as written, where a variable gives it.
    pub port_text: Field<String>,
    /// That variable.
    pub port_variable: Field<String>,
    /// What it takes where the variable is not set.
    pub port_fallback: Field<u16>,
}

/// A word as a field with its place.
pub fn field<T: From<String>>(word: &Word) -> Field<T> {
    Field::Set(T::from(word.text.clone()), word.span())
}

/// Reads `host:port` in all its forms.
pub fn bind(word: &Word) -> Bind {
    let skip =
        ["tcp://", "http://", "https://", "ssl://"].iter().find(|p| word.text.starts_with(**p)).map_or(0, |p| p.len());
    let word = word.part(skip, word.text.len());
    let text = word.text.as_str();
    if let Some(path) = text.strip_prefix("unix://").or_else(|| text.strip_prefix("unix:")) {
        return socket(&word.part(text.len() - path.len(), text.len()));
    }
    if text.starts_with(['/', '.']) || text.ends_with(".sock") || text.ends_with(".socket") {
        return socket(&word);
    }
    let mut out = Bind::default();
    let cut = host_end(text);
    match cut {
        Some(cut) => {
            let (host, rest) = (word.part(0, cut), word.part(cut + 1, text.len()));
            out.host = host_field(&host);
            set_port(&mut out, &rest);
        }
        None if text.bytes().all(|b| b.is_ascii_digit()) || text.starts_with('$') => {
            out.host.put_absent();
            set_port(&mut out, &word);
        }
        None => {
            out.host = host_field(&word);
            out.port.put_absent();
        }
    }
    out
}

fn socket(word: &Word) -> Bind {
    Bind { host: Field::Absent, port: Field::Absent, socket: field(word), ..Bind::default() }
}

/// Where the host ends: the last colon outside brackets and `${…}`.
fn host_end(text: &str) -> Option<usize> {
    let (mut depth, mut last) = (0usize, None);
    for (at, c) in text.char_indices() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            ':' if depth == 0 => last = Some(at),
            _ => {}
        }
    }
    last
}

/// An address; `*`, the empty string and Django's `0` mean all of them.
pub fn host_field(word: &Word) -> Field<Host> {
    match word.text.as_str() {
        "" | "0" | "*" | "true" => {
            Field::Set(Host("0.0.0.0".to_owned()), word.span().filter(|_| !word.text.is_empty()))
        }
        text if text.contains('$') => Field::Unknown,
        _ => field(word),
    }
}

fn set_port(out: &mut Bind, word: &Word) {
    let port = port(word);
    (out.port, out.port_text, out.port_variable, out.port_fallback) = port;
}

/// A port: a number, or a variable with perhaps a fallback (`$PORT`, `${PORT:-8000}`, `%PORT%`).
#[allow(clippy::type_complexity)]
pub fn port(word: &Word) -> (Field<u16>, Field<String>, Field<String>, Field<u16>) {
    let text = word.text.trim();
    if let Ok(number) = text.parse::<u16>() {
        return (Field::Set(number, word.span()), Field::Absent, Field::Absent, Field::Absent);
    }
    let Some(inner) = text.strip_prefix('$') else { return Default::default() };
    let inner = inner.strip_prefix('{').and_then(|i| i.strip_suffix('}')).unwrap_or(inner);
    let (name, fallback) = inner.split_once(':').map_or((inner, None), |(n, f)| (n, Some(f)));
    let fallback = fallback.and_then(|f| f.trim_start_matches(['-', '=']).parse::<u16>().ok());
    (Field::Unknown, field(word), Field::set(name), Field::complete(fallback))
}

/// Puts an address into a server.
pub fn put(server: &mut AppServer, bind: Bind) {
    server.host.put_field(bind.host);
    server.port.put_field(bind.port);
    server.socket.put_field(bind.socket);
    server.port_text.put_field(bind.port_text);
    server.port_variable.put_field(bind.port_variable);
    server.port_fallback.put_field(bind.port_fallback);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Option<u16>, Option<String>, Option<String>) {
        let bind = bind(&Word::at(text, 0));
        (
            bind.host.get().map(|h| h.0.clone()),
            bind.port.get().copied(),
            bind.socket.get().map(|p| p.0.clone()),
            bind.port_variable.get().cloned(),
        )
    }

    #[test]
    fn forms() {
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(read("127.0.0.1:8000"), (some("127.0.0.1"), Some(8000), None, None));
        assert_eq!(read(":8000"), (some("0.0.0.0"), Some(8000), None, None));
        assert_eq!(read("8000"), (None, Some(8000), None, None));
        assert_eq!(read("[::]:80"), (some("[::]"), Some(80), None, None));
        assert_eq!(read("unix:/run/a.sock"), (None, None, some("/run/a.sock"), None));
        assert_eq!(read("0.0.0.0:${PORT:-8000}"), (some("0.0.0.0"), None, None, some("PORT")));
        assert_eq!(read("tcp://0.0.0.0:3000"), (some("0.0.0.0"), Some(3000), None, None));
    }
}
