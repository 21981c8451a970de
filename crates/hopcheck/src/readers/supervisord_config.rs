//! supervisord's configuration: the programs it starts and how.
//!
//! <http://supervisord.org/configuration.html#program-x-section-settings>

use super::Sink;
use super::ini::{Dialect, Section, sections};
use super::process_name;
use super::start_command::{self, Origin};
use super::words;
use crate::facts::Field;
use crate::facts::container::EnvSetting;
use crate::facts::server::{Listener, SupervisedProgram};
use crate::intake::Artifact;

const DIALECT: Dialect = Dialect { comment: &[';', '#'], inline_comment: true, indent_continues: true };

/// Reads supervisord.conf and the files it includes.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    sink.understood_all();
    for section in sections(&artifact.text, DIALECT) {
        let Some((kind, name)) = section.name.and_then(|name| name.split_once(':')) else {
            continue;
        };
        if !matches!(kind, "program" | "fcgi-program" | "eventlistener") {
            continue;
        }
        let Some(command) = section.get("command") else {
            continue;
        };
        let word = |key: &str| section.get(key).map_or(Field::Absent, |e| Field::Set(e.value.clone(), e.value_span));
        let restart = section.get("autorestart");
        let mut said = SupervisedProgram::unknown();
        said.supervisor.put("supervisord");
        said.name.put(name);
        said.command.put_at(command.value.clone(), command.value_span);
        said.program.put_known(process_name::of_command(&command.value));
        said.user.put_field(word("user"));
        said.group.put_absent();
        said.private_tmp.put(false);
        said.restart
            .put_field(restart.map_or(Field::Absent, |e| Field::Set(e.value.to_ascii_lowercase(), e.value_span)));
        said.start_type.put_absent();
        said.runtime_directory.put_absent();
        said.packaged.put(false);
        said.daemonizes.put_known(process_name::daemonizes(&command.value));
        said.after.put_absent();
        sink.add(section.whole(), said);
        let (written, at) = command.written(&artifact.text);
        let origin = Origin { source: "supervisord", service: Field::set(name) };
        start_command::add_command(sink, &words::shell(written, at), command.span, &origin);
        socket(&section, name, sink);
        environment(&section, name, sink);
    }
}

/// `socket=` of an `[fcgi-program:x]`: supervisord opens it and hands it on.
fn socket(section: &Section, name: &str, sink: &mut Sink) {
    let Some(entry) = section.get("socket") else {
        return;
    };
    let mut listener = Listener::unknown();
    listener.service.put(name);
    listener.protocol.put("fastcgi");
    listener.by.put("config");
    if let Some(path) = entry.value.strip_prefix("unix://") {
        (listener.host, listener.port, listener.socket) = (Field::Absent, Field::Absent, Field::set(path));
    } else if let Some((host, port)) = entry.value.strip_prefix("tcp://").and_then(|rest| rest.rsplit_once(':'))
        && let Ok(port) = port.parse()
    {
        (listener.host, listener.port, listener.socket) = (Field::set(host), Field::Set(port, None), Field::Absent);
    } else {
        return;
    }
    sink.add(entry.span, listener);
}

/// `environment=A="1",B="2"`.
fn environment(section: &Section, name: &str, sink: &mut Sink) {
    let Some(entry) = section.get("environment") else {
        return;
    };
    for pair in entry.value.split(',') {
        let Some((key, value)) = pair.split_once('=') else {
            continue;
        };
        let mut setting = EnvSetting::unknown();
        setting.name.put(key.trim());
        setting.value.put(value.trim().trim_matches(['"', '\'']));
        setting.service.put(name);
        setting.source.put("supervisord");
        sink.add(entry.span, setting);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{facts, one, text};
    use crate::intake::Kind;

    #[test]
    fn programs() {
        let store = one(
            Kind::SupervisordConfig,
            "supervisord.conf",
            "[supervisord]\nnodaemon=true\n\n[program:php-fpm]\ncommand=/usr/sbin/php-fpm8.2 -F\nautorestart=true\n\n[program:web]\ncommand=service nginx start ; no\n",
        );
        let programs = facts(&store, "supervised-program");
        assert_eq!(text(programs[0], "program"), "php-fpm");
        assert_eq!(text(programs[0], "daemonizes"), "no");
        assert_eq!(text(programs[1], "daemonizes"), "yes");
        assert_eq!(programs[1].look("restart").unwrap().0.known(), Some(false));
    }
}
