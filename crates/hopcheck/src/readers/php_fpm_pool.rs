//! PHP-FPM's configuration: pools, and what `[global]` says that decides about them.
//!
//! <https://www.php.net/manual/en/install.fpm.configuration.php>

use super::Sink;
use super::ini::{Dialect, Entry, Section, sections};
use crate::facts::server::FpmPool;
use crate::facts::{Field, FilePath, Host};
use crate::intake::Artifact;
use crate::text::Span;

const DIALECT: Dialect = Dialect {
    comment: &[';', '#'],
    inline_comment: true,
    indent_continues: false,
};

/// Reads pool files.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let all = sections(&artifact.text, DIALECT);
    sink.understood_all();
    let global = all.iter().find(|section| section.name == Some("global"));
    let daemonize = global.and_then(|section| section.get("daemonize"));
    let file = file_name(artifact, &all);
    for section in &all {
        let pool = match section.name {
            Some("global") => continue,
            // A fragment without a header that sets `listen` is the inside of a pool, nearly always of the one that
            // every package ships.
            None if section.get("listen").is_some() => None,
            None => continue,
            Some(name) => Some(name),
        };
        let fact = pool_fact(section, pool, file.as_deref(), daemonize);
        let span = if section.name.is_some() {
            section.whole()
        } else {
            fragment(section)
        };
        sink.add(span, fact);
    }
}

fn fragment(section: &Section) -> Span {
    let start = section.entries.first().map_or(0, |entry| entry.span.start);
    Span {
        start,
        end: section.whole().end,
    }
}

/// The file's name: as given, or recognised by its content: the official image's `zz-docker.conf` holds just
/// `daemonize = no` and `[www] listen = 9000`.
fn file_name(artifact: &Artifact, all: &[Section]) -> Option<String> {
    let only = |name: &str, key: &str, value: &str| {
        all.iter().any(|section| {
            section.name == Some(name)
                && section
                    .entries
                    .iter()
                    .all(|entry| entry.key == key && entry.value.eq_ignore_ascii_case(value))
                && !section.entries.is_empty()
        })
    };
    if all.len() == 2 && only("global", "daemonize", "no") && only("www", "listen", "9000") {
        return Some("zz-docker.conf".to_owned());
    }
    let name = artifact.name.trim();
    (name.contains(".conf") && !name.contains(' ')).then(|| name.to_owned())
}

fn pool_fact(
    section: &Section,
    pool: Option<&str>,
    file: Option<&str>,
    daemonize: Option<&Entry>,
) -> FpmPool {
    let listen = section.get("listen");
    let (host, port, socket) =
        listen.map_or((Field::Absent, Field::Absent, Field::Absent), address);
    let base = file.map(|file| file.rsplit('/').next().unwrap_or(file));
    FpmPool {
        pool: Field::set(pool.unwrap_or("www")),
        file: Field::known(file),
        order: Field::known(base.map(order)),
        // A file without a name is taken for one that is used.
        loaded: Field::set(base.is_none_or(|base| base.ends_with(".conf"))),
        listen: word(listen),
        host,
        port,
        socket,
        user: word(section.get("user")),
        owner: word(section.get("listen.owner")),
        group: word(section.get("listen.group")),
        mode: word(section.get("listen.mode")),
        max_children: count(section.get("pm.max_children")),
        terminate_timeout: seconds(section.get("request_terminate_timeout")),
        acl: word(
            section
                .get("listen.acl_users")
                .or_else(|| section.get("listen.acl_groups")),
        ),
        backlog: number(section.get("listen.backlog")),
        chroot: path(section.get("chroot")),
        extensions: word(section.get("security.limit_extensions")),
        daemonize: daemonize.map_or(Field::Absent, |entry| {
            let yes =
                ["yes", "1", "true", "on"].contains(&entry.value.to_ascii_lowercase().as_str());
            Field::Set(yes, entry.value_span)
        }),
    }
}

/// A number that orders file names as bytes do; `php-fpm.conf` includes the others, so it stands before them.
fn order(name: &str) -> f64 {
    if name == "php-fpm.conf" {
        return 0.0;
    }
    // Six bytes are held exactly by a double.
    (0..6).fold(0.0, |sum, at| {
        sum * 256.0 + f64::from(name.as_bytes().get(at).copied().unwrap_or(0))
    })
}

/// `listen` as address and port, or as a socket's path. A bare port is every address, IPv6 and IPv4.
fn address(entry: &Entry) -> (Field<Host>, Field<u16>, Field<FilePath>) {
    let (value, span) = (entry.value.as_str(), entry.value_span);
    let path = value.strip_prefix("unix:").unwrap_or(value);
    if path.starts_with('/') || path.ends_with(".sock") || path.starts_with('$') {
        return (
            Field::Absent,
            Field::Absent,
            Field::Set(FilePath(path.to_owned()), span),
        );
    }
    let (host, port) = value.rsplit_once(':').unwrap_or(("[::]", value));
    let host = if host.is_empty() || host == "*" {
        "[::]"
    } else {
        host
    };
    match port.parse() {
        Ok(port) => (Field::set(host), Field::Set(port, span), Field::Absent),
        Err(_) => (Field::Unknown, Field::Unknown, Field::Unknown),
    }
}

fn word(entry: Option<&Entry>) -> Field<String> {
    entry.map_or(Field::Absent, |entry| {
        Field::Set(entry.value.clone(), entry.value_span)
    })
}

fn path(entry: Option<&Entry>) -> Field<FilePath> {
    entry.map_or(Field::Absent, |entry| {
        Field::Set(FilePath(entry.value.clone()), entry.value_span)
    })
}

fn number(entry: Option<&Entry>) -> Field<f64> {
    let Some(entry) = entry else {
        return Field::Absent;
    };
    entry
        .value
        .parse()
        .map_or(Field::Unknown, |n| Field::Set(n, entry.value_span))
}

fn count(entry: Option<&Entry>) -> Field<u32> {
    let Some(entry) = entry else {
        return Field::Absent;
    };
    entry
        .value
        .parse()
        .map_or(Field::Unknown, |n| Field::Set(n, entry.value_span))
}

/// Seconds; `s`, `m`, `h` and `d` are units. 0 is off.
fn seconds(entry: Option<&Entry>) -> Field<f64> {
    let Some(entry) = entry else {
        return Field::Absent;
    };
    let digits = entry
        .value
        .trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &entry.value[digits.len()..] {
        "m" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => 1.0,
    };
    digits
        .trim()
        .parse::<f64>()
        .map_or(Field::Unknown, |n| Field::Set(n * unit, entry.value_span))
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
        assert_eq!(
            pool.look("socket").unwrap().1.unwrap().of(text),
            "/run/php/app.sock"
        );
        assert_eq!(pool.look("owner").unwrap().0.text(), "nginx");
        assert_eq!(pool.look("mode").unwrap().0.known(), Some(false));
        assert_eq!(pool.look("terminate_timeout").unwrap().0.text(), "120");
    }

    #[test]
    fn files_are_read_in_byte_order_and_only_conf_files() {
        assert!(
            order("docker.conf") < order("www.conf") && order("www.conf") < order("zz-docker.conf")
        );
        let store = one(
            Kind::PhpFpmPool,
            "www.conf.default",
            "[www]\nlisten = 127.0.0.1:9000\n",
        );
        let pool = facts(&store, "fpm-pool")[0];
        assert_eq!(pool.look("loaded").unwrap().0.text(), "no");
        assert_eq!(pool.look("port").unwrap().0.text(), "9000");
    }

    #[test]
    fn the_official_images_last_file_is_known_by_its_content() {
        let store = one(
            Kind::PhpFpmPool,
            "paste",
            "[global]\ndaemonize = no\n\n[www]\nlisten = 9000\n",
        );
        let pool = facts(&store, "fpm-pool")[0];
        assert_eq!(pool.look("file").unwrap().0.text(), "zz-docker.conf");
        assert_eq!(pool.look("daemonize").unwrap().0.text(), "no");
    }
}
