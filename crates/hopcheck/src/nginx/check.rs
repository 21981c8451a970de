//! Names, places and argument counts against nginx's own table, in nginx's own order and words (`ngx_conf_handler()`).

use std::collections::HashSet;

use super::directives::{Contexts, Form, did_you_mean, lookup};
use super::parse::DATA_BLOCKS;
use super::problems::{Problem, ProblemKind};
use super::setters::{self, Location};
use super::target::is_redacted;
use super::tree::{Config, Id};
use super::values::flag_refusal;

/// The most names a text is searched for likely meanings: beyond that it is no configuration.
const MOST_GUESSES: usize = 64;

/// Adds what nginx would refuse about each directive.
pub fn check(config: &mut Config<'_>) {
    // The contexts a block's content may stand in; `None` for data. Parents come before their content.
    let mut inside: Vec<Option<Contexts>> = Vec::with_capacity(config.directives.len());
    let mut problems = Vec::new();
    let mut seen: HashSet<(Id, &str)> = HashSet::new();
    let mut guesses: Vec<(String, Option<&'static str>)> = Vec::new();
    let top: Vec<Contexts> = (0..config.files.len()).map(|file| top_level(config, file)).collect();
    for id in 0..config.directives.len() as Id {
        let directive = &config.directives[id as usize];
        let here = match directive.parent {
            Some(parent) => inside[parent as usize],
            None => top.get(directive.file as usize).copied(),
        };
        let name = config.name(id);
        inside.push(here.and_then(|here| content_of(&name, here)));
        let Some(here) = here else { continue };
        let duplicate = duplicate_of(config, id, &name, here, &mut seen);
        if let Some(mut problem) = problem_of(config, id, &name, here).or(duplicate) {
            if problem.kind == ProblemKind::UnknownDirective && guesses.len() < MOST_GUESSES {
                let known = guesses.iter().find(|(guessed, _)| *guessed == name).map(|(_, guess)| *guess);
                problem.did_you_mean = known.unwrap_or_else(|| {
                    let guess = did_you_mean(&name, here);
                    guesses.push((name.into_owned(), guess));
                    guess
                });
            }
            problems.push(problem);
        }
    }
    config.problems.append(&mut problems);
}

/// Where a file's top level may stand: outside of all blocks, where it holds one that may stand nowhere else.
fn top_level(config: &Config<'_>, file: usize) -> Contexts {
    let main = |id: Id| {
        config.directives[id as usize].block.is_some()
            && matches!(config.name(id).as_ref(), "http" | "events" | "stream")
    };
    if config.top_level(file).any(main) { Contexts::MAIN } else { Contexts::ANY }
}

/// Where the content of the block `name`, itself standing in `here`, stands; `None` for data.
pub(super) fn content_of(name: &str, here: Contexts) -> Option<Contexts> {
    let choose = |pairs: &[(Contexts, Contexts)]| {
        let set = pairs.iter().filter(|(outer, _)| here.meets(*outer)).fold(0, |set, (_, inner)| set | inner.0);
        Contexts(if set == 0 { u16::MAX } else { set })
    };
    Some(match name {
        "http" => Contexts::HTTP,
        "events" => Contexts::EVENTS,
        "stream" => Contexts::STREAM,
        "mail" => Contexts::MAIL,
        "location" => Contexts::LOCATION,
        "limit_except" => Contexts::LIMIT_EXCEPT,
        "server" => choose(&[
            (Contexts::HTTP, Contexts::SERVER),
            (Contexts::STREAM, Contexts::STREAM_SERVER),
            (Contexts::MAIL, Contexts::MAIL_SERVER),
        ]),
        "upstream" => choose(&[(Contexts::HTTP, Contexts::UPSTREAM), (Contexts::STREAM, Contexts::STREAM_UPSTREAM)]),
        "if" => choose(&[
            (Contexts::SERVER, Contexts::SERVER_IF),
            (Contexts(Contexts::LOCATION.0 | Contexts::LOCATION_IF.0), Contexts::LOCATION_IF),
        ]),
        _ if DATA_BLOCKS.contains(&name) => return None,
        _ => Contexts::ANY,
    })
}

fn problem_of(config: &Config<'_>, id: Id, name: &str, here: Contexts) -> Option<Problem> {
    let span = config.word_span(id, 0)?;
    let say = |kind, message| Some(Problem::new(kind, span, name, message));
    let forms = lookup(name);
    if forms.is_empty() {
        return say(ProblemKind::UnknownDirective, format!("unknown directive \"{name}\""));
    }
    let allowed: Vec<&Form> = forms.iter().filter(|form| form.contexts.meets(here)).collect();
    if allowed.is_empty() {
        return say(ProblemKind::Misplaced, format!("\"{name}\" directive is not allowed here"));
    }
    let has_block = config.directives[id as usize].block.is_some();
    let fitting: Vec<&Form> = allowed.into_iter().filter(|form| form.arity.block == has_block).collect();
    if fitting.is_empty() {
        return if has_block {
            say(ProblemKind::NotTerminated, format!("directive \"{name}\" is not terminated by \";\""))
        } else {
            say(ProblemKind::NoOpeningBrace, format!("directive \"{name}\" has no opening \"{{\""))
        };
    }
    let count = config.tokens_of(id).len() - 1;
    let fitting: Vec<&Form> = fitting.into_iter().filter(|form| form.arity.allows(count)).collect();
    if fitting.is_empty() {
        // A `;` that is missing was reported where it is missing.
        return (config.directives[id as usize].semicolon.is_some() || has_block).then(|| {
            let message = format!("invalid number of arguments in \"{name}\" directive");
            Problem::new(ProblemKind::WrongArity, span, name, message)
        });
    }
    // What nginx makes of the values is judged where one module alone can be meant.
    let [form] = fitting.as_slice() else { return None };
    let arguments = config.args(id);
    if arguments.iter().any(|argument| is_placeholder(argument)) {
        return None;
    }
    let refusal = if form.arity.flag {
        flag_refusal(name, arguments.first().map_or("", String::as_str))
    } else {
        let around = location_around(config, id);
        let own = || setters::refusal(form.name, &arguments, here, around.as_ref());
        form.takes.refusal(name, &arguments).or_else(own)
    };
    say(ProblemKind::InvalidValue, refusal?)
}

/// What a shell, an editor or a person is still to fill in: no mistake of the configuration.
fn is_placeholder(word: &str) -> bool {
    let shell = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    };
    let variables =
        word.split('$').skip(1).map(|rest| rest.trim_start_matches('{').split(['}', '/', ':']).next().unwrap_or(""));
    let blank = ["<", ">", "{{", "%", "[", "…", "..."].iter().any(|mark| word.starts_with(mark));
    let masked = is_redacted(word) || word.to_ascii_lowercase().contains("your") || word.len() > 2 && shell(word);
    blank || masked || variables.into_iter().any(shell)
}

/// The location a directive stands in, as far as its parent tells.
fn location_around(config: &Config<'_>, id: Id) -> Option<Location> {
    let parent = config.directives[id as usize].parent?;
    match config.name(parent).as_ref() {
        "location" => setters::read_location(&config.args(parent)).ok(),
        "if" | "limit_except" => Some(Location { nameless: true, ..Location::default() }),
        _ => None,
    }
}

/// The second use of a directive in a block of the text, where nginx takes one.
fn duplicate_of(
    config: &Config<'_>,
    id: Id,
    name: &str,
    here: Contexts,
    seen: &mut HashSet<(Id, &'static str)>,
) -> Option<Problem> {
    let parent = config.directives[id as usize].parent?;
    let mut forms = lookup(name).iter().filter(|form| form.contexts.meets(here));
    let form = forms.next().filter(|form| form.once() && !form.arity.block)?;
    if forms.next().is_some() || seen.insert((parent, form.name)) {
        return None;
    }
    let message = format!("\"{name}\" directive is duplicate");
    Some(Problem::new(ProblemKind::Duplicate, config.word_span(id, 0)?, name, message))
}
