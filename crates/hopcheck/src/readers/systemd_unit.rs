//! systemd units: services and sockets.
//!
//! <https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html>, `systemd.exec`, `systemd.socket`

use super::Sink;
use super::ini::{Dialect, Entry, Section, sections};
use super::process_name;
use super::start_command::{self, Origin};
use super::words;
use crate::facts::Field;
use crate::facts::container::EnvSetting;
use crate::facts::server::{Listener, SupervisedProgram};
use crate::intake::Artifact;

const DIALECT: Dialect = Dialect { comment: &['#', ';'], inline_comment: false, indent_continues: false };

/// Reads unit files and drop-ins; `systemctl cat` prints several after each other.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    sink.understood_all();
    let all = sections(&artifact.text, DIALECT);
    let name = unit_name(&artifact.name);
    let mut after: Option<&Entry> = None;
    for section in &all {
        match section.name {
            Some("Unit") => after = section.get("After"),
            Some("Service") => {
                service(section, name, &artifact.name, after, sink);
                command(section, name, &artifact.text, sink);
                environment(section, name, sink);
            }
            Some("Socket") => socket(section, name, sink),
            // A fragment without its heading: what it does not say, the unit may.
            None => {
                command(section, name, &artifact.text, sink);
                environment(section, name, sink);
            }
            _ => {}
        }
    }
}

/// The unit's name without its suffix, where the artifact is named after its file.
fn unit_name(name: &str) -> Option<&str> {
    let base = name.rsplit('/').next()?;
    base.strip_suffix(".service").or_else(|| base.strip_suffix(".socket"))
}

fn service(section: &Section, name: Option<&str>, file: &str, after: Option<&Entry>, sink: &mut Sink) {
    let start = section.get("ExecStart");
    let command = start.map(|entry| entry.value.trim_start_matches(['-', '@', '+', '!', ':']));
    // Without its command this is a drop-in: what it does not say, the unit may.
    let whole = command.is_some();
    let not_said = || if whole { Field::Absent } else { Field::Unknown };
    let word = |key: &str| section.get(key).map_or_else(not_said, |e| Field::Set(e.value.clone(), e.value_span));
    let private_tmp = match section.get("PrivateTmp") {
        Some(entry) => {
            let on = ["yes", "true", "1", "on", "disconnected"].contains(&entry.value.to_ascii_lowercase().as_str());
            Field::Set(on, entry.value_span)
        }
        None if whole => Field::Set(false, None),
        None => Field::Unknown,
    };
    let mut program = SupervisedProgram::unknown();
    program.supervisor.put("systemd");
    program.name.put_known(name);
    program.command = match (command, start) {
        (Some(command), Some(start)) => Field::Set(command.to_owned(), start.value_span),
        _ => Field::Unknown,
    };
    program.program.put_known(command.and_then(process_name::of_command));
    program.user = word("User");
    program.group = word("Group");
    program.private_tmp = private_tmp;
    program.restart = word("Restart");
    program.start_type = word("Type");
    program.runtime_directory = word("RuntimeDirectory");
    program.packaged.put(file.starts_with("/usr/lib/") || file.starts_with("/lib/"));
    program.daemonizes.put_known(command.and_then(process_name::daemonizes));
    program.after = match after {
        Some(entry) => Field::Set(entry.value.split_whitespace().map(str::to_owned).collect(), entry.value_span),
        None => Field::Unknown,
    };
    sink.add(section.whole(), program);
}

/// The server that `ExecStart=` starts, and what it is told to bind.
fn command(section: &Section, name: Option<&str>, text: &str, sink: &mut Sink) {
    let Some(entry) = section.get("ExecStart") else { return };
    let (value, at) = entry.written(text);
    let command = value.trim_start_matches(['-', '@', '+', '!', ':']);
    let words = words::shell(command, at + value.len() - command.len());
    let origin = Origin { source: "systemd", service: Field::known(name) };
    start_command::add_command(sink, &words, entry.span, &origin);
}

/// `ListenStream=` of a socket unit: systemd itself listens, before the service runs.
fn socket(section: &Section, name: Option<&str>, sink: &mut Sink) {
    for entry in section.entries.iter().filter(|entry| entry.key == "ListenStream") {
        let mut listener = Listener::unknown();
        listener.app.put("systemd");
        listener.service.put_known(name);
        listener.by.put("config");
        let path = entry.value.replace("%t", "/run");
        if path.starts_with('/') {
            (listener.host, listener.port) = (Field::Absent, Field::Absent);
            let span = entry.value_span.filter(|_| path == entry.value);
            listener.socket.put_at(path, span);
        } else {
            let (host, port) = entry.value.rsplit_once(':').unwrap_or(("[::]", &entry.value));
            let Ok(port) = port.parse() else { continue };
            (listener.host, listener.port, listener.socket) = (Field::set(host), Field::Set(port, None), Field::Absent);
        }
        sink.add(entry.span, listener);
    }
}

/// `Environment="A=1" B=2`.
fn environment(section: &Section, name: Option<&str>, sink: &mut Sink) {
    for entry in section.entries.iter().filter(|entry| entry.key == "Environment") {
        for word in shlex::split(&entry.value).unwrap_or_default() {
            let Some((key, value)) = word.split_once('=') else {
                continue;
            };
            let mut setting = EnvSetting::unknown();
            setting.name.put(key);
            setting.value.put(value);
            setting.service.put_known(name);
            setting.source.put("systemd");
            sink.add(entry.span, setting);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{facts, one, text};
    use crate::intake::Kind;

    #[test]
    fn a_service_and_its_socket() {
        let store = one(
            Kind::SystemdUnit,
            "/etc/systemd/system/web.service",
            "[Unit]\nAfter=network.target db.service\n[Service]\nUser=www\nExecStart=/opt/venv/bin/gunicorn \\\n  --bind unix:/tmp/web.sock app:app\nPrivateTmp=true\nEnvironment=\"A=b c\" D=e\n[Socket]\nListenStream=/run/web.sock\n",
        );
        let unit = facts(&store, "supervised-program")[0];
        assert_eq!(text(unit, "program"), "gunicorn");
        assert_eq!(text(unit, "private_tmp"), "yes");
        assert_eq!(text(unit, "name"), "web");
        assert_eq!(unit.look("restart").unwrap().0.known(), Some(false));
        assert_eq!(text(facts(&store, "env-setting")[0], "value"), "b c");
        let sockets: Vec<_> = facts(&store, "listener").into_iter().map(|fact| text(fact, "socket")).collect();
        assert_eq!(sockets, ["/tmp/web.sock", "/run/web.sock"]);
    }

    #[test]
    fn a_drop_in_proves_nothing_absent() {
        let store = one(Kind::SystemdUnit, "override.conf", "[Service]\nRestart=always\n");
        assert_eq!(facts(&store, "supervised-program")[0].look("user").unwrap().0.known(), None);
    }
}
