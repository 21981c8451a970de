//! Folders: whose home it is, and which project lies below the usual roots.

use super::Names;
use crate::redact::class::Class;
use crate::redact::words::{is_common, is_replacement};

/// Below these a user's name follows, then the project's.
const HOMES: &[&str] = &["/home/", "/Users/", "\\Users\\", "/mnt/c/Users/", "/var/www/vhosts/"];

/// Below these the project's name follows.
const ROOTS: &[&str] = &[
    "/srv/",
    "/var/www/",
    "/opt/",
    "/data/",
    "/mnt/",
    "/usr/src/",
    "/usr/local/",
    "/usr/share/nginx/",
    "/var/lib/",
    "/var/log/",
    "/run/",
    "/tmp/",
    "/etc/nginx/sites-enabled/",
    "/etc/nginx/sites-available/",
    "/etc/nginx/conf.d/",
    "/etc/nginx/",
    "/etc/letsencrypt/live/",
    "/etc/ssl/",
    "/root/",
    "/app/",
    "/code/",
    "/www/wwwroot/",
    "/www/",
    "/etc/systemd/system/",
    "/etc/supervisor/conf.d/",
    "/etc/php/",
    "/var/cache/",
    "/workspace/",
    "/workspaces/",
    "/builds/",
    "/volume1/",
    "~/",
    "/inetpub/wwwroot/",
];

/// The names of a line's paths.
pub(super) fn find(line: &str, names: &mut Names) {
    if !line.contains(['/', '\\']) {
        return;
    }
    for home in HOMES {
        for (at, _) in line.match_indices(home) {
            let mut parts = parts(&line[at + home.len()..]);
            if let Some(user) = parts.next() {
                names.add(Class::User, user);
            }
            project(parts, names);
        }
    }
    for root in ROOTS {
        for (at, _) in line.match_indices(root) {
            // `/data/` in the middle of an address's path is no root.
            let opens = at == 0
                || !line[..at]
                    .ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '}' | '*'));
            if opens || matches!(*root, "/run/") && line[..at].ends_with("/var") {
                project(parts(&line[at + root.len()..]), names);
            }
        }
    }
    for host in ["github.com", "gitlab.com", "bitbucket.org"] {
        for (at, _) in line.match_indices(host) {
            let rest = line[at + host.len()..].trim_start_matches([':', '/']);
            parts(rest).take(2).for_each(|part| names.add(Class::Name, part.trim_end_matches(".git")));
        }
    }
}

/// The components of a path, as far as it goes.
fn parts(rest: &str) -> impl Iterator<Item = &str> {
    let end = rest
        .char_indices()
        .take(300)
        .find(|(_, c)| {
            c.is_whitespace()
                || matches!(
                    c,
                    '"' | '\''
                        | ':'
                        | ';'
                        | ','
                        | ')'
                        | '('
                        | '`'
                        | '$'
                        | '{'
                        | '}'
                        | '*'
                        | '<'
                        | '>'
                        | '['
                        | ']'
                        | '|'
                        | '='
                        | '?'
                        | '\u{1b}'
                )
        })
        .map_or(rest.len().min(300), |(at, _)| at);
    rest.get(..end).unwrap_or("").split(['/', '\\']).filter(|part| !part.is_empty())
}

/// The first component that is not everybody's is the project's; what a file's ending tells stays.
fn project<'a>(parts: impl Iterator<Item = &'a str>, names: &mut Names) {
    for part in parts.take(6) {
        let (stem, ending) = part.split_once('.').unwrap_or((part, ""));
        // Files below a root of the system carry a site's or a service's name only in some forms.
        if !ending.is_empty()
            && !matches!(
                ending,
                "conf"
                    | "sock"
                    | "service"
                    | "ini"
                    | "crt"
                    | "key"
                    | "pem"
                    | "log"
                    | "socket"
                    | "pid"
                    | "sqlite3"
                    | "db"
            )
        {
            return;
        }
        let own = |word: &str| !is_common(word) || is_replacement(word);
        if stem.split(['-', '_']).any(|word| own(&word.to_ascii_lowercase())) {
            return names.add(Class::Name, stem);
        }
    }
}
