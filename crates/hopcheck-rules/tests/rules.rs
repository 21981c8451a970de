//! Every rule file is sound, and every case of every rule holds.

use std::path::Path;

use hopcheck_rules::{cases, compile};

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules")
}

fn listed(complaints: &[compile::Complaint]) -> String {
    complaints.iter().map(|complaint| format!("\n  {complaint}")).collect()
}

#[test]
fn rule_files_are_sound() {
    let (pack, complaints) = compile::compile(&folder());
    assert!(complaints.is_empty(), "{}", listed(&complaints));
    assert!(!pack.rules.is_empty());
    assert_eq!(&pack, hopcheck_rules::pack(), "the pack in the binary is that of the folders");
}

#[test]
fn every_case_holds() {
    let (pack, _) = compile::compile(&folder());
    let (all, mut complaints) = cases::load(&folder(), &pack);
    assert!(!all.is_empty());
    for case in &all {
        complaints.extend(cases::run(case, &folder(), &pack));
    }
    assert!(complaints.is_empty(), "{} of {} cases:{}", complaints.len(), all.len(), listed(&complaints));
}
