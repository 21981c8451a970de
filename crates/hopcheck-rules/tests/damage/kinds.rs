//! What happens to a text between the machine that printed it and the paste box.

/// What a damage leaves of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// Everything, line by line: the same finding, in the same lines.
    Lines,
    /// Everything, in other lines: the same finding.
    Words,
    /// Not everything: a finding may be lost, none may be made up.
    Part,
}

/// Which texts suffer it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hits {
    /// Any.
    All,
    /// What a log collector prints.
    Logs,
    /// Those of three lines or more: a single number says nothing.
    Long,
}

/// One kind of damage.
pub struct Damage {
    /// Its name.
    pub name: &'static str,
    /// What it leaves.
    pub keeps: Keeps,
    /// What it befalls.
    pub hits: Hits,
    /// Does it.
    pub to: fn(&str) -> String,
}

const fn damage(name: &'static str, keeps: Keeps, hits: Hits, to: fn(&str) -> String) -> Damage {
    Damage { name, keeps, hits, to }
}

use Hits::{All, Logs, Long};
use Keeps::{Lines, Part, Words};

/// Every kind.
pub const KINDS: &[Damage] = &[
    damage("carriage returns", Lines, All, |text| text.replace('\n', "\r\n")),
    damage("lone carriage returns", Lines, All, |text| text.replace('\n', "\r")),
    damage("byte order mark", Lines, All, |text| format!("\u{feff}{text}")),
    damage("no-break spaces", Lines, All, |text| text.replace(' ', "\u{a0}")),
    damage("curly quotes", Lines, All, curly),
    damage("colours", Lines, All, |text| each(text, |_, line| format!("\u{1b}[0;33m{line}\u{1b}[0m"))),
    damage("entities", Lines, All, entities),
    damage("quote marks", Lines, All, |text| each(text, |_, line| format!("> {line}"))),
    damage("indented", Lines, All, |text| each(text, |_, line| format!("    {line}"))),
    damage("bullets", Lines, Logs, |text| each(text, |_, line| format!("- {line}"))),
    damage("numbered with a tab", Lines, Long, |text| each(text, |n, line| format!("{n:6}\t{line}"))),
    damage("numbered with a bar", Lines, Long, |text| each(text, |n, line| format!("{n:3} | {line}"))),
    damage("numbered with a colon", Lines, Long, |text| each(text, |n, line| format!("{n}: {line}"))),
    damage("tabs to spaces", Lines, All, |text| text.replace('\t', "    ")),
    damage("trailing blanks", Lines, All, |text| each(text, |_, line| format!("{line}   "))),
    damage("compose", Lines, Logs, |text| each(text, |_, line| format!("web-1  | {line}"))),
    damage("forego in compose", Lines, Logs, |text| each(text, |_, line| format!("nginx  | nginx.1  | {line}"))),
    damage("syslog", Lines, Logs, |text| each(text, |_, line| format!("Jan  5 10:00:00 shop web[412]: {line}"))),
    damage("pod", Lines, Logs, |text| each(text, |_, line| format!("[pod/web-7c9d8f6b5-x2x9z/web] {line}"))),
    damage("container runtime", Lines, Logs, |text| {
        each(text, |_, line| format!("2026-01-05T10:00:00.123456789Z stderr F {line}"))
    }),
    damage("docker's JSON", Lines, Logs, docker_json),
    damage("escaped quotes", Lines, Logs, |text| text.replace('"', "\\\"")),
    damage("fenced", Words, All, |text| format!("Here it is:\n\n```\n{}\n```\n\nAny idea?\n", text.trim_end())),
    damage("double spaced", Words, Logs, |text| text.replace('\n', "\n\n")),
    damage("wrapped", Words, Logs, |text| wrap(text, 120)),
    damage("cut at the right", Part, Logs, |text| each(text, |_, line| cut(line, 120, ">"))),
    damage("cut at the left", Part, Logs, |text| each(text, |_, line| line.chars().skip(12).collect())),
    damage("addresses masked", Part, All, |text| masked(text, "X.X.X.X")),
    damage("addresses starred", Part, All, |text| masked(text, "***")),
    damage("quotes lost", Part, Logs, |text| text.replace('"', "")),
    damage("stamps lost", Part, Logs, |text| each(text, |_, line| line.chars().skip(20).collect())),
];

fn each(text: &str, change: impl Fn(usize, &str) -> String) -> String {
    let changed =
        |(nth, line): (usize, &str)| if line.trim().is_empty() { line.to_owned() } else { change(nth + 1, line) };
    text.split('\n').enumerate().map(changed).collect::<Vec<_>>().join("\n")
}

fn curly(text: &str) -> String {
    let mut open = false;
    let mut put = |c| match c {
        '"' => {
            open = !open;
            if open { '\u{201c}' } else { '\u{201d}' }
        }
        '\'' => '\u{2019}',
        c => c,
    };
    text.chars().map(&mut put).collect()
}

fn entities(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn docker_json(text: &str) -> String {
    each(text, |_, line| {
        let message = serde_json::Value::from(format!("{line}\n"));
        format!("{{\"log\":{message},\"stream\":\"stderr\",\"time\":\"2026-01-05T10:00:00.123456789Z\"}}")
    })
}

fn wrap(text: &str, width: usize) -> String {
    let folded = |line: &str| {
        let chars: Vec<char> = line.chars().collect();
        chars.chunks(width).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
    };
    text.split('\n').map(folded).collect::<Vec<_>>().join("\n")
}

fn cut(line: &str, width: usize, end: &str) -> String {
    match line.char_indices().nth(width - 1) {
        Some((at, _)) => format!("{}{end}", &line[..at]),
        None => line.to_owned(),
    }
}

/// Puts `by` in the place of each IPv4 address.
fn masked(text: &str, by: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    let end = |word: &mut String, out: &mut String| {
        let address = word.parse::<std::net::Ipv4Addr>().is_ok();
        out.push_str(if address { by } else { word });
        word.clear();
    };
    for c in text.chars() {
        if c.is_ascii_digit() || c == '.' {
            word.push(c);
        } else {
            end(&mut word, &mut out);
            out.push(c);
        }
    }
    end(&mut word, &mut out);
    out
}
