//! nginx's directives as data: where each may stand, how many arguments it takes, which module brings it.

use std::sync::OnceLock;

pub use super::values::Takes;

/// The blocks that decide where a directive may stand, as bits of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Contexts(pub u16);

impl Contexts {
    /// Outside of every block.
    pub const MAIN: Contexts = Contexts(1);
    /// `events {}`
    pub const EVENTS: Contexts = Contexts(1 << 1);
    /// `http {}`
    pub const HTTP: Contexts = Contexts(1 << 2);
    /// `server {}` in `http {}`
    pub const SERVER: Contexts = Contexts(1 << 3);
    /// `location {}`
    pub const LOCATION: Contexts = Contexts(1 << 4);
    /// `upstream {}` in `http {}`
    pub const UPSTREAM: Contexts = Contexts(1 << 5);
    /// `if {}` in a server
    pub const SERVER_IF: Contexts = Contexts(1 << 6);
    /// `if {}` in a location
    pub const LOCATION_IF: Contexts = Contexts(1 << 7);
    /// `limit_except {}`
    pub const LIMIT_EXCEPT: Contexts = Contexts(1 << 8);
    /// `stream {}`
    pub const STREAM: Contexts = Contexts(1 << 9);
    /// `server {}` in `stream {}`
    pub const STREAM_SERVER: Contexts = Contexts(1 << 10);
    /// `upstream {}` in `stream {}`
    pub const STREAM_UPSTREAM: Contexts = Contexts(1 << 11);
    /// `mail {}`
    pub const MAIL: Contexts = Contexts(1 << 12);
    /// `server {}` in `mail {}`
    pub const MAIL_SERVER: Contexts = Contexts(1 << 13);
    /// `http {}` and what it holds.
    pub const HTTP_TREE: Contexts = Contexts(0b1_1111_1100);
    /// Every block.
    pub const ANY: Contexts = Contexts(u16::MAX);

    /// True where the two sets share a block.
    pub fn meets(self, other: Contexts) -> bool {
        self.0 & other.0 != 0
    }

    fn parse(letters: &str) -> Contexts {
        const LETTERS: &str = "mehsluijxSVPMN";
        letters.chars().fold(Contexts(0), |set, letter| match LETTERS.find(letter) {
            Some(bit) => Contexts(set.0 | 1 << bit),
            None => Contexts::ANY,
        })
    }
}

/// How many arguments a directive takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arity {
    /// The fewest.
    pub min: u8,
    /// The most, `u8::MAX` for no limit.
    pub max: u8,
    /// The one argument is `on` or `off`.
    pub flag: bool,
    /// The directive opens a block.
    pub block: bool,
}

impl Arity {
    fn parse(text: &str) -> Arity {
        let (block, text) = match text.strip_prefix("block|") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let number = |text: &str| text.parse::<u8>().unwrap_or_default();
        // `0|1-2` means none or one to two: the range from the first number to the last.
        let last = text.rsplit('|').next().unwrap_or(text);
        let (min, max) = match text.strip_suffix('+') {
            _ if text == "flag" => (1, 1),
            Some(min) => (number(min), u8::MAX),
            None => {
                let first = text.split(['-', '|']).next().unwrap_or(text);
                (number(first), number(last.split('-').next_back().unwrap_or(last)))
            }
        };
        Arity { min, max, flag: text == "flag", block }
    }

    /// True where `count` arguments are allowed.
    pub fn allows(self, count: usize) -> bool {
        (usize::from(self.min)..=usize::from(self.max)).contains(&count) || (self.max == u8::MAX && count > 255)
    }
}

/// One form of a directive: a module's definition of the name.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The directive's name.
    pub name: &'static str,
    /// The module that brings it, as nginx names its source.
    pub module: &'static str,
    /// Where it may stand.
    pub contexts: Contexts,
    /// How many arguments it takes.
    pub arity: Arity,
    /// What they must be.
    pub takes: Takes,
}

impl Form {
    /// True where nginx refuses the directive's second use in a block ("is duplicate").
    pub fn once(&self) -> bool {
        self.arity.flag || !matches!(self.takes, Takes::Anything | Takes::AnyOf(_))
    }
}

/// `data/nginx-directives.txt` without its comments.
const DATA: &str = include_str!(concat!(env!("OUT_DIR"), "/nginx-directives.txt"));

/// All forms, by name.
fn forms() -> &'static [Form] {
    static FORMS: OnceLock<Vec<Form>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let mut forms = Vec::new();
        let mut module = "";
        for line in DATA.lines() {
            if let Some(name) = line.strip_prefix('[') {
                module = name.trim_end_matches(']');
                continue;
            }
            let mut words = line.split(' ');
            let contexts = Contexts::parse(words.next().unwrap_or_default());
            let (arity, takes) = words.next().map_or(("", ""), |word| word.split_once(':').unwrap_or((word, "")));
            let (arity, takes) = (Arity::parse(arity), Takes::parse(takes));
            forms.extend(words.map(|name| Form { name, module, contexts, arity, takes }));
        }
        forms.sort_by_key(|form| form.name);
        forms
    })
}

/// All forms of all directives, sorted by name.
pub fn all() -> &'static [Form] {
    forms()
}

/// The forms of the directive `name`, empty for one that no known module brings. Names are compared with case, as nginx does.
pub fn lookup(name: &str) -> &'static [Form] {
    let all = forms();
    let start = all.partition_point(|form| form.name < name);
    let end = start + all[start..].partition_point(|form| form.name == name);
    &all[start..end]
}

/// The known directive that was most likely meant by `name`: at most two slips away, one in a short name, and allowed in
/// `contexts`. `None` where two are equally near.
pub fn did_you_mean(name: &str, contexts: Contexts) -> Option<&'static str> {
    let longest = 48;
    if name.len() < 5 || name.len() > longest {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let allowed = if name.len() < 8 { 1 } else { 2 };
    let mut best: Option<(usize, &'static str)> = None;
    let mut tied = false;
    for form in forms() {
        if !form.contexts.meets(contexts) || form.name.len().abs_diff(lower.len()) > allowed {
            continue;
        }
        if best.is_some_and(|(_, name)| name == form.name) {
            continue;
        }
        let slips = slips(lower.as_bytes(), form.name.as_bytes(), allowed);
        match best {
            Some((fewest, _)) if slips > fewest => {}
            Some((fewest, _)) if slips == fewest => tied = true,
            _ if slips <= allowed => (best, tied) = (Some((slips, form.name)), false),
            _ => {}
        }
    }
    best.filter(|_| !tied).map(|(_, name)| name)
}

/// How many letters must be changed, added, left out or swapped with their neighbour to turn `a` into `b`; `limit + 1` for more
/// than `limit`.
fn slips(a: &[u8], b: &[u8], limit: usize) -> usize {
    let mut rows = [vec![0; b.len() + 1], (0..=b.len()).collect::<Vec<_>>(), vec![0; b.len() + 1]];
    for i in 1..=a.len() {
        let [before, above, row] = &mut rows;
        row[0] = i;
        for j in 1..=b.len() {
            let changed = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = changed.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row.iter().all(|&n| n > limit) {
            return limit + 1;
        }
        rows.rotate_left(1);
    }
    rows[1][b.len()].min(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_answers_for_contexts_and_arity() {
        let [form] = lookup("proxy_set_header") else { panic!("one form") };
        assert!(form.contexts.meets(Contexts::LOCATION) && !form.contexts.meets(Contexts::UPSTREAM));
        assert!(form.arity.allows(2) && !form.arity.allows(1) && !form.arity.allows(3));
        assert_eq!(form.module, "ngx_http_proxy_module");
        assert!(lookup("server").len() >= 4, "http, stream, mail and the upstreams");
        assert!(lookup("Proxy_pass").is_empty(), "names have case");
        assert!(lookup("location").iter().all(|form| form.arity.block));
        assert!(lookup("include").iter().all(|form| form.contexts == Contexts::ANY));
    }

    #[test]
    fn every_line_of_the_table_is_understood() {
        assert!(forms().len() > 800);
        for form in forms() {
            assert!(form.arity.min <= form.arity.max, "{form:?}");
            assert!(form.contexts.0 != 0 && !form.module.is_empty(), "{form:?}");
        }
        let limits: Vec<_> = lookup("proxy_cache_valid").iter().map(|form| (form.arity.min, form.arity.max)).collect();
        assert_eq!(limits, [(1, u8::MAX)]);
    }

    #[test]
    fn slips_of_the_fingers_are_recognised() {
        assert_eq!(did_you_mean("porxy_pass", Contexts::LOCATION), Some("proxy_pass"));
        assert_eq!(did_you_mean("proxy_set_headers", Contexts::LOCATION), Some("proxy_set_header"));
        assert_eq!(did_you_mean("Listen", Contexts::SERVER), Some("listen"));
        assert_eq!(did_you_mean("my_own_directive", Contexts::ANY), None);
    }
}
