//! Sockets, files and directories as `ls -l`, `stat`, `namei -l` and `find` show them.

use super::Sink;
use super::rows::{columns, command, rows};
use crate::facts::server::SocketFile;
use crate::facts::{Field, FilePath, Stamp, stamp};
use crate::intake::Artifact;
use crate::text::{Span, span_in};

const TOOLS: &[&str] = &["ls", "ll", "stat", "namei", "find", "getfacl", "dir"];

/// Where relative names are: what the lines above said.
#[derive(Default)]
struct Where {
    /// The directory that is listed.
    directory: Option<String>,
    /// The path that `namei` has walked so far.
    walked: Option<String>,
}

/// Reads listings of files.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let text = &artifact.text;
    let mut place = Where::default();
    // The command stands above its output, or the artifact is named after it.
    let typed = command(text, TOOLS);
    let named_after = command(&artifact.name, TOOLS).map(|(line, _)| line);
    if let Some(line) = typed.map(|(line, _)| line).or(named_after) {
        place.directory = listed_directory(line);
    }
    if let Some((_, span)) = typed {
        sink.understood(span);
    }
    let mut open = Stat::default();
    for (line, span) in rows(text) {
        if typed.is_some_and(|(_, command)| command == span) {
            continue;
        }
        if let Some(file) = missing(line) {
            sink.add(span, file);
        } else if let Some(path) = line.trim().strip_prefix("f: ") {
            // namei names the path, then walks it.
            place.walked = Some(if path.starts_with('/') { String::new() } else { ".".to_owned() });
            sink.understood(span);
        } else if let Some(file) = namei(line, &mut place) {
            sink.add(span, file);
        } else if let Some((file, at)) = ls(line, text, &place) {
            sink.add_at(span, at, file);
        } else if open.line(line, span) {
            if let Some((span, at, file)) = open.take() {
                sink.add_at(span, at, file);
            } else if line.contains("Birth: -") {
                sink.understood(span);
            }
        } else if let Some(directory) = line.strip_suffix(':').filter(|path| path.starts_with(['/', '.'])) {
            place.directory = Some(directory.to_owned());
            sink.understood(span);
        } else if line.trim_start().starts_with('/') && columns(line).len() == 1 {
            sink.add(span, named(line.trim(), Some(span)));
        } else if line.starts_with("total ") {
            sink.understood(span);
        } else if (typed.is_some() || named_after.is_some()) && columns(line).iter().any(|name| is_socket_name(name)) {
            for name in columns(line).into_iter().filter(|name| is_socket_name(name)) {
                sink.add(span_in(text, name), named(&join(&place, name).unwrap_or_else(|| name.to_owned()), None));
            }
        }
    }
}

/// The directory that the command lists, where it ends in a slash or is no file by its name.
fn listed_directory(command: &str) -> Option<String> {
    let path = command.split_whitespace().skip(1).find(|word| word.starts_with('/'))?;
    let last = path.rsplit('/').next().unwrap_or_default();
    (!last.contains('.') && !last.contains('*')).then(|| path.to_owned())
}

fn is_socket_name(name: &str) -> bool {
    name.ends_with(".sock") || name.ends_with(".socket")
}

fn base(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)
}

/// The absolute path of a name, where it can be told.
fn join(place: &Where, name: &str) -> Option<String> {
    match (&place.directory, name) {
        (_, name) if name.starts_with('/') => Some(name.to_owned()),
        (Some(dir), ".") => Some(dir.clone()),
        (Some(dir), "..") => dir
            .trim_end_matches('/')
            .rsplit_once('/')
            .map(|(up, _)| if up.is_empty() { "/".into() } else { up.to_owned() }),
        (Some(dir), name) if dir.starts_with('/') => Some(format!("{}/{name}", dir.trim_end_matches('/'))),
        _ => None,
    }
}

/// A file of which only the name is shown.
fn named(path: &str, span: Option<Span>) -> Box<SocketFile> {
    let mut fact = SocketFile::unknown();
    fact.path.put_field(if path.starts_with('/') {
        Field::Set(FilePath(path.to_owned()), span)
    } else {
        Field::Unknown
    });
    fact.name.put(base(path));
    fact.kind.put_field(if is_socket_name(path) { Field::set("socket") } else { Field::Unknown });
    fact
}

/// `ls: cannot access '/x': No such file or directory`, `stat: cannot statx '/x': …`, `ls: /x: …` and busybox's forms.
fn missing(line: &str) -> Option<Box<SocketFile>> {
    let (head, _) = line.split_once(": No such file or directory")?;
    let path = head
        .rsplit_once("access ")
        .or_else(|| head.rsplit_once("stat "))
        .or_else(|| head.rsplit_once("statx "))
        .or_else(|| head.rsplit_once(": "))?
        .1;
    let path = path.trim_matches(['\'', '"', '‘', '’', '`', ' ']);
    let mut file = named(path, None);
    file.kind.put("missing");
    (!path.is_empty() && !path.contains(' ')).then_some(file)
}

/// Type and permissions of a mode string such as `srw-rw----.`.
fn mode(text: &str) -> Option<(&'static str, u32, bool)> {
    if !text.is_ascii() || text.len() < 10 || text.len() > 11 {
        return None;
    }
    let kind = match text.as_bytes()[0] {
        b's' => "socket",
        b'd' => "directory",
        b'l' => "link",
        b'-' => "file",
        b'p' => "pipe",
        b'c' | b'b' => "device",
        _ => return None,
    };
    let mut bits = 0;
    for (at, letter) in text.bytes().skip(1).take(9).enumerate() {
        let bit = 1 << (8 - at);
        match (letter, at % 3) {
            (b'-', _) => {}
            (b'r', 0) | (b'w', 1) | (b'x', 2) => bits |= bit,
            (b's', 2) => bits |= bit | if at < 3 { 0o4000 } else { 0o2000 },
            (b't', 2) => bits |= bit | 0o1000,
            (b'S', 2) => bits |= if at < 3 { 0o4000 } else { 0o2000 },
            (b'T', 2) => bits |= 0o1000,
            _ => return None,
        }
    }
    Some((kind, bits, text.ends_with('+')))
}

fn entry(mode_text: &str, owner: &str, group: &str) -> Option<Box<SocketFile>> {
    let (kind, bits, acl) = mode(mode_text)?;
    let mut fact = SocketFile::unknown();
    fact.kind.put(kind);
    fact.owner.put(owner);
    fact.group.put(group);
    fact.mode.put(format!("{bits:04o}"));
    fact.others_write.put(bits & 0o002 != 0);
    fact.others_search.put_field(if kind == "directory" { Field::set(bits & 0o001 != 0) } else { Field::Unknown });
    fact.acl.put(acl);
    Some(fact)
}

/// A line of `ls -l`: mode, links, owner, group, size, time, name.
fn ls(line: &str, text: &str, place: &Where) -> Option<(Box<SocketFile>, Option<Stamp>)> {
    let fields = columns(line);
    if fields.len() < 7 || fields.get(1)?.parse::<u32>().is_err() {
        return None;
    }
    let mut file = entry(fields[0], fields[2], fields[3])?;
    let arrow = fields.iter().position(|field| *field == "->");
    let name = *fields.get(arrow.unwrap_or(fields.len()).checked_sub(1)?)?;
    if let Some(target) = arrow.and_then(|at| fields.get(at + 1)) {
        file.target.put(*target);
    }
    let name = name.trim_matches(['\'', '"']).trim_end_matches(['=', '*', '@']);
    file.name.put(base(name));
    let span = span_in(text, name);
    file.path.put_field(join(place, name).map_or(Field::Unknown, |path| {
        if path == name { Field::Set(FilePath(path), Some(span)) } else { Field::set(path) }
    }));
    // `ls --full-time` has date and clock; the short form lacks the year and says too little.
    let date =
        fields.iter().position(|field| field.len() == 10 && field.starts_with(['1', '2']) && field.contains('-'));
    let at = date.and_then(|at| stamp::parse(&format!("{} {}", fields[at], fields.get(at + 1)?)));
    Some((file, local(at)))
}

/// File times are shown on the clock of the machine, as nginx's log is; the zone that `stat` adds would keep them from
/// being compared with a log that names none.
fn local(at: Option<Stamp>) -> Option<Stamp> {
    at.map(|at| Stamp { zone: None, ..at })
}

/// A line of `namei -l`: mode, owner, group, name; or only the name and why it is not there.
fn namei(line: &str, place: &mut Where) -> Option<Box<SocketFile>> {
    let walked = place.walked.clone()?;
    let (row, gone) = line.split_once(" - No such file").map_or((line, false), |(row, _)| (row, true));
    let fields = columns(row);
    let name = *fields.last()?;
    let mut file = match (fields.len(), gone) {
        (1, true) => {
            let mut file = SocketFile::unknown();
            file.kind.put("missing");
            file
        }
        (4.., false) => entry(fields[0], fields[1], fields[2])?,
        _ => return None,
    };
    // A link's row is `name -> target`.
    let name = fields.iter().position(|field| *field == "->").map_or(name, |at| fields[at - 1]);
    let path = if name == "/" { "/".to_owned() } else { format!("{walked}/{name}") };
    place.walked = Some(if name == "/" { String::new() } else { path.clone() });
    file.name.put(base(name));
    file.path.put_field(if path.starts_with('/') { Field::set(path) } else { Field::Unknown });
    Some(file)
}

/// The lines of one `stat`.
#[derive(Default)]
struct Stat {
    path: Option<(String, Span)>,
    access: Option<Box<SocketFile>>,
    at: Option<Stamp>,
    end: Span,
    done: bool,
}

impl Stat {
    /// Takes a line; false where it belongs to no `stat`.
    fn line(&mut self, line: &str, span: Span) -> bool {
        let line = line.trim();
        if let Some(path) = line.strip_prefix("File: ") {
            let path = path.split(" -> ").next().unwrap_or(path).trim_matches(['\'', '‘', '’', '"', '`']);
            *self = Stat { path: Some((path.to_owned(), span)), end: span, ..Stat::default() };
            return true;
        }
        if self.path.is_none() {
            // What has no birth time says so after the file was told.
            return line.trim() == "Birth: -";
        }
        self.end = span;
        if let Some(rest) = line.strip_prefix("Access: (") {
            let names: Vec<&str> = rest.split('/').collect();
            let letters = rest.split_once('/').and_then(|(_, rest)| rest.split_once(')')).map(|(mode, _)| mode);
            let name = |part: Option<&&str>| {
                part.and_then(|part| part.split(')').next()).map(str::trim).unwrap_or_default().to_owned()
            };
            self.access = letters.and_then(|mode| entry(mode, &name(names.get(2)), &name(names.get(3))));
        } else if let Some(time) = line.strip_prefix("Modify: ").or_else(|| line.strip_prefix("Birth: ")) {
            self.at = local(stamp::parse(time)).or(self.at);
            self.done = line.starts_with("Birth") || self.done;
        } else if !(line.starts_with("Size:")
            || line.starts_with("Device:")
            || line.starts_with("Access:")
            || line.starts_with("Change:")
            || line.starts_with("Context:")
            || line.starts_with("Birth:"))
        {
            return false;
        } else {
            self.done |= line.starts_with("Change:");
        }
        true
    }

    /// The file, once its last line is read.
    fn take(&mut self) -> Option<(Span, Option<Stamp>, Box<SocketFile>)> {
        if !self.done {
            return None;
        }
        let (path, span) = self.path.clone()?;
        let mut file = self.access.take()?;
        file.name.put(base(&path));
        file.path.put_field(if path.starts_with('/') { Field::set(path) } else { Field::Unknown });
        Some((Span { end: self.end.end, ..span }, self.at, file))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{facts, one, text};
    use crate::intake::Kind;

    fn shown(content: &str) -> Vec<String> {
        let store = one(Kind::SocketFile, "socket file", content);
        let show = |fact| {
            let of = |field| text(fact, field);
            format!("{} {} {} {}:{}", of("path"), of("kind"), of("mode"), of("owner"), of("group"))
        };
        facts(&store, "socket-file").into_iter().map(show).collect()
    }

    #[test]
    fn ls() {
        assert_eq!(
            shown("srw-rw---- 1 www-data www-data 0 Nov 21 03:13 /run/php/php8.2-fpm.sock"),
            ["/run/php/php8.2-fpm.sock socket 0660 www-data:www-data"]
        );
        assert_eq!(
            shown(
                "ls -la /run/php/\ntotal 4\ndrwxr-x--- 2 www web 80 Nov 21 03:13 .\nsrw-rw----. 1 www web 0 Nov 21 03:13 a.sock"
            ),
            ["/run/php/ directory 0750 www:web", "/run/php/a.sock socket 0660 www:web"]
        );
        assert_eq!(
            shown("ls: cannot access '/run/php/b.sock': No such file or directory"),
            ["/run/php/b.sock missing  :"]
        );
        assert_eq!(shown("lrwxrwxrwx 1 root root 29 Jan  2  2024 /etc/a -> /etc/b"), ["/etc/a link 0777 root:root"]);
    }

    #[test]
    fn stat_and_its_time() {
        let content = "  File: /run/a.sock\n  Size: 0         \tBlocks: 0          IO Block: 4096   socket\nDevice: 254,0\tInode: 10176743    Links: 1\n\
                       Access: (0660/srw-rw----)  Uid: (   33/www-data)   Gid: (   33/www-data)\nAccess: 2026-11-21 03:13:01.549582013 +0000\n\
                       Modify: 2026-11-21 03:13:01.549582013 +0000\nChange: 2026-11-21 03:13:01.549582013 +0000\n Birth: 2026-11-21 03:13:01.549582013 +0000\n";
        assert_eq!(shown(content), ["/run/a.sock socket 0660 www-data:www-data"]);
        let store = one(Kind::SocketFile, "socket file", content);
        assert_eq!(text(facts(&store, "socket-file")[0], "at"), "2026-11-21 03:13:01");
    }

    #[test]
    fn namei_walks_the_path() {
        let content = "f: /home/app/a.sock\ndrwxr-xr-x root root /\ndrwxr-xr-x root root home\ndrwx------ app  app  app\nsrwxrwxrwx app  app  a.sock\n";
        assert_eq!(
            shown(content),
            [
                "/ directory 0755 root:root",
                "/home directory 0755 root:root",
                "/home/app directory 0700 app:app",
                "/home/app/a.sock socket 0777 app:app"
            ]
        );
        assert_eq!(
            shown(
                "f: /run/none\ndrwxr-xr-x root root /\ndrwxr-xr-x root root run\n                     none - No such file or directory\n"
            )[2],
            "/run/none missing  :"
        );
    }
}
