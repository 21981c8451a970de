//! `hopcheck rules list|check`, and the pack to work with.

use std::path::{Path, PathBuf};

use hopcheck::rules::Pack;
use hopcheck_rules::{cases, compile};

use crate::{FOUND, NOTHING};

/// The built-in rules, and those of the given folders.
pub fn pack(folders: &[PathBuf]) -> Result<Pack, String> {
    let mut pack = hopcheck_rules::pack().clone();
    for folder in folders {
        let (own, complaints) = compile::compile_beside(folder, &pack);
        if let Some(first) = complaints.first() {
            return Err(format!(
                "{first}\n{} complaints in all: hopcheck rules check {}",
                complaints.len(),
                folder.display()
            ));
        }
        pack.rules.retain(|rule| own.rule(&rule.id).is_none());
        pack.rules.extend(own.rules);
        pack.derivations.extend(own.derivations);
    }
    Ok(pack)
}

/// Prints every cause, its hop and its title.
pub fn list(folders: &[PathBuf]) -> Result<u8, String> {
    for rule in &pack(folders)?.rules {
        let narrows = rule.narrows.as_deref().map(|wider| format!(" (of {wider})")).unwrap_or_default();
        println!("{:<34} {:<20} {}{narrows}", rule.id, rule.hop, rule.title);
    }
    Ok(NOTHING)
}

/// Checks a folder of rules and runs their cases.
pub fn check(folder: &Path) -> Result<u8, String> {
    let built_in = hopcheck_rules::pack();
    let (mut pack, mut complaints) = compile::compile_beside(folder, built_in);
    let sound = complaints.is_empty();
    let (all, malformed) = cases::load(folder, &pack);
    complaints.extend(malformed);
    // Rules kept apart from the built-in ones rest on the built-in hops and asks.
    if pack.hops.is_empty() {
        pack.hops.clone_from(&built_in.hops);
    }
    if pack.asks.is_empty() {
        pack.asks.clone_from(&built_in.asks);
    }
    if pack.environments.is_empty() {
        pack.environments.clone_from(&built_in.environments);
    }
    if sound {
        for case in &all {
            complaints.extend(cases::run(case, folder, &pack));
        }
    }
    for complaint in &complaints {
        eprintln!("{complaint}");
    }
    println!("{} rules, {} cases, {} complaints", pack.rules.len(), all.len(), complaints.len());
    Ok(if complaints.is_empty() { NOTHING } else { FOUND })
}
