//! What applications, application servers and process supervisors print.
//!
//! Known lines are data, in small tables under `lines/`; this module turns the entry of a line into facts, and keeps
//! what only several lines together tell: which server announced itself, how long ago the program started, and which
//! worker had been given up before it was killed.

mod address;
mod ahead;
mod entry;
mod exception;
mod head;
mod life;
mod lines;
mod servers;
mod table;
mod traceback;

use address::Address;
use entry::Says;
use exception::Exception;
use life::Life;
use servers::Servers;
use table::{Hit, Table};

use super::Sink;
use crate::facts::http::AccessEntry;
use crate::facts::server::{Listener, ProcessEvent};
use crate::facts::{Field, Stamp, host};
use crate::intake::Artifact;
use crate::text::{Hit as Found, Span, span_in};

/// Reads the log.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let table = Table::get();
    let lines: Vec<&str> = artifact.text.split('\n').collect();
    let mut log = Log {
        table,
        text: &artifact.text,
        servers: Servers::default(),
        life: Life::default(),
        record: None,
        failed: None,
        sink,
    };
    let mut at = 0;
    while at < lines.len() {
        at += log.read_at(&lines[at..]);
    }
    log.finish();
}

/// True where a known program's message begins in the first `lead` bytes of `line`, if it tells of an event or an address and is no
/// sentence that only mentions one.
pub fn is_known_within(line: &str, lead: usize) -> bool {
    let is_message = |found: &Found| found.end - found.start >= 8 && found.start < lead;
    let candidates = Table::get().candidates(line);
    // Asked first, since it settles most lines without their entries.
    candidates.iter().any(is_message)
        && Table::get().first_of(candidates, line).is_some_and(|hit| {
            matches!(hit.entry.says, Says::Event { .. } | Says::Listening) && is_message(&hit.needle)
        })
}

/// One log while it is read.
struct Log<'l, 's, 'a> {
    table: &'static Table,
    text: &'l str,
    servers: Servers,
    life: Life,
    /// When the record of the line before was written; a logger prints a traceback below it.
    record: Option<Stamp>,
    /// When the failure of the last traceback was.
    failed: Option<Stamp>,
    sink: &'s mut Sink<'a>,
}

impl Log<'_, '_, '_> {
    /// Reads what begins at the first of `lines`; gives the number of lines read.
    fn read_at(&mut self, lines: &[&str]) -> usize {
        let line = lines[0].trim_end();
        if line.contains(traceback::BEGINS)
            && let Some(found) = traceback::read(lines)
        {
            self.traceback(&found, lines);
            return found.lines;
        }
        let stamp = head::stamp_of(line);
        self.record = match stamp {
            None if line.is_empty() => self.record,
            None if traceback::CHAINS.contains(&line) => self.failed,
            _ => stamp,
        };
        let span = span_in(self.text, line);
        if let Some(hit) = self.table.find(line) {
            if matches!(hit.entry.says, Says::Event { word: "request-failed", .. }) && traceback::explains(&lines[1..])
            {
                // The traceback below says the same, and what it was that failed.
                self.sink.understood(span);
                return 1;
            }
            self.hit(&hit, span, stamp);
        } else if let Some(exception) = Exception::of(line) {
            let (word, dependency) = exception.meaning(false);
            let event = event(word, exception, dependency);
            self.add(span, stamp, event);
        } else if let Some(server) = servers::of_frame(line) {
            self.sink.add(span, server);
        } else if is_frame(line) {
            self.sink.understood(span);
        }
        1
    }

    fn traceback(&mut self, found: &traceback::Traceback, lines: &[&str]) {
        let first = span_in(self.text, lines[0]);
        let last = span_in(self.text, found.last);
        self.sink.understood(Span { start: first.start, end: last.end });
        if found.aborted {
            return;
        }
        if let Some((line, server)) =
            lines[..found.lines].iter().find_map(|line| Some((*line, servers::of_frame(line)?)))
        {
            self.sink.add(span_in(self.text, line), server);
        }
        let stamp = head::stamp_of(lines[0]).or(self.record.take());
        self.failed = stamp;
        let (word, dependency) = found.exception.meaning(found.phase == Some("start"));
        let calls = found.calls.filter(|_| word == "dependency-unreachable");
        let mut body = match self.table.find(found.last).filter(|hit| matches!(hit.entry.says, Says::Event { .. })) {
            Some(hit) => self.life.event_of(&hit, stamp),
            None => event(word, found.exception, calls.or(dependency)),
        };
        if let Some(phase) = found.phase {
            body.phase.put(phase);
        }
        self.add(last, stamp, body);
    }

    fn hit(&mut self, hit: &Hit, span: Span, stamp: Option<Stamp>) {
        match hit.entry.says {
            Says::Ordinary => self.sink.understood(span),
            Says::Event { .. } => {
                let body = self.life.event_of(hit, stamp);
                self.add(span, stamp, body);
            }
            Says::Listening => self.listening(hit, span, stamp),
            Says::ListensEverywhere => {
                self.servers.everywhere(hit);
                self.sink.understood(span);
            }
            Says::Address => {
                self.servers.lists(hit);
                self.sink.understood(span);
            }
            Says::WorkerClass => {
                self.servers.worker_class(hit.get("detail").unwrap_or_default());
                self.sink.understood(span);
            }
            Says::Access => {
                let mut said = AccessEntry::unknown();
                said.client.put_known(hit.get("host").map(host::bare));
                said.method.put_known(hit.get("method"));
                said.path.put_known(hit.get("path"));
                said.version.put_known(hit.get("version"));
                said.status.put_known(hit.number::<u32>("status"));
                self.sink.add_at(span, stamp, said)
            }
        }
    }

    fn listening(&mut self, hit: &Hit, span: Span, stamp: Option<Stamp>) {
        let Some(address) = self.servers.listens(hit, span, stamp) else {
            return self.sink.understood(span);
        };
        let Address { host, port, socket, protocol } = address;
        let name = servers::name_of(hit.entry.program);
        let program = Field::known(Some(name).filter(|name| !name.is_empty()));
        let pid = Field::known(hit.number::<u32>("pid"));
        let protocol = match hit.entry.program {
            "uwsgi-socket" => Field::Unknown,
            _ if protocol.get().is_none() && socket.get().is_none() => Field::set("http"),
            _ => protocol,
        };
        let mut event = ProcessEvent::unknown();
        event.event.put("listening");
        event.program.put_field(program.clone());
        event.pid.put_field(pid.clone());
        event.host.put_field(host.clone());
        event.port.put_field(port.clone());
        event.socket.put_field(socket.clone());
        let mut listener = Listener::unknown();
        listener.app.put_field(program);
        listener.host.put_field(host);
        listener.port.put_field(port);
        listener.socket.put_field(socket);
        listener.protocol.put_field(protocol);
        listener.by.put("log");
        listener.pid.put_field(pid);
        self.sink.add_at(span, stamp, listener);
        self.add(span, stamp, event);
    }

    /// Adds an event after the log's earlier lines have been held against it.
    fn add(&mut self, span: Span, stamp: Option<Stamp>, mut event: Box<ProcessEvent>) {
        self.life.note(&mut event, stamp);
        self.sink.add_at(span, stamp, event);
    }

    /// Adds what was held back.
    fn finish(self) {
        for told in self.servers.announced {
            self.sink.add_at(told.span, told.stamp, told.server);
        }
    }
}

/// The event of an exception that no table entry explains better.
fn event(word: &str, exception: Exception, dependency: Option<&str>) -> Box<ProcessEvent> {
    let detail = match exception.message {
        "" => exception.class.to_owned(),
        message => format!("{}: {message}", exception.class.rsplit('.').next().unwrap_or(exception.class)),
    };
    let mut fact = ProcessEvent::unknown();
    fact.event.put(word);
    fact.detail.put(detail);
    fact.dependency.put_known(dependency);
    fact
}

/// A line of a stack trace of Node.js, Java, PHP or Go.
fn is_frame(line: &str) -> bool {
    let text = line.trim_start();
    let indented = text.len() < line.len();
    (indented && (text.starts_with("at ") || text.starts_with("thrown in ")))
        || text.starts_with("Caused by: ")
        || text.starts_with("goroutine ")
        || text == "Stack trace:"
        || (text.starts_with('#') && text[1..].starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
