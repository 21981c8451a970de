//! What a service manager says of its services: systemctl, supervisorctl, gitlab-ctl, `service`.

use super::Sink;
use super::process_name;
use super::rows::{columns, rows};
use crate::facts::server::{ProcessEvent, SupervisedProgram};
use crate::facts::{Field, Stamp, stamp};
use crate::intake::Artifact;
use crate::text::Span;

/// Reads status listings.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let mut unit: Option<Unit> = None;
    for (line, span) in rows(&artifact.text) {
        if let Some(name) = heading(line) {
            finish(unit.take(), sink);
            unit = Some(Unit { name: name.to_owned(), span, ..Unit::default() });
            sink.understood(span);
        } else if unit.as_mut().is_some_and(|unit| unit.line(line, span)) || is_ordinary(line) {
            sink.understood(span);
        } else if line.contains("Reached target ") && line.to_ascii_lowercase().contains("online") {
            let event = Field::set("network-online");
            let mut said = ProcessEvent::unknown();
            said.program.put("systemd");
            said.event.put_field(event);
            sink.add(span, said);
        } else if !supervisorctl(line, span, sink) && !gitlab_ctl(line, span, sink) {
            sysv(line, span, sink);
        }
    }
    finish(unit, sink);
}

/// What systemd prints of an ordinary start or stop, or after a line that said more.
fn is_ordinary(line: &str) -> bool {
    ["Starting ", "Started ", "Stopping ", "Stopped ", "Reloading ", "Reloaded ", "Failed to start ", "-- "]
        .iter()
        .any(|begin| line.trim_start().starts_with(begin))
}

/// `● nginx.service - …`, in the colours and encodings of all terminals.
fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start().trim_start_matches(['●', '○', '×', '*', '↻', '?', 'x']).trim_start();
    let word = rest.split_whitespace().next()?;
    let name = word.strip_suffix(".service").or_else(|| word.strip_suffix(".socket"))?;
    (rest == word || rest[word.len()..].starts_with(" - ")).then_some(name)
}

/// One unit of `systemctl status`.
#[derive(Default)]
struct Unit {
    name: String,
    span: Span,
    state: Option<String>,
    since: Option<Stamp>,
    process: Option<String>,
    exit: Option<u32>,
    signal: Option<u32>,
    pid: Option<u32>,
}

impl Unit {
    /// Takes a line of the unit's head; false where it is none.
    fn line(&mut self, line: &str, span: Span) -> bool {
        let line = line.trim_start();
        let Some((label, value)) = line.split_once(':') else {
            return self.tree(line);
        };
        let known = [
            "Loaded",
            "Active",
            "Drop-In",
            "Process",
            "Main PID",
            "Tasks",
            "Memory",
            "CPU",
            "CGroup",
            "Docs",
            "Status",
            "Triggered",
            "TriggeredBy",
            "Invocation",
            "IP",
            "IO",
            "Error",
            "Triggers",
            "Listen",
            "Accepted",
        ];
        if !known.contains(&label.trim()) {
            return self.tree(line);
        }
        self.span.end = span.end;
        match label {
            "Active" => {
                self.state = value.split_whitespace().next().map(str::to_owned);
                let since = value.split_once("since ").and_then(|(_, rest)| rest.split(';').next());
                // The weekday in front says nothing, and the zone's name is no offset.
                self.since =
                    since.and_then(|text| stamp::parse(text.trim().split_once(' ').map_or(text, |(_, rest)| rest)));
            }
            "Main PID" | "Process" => {
                let pid = value.split_whitespace().next().and_then(|pid| pid.parse().ok());
                self.pid = pid.or(self.pid);
                let inside = value.split_once('(').map_or("", |(_, rest)| rest);
                if let Some((_, status)) = value.split_once("status=") {
                    let number = status.split(|c: char| !c.is_ascii_digit()).next().and_then(|n| n.parse().ok());
                    match value.contains("code=killed") || value.contains("code=dumped") {
                        true => self.signal = number.or(self.signal),
                        false => self.exit = number.or(self.exit),
                    }
                } else {
                    self.process = inside.split(')').next().map(str::to_owned);
                }
            }
            _ => {}
        }
        true
    }

    /// A process of the unit's control group.
    fn tree(&self, line: &str) -> bool {
        line.starts_with(['├', '└', '│', '`', '|']) || line.starts_with("/system.slice") || line.starts_with("Hint: ")
    }
}

fn finish(unit: Option<Unit>, sink: &mut Sink) {
    let Some(unit) = unit else { return };
    let program = unit
        .process
        .as_deref()
        .and_then(process_name::app)
        .or_else(|| process_name::app(&unit.name))
        .map(str::to_owned);
    let mut said = SupervisedProgram::unknown();
    said.supervisor.put("systemd");
    said.name.put(unit.name.clone());
    said.program.put_known(program.clone());
    said.state.put_known(unit.state.clone());
    sink.add_at(unit.span, unit.since, said);
    let failed =
        unit.exit.is_some_and(|exit| exit != 0) || unit.signal.is_some() || unit.state.as_deref() == Some("failed");
    let event = match unit.state.as_deref() {
        Some("active") if unit.since.is_some() => "started",
        Some("inactive") if !failed => "stopped",
        _ if failed => "exited",
        _ => return,
    };
    let mut said = ProcessEvent::unknown();
    said.event.put(event);
    said.program.put_known(program);
    said.service.put(unit.name);
    said.detail.put_absent();
    said.exit.put_known(unit.exit);
    said.signal.put_known(unit.signal);
    said.pid.put_known(unit.pid);
    sink.add_at(unit.span, unit.since, said);
}

/// `name   STATE   description` of `supervisorctl status`.
fn supervisorctl(line: &str, span: Span, sink: &mut Sink) -> bool {
    let fields = columns(line);
    let states = ["RUNNING", "STARTING", "BACKOFF", "FATAL", "EXITED", "STOPPED", "STOPPING", "UNKNOWN"];
    let (Some(name), Some(state)) = (fields.first(), fields.get(1)) else {
        return false;
    };
    if !states.contains(state) {
        return false;
    }
    program(name, &state.to_ascii_lowercase(), "supervisord", span, sink);
    let event = match *state {
        "FATAL" | "BACKOFF" | "EXITED" => "exited",
        "STOPPED" => "stopped",
        _ => return true,
    };
    let detail = fields[2..].join(" ");
    event_of(name, event, &detail, span, sink);
    true
}

/// `run: puma: (pid 9) 5s; run: log: …` and `down: puma: 1s, normally up; …`.
fn gitlab_ctl(line: &str, span: Span, sink: &mut Sink) -> bool {
    let (state, rest) = match (line.strip_prefix("run: "), line.strip_prefix("down: ")) {
        (Some(rest), _) => ("running", rest),
        (_, Some(rest)) => ("down", rest),
        _ => return false,
    };
    let Some((name, rest)) = rest.split_once(':') else {
        return false;
    };
    program(name, state, "runit", span, sink);
    if state == "down" {
        event_of(name, "exited", rest.split(';').next().unwrap_or_default().trim(), span, sink);
    }
    true
}

/// `nginx is running`, `php-fpm is not running`, ` [ - ]  name`.
fn sysv(line: &str, span: Span, sink: &mut Sink) {
    let text = line.trim().trim_start_matches(['*', '●', ' ']).trim_end_matches('.');
    let (name, running) = if let Some((name, _)) = text.split_once(" is not running") {
        (name, false)
    } else if let Some((name, _)) = text.split_once(" is running") {
        (name, true)
    } else if let Some((name, _)) = text.split_once(" is stopped") {
        (name, false)
    } else if let Some(name) = text.strip_prefix("[ + ]") {
        (name, true)
    } else if let Some(name) = text.strip_prefix("[ - ]") {
        (name, false)
    } else {
        return;
    };
    let name = name.trim().split(' ').next().unwrap_or_default();
    program(name, if running { "running" } else { "stopped" }, "sysv", span, sink);
    if !running {
        event_of(name, "stopped", "", span, sink);
    }
}

fn program(name: &str, state: &str, supervisor: &str, span: Span, sink: &mut Sink) {
    let mut said = SupervisedProgram::unknown();
    said.supervisor.put(supervisor);
    said.name.put(name);
    said.program.put_known(process_name::app(name.rsplit(':').next().unwrap_or(name)));
    said.state.put(state);
    sink.add(span, said);
}

fn event_of(name: &str, event: &str, detail: &str, span: Span, sink: &mut Sink) {
    let mut said = ProcessEvent::unknown();
    said.event.put(event);
    said.program.put_known(process_name::app(name.rsplit(':').next().unwrap_or(name)));
    said.service.put(name);
    said.detail.put_complete(Some(detail).filter(|detail| !detail.is_empty()));
    sink.add(span, said);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{facts, one, text};
    use crate::intake::Kind;

    #[test]
    fn systemctl() {
        let store = one(
            Kind::ServiceStatus,
            "service status",
            "× php8.2-fpm.service - The PHP 8.2 FastCGI Process Manager\n     Loaded: loaded (/lib/systemd/system/php8.2-fpm.service; enabled; preset: enabled)\n     \
             Active: failed (Result: exit-code) since Mon 2026-01-05 10:00:03 UTC; 2min ago\n    Process: 812 ExecStart=/usr/sbin/php-fpm8.2 --nodaemonize (code=exited, status=78)\n   \
             Main PID: 812 (code=exited, status=78)\n        CPU: 51ms\n",
        );
        let program = facts(&store, "supervised-program")[0];
        assert_eq!(
            (text(program, "name"), text(program, "state"), text(program, "program")),
            ("php8.2-fpm".into(), "failed".into(), "php-fpm".into())
        );
        assert_eq!(text(program, "at"), "2026-01-05 10:00:03");
        let event = facts(&store, "process-event")[0];
        assert_eq!((text(event, "event"), text(event, "exit")), ("exited".into(), "78".into()));
    }

    #[test]
    fn supervisorctl_and_runit() {
        let store = one(
            Kind::ServiceStatus,
            "service status",
            "nginx                            RUNNING   pid 8, uptime 0:01:02\nphp-fpm                          FATAL     Exited too quickly (process log may have details)\n\
             down: puma: 1s, normally up; run: log: (pid 971) 7s\n",
        );
        let state = |at: usize| text(facts(&store, "supervised-program")[at], "state");
        assert_eq!([state(0), state(1), state(2)], ["running", "fatal", "down"]);
        assert_eq!(text(facts(&store, "process-event")[0], "program"), "php-fpm");
    }
}
