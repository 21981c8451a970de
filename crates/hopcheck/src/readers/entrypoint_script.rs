//! Shell scripts that start the application.

use super::Sink;
use super::start_command::{Origin, add_command, joined_lines};
use super::words::{self, Word};
use crate::facts::Field;
use crate::facts::FilePath;
use crate::facts::container::ScriptLine;
use crate::intake::Artifact;
use crate::text::Span;

/// Commands whose failure or effect decides whether the application comes up.
const TELLING: &[&str] = &[
    "chmod", "chown", "mkdir", "cp", "mv", "ln", "rm", "touch", "exec", "wait", "export", "source", "envsubst", "sed",
    "php-fpm", "nginx",
];

/// Reads it.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = &artifact.text;
    sink.understood_all();
    let mut fatal = text.lines().next().is_some_and(|line| line.starts_with("#!") && line.contains(" -e"));
    let origin = Origin { source: "script", service: Field::Unknown };
    if carriage_returns(artifact) {
        let span = Span::new(0, text.lines().next().map_or(0, str::len));
        sink.add(span, line_fact("carriage-return", None, span.of(text), fatal));
    }
    for span in joined_lines(text) {
        let line = span.of(text);
        let words = words::shell(line, span.start as usize);
        for command in words.split(Word::is_operator) {
            let Some(first) = command.first().map(|word| word.text.as_str()) else { continue };
            match first {
                "set"
                    if command.iter().any(|w| {
                        w.text == "errexit" || (w.text.starts_with('-') && w.text.contains('e') && w.text != "-o")
                    }) =>
                {
                    fatal = true;
                    sink.add(span, line_fact("set -e", None, line.trim(), true));
                }
                "set" if command.iter().any(|word| word.text == "+e") => fatal = false,
                name if TELLING.contains(&name) => {
                    // The last word is what the command works on; `|| true` behind it takes the failure away.
                    let path = command.iter().rev().find(|word| word.text.starts_with('/') && command.len() > 1);
                    let forgiven = line.contains("|| true") || line.contains("|| :");
                    sink.add(span, line_fact(name, path, line.trim(), fatal && !forgiven));
                }
                _ => {}
            }
        }
        add_command(sink, &words, span, &origin);
    }
}

fn line_fact(command: &str, path: Option<&Word>, line: &str, fatal: bool) -> Box<ScriptLine> {
    let mut fact = ScriptLine::unknown();
    fact.command.put(command);
    fact.path.put_field(path.map_or(Field::Absent, |word| Field::Set(FilePath(word.text.clone()), word.span())));
    fact.line.put(line);
    fact.fatal.put(fatal);
    fact
}

/// Whether the lines ended in CR LF as pasted: the clean text then lacks one byte at each line end.
fn carriage_returns(artifact: &Artifact) -> bool {
    let text = &artifact.text;
    if text.lines().next().is_some_and(|line| line.ends_with("^M") || line.ends_with('\r')) {
        return true;
    }
    let mut lost = text.match_indices('\n').take(3).map(|(at, _)| {
        let (here, next) = (artifact.map.original(at as u32), artifact.map.original(at as u32 + 1));
        let before = at.checked_sub(1).map_or(here, |at| artifact.map.original(at as u32) + 1);
        // One byte was dropped just before the line feed, and nothing at the beginning of the next line.
        here == before + 1 && next == here + 1
    });
    lost.next() == Some(true) && lost.all(|one| one)
}

#[cfg(test)]
mod tests {
    use crate::facts::Value;
    use crate::intake::Kind;

    #[test]
    fn what_stops_the_script() {
        let text = "#!/bin/sh\nset -e\nchmod 755 /etc/nginx/certs\nchown app /data || true\nexec gunicorn app:app\n";
        let store = crate::readers::read(&[crate::readers::testing::artifact(Kind::EntrypointScript, "", text)]).store;
        let lines: Vec<(String, bool)> = store
            .of_kind("script-line")
            .iter()
            .map(|&index| {
                let fact = store.get(index);
                let word = fact.look("command").unwrap().0.text();
                (word, fact.look("fatal").unwrap().0 == Value::Flag(true))
            })
            .collect();
        let want =
            [("set -e", true), ("chmod", true), ("chown", false), ("exec", true)].map(|(w, f)| (w.to_owned(), f));
        assert_eq!(lines, want);
        assert_eq!(store.of_kind("app-server").len(), 1);
    }
}
