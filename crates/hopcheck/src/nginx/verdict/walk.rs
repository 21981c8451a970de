//! nginx's walk over a configuration (`ngx_conf_parse()`, `ngx_conf_handler()`): blocks, includes, and each directive's checks in
//! nginx's order. The blocks are a list, so that nesting costs no stack.

use std::collections::HashSet;

use super::data::Data;
use super::http::Http;
use super::read::{End, Reader, Statement};
use super::{Refusal, Source};
use crate::nginx::check::content_of;
use crate::nginx::directives::{Contexts, Form, lookup};
use crate::nginx::effective::names;
use crate::nginx::parse::DATA_BLOCKS;
use crate::nginx::setters::{self, Location};
use crate::nginx::units::number;
use crate::nginx::values::flag_refusal;

/// nginx has no limit but its open files; a file that includes itself ends here.
const DEEPEST_INCLUDE: usize = 64;
/// Files read through includes, at most.
const MOST_FILES: usize = 4096;

/// A block being read.
pub(super) struct Block {
    pub name: String,
    /// Where its content stands.
    pub place: Contexts,
    /// What it holds instead of directives.
    pub data: Option<Data>,
    /// The directives that may stand once and have.
    seen: HashSet<String>,
    /// The location it is or stands in.
    pub location: Option<Location>,
    /// How many files were open when it was opened.
    depth: usize,
}

/// A file being read.
struct Open<'t> {
    source: usize,
    reader: Reader<'t>,
}

pub(super) struct Walk<'s, 't> {
    sources: &'s [Source<'t>],
    all: bool,
    files: Vec<Open<'t>>,
    read: usize,
    blocks: Vec<Block>,
    http: Http,
    events: bool,
    /// The `worker_connections`, where they are given.
    connections: Option<u64>,
    thread_pools: HashSet<String>,
}

/// A directive on the walk.
struct Directive<'a> {
    name: &'a str,
    arguments: &'a [String],
    opens: bool,
}

impl<'s, 't> Walk<'s, 't> {
    pub fn new(sources: &'s [Source<'t>], all: bool) -> Self {
        let main = Block {
            name: String::new(),
            place: Contexts::MAIN,
            data: None,
            seen: HashSet::new(),
            location: None,
            depth: 0,
        };
        Walk {
            sources,
            all,
            files: Vec::new(),
            read: 0,
            blocks: vec![main],
            http: Http::default(),
            events: false,
            connections: None,
            thread_pools: HashSet::new(),
        }
    }

    pub fn run(mut self) -> Result<(), Refusal> {
        self.open(0);
        while let Some(file) = self.files.last_mut() {
            let statement = file.reader.next().map_err(|message| self.here(message))?;
            self.statement(&statement)?;
        }
        match self.events {
            true => self.http.end_of_configuration(self.connections),
            false => Err(Refusal { file: 0, line: None, message: "no \"events\" section in configuration".to_owned() }),
        }
    }

    fn open(&mut self, source: usize) {
        if let Some(text) = self.sources.get(source).map(|source| source.text)
            && self.files.len() < DEEPEST_INCLUDE
            && self.read < MOST_FILES
        {
            self.read += 1;
            self.files.push(Open { source, reader: Reader::new(text) });
        }
    }

    /// The place nginx names: the file being read and its line so far.
    fn place(&self) -> (usize, u32) {
        self.files.last().map_or((0, 0), |file| (file.source, file.reader.line))
    }

    fn here(&self, message: String) -> Refusal {
        let (file, line) = self.place();
        Refusal { file, line: Some(line), message }
    }

    fn statement(&mut self, statement: &Statement) -> Result<(), Refusal> {
        // The innermost block was opened in this file and not around its include.
        let opened_here = self.blocks.last().is_some_and(|block| block.depth == self.files.len());
        match statement.end {
            End::File if opened_here => Err(self.here("unexpected end of file, expecting \"}\"".to_owned())),
            End::File => {
                self.files.pop();
                Ok(())
            }
            End::Close if opened_here => self.close(),
            End::Close => Err(self.here("unexpected \"}\"".to_owned())),
            End::Semicolon | End::Open => {
                let opens = statement.end == End::Open;
                let (name, arguments) =
                    statement.words.split_first().map_or(("", &[][..]), |(name, rest)| (name, rest));
                self.directive(&Directive { name, arguments, opens })
            }
        }
    }

    fn directive(&mut self, directive: &Directive<'_>) -> Result<(), Refusal> {
        let refuse = |walk: &Self, message: String| Err(walk.here(message));
        let place = self.place();
        let Some(block) = self.blocks.last_mut() else { return Ok(()) };
        if let Some(data) = &mut block.data {
            if directive.opens {
                return refuse(self, "unexpected \"{\"".to_owned());
            }
            return match data.entry(directive.name, directive.arguments) {
                Ok(None) => {
                    self.http.data(directive.arguments);
                    Ok(())
                }
                Ok(Some(include)) => self.include(include),
                Err(message) => refuse(self, message),
            };
        }
        let form = match placed(directive, block.place) {
            Ok(form) => form,
            Err(message) => return refuse(self, message),
        };
        if directive.name == "include" {
            return self.include(&directive.arguments[0]);
        }
        // Where the directive is kept once and is there already, nginx looks no further.
        if form.once() && !block.seen.insert(form.name.to_owned()) {
            return refuse(self, format!("\"{}\" directive is duplicate", directive.name));
        }
        let here = block.place;
        let location = block.location.clone();
        let refusal = if form.arity.flag {
            flag_refusal(form.name, &directive.arguments[0])
        } else {
            form.takes
                .refusal(form.name, directive.arguments)
                .or_else(|| self.once_more(form, directive))
                .or_else(|| setters::refusal(form.name, directive.arguments, here, location.as_ref()))
        };
        if let Some(message) = refusal {
            return refuse(self, message);
        }
        self.http.directive(form.name, directive.arguments, here, place).map_err(|(message, at)| Refusal {
            file: at.0,
            line: Some(at.1),
            message,
        })?;
        if directive.opens && form.name.ends_with("_by_lua_block") {
            if let Some(file) = self.files.last_mut() {
                file.reader.skip_lua();
            }
        } else if directive.opens {
            self.open_block(form, directive, here, location);
        }
        Ok(())
    }

    /// What may stand once though no setter of the table says so: blocks, one of two, `off` beside anything, a zone.
    fn once_more(&mut self, form: &'static Form, directive: &Directive<'_>) -> Option<String> {
        let block = self.blocks.last_mut()?;
        let name = form.name;
        let argument = directive.arguments.first().map_or("", String::as_str);
        let duplicate = || Some(format!("\"{name}\" directive is duplicate"));
        let other = match name {
            "root" => "alias",
            "alias" => "root",
            "proxy_redirect" if directive.arguments == ["default"] && !block.seen.contains("proxy_pass") => {
                return Some(
                    "\"proxy_redirect default\" should be placed after the \"proxy_pass\" directive".to_owned(),
                );
            }
            "mirror" | "proxy_redirect" | "proxy_cookie_path" | "proxy_cookie_domain" | "proxy_cookie_flags" => {
                let off = format!("{name} off");
                let before = block.seen.contains(&off) || argument == "off" && block.seen.contains(name);
                block.seen.insert(name.to_owned());
                if argument == "off" {
                    block.seen.insert(off);
                }
                return if before { duplicate() } else { None };
            }
            "worker_connections" => {
                self.connections = number(argument);
                return None;
            }
            "thread_pool" => {
                let new = self.thread_pools.insert(argument.to_owned());
                return if new { None } else { Some(format!("duplicate thread pool \"{argument}\"")) };
            }
            "limit_req" | "limit_conn" => {
                let zone = directive.arguments.iter().find_map(|word| word.strip_prefix("zone=")).unwrap_or(argument);
                let new = block.seen.insert(format!("{name} {zone}"));
                return if new { None } else { duplicate() };
            }
            "http" | "events" | "stream" | "mail" | "limit_except" => {
                let new = block.seen.insert(name.to_owned());
                return if new { None } else { duplicate() };
            }
            _ => return None,
        };
        let earlier = block.seen.contains(other);
        earlier.then(|| format!("\"{name}\" directive is duplicate, \"{other}\" directive was specified earlier"))
    }

    fn open_block(
        &mut self,
        form: &'static Form,
        directive: &Directive<'_>,
        here: Contexts,
        location: Option<Location>,
    ) {
        let place = content_of(form.name, here);
        let at = self.place();
        let location = match form.name {
            "location" => setters::read_location(directive.arguments).ok(),
            "if" | "limit_except" => Some(Location { nameless: true, ..location.unwrap_or_default() }),
            _ => location,
        };
        match form.name {
            "events" => self.events = true,
            "server" if here.meets(Contexts::HTTP) => self.http.open_server(at),
            _ => {}
        }
        self.http.open_block(form.name);
        let data = if DATA_BLOCKS.contains(&form.name) { Some(Data::of(form.name)) } else { None };
        self.blocks.push(Block {
            name: form.name.to_owned(),
            place: place.unwrap_or(Contexts::ANY),
            data,
            seen: HashSet::new(),
            location,
            depth: self.files.len(),
        });
    }

    fn close(&mut self) -> Result<(), Refusal> {
        let place = self.place();
        let Some(block) = self.blocks.pop() else { return Ok(()) };
        if let Some(message) = block.data.as_ref().and_then(Data::end) {
            return Err(self.here(message));
        }
        self.http.close_block(&block, place)
    }

    fn include(&mut self, pattern: &str) -> Result<(), Refusal> {
        let is_glob = pattern.contains(['*', '?', '[']);
        let named = |source: &Source<'_>| names(pattern, source.name, false);
        let mut found: Vec<usize> = (1..self.sources.len()).filter(|&n| named(&self.sources[n])).collect();
        found.sort_by_key(|&n| self.sources[n].name);
        if found.is_empty() && !is_glob && self.all {
            let message = format!("open() \"{pattern}\" failed (2: No such file or directory)");
            return Err(self.here(message));
        }
        // The last one opened is read first.
        for source in found.into_iter().rev() {
            self.open(source);
        }
        Ok(())
    }
}

/// The form of the directive that may stand here with these arguments, or nginx's refusal.
fn placed(directive: &Directive<'_>, here: Contexts) -> Result<&'static Form, String> {
    let name = directive.name;
    let forms = lookup(name);
    let Some(form) = forms.iter().find(|form| form.contexts.meets(here)) else {
        return Err(match forms {
            [] => format!("unknown directive \"{name}\""),
            _ => format!("\"{name}\" directive is not allowed here"),
        });
    };
    match (form.arity.block, directive.opens) {
        (false, true) => Err(format!("directive \"{name}\" is not terminated by \";\"")),
        (true, false) => Err(format!("directive \"{name}\" has no opening \"{{\"")),
        _ if !form.arity.allows(directive.arguments.len()) => {
            Err(format!("invalid number of arguments in \"{name}\" directive"))
        }
        _ => Ok(form),
    }
}
