//! Services, containers and images: from compose files, manifests, inspections and the prefixes of logs.

use super::Names;
use crate::redact::class::Class;

/// Keys whose value is a name given to something.
const KEYS: &[&str] = &[
    "container_name",
    "hostname",
    "servicename",
    "namespace",
    "project",
    "app",
    "app.kubernetes.io/name",
    "app.kubernetes.io/instance",
    "com.docker.compose.project",
    "com.docker.compose.service",
    "domainname",
];

/// Where a compose file's services or a manifest's metadata stand.
#[derive(Debug, Default)]
pub(super) struct Services {
    /// The indentation of the block that holds names as keys, and that of its entries once seen.
    block: Option<(usize, Option<usize>)>,
    /// The indentation of `metadata:`.
    metadata: Option<usize>,
}

impl Services {
    /// What the next line names.
    pub(super) fn find(&mut self, line: &str, names: &mut Names) {
        prefix(line, names);
        let content = line.trim_start_matches([' ', '\t']);
        if content.is_empty() || content.starts_with('#') {
            return;
        }
        let indent = line.len() - content.len();
        let content = content.trim_start_matches("- ");
        let Some((key, value)) = content.split_once([':', '=']) else { return };
        let (key, value) = (key.trim().trim_matches(['"', '\'']), scalar(value));
        if self.block.is_some_and(|(at, _)| indent <= at) {
            self.block = None;
        }
        if self.metadata.is_some_and(|at| indent <= at) {
            self.metadata = None;
        }
        if let Some((_, entries)) = &mut self.block
            && value.is_empty()
            && indent == *entries.get_or_insert(indent)
        {
            names.add(Class::Name, key);
        }
        match key.to_ascii_lowercase().as_str() {
            "services" | "networks" | "volumes" if value.is_empty() && self.block.is_none() => {
                self.block = Some((indent, None))
            }
            "metadata" => self.metadata = Some(indent),
            "image" => image(value, names),
            "name" if self.metadata.is_some() || indent == 0 => names.add(Class::Name, value),
            "name" if value.starts_with('/') => names.add(Class::Name, value),
            lower if KEYS.contains(&lower) => names.add_host(value.trim_start_matches('/')),
            _ => {}
        }
    }
}

/// A plain value without its quotes, comment and trailing comma.
fn scalar(value: &str) -> &str {
    let value = value.trim().trim_end_matches([',', ';']);
    let value = value.split(" #").next().unwrap_or("").trim();
    value.trim_matches(['"', '\''])
}

/// `registry.host/team/name:tag`: the registry is a host, team and name are names, the tag is a version.
pub(super) fn image(image: &str, names: &mut Names) {
    let image = image.split('@').next().unwrap_or("");
    let mut parts: Vec<&str> = image.split('/').collect();
    if parts.len() > 1 && (parts[0].contains(['.', ':'])) {
        names.add_host(parts.remove(0).split(':').next().unwrap_or(""));
    }
    for part in parts {
        names.add(Class::Name, part.split(':').next().unwrap_or("").split('$').next().unwrap_or(""));
    }
}

/// `acme-web-1  | `, and the host and unit of the system's log: `Jan  5 10:00:00 host unit[1]: `
fn prefix(line: &str, names: &mut Names) {
    if let Some((name, _)) = line.split_once('|') {
        let name = name.trim();
        if !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')) {
            names.add(Class::Name, name);
        }
    }
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    let clock = |word: &str| {
        word.len() == 8
            && word.bytes().enumerate().all(|(nth, b)| if nth % 3 == 2 { b == b':' } else { b.is_ascii_digit() })
    };
    let program = |word: &str| word.ends_with(':') && word.len() > 2;
    match words.as_slice() {
        [month, _, time, host, unit, ..] if month.len() == 3 && clock(time) && program(unit) => {
            names.add_host(host);
            names.add(Class::Name, unit.split(['[', ':']).next().unwrap_or(""));
        }
        [stamp, host, unit, ..] if stamp.len() >= 19 && stamp.as_bytes()[10] == b'T' && program(unit) => {
            names.add_host(host);
            names.add(Class::Name, unit.split(['[', ':']).next().unwrap_or(""));
        }
        _ => {}
    }
}
