//! Cases from the table of directives: each directive where it may stand and where not, with too few and too many arguments, with
//! values it does not take, without its `;` or its block, twice, and misspelled.

use std::collections::HashMap;

use hopcheck::nginx::directives::{Contexts, Form, Takes, all, lookup};

use super::build::Build;
use super::case::Case;
use super::layout::{PLACES, whole};
use crate::random::Random;

const SAMPLES: &str = include_str!("samples.txt");

/// Arguments a directive takes, and what http must hold beside it.
#[derive(Clone)]
struct Sample {
    arguments: String,
    in_http: Vec<String>,
}

/// All ways to use and misuse a directive that there are words for here.
const WAYS: [&str; 12] = [
    "valid",
    "misplaced",
    "too-few",
    "too-many",
    "no-semicolon",
    "block",
    "no-block",
    "bad-value",
    "twice",
    "misspelled",
    "upper-case",
    "cut-off",
];

/// `count` cases over the directives that the nginx knows, drawn by chance; all there are for a count that large.
pub fn cases(build: &Build, random: &mut Random, count: usize) -> Vec<Case> {
    let samples = samples();
    let mut wanted = Vec::new();
    for form in all().iter().filter(|form| build.knows(form) && !elsewhere(form)) {
        let places = PLACES.iter().filter(|(place, _)| form.contexts.meets(*place));
        for &(place, name) in places {
            wanted.extend(WAYS.iter().map(|way| (form, place, name, *way)));
        }
    }
    let drawn = random.draw(&wanted, wanted.len());
    let made =
        drawn.into_iter().filter_map(|(form, place, name, way)| case(build, random, &samples, form, *place, name, way));
    made.take(count).collect()
}

/// Blocks that are part of every case, and what names other files or programs.
fn elsewhere(form: &Form) -> bool {
    let twice = matches!(
        form.name,
        "events" | "http" | "include" | "load_module" | "user" | "ssl_engine" | "working_directory"
    );
    twice || !PLACES.iter().any(|(place, _)| form.contexts.meets(*place))
}

fn samples() -> HashMap<&'static str, Vec<Sample>> {
    let mut samples: HashMap<&str, Vec<Sample>> = HashMap::new();
    for line in SAMPLES.lines().filter(|line| !line.starts_with('#')) {
        let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
        let (arguments, in_http) = rest.split_once(" @h ").unwrap_or((rest, ""));
        let in_http = in_http.split("; ").filter(|line| !line.is_empty());
        let ended = |line: &str| if line.ends_with('}') { line.to_owned() } else { format!("{line};") };
        let in_http = in_http.map(ended).collect();
        samples.entry(name).or_default().push(Sample { arguments: arguments.trim().to_owned(), in_http });
    }
    samples
}

/// Arguments the directive takes, where there are words for them.
fn arguments(random: &mut Random, samples: &HashMap<&str, Vec<Sample>>, form: &Form) -> Option<Sample> {
    if let Some(known) = samples.get(form.name) {
        return Some(random.pick(known).clone());
    }
    let one = |text: &str| Some(Sample { arguments: text.to_owned(), in_http: Vec::new() });
    if form.arity.flag {
        return one(random.pick::<&str>(&["on", "off", "On", "OFF"]));
    }
    match form.takes {
        Takes::Number(low, high) => {
            one(&(low.max(1) + (random.below(4) as u64).min(high.saturating_sub(low))).to_string())
        }
        Takes::Size | Takes::SizeOrVariable => one(random.pick::<&str>(&["8k", "16384", "1m", "64K"])),
        Takes::Offset => one(random.pick::<&str>(&["512", "10m", "1g", "8K"])),
        Takes::Milliseconds => one(random.pick::<&str>(&["30s", "60", "1m 30s", "500ms", "1h"])).map(quoted),
        Takes::Seconds => one(random.pick::<&str>(&["30s", "60", "1h", "2d"])),
        Takes::Buffers => one(random.pick::<&str>(&["4 8k", "16 4096", "8 16k"])),
        Takes::OneOf(words) | Takes::AnyOf(words) => {
            let words: Vec<&str> = words.split(',').collect();
            one(random.pick::<&str>(&words))
        }
        Takes::Once | Takes::Anything => None,
    }
}

fn quoted(sample: Sample) -> Sample {
    match sample.arguments.contains(' ') {
        true => Sample { arguments: format!("\"{}\"", sample.arguments), ..sample },
        false => sample,
    }
}

/// What a block of that name must hold.
fn content(name: &str) -> &'static str {
    match name {
        "upstream" => "server 127.0.0.1:9;",
        "map" | "geo" => "default 1;",
        "split_clients" => "50% a; * b;",
        "types" => "text/html html;",
        "charset_map" => "80 E282AC;",
        "limit_except" => "deny all;",
        _ => "",
    }
}

/// A statement: its words, on one line or several, and how it ends.
fn statement(random: &mut Random, form: &Form, name: &str, arguments: &str) -> String {
    let words = if arguments.is_empty() { name.to_owned() } else { format!("{name} {arguments}") };
    // Some people write a long directive over several lines; the line nginx names is then that of its end.
    let words =
        if random.one_in(6) && !words.contains(['"', '\'']) { words.replacen(' ', "\n        ", 1) } else { words };
    let end = if random.one_in(10) { "\n" } else { "" };
    if form.arity.block { format!("{words}{end} {{ {} }}", content(name)) } else { format!("{words}{end};") }
}

fn case(
    build: &Build,
    random: &mut Random,
    samples: &HashMap<&str, Vec<Sample>>,
    form: &'static Form,
    place: Contexts,
    place_name: &str,
    way: &str,
) -> Option<Case> {
    let name = form.name;
    let sample = arguments(random, samples, form);
    let any = sample.clone().unwrap_or(Sample { arguments: filler(form), in_http: Vec::new() });
    let mut put = place;
    let mut where_to = place_name;
    let lines = match way {
        "valid" => {
            let sample = sample?;
            vec![statement(random, form, name, &sample.arguments)]
        }
        "misplaced" => {
            let known: Vec<&Form> = lookup(name).iter().filter(|form| build.knows(form)).collect();
            let wrong: Vec<_> =
                PLACES.iter().filter(|(place, _)| !known.iter().any(|form| form.contexts.meets(*place))).collect();
            if wrong.is_empty() {
                return None;
            }
            let chosen = *random.pick(&wrong);
            (put, where_to) = (chosen.0, chosen.1);
            vec![statement(random, form, name, &any.arguments)]
        }
        "too-few" => {
            let fewer = usize::from(form.arity.min).checked_sub(1)?;
            vec![statement(random, form, name, &vec!["a"; fewer].join(" "))]
        }
        "too-many" => {
            if form.arity.max == u8::MAX {
                return None;
            }
            vec![statement(random, form, name, &vec!["a"; usize::from(form.arity.max) + 1].join(" "))]
        }
        "no-semicolon" => {
            if form.arity.block {
                return None;
            }
            let next =
                *random.pick(&["", "", "gzip on;", "root /srv;", "# nothing", "location /x { }", "server_tokens off;"]);
            vec![format!("{name} {}", any.arguments), next.to_owned()]
        }
        "block" => {
            if form.arity.block {
                return None;
            }
            vec![format!("{name} {} {{ }}", any.arguments)]
        }
        "no-block" => {
            if !form.arity.block {
                return None;
            }
            vec![format!("{name} {};", any.arguments)]
        }
        "bad-value" => {
            let bad = bad_value(random, form)?;
            vec![statement(random, form, name, &bad)]
        }
        "twice" => {
            let sample = sample?;
            let twice = statement(random, form, name, &sample.arguments);
            let between = *random.pick(&["", "# again"]);
            vec![statement(random, form, name, &sample.arguments), between.to_owned(), twice]
        }
        "misspelled" => {
            let wrong = misspelled(random, name);
            if !lookup(&wrong).is_empty() {
                return None;
            }
            vec![statement(random, form, &wrong, &any.arguments)]
        }
        "upper-case" => vec![statement(random, form, &name.to_uppercase(), &any.arguments)],
        // It may be cut off behind the directive, which nginx then has read.
        _ => {
            let sample = sample?;
            vec![statement(random, form, name, &sample.arguments)]
        }
    };
    let mut text = whole(random, put, &lines, &any.in_http);
    if way == "cut-off" {
        let at = text.find(name)?;
        let end = (at + name.len() + random.below(40)).min(text.len());
        let end = (at..=end).rev().find(|&end| text.is_char_boundary(end))?;
        text.truncate(end);
    }
    Some(Case::new(format!("{name}/{where_to}/{way}"), text))
}

/// Arguments of the right number, where none are known that it takes: for what is refused before they are looked at.
fn filler(form: &Form) -> String {
    vec!["a"; usize::from(form.arity.min)].join(" ")
}

/// Arguments that the directive does not take.
fn bad_value(random: &mut Random, form: &Form) -> Option<String> {
    if form.arity.flag {
        return Some((*random.pick(&["yes", "true", "1", "onn", "$on", "\"\""])).to_owned());
    }
    let bad: &[&str] = match form.takes {
        Takes::Number(0, u64::MAX) => &["many", "-1", "1.5", "10k", "\"\"", "99999999999999999999"],
        Takes::Number(..) => &["0x", "-1", "1000", "auto"],
        Takes::Size | Takes::SizeOrVariable => &["8kb", "big", "-1", "1g", "k", "8 k"],
        Takes::Offset => &["8kb", "1t", "-5", "1.5m", "unlimited"],
        Takes::Milliseconds => &["30sec", "1M", "1y", "10s5m", "-1", "forever", "1.5s"],
        Takes::Seconds => &["30sec", "500ms", "10s5m", "-1", "soon"],
        Takes::Buffers => &["0 8k", "4 big", "x 8k", "4 0", "-4 8k"],
        Takes::OneOf(_) => &["perhaps", "yes", "\"\"", "on off"],
        Takes::AnyOf(_) => &["nothing", "x y", "404"],
        Takes::Once | Takes::Anything => return None,
    };
    Some((*random.pick(bad)).to_owned())
}

/// The name with one slip of the fingers.
fn misspelled(random: &mut Random, name: &str) -> String {
    let at = 1 + random.below(name.len() - 1);
    let (head, tail) = name.split_at(at);
    match random.below(4) {
        0 => format!("{head}x{tail}"),
        1 => format!("{head}{}", &tail[1..]),
        2 => format!("{name}s"),
        _ => format!("{}{}", name.replace('_', "-"), if name.contains('_') { "" } else { "-" }),
    }
}
