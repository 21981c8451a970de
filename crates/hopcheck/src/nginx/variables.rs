//! Variables: which a configuration defines, which it uses, and what `set` makes of them.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::directives::lookup;
use super::effective::{Model, Node};
use super::problems::{Problem, ProblemKind};
use super::tree::Id;

/// `data/nginx-variables.txt` without its comments.
const DATA: &str = include_str!(concat!(env!("OUT_DIR"), "/nginx-variables.txt"));

/// A value grown longer than this by `set` is given up.
const LONGEST_VALUE: usize = 4096;

/// True for a variable that nginx or one of its modules defines. Names of families (`http_…`) count by their prefix, digits are
/// captures; names have no case.
pub fn is_builtin(name: &str) -> bool {
    static NAMES: OnceLock<(HashSet<&str>, Vec<&str>)> = OnceLock::new();
    let (names, families) = NAMES.get_or_init(|| {
        let all = DATA.lines();
        (all.clone().collect(), all.filter(|name| name.ends_with('_')).collect())
    });
    let name = name.to_ascii_lowercase();
    name.bytes().all(|b| b.is_ascii_digit())
        || names.contains(name.as_str())
        || families.iter().any(|family| name.starts_with(family))
}

/// True for a variable that nginx or one of its modules defines by its whole name.
pub fn is_own(name: &str) -> bool {
    DATA.lines().any(|line| line == name)
}

/// The variables in a value, each with its offset: `$name` and `${name}`.
pub fn variables(value: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (at, _) in value.match_indices('$') {
        let rest = &value[at + 1..];
        let (skip, rest) = match rest.strip_prefix('{') {
            Some(rest) => (1, rest),
            None => (0, rest),
        };
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        if end > 0 && (skip == 0 || rest[end..].starts_with('}')) {
            found.push((at, &rest[..end]));
        }
    }
    found
}

/// Which arguments of a directive nginx evaluates variables in; the others hold patterns or names.
pub(super) fn evaluated(name: &str, count: usize) -> Option<std::ops::RangeInclusive<usize>> {
    Some(match name {
        "proxy_set_header" | "grpc_set_header" | "add_header" | "fastcgi_param" | "uwsgi_param" | "scgi_param"
        | "set" | "auth_request_set" | "rewrite" => 2..=2,
        "proxy_pass" | "fastcgi_pass" | "uwsgi_pass" | "scgi_pass" | "grpc_pass" | "root" | "alias" | "map"
        | "proxy_ssl_name" | "proxy_cache_key" | "fastcgi_cache_key" | "uwsgi_cache_key" | "limit_req_zone"
        | "limit_conn_zone" | "if" => 1..=1,
        "error_page" => count..=count,
        "return" | "try_files" | "access_log" | "expires" | "auth_basic" | "index" => 1..=count,
        "log_format" => 2..=count,
        _ => return None,
    })
}

impl Model<'_, '_> {
    /// Every directive of every configuration.
    fn all(&self) -> impl Iterator<Item = Node> + '_ {
        let ids = |(config, count): (usize, usize)| (0..count as Id).map(move |id| Node { config, id });
        self.configs.iter().map(|config| config.directives.len()).enumerate().flat_map(ids)
    }

    /// The variables that the configurations define: by `map`, `geo`, `set` and their like, by named captures, and by
    /// directives of modules unknown here.
    fn defined(&self) -> HashSet<String> {
        let mut defined = HashSet::new();
        for node in self.all() {
            let name = self.word(node, 0);
            let count = self.configs[node.config].tokens_of(node.id).len();
            let target = match name.as_ref() {
                "map" | "split_clients" | "geo" => Some(count - 1),
                _ if name.starts_with("set")
                    || name.ends_with("_set")
                    || name.ends_with("_var")
                    || lookup(&name).is_empty() =>
                {
                    Some(1)
                }
                _ => None,
            };
            let word = target.filter(|&n| n > 0).map(|n| self.word(node, n));
            if let Some(variable) = word.as_deref().and_then(|word| word.strip_prefix('$')) {
                defined.insert(variable.to_ascii_lowercase());
            }
            if lookup(&name).is_empty() && name.starts_with('$') {
                defined.insert(name[1..].to_ascii_lowercase());
            }
            for n in 0..count {
                let word = self.word(node, n);
                for (at, _) in word.match_indices("(?") {
                    let rest = word[at + 2..].trim_start_matches('P').trim_start_matches(['<', '\'']);
                    let end = rest.find(['>', '\'']).unwrap_or(0);
                    defined.insert(rest[..end].to_ascii_lowercase());
                }
            }
        }
        defined
    }

    /// Variables that are used and that nothing defines, once for each name, with the configuration they are used in.
    pub fn undefined_variables(&self) -> Vec<(usize, Problem)> {
        let defined = self.defined();
        let whole = self.http_is_whole();
        let (mut told, mut problems) = (HashSet::new(), Vec::new());
        for node in self.all() {
            let count = self.configs[node.config].tokens_of(node.id).len().saturating_sub(1);
            for n in evaluated(&self.word(node, 0), count).into_iter().flatten() {
                let value = self.word(node, n);
                for (_, name) in variables(&value) {
                    let lower = name.to_ascii_lowercase();
                    if is_builtin(&lower) || defined.contains(&lower) || told.contains(&lower) {
                        continue;
                    }
                    let message = format!("unknown \"{lower}\" variable");
                    let problem =
                        Problem::new(ProblemKind::UndefinedVariable, self.word_span(node, n), &lower, message);
                    problems.push((node.config, Problem { needs_whole_text: !whole, ..problem }));
                    told.insert(lower);
                }
            }
        }
        problems.sort_by_key(|(config, problem)| (*config, problem.span.start, problem.span.end));
        problems
    }

    /// `value` with the variables replaced that `set` gives a value in this block or one around it.
    pub fn expanded(&self, scope: usize, value: &str) -> String {
        let mut value = value.to_owned();
        // A `set` may use what another one set; real ones do so once or twice.
        for _ in 0..4 {
            let found = variables(&value).into_iter().find_map(|(at, name)| {
                let given = self.set_value(scope, name)?;
                let braces = value[at + 1..].starts_with('{');
                Some((at, at + 1 + name.len() + if braces { 2 } else { 0 }, given))
            });
            let Some((start, end, given)) = found else {
                break;
            };
            value.replace_range(start..end, &given);
            if value.len() > LONGEST_VALUE {
                break;
            }
        }
        value
    }

    fn set_value(&self, scope: usize, variable: &str) -> Option<String> {
        self.chain(scope).find_map(|scope| {
            let mut sets = self.own(scope, "set").iter().rev();
            let hit = sets.find(|&&node| {
                self.word(node, 1).strip_prefix('$').is_some_and(|name| name.eq_ignore_ascii_case(variable))
            })?;
            Some(self.word(*hit, 2).into_owned())
        })
    }
}
