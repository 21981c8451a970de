//! One service of a compose file (compose specification, "services").

use super::start_command::{Origin, add_command};
use super::words::{self, Word};
use super::yaml::{Content, Tree};
use super::{Sink, ports};
use crate::facts::container::{EnvSetting, Mount, PublishedPort, Service};
use crate::facts::{Field, FilePath, Host};
use crate::text::{Decimal, Span};

/// Reads a service; `named` is its key, unknown in a fragment from the middle of one.
pub fn read(tree: &Tree, named: Option<(&str, Span)>, id: usize, sink: &mut Sink) {
    let name = named.map_or(Field::Unknown, |(name, span)| Field::at(name, span));
    let (entries, all_known) = tree.entries(id);
    // Keys brought in by an anchor nobody pasted may set anything; a fragment without name may have lost its head.
    let complete = all_known && named.is_some();
    let get = |key: &str| entries.iter().find(|(k, _)| tree.text(*k) == Some(key)).map(|(_, value)| *value);
    let scalar = |key: &str| get(key).and_then(|id| tree.scalar(id));
    let missing = if complete { Field::Absent } else { Field::Unknown };
    let field = |key: &str| scalar(key).map_or(missing.clone(), |(text, span)| Field::Set(text.to_owned(), span));
    let span = named
        .map_or(tree.node(id).span, |(_, span)| Span { start: span.start, end: tree.node(id).span.end.max(span.end) });
    let image = scalar("image").map(|(text, _)| text);
    let build = get("build");
    let words = |key: &str| get(key).map(|id| command_words(tree, id)).unwrap_or_default();
    let (command, entrypoint) = (words("command"), words("entrypoint"));
    let joined: Vec<&str> = entrypoint.iter().chain(&command).map(|word| word.text.as_str()).collect();
    let depends = get("depends_on");
    let mut names: Vec<String> = named.iter().map(|(name, _)| (*name).to_owned()).collect();
    names.extend(
        ["container_name", "hostname"].into_iter().filter_map(|key| scalar(key).map(|(text, _)| text.to_owned())),
    );
    names.extend(aliases(tree, get("networks")));
    let strings =
        |id: usize| tree.items(id).into_iter().filter_map(|id| tree.text(id).map(str::to_owned)).collect::<Vec<_>>();
    let mut said = Service::unknown();
    said.name.put_field(name.clone());
    said.names.put(names);
    said.image.put_field(field("image"));
    said.role.put_known(image.and_then(ports::role).filter(|_| build.is_none()));
    said.build.put_field(build.map_or(missing.clone(), |id| {
        let context = tree.text(id).or_else(|| tree.get(id, "context").and_then(|id| tree.text(id)));
        Field::set(context.unwrap_or("."))
    }));
    said.command.put_field(if joined.is_empty() { missing.clone() } else { Field::set(joined.join(" ")) });
    said.networks.put_field(match get("networks") {
        Some(id) => Field::set(keys_or_items(tree, id)),
        None if complete => Field::Absent,
        None => Field::Unknown,
    });
    said.network_mode.put_field(field("network_mode"));
    said.depends_on.put_field(match depends {
        Some(id) => Field::set(keys_or_items(tree, id)),
        None if complete => Field::Absent,
        None => Field::Unknown,
    });
    said.waits_healthy.put(depends.is_some_and(|id| {
        tree.entries(id)
            .0
            .iter()
            .any(|(_, one)| tree.get(*one, "condition").and_then(|id| tree.text(id)) == Some("service_healthy"))
    }));
    said.restart.put_field(field("restart"));
    said.healthcheck.put(get("healthcheck").is_some());
    said.memory.put_field(
        get("mem_limit")
            .or_else(|| tree.at(id, &["deploy", "resources", "limits", "memory"]))
            .and_then(|id| tree.scalar(id))
            .and_then(|(text, span)| Some(Field::Set(bytes(text)?, span)))
            .unwrap_or(if complete { Field::Absent } else { Field::Unknown }),
    );
    said.exposes =
        get("expose").map_or(if complete { Field::Absent } else { Field::Unknown }, |id| Field::set(strings(id)));
    sink.add(span, said);
    publish(tree, get("ports"), &name, sink);
    environment(tree, get("environment"), &name, sink);
    volumes(tree, get("volumes"), &name, sink);
    let both: Vec<Word> = entrypoint.into_iter().chain(command).collect();
    let key = if get("command").is_some() { get("command") } else { get("entrypoint") };
    if let Some(whole) = key.map(|id| tree.node(id).span) {
        add_command(sink, &both, whole, &Origin { source: "compose", service: name });
    }
}

/// The words of `command` or `entrypoint`: a string is split as a shell would, a list is taken as it is.
fn command_words(tree: &Tree, id: usize) -> Vec<Word> {
    let word = |id: usize| {
        let (text, span) = tree.scalar(id)?;
        Some(Word { text: text.to_owned(), start: tree.node(id).span.start as usize, exact: span.is_some() })
    };
    match &tree.node(id).content {
        Content::List(items) => items.iter().filter_map(|id| word(*id)).collect(),
        _ => word(id).map_or_else(Vec::new, |one| {
            let mut words = words::shell(&one.text, one.start);
            words.iter_mut().for_each(|word| word.exact &= one.exact);
            words
        }),
    }
}

fn keys_or_items(tree: &Tree, id: usize) -> Vec<String> {
    if tree.is_map(id) {
        return tree.entries(id).0.into_iter().filter_map(|(key, _)| tree.text(key).map(str::to_owned)).collect();
    }
    tree.items(id).into_iter().filter_map(|id| tree.text(id).map(str::to_owned)).collect()
}

/// Network aliases.
fn aliases(tree: &Tree, networks: Option<usize>) -> Vec<String> {
    let Some(id) = networks.filter(|id| tree.is_map(*id)) else { return Vec::new() };
    let lists = tree.entries(id).0.into_iter().filter_map(|(_, network)| tree.get(network, "aliases"));
    lists.flat_map(|id| tree.items(id)).filter_map(|id| tree.text(id).map(str::to_owned)).collect()
}

fn publish(tree: &Tree, ports_id: Option<usize>, service: &Field<String>, sink: &mut Sink) {
    for id in ports_id.map(|id| tree.items(id)).unwrap_or_default() {
        let span = tree.node(id).span;
        if tree.is_map(id) {
            let number = |key: &str| {
                tree.get(id, key)
                    .and_then(|id| tree.scalar(id))
                    .and_then(|(text, span)| Some((text.parse::<u16>().ok()?, span)))
            };
            let Some((target, at)) = number("target") else { continue };
            let mut said = PublishedPort::unknown();
            said.service.put_field(service.clone());
            said.host.put(Host(tree.get(id, "host_ip").and_then(|id| tree.text(id)).unwrap_or("0.0.0.0").to_owned()));
            said.host_port.put_field(number("published").map_or(Field::Absent, |(port, at)| Field::Set(port, at)));
            said.container_port.put_at(target, at);
            sink.add(span, said);
        } else if let Some((text, exact)) = tree.scalar(id) {
            let word = Word { text: text.to_owned(), start: span.start as usize, exact: exact.is_some() };
            for mapping in ports::mapping(&word) {
                let mut said = mapping;
                said.service.put_field(service.clone());
                sink.add(span, said);
            }
        }
    }
}

fn environment(tree: &Tree, id: Option<usize>, service: &Field<String>, sink: &mut Sink) {
    let Some(id) = id else { return };
    let mut add = |span: Span, name: &str, value: Option<(String, Option<Span>)>| {
        let mut said = EnvSetting::unknown();
        said.name.put(name);
        said.value.put_field(value.map_or(Field::Absent, |(text, at)| Field::Set(text, at)));
        said.service.put_field(service.clone());
        said.source.put("compose");
        sink.add(span, said);
    };
    if tree.is_map(id) {
        for (key, value) in tree.entries(id).0 {
            let Some(name) = tree.text(key) else { continue };
            let span =
                Span { start: tree.node(key).span.start, end: tree.node(value).span.end.max(tree.node(key).span.end) };
            add(
                span,
                name,
                tree.scalar(value).filter(|(text, _)| !text.is_empty()).map(|(text, at)| (text.to_owned(), at)),
            );
        }
        return;
    }
    for id in tree.items(id) {
        let Some((text, exact)) = tree.scalar(id) else { continue };
        let span = tree.node(id).span;
        let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
        let at = exact.map(|_| Span::new(span.start as usize + name.len() + 1, span.end as usize));
        add(
            span,
            name.trim(),
            value.map(|value| (value.trim_matches('"').to_owned(), at.filter(|_| !value.contains('"')))),
        );
    }
}

fn volumes(tree: &Tree, id: Option<usize>, service: &Field<String>, sink: &mut Sink) {
    for id in id.map(|id| tree.items(id)).unwrap_or_default() {
        let span = tree.node(id).span;
        let part = |key: &str| tree.get(id, key).and_then(|id| tree.text(id)).map(str::to_owned);
        let (source, target, read_only) = if tree.is_map(id) {
            let Some(target) = part("target") else { continue };
            (part("source"), target, part("read_only").as_deref() == Some("true"))
        } else {
            let Some(text) = tree.text(id) else { continue };
            let parts: Vec<&str> = text.split(':').collect();
            match parts.as_slice() {
                [target] => (None, (*target).to_owned(), false),
                [source, target, mode @ ..] => (
                    Some((*source).to_owned()),
                    (*target).to_owned(),
                    mode.iter().any(|m| m.split(',').any(|m| m == "ro")),
                ),
                [] => continue,
            }
        };
        let mut said = Mount::unknown();
        said.service.put_field(service.clone());
        said.source.put_complete(source);
        said.target.put(FilePath(target));
        said.read_only.put(read_only);
        sink.add(span, said);
    }
}

/// `512m`, `1g`, `1073741824` in bytes.
pub fn bytes(text: &str) -> Option<f64> {
    let text = text.trim().to_ascii_lowercase();
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number: f64 = text[..digits].decimal()?;
    let factor = match text[digits..].trim().trim_end_matches('b').trim_end_matches('i') {
        "" => 1.0,
        "k" => 1024.0,
        "m" => 1024.0 * 1024.0,
        "g" => 1024.0 * 1024.0 * 1024.0,
        _ => return None,
    };
    Some(number * factor)
}
