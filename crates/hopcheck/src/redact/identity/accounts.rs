//! Accounts: prompts, `User=`, `user …;`, the user of an access line, names of databases.

use super::Names;
use crate::redact::class::Class;

/// Last words of a variable or key whose value names an account or a database.
const KEYS: &[(&str, Class)] = &[
    ("user", Class::User),
    ("username", Class::User),
    ("group", Class::User),
    ("owner", Class::User),
    ("login", Class::User),
    ("email_host_user", Class::User),
    ("database", Class::Name),
    ("dbname", Class::Name),
    ("db", Class::Name),
    ("db_name", Class::Name),
    ("project_name", Class::Name),
    ("site_name", Class::Name),
    ("service_name", Class::Name),
    ("hostname", Class::Name),
];

/// The accounts of a line.
pub(super) fn find(line: &str, names: &mut Names) {
    let words: Vec<&str> = line.split_whitespace().take(12).collect();
    match words.as_slice() {
        // nginx: `user name group;`
        ["user", rest @ ..] if line.trim_end().ends_with(';') => {
            rest.iter().take(2).for_each(|word| names.add(Class::User, word.trim_end_matches(';')));
        }
        // `ls -l`: mode, links, owner, group
        [mode, links, owner, group, ..] if is_mode(mode) && links.bytes().all(|b| b.is_ascii_digit()) => {
            names.add(Class::User, owner);
            names.add(Class::User, group);
        }
        // access log: address, identity, user, [time
        [_, "-", user, stamp, ..] if stamp.starts_with('[') => names.add(Class::User, user),
        _ => {}
    }
    assigned(line, names);
    prompt(line, names);
}

fn is_mode(word: &str) -> bool {
    word.len() >= 10
        && word.starts_with(['-', 'd', 'l', 's', 'p', 'c', 'b'])
        && word[1..].bytes().take(9).all(|b| b"rwxsStT-".contains(&b))
}

/// `User=name`, `POSTGRES_USER: name`, `listen.owner = name`, `for user "name"`
fn assigned(line: &str, names: &mut Names) {
    for (at, _) in line.match_indices(['=', ':']) {
        let before = line[..at].trim_end_matches([' ', '\t', '"', '\'']);
        let length = before
            .bytes()
            .rev()
            .take(60)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
            .count();
        let key = before[before.len() - length..].to_ascii_lowercase();
        let Some((_, class)) = KEYS.iter().find(|(end, _)| {
            key.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with(['_', '.', '-']))
        }) else {
            continue;
        };
        let value = line[at + 1..].trim_start_matches([' ', '\t', '"', '\'', '>', '=']);
        let length = value
            .find(|c: char| {
                c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | '}' | ')' | '&' | '<' | '(' | '/' | ':' | '$')
            })
            .unwrap_or(value.len());
        names.add(*class, &value[..length]);
    }
    // `'NAME': 'shop'` of Django's settings, `"Name": "/shop-web-1"` of an inspection.
    for key in ["'NAME': '", "\"NAME\": \"", "\"Name\": \""] {
        for (at, _) in line.match_indices(key) {
            let value = &line[at + key.len()..];
            names.add(Class::Name, value.split(['"', '\'']).next().unwrap_or(""));
        }
    }
    for mark in ["for user \"", "user \"", "role \"", "database \"", "for user '", "user '"] {
        if let Some((_, rest)) = line.split_once(mark)
            && let Some((name, _)) = rest.split_once(['"', '\''])
        {
            names.add(if mark.starts_with("database") { Class::Name } else { Class::User }, name);
        }
    }
}

/// `name@host:~$`, `[name@host dir]#`, `ssh name@host`
fn prompt(line: &str, names: &mut Names) {
    for (at, _) in line.match_indices('@').take(8) {
        let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
        let bytes = line.as_bytes();
        let name = bytes[..at].iter().rev().take(40).take_while(|b| part(b)).count();
        let host = bytes[at + 1..].iter().take(80).take_while(|b| part(b)).count();
        let (start, end) = (at - name, at + 1 + host);
        let opens =
            start == 0 || bytes[start - 1] == b'[' || bytes[start - 1] == b'(' || line[..start].ends_with("ssh ");
        let closes = matches!(bytes.get(end), Some(b':' | b' ' | b'$' | b'#' | b'>') | None);
        if name > 0 && host > 0 && opens && closes {
            names.add(Class::User, &line[start..at]);
            names.add_host(&line[at + 1..end]);
        }
    }
}
