//! `docker run` lines: a container with its ports, networks and settings.

use super::args::Args;
use super::{Origin, Sink, add_command};
use crate::facts::container::{EnvSetting, Mount, Service};
use crate::facts::{Field, FilePath};
use crate::readers::ports;
use crate::readers::words::Word;
use crate::text::Span;

/// Options of `docker run` that take no value (docker CLI reference, `docker container run`).
const FLAGS: &[&str] = &[
    "-d",
    "--detach",
    "-i",
    "--interactive",
    "-t",
    "--tty",
    "-it",
    "-ti",
    "-dit",
    "-itd",
    "-td",
    "-di",
    "-P",
    "--publish-all",
    "--rm",
    "--init",
    "--privileged",
    "--read-only",
    "--no-healthcheck",
    "--oom-kill-disable",
    "--sig-proxy",
    "-q",
    "--quiet",
];

/// Reads the line if it is one.
pub fn read(words: &[Word], line: Span, sink: &mut Sink) -> bool {
    let is = |nth: usize, text: &str| words.get(nth).is_some_and(|word| word.text == text);
    let start = usize::from(is(0, "sudo"));
    if !matches!(words.get(start).map(|word| word.text.as_str()), Some("docker" | "podman" | "nerdctl")) {
        return false;
    }
    let start = start + 1 + usize::from(is(start + 1, "container"));
    if !(is(start, "run") || is(start, "create")) {
        return false;
    }
    let rest = &words[start + 1..];
    let image = image_at(rest);
    let args = Args(&rest[..image.unwrap_or(rest.len())]);
    let image_word = image.and_then(|at| rest.get(at));
    let name = args.value(&["--name"]).map(|word| word.text);
    let service = Field::known(name.clone());
    let networks: Vec<String> = args.values(&["--network", "--net"]).into_iter().map(|word| word.text).collect();
    let host_network = networks.iter().any(|network| network == "host");
    let mut names: Vec<String> = name.into_iter().collect();
    names
        .extend(args.values(&["--network-alias", "--net-alias", "--hostname", "-h"]).into_iter().map(|word| word.text));
    let command = image.map(|at| &rest[at + 1..]).unwrap_or_default();
    let joined = command.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let image_name = image_word.map(|word| word.text.clone());
    let mut said = Service::unknown();
    said.name.put_field(service.clone());
    said.names.put_field(if names.is_empty() { Field::Absent } else { Field::set(names) });
    said.role.put_known(image_name.as_deref().and_then(ports::role));
    said.image.put_field(image_word.map_or(Field::Unknown, |word| Field::Set(word.text.clone(), word.span())));
    said.command.put_complete((!joined.is_empty()).then_some(joined));
    said.network_mode.put_field(if host_network { Field::set("host") } else { Field::Absent });
    said.networks.put_field(if networks.is_empty() || host_network { Field::Absent } else { Field::set(networks) });
    sink.add(line, said);
    for value in args.values(&["-p", "--publish"]) {
        for mapping in ports::mapping(&value) {
            let mut said = mapping;
            said.service.put_field(service.clone());
            sink.add(line, said);
        }
    }
    for value in args.values(&["-e", "--env"]) {
        let (name, text) = value.text.split_once('=').map_or((value.text.as_str(), None), |(n, v)| (n, Some(v)));
        let at = value.part(name.len() + 1, value.text.len());
        let mut said = EnvSetting::unknown();
        said.name.put(name);
        said.value.put_field(text.map_or(Field::Absent, |text| Field::Set(text.to_owned(), at.span())));
        said.service.put_field(service.clone());
        said.source.put("shell");
        sink.add(line, said);
    }
    for value in args.values(&["-v", "--volume"]) {
        let mut parts = value.text.splitn(3, ':');
        if let (Some(source), Some(target)) = (parts.next(), parts.next()) {
            let mut said = Mount::unknown();
            said.service.put_field(service.clone());
            said.source.put(source);
            said.target.put(FilePath(target.to_owned()));
            said.read_only.put(parts.next().is_some_and(|mode| mode.split(',').any(|m| m == "ro")));
            sink.add(line, said);
        }
    }
    add_command(sink, command, line, &Origin { source: "shell", service });
    true
}

/// Where the image stands: the first word that is no option and no option's value.
fn image_at(words: &[Word]) -> Option<usize> {
    let mut skip = false;
    words.iter().position(|word| {
        if skip {
            skip = false;
            return false;
        }
        if word.text.starts_with('-') {
            let attached = word.text.contains('=') || (!word.text.starts_with("--") && word.text.len() > 2);
            skip = !attached && !FLAGS.contains(&word.text.as_str());
            return false;
        }
        true
    })
}
