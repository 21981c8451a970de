//! The tests of a rule, written as documentation in `rules/<id>/cases.md`.

mod near;
mod parse;
mod patched;
mod run;
mod source;

use std::path::Path;

use hopcheck::intake::Piece;
use hopcheck::rules::Pack;

use crate::compile::Complaint;

pub use run::run;

/// What a case is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The cause is there.
    Hit,
    /// The symptom is there, but one deciding fact differs.
    NearMiss,
    /// A text that is like it, without the symptom.
    NoSymptom,
    /// The state after the fix.
    Fixed,
}

/// One case.
#[derive(Clone, Debug)]
pub struct Case {
    /// The rule whose folder it stands in.
    pub rule: String,
    /// Line of its heading.
    pub line: usize,
    /// The heading.
    pub name: String,
    /// What it is for.
    pub role: Role,
    /// The texts a person would paste, named.
    pub pieces: Vec<Piece>,
    /// What the engine must say.
    pub expects: Vec<Expect>,
    /// Where the texts come from.
    pub source: String,
    /// True where the names decide, so that the case is not run as one unnamed paste.
    pub named_only: bool,
}

/// Something the engine must say.
#[derive(Clone, Debug)]
pub struct Expect {
    /// Line in the file.
    pub line: usize,
    /// What.
    pub what: What,
}

/// What the engine must say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The first finding, and its certainty.
    Finds(String, Option<String>),
    /// Among the findings.
    Then(String),
    /// Not among the findings.
    Not(String),
    /// Among what is ruled out.
    RuledOut(String),
    /// A finding that breaks next.
    Next(String),
    /// Text of a consequence of a finding.
    Consequence(String),
    /// An artifact kind among the first two asks.
    Asks(String),
    /// Text in a step (its words, command or code) of the first finding.
    Step(String),
    /// Text in the first finding's patched text.
    Patched(String),
    /// No finding above worth-knowing.
    Healthy,
    /// No kind was recognised.
    NotUnderstood,
}

/// All cases below a folder of rules. Complains about rules without cases, cases without rules, and malformed files.
pub fn load(folder: &Path, pack: &Pack) -> (Vec<Case>, Vec<Complaint>) {
    let (mut cases, mut complaints) = (Vec::new(), Vec::new());
    for rule in &pack.rules {
        let file = folder.join(&rule.id).join("cases.md");
        match std::fs::read_to_string(&file) {
            Ok(text) => {
                let of_rule = parse::cases(&rule.id, &file, &text, pack, &mut complaints);
                enough(&file, &of_rule, &mut complaints);
                let of_lab = captured(&rule.id, &folder.join(&rule.id).join("lab"), pack, &mut complaints);
                let before = cases.len();
                cases.extend(of_rule);
                cases.extend(of_lab);
                if rule.steps.iter().any(|step| !step.edits.is_empty()) {
                    shows_its_edits(&file, &cases[before..], &mut complaints);
                }
            }
            Err(_) => {
                let message = format!("the rule {:?} has no case: write {}", rule.id, file.display());
                complaints.push(Complaint { file: folder.join(&rule.id).join("rule.toml"), line: 1, message });
            }
        }
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let (cases_file, rule_file) = (entry.path().join("cases.md"), entry.path().join("rule.toml"));
        if cases_file.is_file() && !rule_file.is_file() {
            let message = format!("these cases have no rule: {} is missing", rule_file.display());
            complaints.push(Complaint { file: cases_file, line: 1, message });
        }
    }
    (cases, complaints)
}

/// What the lab captured from real servers (`docs/lab.md`): a case beside each scenario of the rule.
fn captured(rule: &str, lab: &Path, pack: &Pack, complaints: &mut Vec<Complaint>) -> Vec<Case> {
    let entries = std::fs::read_dir(lab).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path().join("case.md")).filter(|file| file.is_file()).collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        if let Ok(text) = std::fs::read_to_string(&file) {
            cases.extend(parse::cases(rule, &file, &text, pack, complaints));
        }
    }
    cases
}

/// A rule shows two hits and two near misses.
fn enough(file: &Path, cases: &[Case], complaints: &mut Vec<Complaint>) {
    for (role, name) in [(Role::Hit, "hit"), (Role::NearMiss, "near miss")] {
        let count = cases.iter().filter(|case| case.role == role).count();
        if count < 2 {
            let message = format!("a rule shows at least two cases \"## {name}: …\", here are {count}");
            complaints.push(Complaint { file: file.to_owned(), line: 1, message });
        }
    }
}

/// A rule that edits the pasted text shows the edited text, and that its state after the fix is sound.
fn shows_its_edits(file: &Path, cases: &[Case], complaints: &mut Vec<Complaint>) {
    let patched = cases.iter().flat_map(|case| &case.expects).any(|expect| matches!(expect.what, What::Patched(_)));
    let fixed = cases.iter().any(|case| case.role == Role::Fixed);
    for (there, what) in [(patched, "a case that expects \"patched: …\""), (fixed, "a case \"## fixed …\"")] {
        if !there {
            let message = format!("a step of the rule edits the pasted text: show it by {what}");
            complaints.push(Complaint { file: file.to_owned(), line: 1, message });
        }
    }
}
