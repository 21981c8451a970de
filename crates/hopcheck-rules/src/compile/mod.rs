//! From rule files to a checked pack.
//!
//! Every complaint names file and line, says what is wrong and what would be right.

mod environments;
mod extras;
mod node;
mod pattern;
mod rule;
mod variables;

use std::fmt;
use std::path::{Path, PathBuf};

use hopcheck::rules::Pack;

use node::Source;

/// Something wrong in a rule file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The file.
    pub file: PathBuf,
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file.display(), self.line, self.message)
    }
}

/// Compiles a folder of rules. Complaints come in the order of files and lines; the pack holds what was sound.
pub fn compile(folder: &Path) -> (Pack, Vec<Complaint>) {
    compile_beside(folder, &Pack::default())
}

/// Compiles a folder of rules that may name the rules and hops of another pack.
pub fn compile_beside(folder: &Path, known: &Pack) -> (Pack, Vec<Complaint>) {
    let mut pack = Pack::default();
    let mut complaints = Vec::new();
    let (mut sources, mut asks) = (Vec::new(), None);
    for path in entries(folder, &mut complaints) {
        let rule_file = path.join("rule.toml");
        if rule_file.is_file() {
            let id = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let Some(source) = Source::read(&rule_file, &mut complaints) else { continue };
            pack.rules.push(rule::rule(&id, &source, &mut complaints));
            sources.push((id, source));
        } else if path.ends_with("derivations") {
            for file in entries(&path, &mut complaints) {
                let Some(source) = Source::read(&file, &mut complaints) else { continue };
                let id = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                pack.derivations.extend(extras::derivations(&id, &source, &mut complaints));
            }
        } else if path.ends_with("asks.toml") {
            let Some(source) = Source::read(&path, &mut complaints) else { continue };
            pack.asks = extras::asks(&source, &mut complaints);
            asks = Some(source);
        } else if path.ends_with("hops.toml") {
            let Some(source) = Source::read(&path, &mut complaints) else { continue };
            pack.hops = extras::hops(&source, &mut complaints);
        } else if path.ends_with("environments.toml") {
            let Some(source) = Source::read(&path, &mut complaints) else { continue };
            pack.environments = environments::environments(&source, &mut complaints);
        } else if path.is_dir() && !path.ends_with("messages") {
            let message =
                "this folder holds no rule.toml: a rule is rules/<id>/rule.toml with rules/<id>/cases.md".into();
            complaints.push(Complaint { file: path, line: 1, message });
        }
    }
    references(&pack, known, &sources, &mut complaints);
    let environments = if pack.environments.is_empty() { &known.environments } else { &pack.environments };
    environments::check(&pack, environments, &sources, asks.as_ref(), &mut complaints);
    (pack, complaints)
}

/// The folder's entries by name.
fn entries(folder: &Path, complaints: &mut Vec<Complaint>) -> Vec<PathBuf> {
    match std::fs::read_dir(folder) {
        Ok(entries) => {
            let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
            paths.retain(|path| path.is_dir() || path.extension().is_some_and(|ext| ext == "toml"));
            paths.sort();
            paths
        }
        Err(error) => {
            let message = format!("cannot read this folder: {error}");
            complaints.push(Complaint { file: folder.to_owned(), line: 1, message });
            Vec::new()
        }
    }
}

/// Ids and hops that rules name must exist.
fn references(pack: &Pack, known: &Pack, sources: &[(String, Source)], complaints: &mut Vec<Complaint>) {
    let hops: Vec<&str> = pack.hops.iter().chain(&known.hops).map(|hop| hop.id.as_str()).collect();
    for rule in &pack.rules {
        let Some((_, source)) = sources.iter().find(|(id, _)| *id == rule.id) else { continue };
        for id in rule.masked_by.iter().chain(&rule.narrows) {
            if pack.rule(id).is_none() && known.rule(id).is_none() {
                complaints.push(source.complain_at_text(id, format!("there is no rule {id:?}")));
            }
        }
        if !hops.is_empty() && !hops.contains(&rule.hop.as_str()) {
            let message = format!("unknown hop {:?}; it is one of {}", rule.hop, hops.join(", "));
            complaints.push(source.complain_at_text("hop", message));
        }
    }
}
