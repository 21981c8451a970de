//! `hopcheck explain ID`

use std::path::PathBuf;

use hopcheck::circumstances::letter;
use hopcheck::rules::{Pack, Rule};

use crate::{NOTHING, rules};

/// Prints what a rule knows.
pub fn explain(id: &str, folders: &[PathBuf]) -> Result<u8, String> {
    let pack = rules::pack(folders)?;
    let Some(rule) = pack.rule(id) else {
        let near: Vec<&str> = pack.rules.iter().map(|rule| rule.id.as_str()).filter(|other| alike(other, id)).collect();
        let hint = if near.is_empty() { String::new() } else { format!("; perhaps {}", near.join(", ")) };
        return Err(format!("there is no cause {id:?}{hint} (hopcheck rules list)"));
    };
    print!("{}", words(rule, &pack));
    Ok(NOTHING)
}

/// True where two ids share a word of some length.
fn alike(a: &str, b: &str) -> bool {
    a.split('-').any(|word| word.len() > 3 && b.contains(word))
}

fn words(rule: &Rule, pack: &Pack) -> String {
    let general = |text: &str| pack.in_general(text);
    let mut out = format!("{}\n{}\n\n{}\n", rule.id, general(&rule.title), general(&rule.why));
    if let Some(wider) = &rule.narrows {
        out.push_str(&format!("\nA narrower form of {wider}.\n"));
    }
    out.push_str("\nWhat to do:\n");
    for (nth, step) in (1..).zip(&rule.steps) {
        out.push_str(&format!("  {nth}. {} [{}]\n", general(&step.action), letter(step.number)));
        for text in [&step.run, &step.code].into_iter().flatten() {
            for line in general(text).lines() {
                out.push_str(&format!("       {line}\n"));
            }
        }
    }
    for check in &rule.verify {
        out.push_str(&format!("\nCheck:\n       {}\n  expect {}\n", general(&check.run), general(&check.expect)));
    }
    out.push('\n');
    for see in &rule.see {
        out.push_str(&format!("{}: {}\n", see.title, see.url));
    }
    out
}
