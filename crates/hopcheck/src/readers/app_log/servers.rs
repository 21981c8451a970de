//! What an application server says about itself, line by line.

use super::address::Address;
use super::table::Hit;
use crate::facts::server::AppServer;
use crate::facts::{Field, Stamp, host};
use crate::text::Span;

/// Name, interface and whether it is for development only, of each server whose log line names an address.
const KNOWN: &[(&str, &str, &str, Option<bool>)] = &[
    ("gunicorn", "gunicorn", "", Some(false)),
    ("uvicorn", "uvicorn", "asgi", Some(false)),
    ("hypercorn", "hypercorn", "asgi", Some(false)),
    ("daphne", "daphne", "asgi", Some(false)),
    ("werkzeug", "werkzeug", "wsgi", Some(true)),
    ("waitress", "waitress", "wsgi", Some(false)),
    ("uwsgi-http", "uwsgi", "wsgi", Some(false)),
    ("uwsgi-socket", "uwsgi", "wsgi", Some(false)),
    ("django-runserver", "django-runserver", "wsgi", Some(true)),
    ("django-runserver-asgi", "django-runserver", "asgi", Some(true)),
    ("python-http-server", "python-http-server", "static", Some(true)),
    ("php-builtin", "php-builtin", "php", Some(true)),
    ("vite", "vite", "static", Some(true)),
    ("next", "next", "node", None),
    ("puma", "puma", "ruby", Some(false)),
    ("unicorn", "unicorn", "ruby", Some(false)),
    ("node", "node", "node", None),
    // A message that any author may have written.
    ("generic", "", "", None),
];

/// A server that announced itself, held back until the log has said all about it.
pub struct Announced {
    /// Where it did.
    pub span: Span,
    /// When.
    pub stamp: Option<Stamp>,
    /// What it said.
    pub server: Box<AppServer>,
}

/// The name rules know a table's program by; the table's own where it is not listed.
pub fn name_of(program: &str) -> &str {
    KNOWN.iter().find(|(table, ..)| *table == program).map_or(program, |(_, name, ..)| name)
}

/// What the servers of one log said so far.
#[derive(Default)]
pub struct Servers {
    /// Those that announced themselves.
    pub announced: Vec<Announced>,
    /// The address that a server gave for all its addresses.
    everywhere: Option<String>,
    /// The port of an address that was listed only.
    listed_port: Option<u16>,
}

impl Servers {
    /// A server listens. Gives the address in effect; `None` where the same bind was told before.
    pub fn listens(&mut self, hit: &Hit, span: Span, stamp: Option<Stamp>) -> Option<Address> {
        let mut address = Address::of(hit);
        if hit.get("local").is_some() {
            address = Address { host: Field::set("localhost"), port: Field::known(self.listed_port), ..address };
        } else if let Some(all) = &self.everywhere
            && hit.entry.program == "werkzeug"
        {
            address.host.put(all.as_str());
        }
        if address.host.get().is_some_and(|name| name.0.is_empty()) {
            address.host.put("0.0.0.0");
        }
        let known = KNOWN.iter().find(|(table, ..)| *table == hit.entry.program);
        let known_word = |word: &str| Field::known(Some(word).filter(|word| !word.is_empty()));
        let mut server = AppServer::unknown();
        server.program.put_field(known_word(known.map_or(hit.entry.program, |(_, name, ..)| name)));
        server.interface.put_field(known.map_or(Field::Unknown, |(_, _, interface, _)| known_word(interface)));
        server.development.put_known(known.and_then(|(.., development)| *development));
        server.host.put_field(address.host.clone());
        server.port.put_field(address.port.clone());
        server.socket.put_field(address.socket.clone());
        server.source.put("log");
        server.pid.put_known(hit.number::<u32>("pid"));
        let told = |other: &Announced| {
            (&other.server.program, &other.server.host, &other.server.port, &other.server.socket)
                == (&server.program, &server.host, &server.port, &server.socket)
                && other.span.end as usize + 512 > span.start as usize
                && server.pid == other.server.pid
        };
        if self.everywhere.is_some() && self.announced.iter().any(told) {
            return None;
        }
        self.announced.push(Announced { span, stamp, server });
        Some(address)
    }

    /// The next addresses of this server are those of a wildcard bind.
    pub fn everywhere(&mut self, hit: &Hit) {
        let all = hit.get("host").filter(|name| host::is_wildcard(name)).unwrap_or("0.0.0.0");
        self.everywhere = Some(all.to_owned());
    }

    /// An address was listed, without saying that it is all there is.
    pub fn lists(&mut self, hit: &Hit) {
        self.listed_port = Address::of(hit).port.get().copied();
    }

    /// gunicorn names its kind of worker after its address.
    pub fn worker_class(&mut self, class: &str) {
        let Some(last) = self
            .announced
            .last_mut()
            .filter(|last| last.server.program.get().is_some_and(|program| program == "gunicorn"))
        else {
            return;
        };
        let short = class.rsplit('.').next().unwrap_or(class);
        let asgi = short.to_ascii_lowercase().contains("uvicorn") || class == "asgi";
        let wsgi = matches!(class, "sync" | "gthread" | "gevent" | "eventlet" | "tornado" | "threads")
            || class.contains("gevent")
            || class.contains("Gevent");
        last.server.worker_class.put(class);
        last.server.interface = match (asgi, wsgi) {
            (true, _) => Field::set("asgi"),
            (_, true) => Field::set("wsgi"),
            _ => Field::Unknown,
        };
    }
}

/// Files whose frames only a development server's own loop has.
const DEVELOPMENT_FRAMES: &[(&str, &str)] =
    &[("/werkzeug/serving.py\"", "werkzeug"), ("/django/core/servers/basehttp.py\"", "django-runserver")];

/// The development server that a frame of a traceback belongs to.
pub fn of_frame(line: &str) -> Option<Box<AppServer>> {
    let file = line.trim_start().strip_prefix("File \"")?;
    let (_, program) = DEVELOPMENT_FRAMES.iter().find(|(path, _)| file.contains(path))?;
    let mut fact = AppServer::unknown();
    fact.program.put(*program);
    fact.interface.put("wsgi");
    fact.development.put(true);
    fact.source.put("traceback");
    Some(fact)
}
