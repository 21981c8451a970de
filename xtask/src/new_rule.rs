//! `cargo xtask new-rule ID`: the first draft of a rule and of its cases.

use crate::{project, run};
use std::fs;
use std::path::Path;

const RULE: &str = include_str!("../templates/rule.toml");
const CASES: &str = include_str!("../templates/cases.md");

/// Makes `rules/ID/` with a rule and its cases, to be filled in.
pub fn run(args: &[String]) -> Result<(), String> {
    let [id] = args else {
        return Err("new-rule takes one argument, the rule's id, such as upstream-stale-dns".to_owned());
    };
    create(&project::root().join("rules"), id)?;
    run::say(&format!(
        "made rules/{id}/rule.toml and rules/{id}/cases.md; docs/rules.md explains what to write, `hopcheck rules check` says what is still missing"
    ));
    Ok(())
}

fn create(rules: &Path, id: &str) -> Result<(), String> {
    if !is_id(id) {
        return Err(format!(
            "{id:?} is no rule id: lower-case words and digits joined by single hyphens, a letter first"
        ));
    }
    let folder = rules.join(id);
    if folder.exists() {
        return Err(format!("rules/{id} exists already"));
    }
    let failed = |e| format!("cannot make {}: {e}", folder.display());
    fs::create_dir_all(&folder).map_err(failed)?;
    for (name, template) in [("rule.toml", RULE), ("cases.md", CASES)] {
        fs::write(folder.join(name), template.replace("{{id}}", id)).map_err(failed)?;
    }
    Ok(())
}

fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_hyphenated_words() {
        assert!(is_id("nginx-limits-2"));
        for wrong in ["", "-a", "a--b", "a-", "2a", "Nginx", "a_b", "../a"] {
            assert!(!is_id(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_rule_is_made_once() {
        let rules = std::env::temp_dir().join(format!("hopcheck-rules-{}", std::process::id()));
        let first = create(&rules, "toy-rule");
        let cases = fs::read_to_string(rules.join("toy-rule/cases.md"));
        let second = create(&rules, "toy-rule");
        fs::remove_dir_all(&rules).unwrap();
        assert_eq!(first, Ok(()));
        assert!(cases.unwrap().contains("- finds: toy-rule confirmed"));
        assert_eq!(second, Err("rules/toy-rule exists already".to_owned()));
    }
}
