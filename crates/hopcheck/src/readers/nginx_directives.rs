//! The directives of a configuration as they are written, with their lines: what messages of nginx point to and patches are cut from.

use super::Sink;
use crate::facts::Field;
use crate::facts::nginx::NginxDirective;
use crate::nginx::{Config, Id};

/// A configuration longer than this is mostly data (maps, types), and nobody patches it by hand.
const MOST: usize = 4_000;

/// Gives a fact for each directive of the configuration.
pub fn read(config: &Config<'_>, sink: &mut Sink) {
    let mut line_of = Lines { text: config.text, at: 0, line: 1, file: u32::MAX };
    let mut numbers: Vec<u32> = Vec::new();
    for id in 0..config.directives.len().min(MOST) as Id {
        let directive = &config.directives[id as usize];
        let span = config.span(id);
        let args = config.args(id);
        let file = config.files.get(directive.file as usize);
        let from = file.map_or(0, |file| file.span.start as usize);
        // A file of a dump begins behind the marker, whose line is not its first.
        let from = if from > 0 && config.text[from..].starts_with('\n') { from + 1 } else { from };
        let line = line_of.number(directive.file, from, span.start as usize);
        numbers.push(line);
        let value = config.word_span(id, 1).zip(args.first());
        let end = config.word_span(id, args.len()).zip(args.last()).filter(|_| args.len() > 1);
        let mut said = NginxDirective::unknown();
        said.name.put(config.name(id).into_owned());
        said.value.put_field(value.map_or(Field::Absent, |(span, value)| Field::at(value.clone(), span)));
        said.text.put_field(match (config.word_span(id, 1), config.word_span(id, args.len())) {
            (Some(first), Some(last)) if !args.is_empty() => {
                Field::Set(args.join(" "), Some(crate::text::Span { start: first.start, end: last.end }))
            }
            _ => Field::Absent,
        });
        said.end.put_field(end.map_or(Field::Absent, |(span, word)| Field::at(word.clone(), span)));
        said.block.put_complete(directive.parent.map(|parent| config.name(parent).into_owned()));
        said.line.put(line);
        said.within.put_complete(directive.parent.and_then(|parent| numbers.get(parent as usize).copied()));
        said.file.put_known(file.and_then(|file| file.name.clone()).map(crate::facts::FilePath::from));
        sink.add(span, said);
    }
}

/// Line numbers in a file, for places that come in order.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    file: u32,
}

impl Lines<'_> {
    fn number(&mut self, file: u32, from: usize, at: usize) -> u32 {
        if self.file != file || at < self.at {
            *self = Lines { text: self.text, at: from, line: 1, file };
        }
        let between = self.text.get(self.at..at).unwrap_or("");
        self.line += between.bytes().filter(|&byte| byte == b'\n').count() as u32;
        self.at = at;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use crate::nginx::parse;

    #[test]
    fn lines_count_in_each_file() {
        let text = "# configuration file /etc/nginx/nginx.conf:\nevents {}\nhttp {\n    server {}\n}\n# configuration file /etc/nginx/a.conf:\n\nlisten 80;\n";
        let config = parse(text, None);
        let mut lines = super::Lines { text, at: 0, line: 1, file: u32::MAX };
        let numbers: Vec<u32> = (0..config.directives.len())
            .map(|id| {
                let file = config.directives[id].file;
                lines.number(
                    file,
                    config.files[file as usize].span.start as usize + 1,
                    config.span(id as u32).start as usize,
                )
            })
            .collect();
        assert_eq!(numbers, [1, 2, 3, 2]);
    }
}
