//! The project's own cases as labelled ones: what `rules/*/cases.md` expect of the first finding and of the asks.

use hopcheck_rules::cases::{self, What};

use crate::corpus::{Labelled, Text};
use crate::root;

/// All cases that say which cause is there, or that none is.
///
/// # Errors
/// A file of cases that cannot be read as such.
pub fn load() -> Result<Vec<Labelled>, String> {
    let (all, complaints) = cases::load(&root().join("rules"), hopcheck_rules::pack());
    if let Some(complaint) = complaints.first() {
        return Err(complaint.to_string());
    }
    let labelled = all.into_iter().filter_map(|case| {
        let mut cause = None;
        let mut also_ok = Vec::new();
        let mut asks = Vec::new();
        let mut decidable = false;
        for expect in case.expects {
            match expect.what {
                What::Finds(id, certainty) => {
                    decidable = certainty.is_some_and(|certainty| certainty != "possible");
                    cause = Some(id);
                }
                What::Then(id) | What::Next(id) => also_ok.push(id),
                What::Asks(kind) => asks.push(kind),
                What::Healthy => cause = Some("none".to_owned()),
                _ => {}
            }
        }
        Some(Labelled {
            id: format!("{}:{}", case.rule, case.line),
            artifacts: case
                .pieces
                .into_iter()
                .map(|piece| Text { name: piece.name.unwrap_or_default(), text: piece.text })
                .collect(),
            cause: cause?,
            also_ok,
            decidable,
            distinguish_kinds: asks,
            named_only: case.named_only,
        })
    });
    Ok(labelled.collect())
}
