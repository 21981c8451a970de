//! Dockerfiles: what the last stage makes (Dockerfile reference).

use super::start_command::{Origin, add_command, joined_lines};
use super::words::{self, Word};
use super::{Sink, ports};
use crate::facts::Field;
use crate::facts::container::{EnvSetting, ImageBuild};
use crate::facts::server::Dependency;
use crate::intake::Artifact;
use crate::text::Span;

/// One instruction.
struct Instruction<'t> {
    name: String,
    /// What follows the name, and where.
    rest: &'t str,
    at: usize,
    span: Span,
}

/// Reads it.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = &artifact.text;
    let all = instructions(text);
    let last_from = all.iter().rposition(|one| one.name == "FROM");
    let stage = &all[last_from.unwrap_or(0)..];
    for one in &all {
        sink.understood(one.span);
    }
    if all.is_empty() {
        return;
    }
    // Without FROM this is a fragment, and what it lacks may stand elsewhere.
    let complete = last_from.is_some();
    let base = last_from.and_then(|nth| base(&all, nth));
    let last = |name: &str| stage.iter().rev().find(|one| one.name == name);
    let (command, entrypoint) = (last("CMD"), last("ENTRYPOINT"));
    let line = |one: Option<&Instruction>| match one {
        Some(one) => Field::Set(
            command_words(one).iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" "),
            Some(whole(one)),
        ),
        None if complete => Field::Absent,
        None => Field::Unknown,
    };
    let exposes: Vec<String> = stage
        .iter()
        .filter(|one| one.name == "EXPOSE")
        .flat_map(|one| one.rest.split_whitespace().map(|port| port.split('/').next().unwrap_or("").to_owned()))
        .collect();
    let span = Span { start: stage[0].span.start, end: stage[stage.len() - 1].span.end };
    let mut said = ImageBuild::unknown();
    said.base
        .put_field(base.clone().map_or(Field::Unknown, |base| Field::Set(base, last_from.map(|nth| whole(&all[nth])))));
    said.exposes.put_field(if exposes.is_empty() && complete { Field::Absent } else { Field::set(exposes) });
    said.command.put_field(line(command));
    said.entrypoint.put_field(line(entrypoint));
    said.exec_form =
        command.or(entrypoint).map_or(Field::Unknown, |one| Field::set(one.rest.trim_start().starts_with('[')));
    said.healthcheck.put(last("HEALTHCHECK").is_some_and(|one| one.rest.trim() != "NONE"));
    said.role.put_known(base.as_deref().and_then(ports::role));
    sink.add(span, said);
    settings(stage, sink);
    for one in stage.iter().filter(|one| one.name == "RUN") {
        dependencies(one, sink);
    }
    start(command, entrypoint, sink);
}

fn start(command: Option<&Instruction>, entrypoint: Option<&Instruction>, sink: &mut Sink) {
    let Some(main) = entrypoint.or(command) else { return };
    let mut words = command_words(main);
    if let (Some(_), Some(command)) = (entrypoint, command) {
        words.extend(command_words(command));
    }
    let origin = Origin { source: "dockerfile", service: Field::Unknown };
    let span = command.unwrap_or(main).span;
    if !add_command(sink, &words, span, &origin) && entrypoint.is_some() {
        // The usual `ENTRYPOINT ["/entrypoint.sh"]` runs CMD at its end.
        let words = command.map(command_words).unwrap_or_default();
        add_command(sink, &words, span, &origin);
    }
}

fn whole(one: &Instruction) -> Span {
    Span::new(one.at, one.at + one.rest.len())
}

fn command_words(one: &Instruction) -> Vec<Word> {
    words::json_array(one.rest, one.at).unwrap_or_else(|| words::shell(one.rest, one.at))
}

fn instructions(text: &str) -> Vec<Instruction<'_>> {
    let mut all = Vec::new();
    for span in joined_lines(text) {
        let line = span.of(text);
        let lead = line.len() - line.trim_start().len();
        let line = line.trim_start();
        let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        if !name.chars().all(|c| c.is_ascii_alphabetic()) || name.is_empty() {
            continue;
        }
        let skip = lead + line.len() - rest.trim_start().len();
        all.push(Instruction {
            name: name.to_ascii_uppercase(),
            rest: rest.trim(),
            at: span.start as usize + skip,
            span,
        });
    }
    all
}

/// The image that the stage begins with, through the names of earlier stages.
fn base(all: &[Instruction], nth: usize) -> Option<String> {
    let parts = |one: &Instruction| -> (Option<String>, Option<String>) {
        let words: Vec<&str> = one.rest.split_whitespace().filter(|word| !word.starts_with("--")).collect();
        let alias = words.iter().position(|word| word.eq_ignore_ascii_case("as")).and_then(|at| words.get(at + 1));
        (words.first().map(|w| (*w).to_owned()), alias.map(|w| (*w).to_owned()))
    };
    let mut image = parts(&all[nth]).0?;
    for one in all[..nth].iter().rev().filter(|one| one.name == "FROM") {
        let (from, alias) = parts(one);
        if alias.as_deref() == Some(&image) {
            image = from?;
        }
    }
    Some(image)
}

fn settings(stage: &[Instruction], sink: &mut Sink) {
    for one in stage.iter().filter(|one| one.name == "ENV") {
        let words = words::shell(one.rest, one.at);
        let pairs: Vec<(String, String, Option<Span>)> = if words.first().is_some_and(|word| word.text.contains('=')) {
            let pair = |word: &Word| {
                let (name, value) = word.text.split_once('=')?;
                Some((name.to_owned(), value.to_owned(), word.part(name.len() + 1, word.text.len()).span()))
            };
            words.iter().filter_map(pair).collect()
        } else {
            // The old form `ENV NAME value`.
            let value = words.get(1).map(|word| (word.text.clone(), word.span()));
            words.first().zip(value).map(|(name, (value, span))| (name.text.clone(), value, span)).into_iter().collect()
        };
        for (name, value, at) in pairs {
            let mut said = EnvSetting::unknown();
            said.name.put(name);
            said.value.put_at(value, at);
            said.source.put("dockerfile");
            sink.add(one.span, said);
        }
    }
}

/// Packages and extensions that a RUN installs.
fn dependencies(one: &Instruction, sink: &mut Sink) {
    let words = words::shell(one.rest, one.at);
    for command in words.split(Word::is_operator) {
        let texts: Vec<&str> = command.iter().map(|word| word.text.as_str()).collect();
        let skip = match texts.as_slice() {
            ["pip" | "pip3", "install", ..]
            | ["apk", "add", ..]
            | ["apt-get" | "apt", "install", ..]
            | ["pecl", "install", ..] => 2,
            ["npm" | "yarn" | "pnpm", "install" | "add" | "i", ..] => 2,
            ["python" | "python3", "-m", "pip", "install", ..] => 4,
            ["apt-get" | "apt", "-y" | "-qq" | "-yq", "install", ..] => 3,
            ["docker-php-ext-install" | "install-php-extensions", ..] => 1,
            _ => continue,
        };
        for name in texts[skip..].iter().filter(|name| !name.starts_with('-') && !name.contains(['/', '$'])) {
            let bare = name.split(['=', '<', '>', '~', '[', '!', '@']).next().unwrap_or(name);
            let mut said = Dependency::unknown();
            said.name.put(bare.to_ascii_lowercase());
            said.source.put("dockerfile");
            said.state.put("installed");
            sink.add(one.span, said);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{Store, Value};
    use crate::intake::Kind;

    fn read(text: &str) -> Store {
        crate::readers::read(&[crate::readers::testing::artifact(Kind::Dockerfile, "", text)]).store
    }

    fn of(store: &Store, kind: &str, path: &str) -> Value {
        store.get(store.of_kind(kind)[0]).look(path).unwrap().0
    }

    #[test]
    fn the_last_stage_counts() {
        let text = "FROM node:20 AS build\nCMD [\"npm\",\"start\"]\nFROM python:3.12-slim AS run\nENV PORT=8000 A=\"b c\"\nEXPOSE 8000/tcp\n\
                    RUN pip install --no-cache flask==3.0 \\\n  gunicorn\nFROM run\nCMD gunicorn -b :$PORT app:app\n";
        let store = read(text);
        assert_eq!(of(&store, "image-build", "base"), Value::Word("python:3.12-slim".into()));
        assert_eq!(of(&store, "image-build", "exec_form"), Value::Flag(false));
        assert_eq!(of(&store, "app-server", "port_variable"), Value::Word("PORT".into()));
        assert_eq!(store.of_kind("dependency").len(), 0, "earlier stages are not the image");
    }

    #[test]
    fn nothing_starts_it() {
        let store =
            read("FROM python:3.12\nENV PORT 8000\nRUN apt-get update && apt-get install -y libpq5\nCOPY . .\n");
        assert_eq!(of(&store, "image-build", "command"), Value::Absent);
        assert_eq!(of(&store, "env-setting", "value"), Value::Word("8000".into()));
        assert_eq!(of(&store, "dependency", "name"), Value::Word("libpq5".into()));
        let store = read("FROM python:3.12\nENTRYPOINT [\"/entrypoint.sh\"]\nCMD [\"gunicorn\", \"app:app\"]\n");
        assert_eq!(of(&store, "app-server", "host"), Value::Absent);
    }
}
