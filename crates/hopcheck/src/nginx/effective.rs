//! The values in effect: blocks with their parents, includes resolved, and nginx's rules of inheritance.
//!
//! A value is set, nginx's default, or unknown. A fragment proves nothing absent: only a chain of blocks seen whole, up to
//! `http {}`, does.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::tree::{Config, Id};
use crate::text::Span;

/// A directive of one of the configurations read together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// Index of the configuration.
    pub config: usize,
    /// The directive in it.
    pub id: Id,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The top of a file that holds `http {}` or `events {}`.
    Main,
    /// `http {}`, or the top of a file that stands in it.
    Http,
    /// `server {}` in `http {}`, or the top of a fragment of one.
    Server,
    /// `location {}`, or the top of a fragment of one.
    Location,
    /// `if {}`
    If,
    /// `limit_except {}`
    LimitExcept,
    /// `upstream {}` in `http {}`
    Upstream,
    /// Everything else, and what it holds.
    Other,
}

/// A block, with the directives that stand directly in it, those of included files among them.
#[derive(Clone, Debug)]
pub struct Scope<'t> {
    /// What it is.
    pub level: Level,
    /// The block's directive; none for the top of a file.
    pub node: Option<Node>,
    /// The block around it, as an index of [`Model::scopes`].
    pub parent: Option<usize>,
    /// True where all that stands in it was seen: closed, nothing left out, every include found.
    pub whole: bool,
    directives: HashMap<Cow<'t, str>, Vec<Node>>,
}

/// The answer to "which value is in effect?".
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effective {
    /// Set by this directive, at this level.
    Set(Node, Level),
    /// Nobody set it: nginx's default holds.
    Default,
    /// What was pasted does not tell.
    Unknown,
}

/// Files that nginx's packages bring and that hold nothing but types or parameters.
const HARMLESS: [&str; 4] = ["mime.types", "fastcgi_params", "uwsgi_params", "scgi_params"];
/// Blocks further up than this are not asked; real configurations nest less than ten.
const DEEPEST_CHAIN: usize = 64;
/// Directives read again through includes, at most: includes that include each other grow without limit.
const MOST_INCLUDED: usize = 200_000;
/// nginx has no limit but its stack; a file that includes itself ends here.
const DEEPEST_INCLUDE: usize = 16;

/// Configurations read together: the files of a dump, or several files pasted together.
#[derive(Debug)]
pub struct Model<'c, 't> {
    /// The configurations.
    pub configs: &'c [Config<'t>],
    /// Their blocks; a block comes after the one around it.
    pub scopes: Vec<Scope<'t>>,
}

/// A run of directives still to be read.
struct Run {
    config: usize,
    at: Id,
    end: Id,
    scope: usize,
    includes: usize,
}

impl<'c, 't> Model<'c, 't> {
    /// Reads the configurations together.
    pub fn new(configs: &'c [Config<'t>]) -> Self {
        let mut model = Model { configs, scopes: Vec::new() };
        let included = model.included();
        let mut budget = MOST_INCLUDED;
        for (config, tree) in configs.iter().enumerate() {
            for (file, content) in tree.files.iter().enumerate() {
                if included.contains(&(config, file)) {
                    continue;
                }
                let level = model.top_level(config, file);
                let whole = level == Level::Main && !content.has_gap;
                model.scopes.push(Scope { level, node: None, parent: None, whole, directives: HashMap::new() });
                let scope = model.scopes.len() - 1;
                let range = content.directives.clone();
                model.walk(Run { config, at: range.start, end: range.end, scope, includes: 0 }, &mut budget);
            }
        }
        model
    }

    /// The files that another file includes.
    fn included(&self) -> HashSet<(usize, usize)> {
        let mut included = HashSet::new();
        for (config, tree) in self.configs.iter().enumerate() {
            for id in 0..tree.directives.len() as Id {
                if tree.name(id) == "include" {
                    let own = (config, tree.directives[id as usize].file as usize);
                    included.extend(self.targets(config, &tree.word(id, 1)).0.into_iter().filter(|file| *file != own));
                }
            }
        }
        // The first file of a dump is the main one, and a circle of files has no beginning but its first.
        let first_is_included = |config: usize| included.contains(&(config, 0)) && self.configs[config].dump;
        let roots: Vec<usize> = (0..self.configs.len()).filter(|&config| first_is_included(config)).collect();
        for config in roots {
            included.remove(&(config, 0));
        }
        let all: usize = self.configs.iter().map(|config| config.files.len()).sum();
        if included.len() >= all {
            included.clear();
        }
        included
    }

    /// The files an include names, and whether they are all it can name.
    fn targets(&self, from: usize, pattern: &str) -> (Vec<(usize, usize)>, bool) {
        let dump = self.configs[from].dump;
        let is_glob = pattern.contains(['*', '?', '[']);
        let mut found = Vec::new();
        for (config, tree) in self.configs.iter().enumerate().filter(|(config, _)| !dump || *config == from) {
            for (file, content) in tree.files.iter().enumerate() {
                if content.name.as_deref().is_some_and(|name| names(pattern, name, dump)) {
                    found.push((config, file));
                }
            }
        }
        // A dump holds every file there is; beside a paste, a directory may hold more.
        let whole = if is_glob { dump } else { !found.is_empty() };
        (found, whole || HARMLESS.iter().any(|name| pattern.ends_with(name)))
    }

    fn top_level(&self, config: usize, file: usize) -> Level {
        let tree = &self.configs[config];
        let mut level = if tree.dump && file == 0 { Level::Main } else { Level::Location };
        for id in tree.top_level(file).filter(|&id| tree.directives[id as usize].block.is_some()) {
            level = match (tree.name(id).as_ref(), level) {
                ("http" | "events" | "stream" | "mail", _) | (_, Level::Main) => Level::Main,
                ("server" | "upstream" | "map" | "geo", _) | (_, Level::Http) => Level::Http,
                ("location", _) => Level::Server,
                (_, level) => level,
            };
        }
        level
    }

    fn walk(&mut self, run: Run, budget: &mut usize) {
        let configs = self.configs;
        let mut stack = vec![run];
        while let Some(run) = stack.last_mut() {
            if run.at >= run.end {
                stack.pop();
                continue;
            }
            let (config, id, scope, includes) = (run.config, run.at, run.scope, run.includes);
            let tree = &configs[config];
            let directive = &tree.directives[id as usize];
            run.at = directive.end.max(id + 1);
            if includes > 0 {
                *budget = budget.saturating_sub(1);
            }
            let name = tree.name(id);
            let node = Node { config, id };
            if name == "include" {
                let (files, whole) = self.targets(config, &tree.word(id, 1));
                if !whole || includes >= DEEPEST_INCLUDE || *budget == 0 {
                    self.scopes[scope].whole = false;
                }
                if includes < DEEPEST_INCLUDE && *budget > 0 {
                    for (config, file) in files.into_iter().rev() {
                        let range = configs[config].files[file].directives.clone();
                        stack.push(Run { config, at: range.start, end: range.end, scope, includes: includes + 1 });
                    }
                }
            } else if let Some(block) = &directive.block {
                let level = level_of(&name, self.scopes[scope].level);
                let whole = block.close.is_some() && !block.has_gap;
                let content = Scope { level, node: Some(node), parent: Some(scope), whole, directives: HashMap::new() };
                self.scopes.push(content);
                let scope = self.scopes.len() - 1;
                stack.push(Run { config, at: id + 1, end: directive.end, scope, includes });
            } else {
                self.scopes[scope].directives.entry(name).or_default().push(node);
            }
        }
    }

    /// The directives `name` that stand directly in a block, in order.
    pub fn own(&self, scope: usize, name: &str) -> &[Node] {
        self.scopes[scope].directives.get(name).map_or(&[], Vec::as_slice)
    }

    /// All directives that stand directly in a block, in no order.
    pub fn own_names(&self, scope: usize) -> impl Iterator<Item = &str> {
        self.scopes[scope].directives.keys().map(Cow::as_ref)
    }

    /// The blocks from `scope` outwards.
    pub fn chain(&self, scope: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(scope), |&scope| self.scopes[scope].parent).take(DEEPEST_CHAIN)
    }

    /// The directives `name` of the nearest level that has any: nginx inherits a list only where the level sets none of it.
    fn nearest(&self, scope: usize, name: &str) -> Result<(usize, &[Node]), Effective> {
        for at in self.chain(scope) {
            let own = self.own(at, name);
            if !own.is_empty() {
                return Ok((at, own));
            }
            let level = self.scopes[at].level;
            match (self.scopes[at].whole, level) {
                (false, _) => return Err(Effective::Unknown),
                (true, Level::Http | Level::Main) => return Err(Effective::Default),
                (true, _) => {}
            }
        }
        Err(Effective::Unknown)
    }

    /// The value of a directive that is given once (`proxy_read_timeout`, `root`, `resolver`).
    pub fn value(&self, scope: usize, name: &str) -> Effective {
        match self.nearest(scope, name) {
            Ok((at, own)) => {
                own.first().map_or(Effective::Unknown, |&node| Effective::Set(node, self.scopes[at].level))
            }
            Err(answer) => answer,
        }
    }

    /// The value of one entry of a list whose first argument is its key: `proxy_set_header`, `fastcgi_param`. Keys are
    /// compared without case.
    pub fn entry(&self, scope: usize, name: &str, key: &str) -> Effective {
        match self.nearest(scope, name) {
            Ok((at, own)) => {
                let hit = own.iter().find(|&&node| self.word(node, 1).eq_ignore_ascii_case(key));
                match hit {
                    Some(&node) => Effective::Set(node, self.scopes[at].level),
                    None if self.scopes[at].whole => Effective::Default,
                    None => Effective::Unknown,
                }
            }
            Err(answer) => answer,
        }
    }

    /// The value of a directive that is not inherited (`proxy_pass`, `return`), except into `if` and `limit_except`.
    pub fn here(&self, scope: usize, name: &str) -> Effective {
        for at in self.chain(scope) {
            if let Some(&node) = self.own(at, name).first() {
                return Effective::Set(node, self.scopes[at].level);
            }
            if !self.scopes[at].whole {
                return Effective::Unknown;
            }
            if !matches!(self.scopes[at].level, Level::If | Level::LimitExcept) {
                return Effective::Default;
            }
        }
        Effective::Unknown
    }

    /// The `n`th word of a directive as nginx reads it.
    pub fn word(&self, node: Node, n: usize) -> Cow<'t, str> {
        self.configs[node.config].word(node.id, n)
    }

    /// The bytes of the `n`th word of a directive.
    pub fn word_span(&self, node: Node, n: usize) -> Span {
        self.configs[node.config].word_span(node.id, n).unwrap_or_default()
    }

    /// The file a directive stands in, where known.
    pub fn file(&self, node: Node) -> Option<&'c str> {
        let config = &self.configs[node.config];
        let file = config.directives.get(node.id as usize)?.file;
        config.files.get(file as usize)?.name.as_deref()
    }

    /// True where an `http {}` block was seen whole: then nothing more can be set at its level.
    pub fn http_is_whole(&self) -> bool {
        let mut levels = self.scopes.iter().filter(|scope| scope.level == Level::Http).peekable();
        levels.peek().is_some() && levels.all(|scope| scope.whole && scope.node.is_some())
    }
}

fn level_of(name: &str, around: Level) -> Level {
    match (name, around) {
        (_, Level::Other) => Level::Other,
        ("http", _) => Level::Http,
        ("server", _) => Level::Server,
        ("location", _) => Level::Location,
        ("if", _) => Level::If,
        ("limit_except", _) => Level::LimitExcept,
        ("upstream", _) => Level::Upstream,
        _ => Level::Other,
    }
}

/// True where the include pattern names the file. In a dump paths are whole; elsewhere the file's name decides.
pub(super) fn names(pattern: &str, path: &str, dump: bool) -> bool {
    let last = |text: &str| text.rsplit('/').next().unwrap_or(text).to_owned();
    if !glob(last(pattern).as_bytes(), last(path).as_bytes()) {
        return false;
    }
    // A relative pattern counts from nginx's prefix, which the dump does not name: the directories must agree as far as given.
    let folders = |text: &str| {
        text.rsplit('/').skip(1).map(str::to_owned).take_while(|part| !part.is_empty()).collect::<Vec<_>>()
    };
    let (wanted, given) = (folders(pattern), folders(path));
    let agree = wanted.iter().zip(&given).all(|(a, b)| glob(a.as_bytes(), b.as_bytes()));
    agree && (!dump || given.len() >= wanted.len())
}

/// Shell pattern matching with `*`, `?` and `[…]`, without backtracking further than the last `*`.
fn glob(pattern: &[u8], name: &[u8]) -> bool {
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        let one = match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, n));
                p += 1;
                continue;
            }
            Some(b'?') => Some(1),
            Some(b'[') => bracket(&pattern[p..], name[n]),
            Some(&b) if b == name[n] => Some(1),
            _ => None,
        };
        match (one, star) {
            (Some(length), _) => (p, n) = (p + length, n + 1),
            (None, Some((star_at, from))) => {
                star = Some((star_at, from + 1));
                (p, n) = (star_at + 1, from + 1);
            }
            (None, None) => return false,
        }
    }
    pattern[p..].iter().all(|&b| b == b'*')
}

/// The length of the bracket expression at the start of `pattern` where it holds `byte`.
fn bracket(pattern: &[u8], byte: u8) -> Option<usize> {
    let end = pattern.iter().skip(2).position(|&b| b == b']')? + 2;
    let inside = &pattern[1..end];
    let (negated, set) = match inside {
        [b'!' | b'^', set @ ..] => (true, set),
        set => (false, set),
    };
    let hit =
        set.contains(&byte) || set.windows(3).any(|range| range[1] == b'-' && (range[0]..=range[2]).contains(&byte));
    (hit != negated).then_some(end + 1)
}
