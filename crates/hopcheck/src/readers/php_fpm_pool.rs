//! PHP-FPM's configuration: pools, and what `[global]` says that decides about them.
//!
//! <https://www.php.net/manual/en/install.fpm.configuration.php>

use super::Sink;
use super::ini::{Dialect, Entry, Section, sections};
use crate::facts::server::FpmPool;
use crate::facts::{Field, FilePath, Host};
use crate::intake::Artifact;
use crate::text::{Decimal, Span};

const DIALECT: Dialect = Dialect { comment: &[';', '#'], inline_comment: true, indent_continues: false };

/// Reads pool files; a paste may hold several of them one after the other.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let all = sections(&artifact.text, DIALECT);
    sink.understood_all();
    let files = files(&all);
    let given =
        Some(artifact.name.trim()).filter(|name| files.len() == 1 && name.contains(".conf") && !name.contains(' '));
    for sections in files {
        let file = if is_zz_docker(sections) { Some("zz-docker.conf") } else { given };
        let global = sections.iter().find(|section| section.name == Some("global"));
        let daemonize = global.and_then(|section| section.get("daemonize"));
        for section in sections {
            let pool = match section.name {
                Some("global") => continue,
                // A fragment without a header that sets `listen` is the inside of a pool, nearly always of the one
                // that every package ships.
                None if section.get("listen").is_some() => "www",
                None => continue,
                Some(name) => name,
            };
            let start =
                section.entries.first().filter(|_| section.name.is_none()).map_or(section.span.start, |e| e.span.start);
            sink.add(Span { start, end: section.whole().end }, pool_fact(section, pool, file, daemonize));
        }
    }
}

/// The files among the sections: a new one begins with `[global]`, or where a pool comes again.
fn files<'a, 't>(all: &'a [Section<'t>]) -> Vec<&'a [Section<'t>]> {
    let mut starts = vec![0];
    for (at, section) in all.iter().enumerate() {
        let from = starts.last().copied().unwrap_or(0);
        let again = all[from..at].iter().any(|other| other.name == section.name);
        if at > from && (again || section.name == Some("global")) {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([all.len()]);
    starts.iter().zip(ends).map(|(&from, to)| &all[from..to]).collect()
}

/// The last file of the official image is known by its content: just `daemonize = no` and `[www] listen = 9000`.
fn is_zz_docker(file: &[Section]) -> bool {
    let only = |section: &Section, name: &str, key: &str, value: &str| {
        let fits = |entry: &Entry| entry.key == key && entry.value.eq_ignore_ascii_case(value);
        section.name == Some(name) && !section.entries.is_empty() && section.entries.iter().all(fits)
    };
    matches!(file, [global, www] if only(global, "global", "daemonize", "no") && only(www, "www", "listen", "9000"))
}

fn pool_fact(section: &Section, pool: &str, file: Option<&str>, daemonize: Option<&Entry>) -> Box<FpmPool> {
    let listen = section.get("listen");
    let (host, port, socket) = listen.map_or((Field::Absent, Field::Absent, Field::Absent), address);
    let base = file.map(|file| file.rsplit('/').next().unwrap_or(file));
    let mut fact = FpmPool::unknown();
    fact.pool.put(pool);
    fact.file.put_known(file);
    fact.order.put_known(base.map(order));
    // A file without a name is taken for one that is used.
    fact.loaded.put(base.is_none_or(|base| base.ends_with(".conf")));
    fact.listen.put_field(word(listen));
    fact.host.put_field(host);
    fact.port.put_field(port);
    fact.socket.put_field(socket);
    fact.user.put_field(word(section.get("user")));
    fact.owner.put_field(word(section.get("listen.owner")));
    fact.group.put_field(word(section.get("listen.group")));
    fact.mode.put_field(word(section.get("listen.mode")));
    fact.max_children.put_field(count(section.get("pm.max_children")));
    fact.terminate_timeout.put_field(seconds(section.get("request_terminate_timeout")));
    fact.acl.put_field(word(section.get("listen.acl_users").or_else(|| section.get("listen.acl_groups"))));
    fact.backlog.put_field(number(section.get("listen.backlog")));
    fact.chroot.put_field(path(section.get("chroot")));
    fact.extensions.put_field(word(section.get("security.limit_extensions")));
    fact.daemonize.put_field(daemonize.map_or(Field::Absent, |entry| {
        let yes = ["yes", "1", "true", "on"].contains(&entry.value.to_ascii_lowercase().as_str());
        Field::Set(yes, entry.value_span)
    }));
    fact
}

/// A number that orders file names as bytes do; `php-fpm.conf` includes the others, so it stands before them.
fn order(name: &str) -> f64 {
    if name == "php-fpm.conf" {
        return 0.0;
    }
    // Six bytes are held exactly by a double.
    (0..6).fold(0.0, |sum, at| sum * 256.0 + f64::from(name.as_bytes().get(at).copied().unwrap_or(0)))
}

/// `listen` as address and port, or as a socket's path. A bare port is every address, IPv6 and IPv4.
fn address(entry: &Entry) -> (Field<Host>, Field<u16>, Field<FilePath>) {
    let (value, span) = (entry.value.as_str(), entry.value_span);
    let path = value.strip_prefix("unix:").unwrap_or(value);
    if path.starts_with('/') || path.ends_with(".sock") || path.starts_with('$') {
        return (Field::Absent, Field::Absent, Field::Set(FilePath(path.to_owned()), span));
    }
    let (host, port) = value.rsplit_once(':').unwrap_or(("[::]", value));
    let host = if host.is_empty() || host == "*" { "[::]" } else { host };
    match port.parse() {
        Ok(port) => (Field::set(host), Field::Set(port, span), Field::Absent),
        Err(_) => (Field::Unknown, Field::Unknown, Field::Unknown),
    }
}

fn word(entry: Option<&Entry>) -> Field<String> {
    entry.map_or(Field::Absent, |entry| Field::Set(entry.value.clone(), entry.value_span))
}

fn path(entry: Option<&Entry>) -> Field<FilePath> {
    entry.map_or(Field::Absent, |entry| Field::Set(FilePath(entry.value.clone()), entry.value_span))
}

fn number(entry: Option<&Entry>) -> Field<f64> {
    let Some(entry) = entry else {
        return Field::Absent;
    };
    entry.value.decimal().map_or(Field::Unknown, |n| Field::Set(n, entry.value_span))
}

fn count(entry: Option<&Entry>) -> Field<u32> {
    let Some(entry) = entry else {
        return Field::Absent;
    };
    entry.value.parse().map_or(Field::Unknown, |n| Field::Set(n, entry.value_span))
}

/// Seconds; `s`, `m`, `h` and `d` are units. 0 is off.
fn seconds(entry: Option<&Entry>) -> Field<f64> {
    let Some(entry) = entry else {
        return Field::Absent;
    };
    let digits = entry.value.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &entry.value[digits.len()..] {
        "m" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => 1.0,
    };
    digits.trim().decimal().map_or(Field::Unknown, |n| Field::Set(n * unit, entry.value_span))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{facts, one};
    use super::*;
    use crate::intake::Kind;

    #[test]
    fn a_pool_with_a_socket() {
        let text = "[www]\nuser = www-data\nlisten = /run/php/app.sock\nlisten.owner = nginx ; nginx's\n;listen.mode = 0660\nrequest_terminate_timeout = 2m\n";
        let store = one(Kind::PhpFpmPool, "pool.d/www.conf", text);
        let pool = facts(&store, "fpm-pool")[0];
        assert_eq!(pool.look("socket").unwrap().0.text(), "/run/php/app.sock");
        assert_eq!(pool.look("socket").unwrap().1.unwrap().of(text), "/run/php/app.sock");
        assert_eq!(pool.look("owner").unwrap().0.text(), "nginx");
        assert_eq!(pool.look("mode").unwrap().0.known(), Some(false));
        assert_eq!(pool.look("terminate_timeout").unwrap().0.text(), "120");
    }

    #[test]
    fn files_are_read_in_byte_order_and_only_conf_files() {
        assert!(order("docker.conf") < order("www.conf") && order("www.conf") < order("zz-docker.conf"));
        let store = one(Kind::PhpFpmPool, "www.conf.default", "[www]\nlisten = 127.0.0.1:9000\n");
        let pool = facts(&store, "fpm-pool")[0];
        assert_eq!(pool.look("loaded").unwrap().0.text(), "no");
        assert_eq!(pool.look("port").unwrap().0.text(), "9000");
    }

    #[test]
    fn the_official_images_last_file_is_known_by_its_content() {
        let store = one(Kind::PhpFpmPool, "paste", "[global]\ndaemonize = no\n\n[www]\nlisten = 9000\n");
        let pool = facts(&store, "fpm-pool")[0];
        assert_eq!(pool.look("file").unwrap().0.text(), "zz-docker.conf");
        assert_eq!(pool.look("daemonize").unwrap().0.text(), "no");
    }
}
