//! Which lines belong together before their kinds are known: sections between markers, and one stream per collector name.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Kind;
use super::command::{self, Command};
use super::line::{Join, Line, Tag};
use super::logs;
use super::margin;
use super::marker;
use super::names::kind_of_name;
use super::prefix;
use super::quote;
use super::wrap::Record;

/// What is known of a run of lines from what stands in front of it: a name, a command, a fence.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    /// The file's name or the command.
    pub name: Option<String>,
    /// The kind that name or command leads to expect.
    pub hint: Option<Kind>,
    /// Where it was printed.
    pub place: Option<String>,
}

/// A line in a stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Index of the line in its piece.
    pub line: usize,
    /// True where something that no artifact spans stands before the line: a fence, a prompt.
    pub cut: bool,
    /// The kind, where the line is a typed command.
    pub kind: Option<Kind>,
}

/// Lines of one section that one collector name stands before.
#[derive(Debug)]
pub(super) struct Stream {
    /// Index into the outline's sections.
    pub section: usize,
    /// The collector's name for where they were printed.
    pub place: Option<String>,
    /// The kind of lines that say nothing of themselves, where a collector printed them.
    pub default: Option<Kind>,
    /// The lines, in order.
    pub items: Vec<Item>,
}

/// A piece, taken apart.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Sections in order.
    pub sections: Vec<Section>,
    /// Streams by first line.
    pub streams: Vec<Stream>,
}

/// Where the walk over the lines stands.
struct Walk<'a> {
    piece: &'a str,
    out: Outline,
    /// The stream of a section, place and unit, by a hash of them.
    by_tag: HashMap<u64, usize>,
    /// The stream of lines without a collector's name, and its section.
    plain: Option<(usize, usize)>,
    /// The stream of the line before, and whether a fence is open.
    last: Option<usize>,
    fence: Option<(u8, usize)>,
    cut: bool,
    /// True while the current section holds no line yet.
    empty: bool,
    /// The nginx error line that the line before belongs to.
    record: Option<Record>,
    /// The stream of a typed command whose last line ended in a backslash.
    continued: Option<usize>,
    /// Inside a script or Dockerfile: its lines must not be taken for typed commands, nor its comments for names.
    script: Option<Kind>,
}

/// Takes prefixes, prompts, fences and names off `lines` and sorts what is left into streams.
pub(super) fn outline(piece: &str, lines: &mut [Line], name: Option<&str>) -> Outline {
    let first = Section { name: None, hint: name.and_then(kind_of_name), place: None };
    let mut walk = Walk {
        piece,
        out: Outline { sections: vec![first], streams: Vec::new() },
        by_tag: HashMap::new(),
        plain: None,
        last: None,
        fence: None,
        cut: false,
        empty: true,
        continued: None,
        record: None,
        script: name.and_then(kind_of_name).filter(|kind| is_script(*kind)),
    };
    quote::unquote(piece, lines);
    margin::trim(piece, lines);
    for at in 0..lines.len() {
        walk.line(lines, at);
    }
    walk.out
}

impl Walk<'_> {
    fn line(&mut self, lines: &mut [Line], at: usize) {
        // The usual line of a long log needs none of what follows.
        if logs::is_stamped_error(lines[at].text(self.piece)) {
            self.record = Some(Record::at(at));
            self.continued = None;
            self.put(at, None, None);
            return;
        }
        if let Some((body, tag)) = prefix::peel(lines[at].text(self.piece)) {
            lines[at].body += body as u32;
            self.put(at, Some(&tag), None);
            lines[at].tag = Some(Box::new(tag));
            self.record = Record::begin(lines[at].text(self.piece), at);
            return;
        }
        let text = lines[at].text(self.piece);
        if let Some(tag) = prefix::exited(text) {
            self.put(at, Some(&tag), None);
            lines[at].tag = Some(Box::new(tag));
            return;
        }
        if text.trim().is_empty() {
            // A blank line counts in the plain stream only.
            self.put(at, None, None);
            (self.continued, self.record) = (None, None);
            return;
        }
        if let Some(stream) = self.continued {
            self.continued = Some(stream).filter(|_| text.trim_end().ends_with('\\'));
            self.out.streams[stream].items.push(Item { line: at, cut: false, kind: None });
            return;
        }
        if let Some(record) = &mut self.record
            && let Some(stream) = self.last
            && let Some((join, indent)) = record.continues(lines, self.piece, at)
        {
            lines[at].join = join;
            lines[at].body += indent as u32;
            self.out.streams[stream].items.push(Item { line: at, cut: false, kind: None });
            return;
        }
        self.record = Record::begin(text, at);
        if self.fenced(text) {
            return;
        }
        let begins_script = text.starts_with("#!") || text.starts_with("FROM ");
        self.leave_dockerfile(lines, at);
        let comment = self.script.is_some() && text.starts_with('#') && !self.names_next_file(lines, at, text);
        if let Some(name) = marker::file_marker(text).filter(|_| !comment) {
            let section = Section { name: Some(name.to_string()), hint: kind_of_name(name), place: None };
            self.script = section.hint.filter(|kind| is_script(*kind));
            self.open(section);
            return;
        }
        if begins_script {
            let docker = text.starts_with("FROM ");
            self.script = Some(if docker { Kind::Dockerfile } else { Kind::EntrypointScript });
        }
        let prompted = command::after_prompt(text);
        let typed = prompted.or_else(|| self.script.is_none().then(|| command::bare(text)).flatten());
        if let Some(typed) = typed {
            self.command(lines, at, typed);
            return;
        }
        self.put(at, None, None);
    }

    /// Whether a comment of a Dockerfile that is a file's name begins that file: after a blank line, with no instruction below it.
    fn names_next_file(&self, lines: &[Line], at: usize, text: &str) -> bool {
        let blank = |at: usize| lines[at].text(self.piece).trim().is_empty();
        let below = lines.get(at + 1).map(|line| line.text(self.piece));
        self.script == Some(Kind::Dockerfile)
            && at > 0
            && blank(at - 1)
            && below.is_some_and(|below| !below.trim().is_empty() && !below.starts_with('#') && !is_instruction(below))
            && marker::file_marker(text).is_some()
    }

    /// A Dockerfile ends where, after a blank line, something stands that is no instruction.
    fn leave_dockerfile(&mut self, lines: &[Line], at: usize) {
        let after_blank = at > 0 && lines[at - 1].text(self.piece).trim().is_empty();
        let instruction = |text: &str| text.starts_with(['#', ' ']) || is_instruction(text);
        if self.script == Some(Kind::Dockerfile) && after_blank && !instruction(lines[at].text(self.piece)) {
            self.script = None;
        }
    }

    /// Handles a line that opens or closes a fence.
    fn fenced(&mut self, text: &str) -> bool {
        let Some((mark, len, info)) = marker::fence(text) else {
            return false;
        };
        match self.fence {
            Some((open, opened)) if open == mark && len >= opened && info.is_empty() => {
                self.fence = None;
                self.script = None;
                self.open(Section::default());
            }
            Some(_) => return false,
            None => {
                self.fence = Some((mark, len));
                // The name above a fence is the name of what is in it.
                let named = self.out.sections.last().filter(|s| self.empty && s.name.is_some()).cloned();
                let hint = hint_of_info(info);
                self.open(named.unwrap_or(Section { name: None, hint, place: None }));
            }
        }
        true
    }

    fn command(&mut self, lines: &mut [Line], at: usize, typed: Command) {
        let text = lines[at].text(self.piece);
        let name = typed.file.clone().unwrap_or_else(|| text[typed.at..].trim().to_string());
        let named = (!name.is_empty()).then_some(name);
        let hint = typed.kind.or_else(|| typed.file.as_deref().and_then(kind_of_name));
        self.open(Section { name: named, hint, place: typed.place });
        self.script = hint.filter(|kind| is_script(*kind));
        if typed.starts || typed.requests {
            lines[at].body += typed.at as u32;
            let kind = if typed.starts { Kind::StartCommand } else { Kind::Curl };
            self.put(at, None, Some(kind));
            if lines[at].text(self.piece).trim_end().ends_with('\\') {
                self.continued = self.last;
            }
            if typed.starts {
                // What it prints is a log, and no longer named after the command.
                let place = self.out.sections.last().and_then(|s| s.place.clone());
                self.open(Section { name: None, hint: None, place });
            }
        }
    }

    fn open(&mut self, section: Section) {
        self.out.sections.push(section);
        self.cut = true;
        self.empty = true;
        (self.last, self.record) = (None, None);
    }

    fn put(&mut self, line: usize, tag: Option<&Tag>, kind: Option<Kind>) {
        let section = self.out.sections.len() - 1;
        if tag.is_none()
            && kind.is_none()
            && !self.cut
            && let Some((stream, of)) = self.plain
            && of == section
        {
            self.out.streams[stream].items.push(Item { line, cut: false, kind });
            self.last = Some(stream);
            return;
        }
        let (place, unit) = tag.map_or((&None, &None), |tag| (&tag.place, &tag.unit));
        let mut hasher = DefaultHasher::new();
        (section, place, unit).hash(&mut hasher);
        let streams = &mut self.out.streams;
        let stream = *self.by_tag.entry(hasher.finish()).or_insert_with(|| {
            streams.push(Stream { section, place: place.clone(), default: tag.map(logged), items: Vec::new() });
            streams.len() - 1
        });
        let cut = std::mem::take(&mut self.cut);
        streams[stream].items.push(Item { line, cut, kind });
        if tag.is_none() {
            self.plain = Some((stream, section));
        }
        self.last = Some(stream);
        self.empty = false;
    }
}

fn is_script(kind: Kind) -> bool {
    matches!(kind, Kind::EntrypointScript | Kind::Dockerfile)
}

/// What a collector prints is a log: the service manager's own, else the application's.
fn logged(tag: &Tag) -> Kind {
    if tag.unit.as_deref() == Some("systemd") { Kind::ServiceStatus } else { Kind::AppLog }
}

/// The kind a fence's info string names.
fn hint_of_info(info: &str) -> Option<Kind> {
    let word = info.split([' ', ',', '{', ':']).next().unwrap_or("").to_ascii_lowercase();
    match word.as_str() {
        "nginx" | "nginxconf" => Some(Kind::NginxConfig),
        "dockerfile" | "docker" => Some(Kind::Dockerfile),
        "python" | "py" => Some(Kind::PythonSource),
        "js" | "javascript" | "ts" | "typescript" | "jsx" | "tsx" | "vue" | "html" => Some(Kind::FrontendSource),
        "systemd" => Some(Kind::SystemdUnit),
        "dotenv" | "env" => Some(Kind::EnvFile),
        _ => kind_of_name(info.split(' ').next_back().unwrap_or("")),
    }
}

/// True where the line is joined to the one before it.
pub(super) fn is_joined(line: &Line) -> bool {
    line.join != Join::Apart
}

/// Whether a line of a Dockerfile begins an instruction.
fn is_instruction(line: &str) -> bool {
    const NAMES: [&str; 18] = [
        "ADD",
        "ARG",
        "CMD",
        "COPY",
        "ENTRYPOINT",
        "ENV",
        "EXPOSE",
        "FROM",
        "HEALTHCHECK",
        "LABEL",
        "MAINTAINER",
        "ONBUILD",
        "RUN",
        "SHELL",
        "STOPSIGNAL",
        "USER",
        "VOLUME",
        "WORKDIR",
    ];
    line.split_once([' ', '\t']).is_some_and(|(word, _)| NAMES.iter().any(|name| name.eq_ignore_ascii_case(word)))
}
