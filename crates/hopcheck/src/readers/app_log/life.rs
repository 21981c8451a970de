//! What the earlier lines of a log say about a later one: when the program started, and which worker was given up.

use std::collections::{HashMap, HashSet};

use super::entry::Says;
use super::servers;
use super::table::Hit;
use crate::facts::server::ProcessEvent;
use crate::facts::{Field, Stamp, host};

/// What customarily listens on a port (IANA's service names, and the servers' own defaults).
fn usual_service(port: u16) -> &'static str {
    match port {
        1883 | 8883 => "mqtt",
        3306 => "mysql",
        5432 => "postgresql",
        5671 | 5672 => "amqp",
        6379 => "redis",
        27017 => "mongodb",
        _ => "",
    }
}

/// The processes of one log.
#[derive(Default)]
pub struct Life {
    /// When each program started last, by its name; "" is any.
    started: HashMap<String, i64>,
    /// Workers that were reported as timed out, by their process id.
    timed_out: HashSet<u32>,
    /// True once a worker was reported as timed out without its process id.
    nameless_timeout: bool,
    /// Workers whose beginning the log holds, so that it holds all that happened to them.
    booted: HashSet<u32>,
}

impl Life {
    /// The event that a line tells of.
    pub fn event_of(&self, hit: &Hit, stamp: Option<Stamp>) -> Box<ProcessEvent> {
        let Says::Event { word, dependency, phase } = hit.entry.says else { return ProcessEvent::unknown() };
        let known = |word: &'static str| Field::known(Some(word).filter(|word| !word.is_empty()));
        let named = hit.get("program").or(Some(hit.entry.program).filter(|name| !name.is_empty()));
        let mut fact = ProcessEvent::unknown();
        fact.event.put(word);
        fact.program.put_known(named.map(servers::name_of));
        fact.service.put_known(hit.get("service"));
        fact.detail.put_known(hit.get("detail"));
        fact.exit.put_known(hit.number::<u32>("exit"));
        fact.signal.put_known(hit.number::<u32>("signal"));
        fact.pid.put_known(hit.number::<u32>("pid"));
        fact.host.put_known(hit.get("host").map(host::bare));
        fact.port.put_known(hit.number::<u16>("port"));
        fact.socket.put_known(hit.get("socket"));
        fact.dependency = known(match (word, dependency, hit.number::<u16>("port")) {
            ("dependency-unreachable", "", Some(port)) => usual_service(port),
            _ => dependency,
        });
        fact.phase = known(phase);
        fact.after_timeout = if self.holds_all_of(hit, stamp) { Field::set(false) } else { Field::Unknown };
        fact
    }

    /// Whether the log goes back to before the process that ended was born: its line says how many seconds it had lived.
    fn holds_all_of(&self, hit: &Hit, stamp: Option<Stamp>) -> bool {
        let started = self.started.get(hit.entry.program);
        match (hit.number::<f64>("lived"), stamp.and_then(|stamp| stamp.wall), started) {
            // A stamp has lost the fraction of its second.
            (Some(lived), Some(wall), Some(start)) => (wall + 1 - start) as f64 >= lived,
            _ => false,
        }
    }

    /// Fills in what only the earlier lines tell, and remembers this one.
    pub fn note(&mut self, event: &mut ProcessEvent, stamp: Option<Stamp>) {
        let word = event.event.get().map_or("", String::as_str).to_owned();
        let program = event.program.get().cloned().unwrap_or_default();
        let wall = stamp.and_then(|stamp| stamp.wall);
        if let Some(wall) = wall {
            let start = self.started.get(&program).or_else(|| self.started.get(""));
            if let Some(start) = start {
                event.since_start.put((wall - start) as f64);
            }
        }
        match word.as_str() {
            "worker-killed" => {
                let pid = event.pid.get();
                event.after_timeout = match pid {
                    Some(pid) if self.timed_out.contains(pid) => Field::set(true),
                    // HARAKIRI's own lines may name no process.
                    _ if self.nameless_timeout => Field::set(true),
                    Some(pid) if self.booted.contains(pid) => Field::set(false),
                    _ => std::mem::take(&mut event.after_timeout),
                };
            }
            "booted" => self.booted.extend(event.pid.get()),
            "worker-timeout" => {
                self.nameless_timeout |= event.pid.get().is_none();
                self.timed_out.extend(event.pid.get());
            }
            "started" | "spawned" | "ready" => {
                if let Some(wall) = wall {
                    self.started.insert(program, wall);
                    self.started.insert(String::new(), wall);
                }
            }
            _ => {}
        }
    }
}
