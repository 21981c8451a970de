//! Which words identify nobody, and which dotted words are hosts.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::class::Class;
use crate::nginx::directives;

/// The lists of `data/redact-words.txt`.
struct Words {
    common: HashSet<&'static str>,
    well_known: HashSet<&'static str>,
    platform: HashSet<&'static str>,
    private: HashSet<&'static str>,
    second_level: HashSet<&'static str>,
    suffix: HashSet<&'static str>,
    ambiguous: HashSet<&'static str>,
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let text = include_str!("../../data/redact-words.txt");
        let of = |heading: &str| {
            let mut inside = false;
            let mut set = HashSet::new();
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                if let Some(name) = line.strip_prefix('[') {
                    inside = name.strip_suffix(']') == Some(heading);
                } else if inside {
                    set.extend(line.split(' ').filter(|word| !word.is_empty()));
                }
            }
            set
        };
        let mut common = of("common");
        common.extend(directives::all().iter().flat_map(|form| form.name.split('_')));
        Words {
            common,
            well_known: of("well-known"),
            platform: of("platform"),
            private: of("private"),
            second_level: of("second-level"),
            suffix: of("suffix"),
            ambiguous: of("ambiguous-suffix"),
        }
    })
}

/// True for a word (lower case, without dots and hyphens) that identifies nobody, or that is a replacement already.
pub fn is_common(word: &str) -> bool {
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
    stem.chars().count() < 3 || words().common.contains(stem) || words().common.contains(word) || is_replacement(word)
}

/// True for what redaction puts in the place of a numbered class: `secret1`, `name12`, `host-3`.
pub fn is_replacement(word: &str) -> bool {
    let numbered = |stem: &str| {
        word.strip_prefix(stem)
            .is_some_and(|digits| !digits.is_empty() && digits.len() < 8 && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    numbered("host-") || Class::ALL.iter().filter_map(|class| class.stem()).any(numbered)
}

/// How a host's name is told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    /// Reserved for documentation, well known, or replaced already: nothing to hide.
    Open,
    /// The registered name begins with this label; what comes before it are names below it.
    Registered {
        /// Index of the label.
        at: usize,
        /// From this label on it is the suffix of a platform or a private network and stays; none for a public suffix.
        keep_from: Option<usize>,
    },
    /// All labels are names (a service in a cluster).
    Names,
}

/// How the host of these lower-case labels is told apart; at least two labels.
pub fn domain(labels: &[&str]) -> Domain {
    let count = labels.len();
    let last = labels[count - 1];
    let tail = |from: usize| labels[from..].join(".");
    // The longest suffix that can stand in a list has five labels.
    let first = count.saturating_sub(5);
    if matches!(last, "example" | "test" | "invalid" | "localhost")
        || labels[count - 2] == "example" && matches!(last, "com" | "net" | "org" | "edu")
        || (first..count).any(|from| words().well_known.contains(tail(from).as_str()))
    {
        return Domain::Open;
    }
    let below = |list: &HashSet<&'static str>| (first.max(1)..count).find(|from| list.contains(tail(*from).as_str()));
    if (first..count).any(|from| matches!(tail(from).as_str(), "cluster.local" | "svc")) {
        return Domain::Names;
    }
    if let Some(from) = below(&words().platform).or_else(|| below(&words().private)) {
        return match is_replacement(labels[from - 1]) {
            true => Domain::Open,
            false => Domain::Registered { at: from - 1, keep_from: Some(from) },
        };
    }
    let deep = count >= 3 && last.len() == 2 && words().second_level.contains(labels[count - 2]);
    Domain::Registered { at: count - if deep { 3 } else { 2 }, keep_from: None }
}

/// True where a dotted word is a host by its ending alone.
pub fn ends_as_host(labels: &[&str]) -> bool {
    let last = labels[labels.len() - 1];
    words().suffix.contains(last)
        || words().private.contains(last)
            && labels.len() >= 2
            && !matches!(last, "local" | "private" | "home" | "docker")
        || (labels.len() >= 3 || labels[0] == "www") && (words().ambiguous.contains(last) || last == "local")
}
