//! What can be wrong with the phrasebook beside a format that is missed.

use std::collections::{HashMap, HashSet};

use crate::catalogue::{self, Row};
use crate::heard::message;

/// With fewer words of its own an explanation only repeats the message.
const FEWEST_OWN_WORDS: usize = 4;

/// What is wrong with the explanations themselves.
pub fn explanations() -> Vec<String> {
    let mut wrong: Vec<String> = Vec::new();
    for reason in hopcheck_rules::phrasebook().tls_reasons() {
        let unknown = reason.rules.iter().filter(|id| hopcheck_rules::pack().rule(id).is_none());
        wrong.extend(unknown.map(|id| format!("there is no rule {id:?}: tls {}", reason.words)));
    }
    let mut said: HashMap<String, &str> = HashMap::new();
    for entry in hopcheck_rules::phrasebook().entries() {
        let format = entry.wordings[0].text.as_str();
        for id in entry.rules.iter().chain(entry.rules_by_errno.iter().flat_map(|(_, ids)| ids)) {
            if hopcheck_rules::pack().rule(id).is_none() {
                wrong.push(format!("there is no rule {id:?}: {format}"));
            }
        }
        let own: Vec<String> = {
            let of_format: HashSet<String> = words(format).collect();
            words(&entry.means).filter(|word| !of_format.contains(word)).collect()
        };
        if own.len() < FEWEST_OWN_WORDS {
            wrong.push(format!("only repeats the message: {format}: {}", entry.means));
        }
        if let Some(other) = said.insert(entry.means.to_lowercase(), format)
            && entry.action.is_none()
        {
            wrong.push(format!("two formats share an explanation: {other} and {format}: {}", entry.means));
        }
    }
    wrong
}

/// The words of a text that say something, in lower case; parts in braces are no words.
fn words(text: &str) -> impl Iterator<Item = String> {
    let mut outside = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            c if !inside => outside.extend(c.to_lowercase()),
            _ => {}
        }
    }
    let all: Vec<String> = outside
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 2 && !["the", "and", "was", "for", "not", "that", "nginx", "has"].contains(word))
        .map(str::to_owned)
        .collect();
    all.into_iter()
}

/// The same failure as each system prints it has Linux's number, and an explanation.
pub fn error_numbers() -> Vec<String> {
    let mut wrong = Vec::new();
    for errno in catalogue::errnos() {
        let line = format!(
            "2026/03/14 09:26:53 [error] 29#29: *1 connect() failed ({}: {}) while connecting to upstream, client: 203.0.113.7, \
             server: a.example, request: \"GET / HTTP/1.1\", upstream: \"http://10.0.0.9:80/\", host: \"a.example\"",
            errno.number, errno.text
        );
        let said = message(&line);
        if said.as_ref().and_then(|message| message.errno) != Some(errno.linux) {
            let number = said.and_then(|message| message.errno);
            wrong.push(format!("{} {} of {} is read as {number:?}", errno.name, errno.number, errno.system));
        }
        if !hopcheck_rules::phrasebook().errnos().any(|known| known.number == errno.linux && !known.means.is_empty()) {
            wrong.push(format!("{} ({}) is not explained", errno.name, errno.linux));
        }
    }
    wrong
}

/// A message with a function's name of another system is the same message.
pub fn function_names(rows: &[Row]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (linux, others) in catalogue::functions() {
        let Some(row) = rows.iter().find(|row| row.format.starts_with(linux) && !row.example.is_empty()) else {
            continue;
        };
        for other in others {
            let line = row.example.replacen(linux, other, 1);
            if message(&line).is_none_or(|message| message.format.is_none()) {
                wrong.push(format!("{other} for {linux} is not recognised: {line}"));
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_that_only_repeat_are_told() {
        let own: Vec<String> = words("The {directive} directive: nginx may not stand here").collect();
        assert_eq!(own, ["directive", "may", "stand", "here"]);
    }
}
