//! `valid_referers`: the names of a server or location must not conflict, however many directives bring them
//! (`ngx_http_valid_referers()`, `ngx_hash_add_key()`, `ngx_http_referer_merge_conf()`).

use std::collections::HashSet;

use crate::nginx::setters::regex_fault;

/// The servers and locations of `http`, and the names that each takes referers from.
#[derive(Default)]
pub(super) struct Referers {
    levels: Vec<Level>,
    open: Vec<usize>,
}

#[derive(Default)]
struct Level {
    names: Names,
    /// `none` or `blocked` was given.
    nobody: bool,
    /// The names of the server at this place count as well.
    of_server: Option<usize>,
}

/// Names of hosts, each kind with its own conflicts.
#[derive(Default)]
struct Names {
    exact: HashSet<String>,
    /// What follows the star or dot of `*.example.com` and `.example.com`.
    heads: HashSet<String>,
    /// What precedes the star of `www.example.*`.
    tails: HashSet<String>,
}

impl Referers {
    /// A server or location begins.
    pub fn open(&mut self) {
        self.levels.push(Level::default());
        self.open.push(self.levels.len() - 1);
    }

    /// The innermost one ends.
    pub fn close(&mut self) {
        self.open.pop();
    }

    /// Keeps the arguments of a `valid_referers` in the server at place `server`, or says what nginx refuses about them.
    pub fn keep(&mut self, arguments: &[String], server: Option<usize>) -> Option<String> {
        let level = self.open.last().and_then(|&level| self.levels.get_mut(level))?;
        arguments.iter().find_map(|value| match value.as_str() {
            "" => Some("invalid referer \"\"".to_owned()),
            "none" | "blocked" => {
                level.nobody = true;
                None
            }
            "server_names" => {
                level.of_server = server;
                None
            }
            "~" => Some("empty regex in \"~\"".to_owned()),
            regex if regex.starts_with('~') => regex_fault(&regex[1..]),
            name => level.names.add(name.split('/').next().unwrap_or(name)),
        })
    }

    /// What nginx refuses when it merges the levels; `names` gives those of a server.
    pub fn refusal<'n>(&mut self, names: impl Fn(usize) -> &'n [String]) -> Option<String> {
        self.levels.iter_mut().find_map(|level| {
            let of_server = level.of_server.map_or(&[][..], &names);
            let named = of_server.iter().filter(|name| !name.starts_with('~'));
            let conflict = named.into_iter().find_map(|name| level.names.add(name));
            let nobody = level.nobody && level.of_server.is_none() && level.names.is_empty();
            conflict.or_else(|| {
                nobody.then(|| {
                    "the \"none\" or \"blocked\" referers are specified in the \"valid_referers\" directive without any valid referer".to_owned()
                })
            })
        })
    }
}

impl Names {
    fn is_empty(&self) -> bool {
        self.exact.is_empty() && self.heads.is_empty() && self.tails.is_empty()
    }

    fn add(&mut self, name: &str) -> Option<String> {
        let lower = name.to_ascii_lowercase();
        let stars = name.matches('*').count();
        let new = if stars > 1 || name.contains("..") {
            None
        } else if let Some(rest) = lower.strip_prefix('.').filter(|rest| !rest.is_empty()) {
            // `.example.com` stands for the name itself, too.
            Some(self.exact.insert(rest.to_owned()) && self.heads.insert(rest.to_owned()))
        } else if let Some(rest) = lower.strip_prefix("*.").filter(|rest| !rest.is_empty()) {
            Some(self.heads.insert(rest.to_owned()))
        } else if let Some(rest) = lower.strip_suffix(".*").filter(|rest| !rest.is_empty()) {
            Some(self.tails.insert(rest.to_owned()))
        } else if stars > 0 {
            None
        } else {
            Some(self.exact.insert(lower))
        };
        match new {
            Some(true) => None,
            Some(false) => Some(format!("conflicting parameter \"{name}\"")),
            None => Some(format!("invalid hostname or wildcard \"{name}\"")),
        }
    }
}
