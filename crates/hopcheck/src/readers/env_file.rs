//! Environment files: NAME=value lines.

use super::Sink;
use super::settings_lines::settings;
use crate::facts::Field;
use crate::facts::container::EnvSetting;
use crate::intake::Artifact;

/// Reads it.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    for one in settings(&artifact.text, &['=']) {
        let name = one.name.strip_prefix("export ").unwrap_or(one.name).trim();
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            continue;
        }
        let mut said = EnvSetting::unknown();
        said.name.put(name);
        said.value.put_field(if one.value.is_empty() { Field::Absent } else { Field::at(one.value, one.at) });
        said.source.put("env-file");
        sink.add(one.line, said);
    }
    // Comments of an environment file say nothing.
    sink.understood_all();
}
