//! uWSGI's options: the same names on its command line and in its ini, XML or YAML file.

use super::args::Args;
use super::bind::{self, Bind};
use super::{Origin, Sink, listener};
use crate::facts::Field;
use crate::facts::server::AppServer;
use crate::readers::words::Word;
use crate::text::{Decimal, Span};

/// Options that open a socket, and what is spoken there (uWSGI documentation, "Native HTTP support" and "Options").
const SOCKETS: &[(&str, &str)] = &[
    ("http-socket", "http"),
    ("http", "http"),
    ("socket", "uwsgi"),
    ("uwsgi-socket", "uwsgi"),
    ("s", "uwsgi"),
    ("fastcgi-socket", "fastcgi"),
    ("https", "https"),
];

/// Reads `uwsgi --http :8000 …`.
pub fn command(sink: &mut Sink, command: &[Word], whole: Span, origin: &Origin) {
    let args = Args(&command[1..]);
    let mut settings: Vec<(String, Word)> = Vec::new();
    for (nth, word) in args.0.iter().enumerate() {
        let Some(name) = word.text.strip_prefix("--").or_else(|| word.text.strip_prefix('-')) else { continue };
        if let Some((name, value)) = name.split_once('=') {
            settings.push((name.to_owned(), word.part(word.text.len() - value.len(), word.text.len())));
        } else {
            let next = args.0.get(nth + 1).filter(|next| !next.text.starts_with('-'));
            settings.push((name.to_owned(), next.cloned().unwrap_or_else(|| Word::at("", word.start))));
        }
    }
    let elsewhere = settings.iter().any(|(name, _)| matches!(name.as_str(), "ini" | "xml" | "yaml" | "yml" | "json"))
        || args.0.iter().any(|word| word.text.ends_with(".ini"));
    add(sink, &settings, whole, origin, elsewhere);
}

/// Adds the server that these settings make. `elsewhere`: more may be set in another file.
pub fn add(sink: &mut Sink, settings: &[(String, Word)], whole: Span, origin: &Origin, elsewhere: bool) {
    let get = |names: &[&str]| settings.iter().find(|(name, _)| names.contains(&name.as_str())).map(|(_, word)| word);
    let missing = |text: Option<&Word>| match text {
        Some(word) => bind::field(word),
        None if elsewhere => Field::Unknown,
        None => Field::Absent,
    };
    let count = |names: &[&str]| {
        get(names).and_then(|word| word.text.trim().parse::<u32>().ok().map(|n| Field::Set(n, word.span())))
    };
    let mut server = AppServer::unknown();
    server.program.put("uwsgi");
    server.interface.put("wsgi");
    server.development.put(false);
    server.target.put_field(get(&["module", "w", "wsgi", "wsgi-file"]).map_or(Field::Unknown, bind::field));
    server.workers =
        count(&["processes", "workers", "p"]).unwrap_or(if elsewhere { Field::Unknown } else { Field::Absent });
    server.timeout.put_field(
        match get(&["harakiri", "t"]).and_then(|word| word.text.trim().decimal().map(|n| (n, word))) {
            Some((seconds, word)) => Field::Set(seconds, word.span()),
            None if elsewhere => Field::Unknown,
            None => Field::Absent,
        },
    );
    server.buffer_size.put_field(
        match get(&["buffer-size", "b"]).and_then(|word| word.text.trim().decimal().map(|n| (n, word))) {
            Some((bytes, word)) => Field::Set(bytes, word.span()),
            None if elsewhere => Field::Unknown,
            None => Field::Absent,
        },
    );
    server.socket_mode.put_field(missing(get(&["chmod-socket", "C"])));
    server.source.put(origin.source);
    server.service.put_field(origin.service.clone());
    server.command.put("uwsgi");
    let spoken = get(&["protocol"]).map(|word| word.text.clone());
    let mut sockets: Vec<(Bind, &str)> = Vec::new();
    for (name, word) in settings {
        if let Some((_, protocol)) = SOCKETS.iter().find(|(option, _)| option == name) {
            let protocol = spoken.as_deref().filter(|_| *protocol == "uwsgi").unwrap_or(protocol);
            sockets.push((bind::bind(word), protocol));
        }
    }
    match sockets.first() {
        Some((first, protocol)) => {
            bind::put(&mut server, first.clone());
            server.protocol.put(*protocol);
        }
        None if !elsewhere => (server.host, server.port, server.socket) = (Field::Absent, Field::Absent, Field::Absent),
        None => {}
    }
    for (one, protocol) in sockets {
        if (one.host.get().is_some() && one.port.get().is_some()) || one.socket.get().is_some() {
            let mut speaks = server.clone();
            speaks.protocol.put(protocol);
            sink.add(whole, listener(&speaks, one, if origin.source == "settings" { "config" } else { "command" }));
        }
    }
    sink.add(whole, server);
}
