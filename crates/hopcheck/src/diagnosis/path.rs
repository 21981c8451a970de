//! The request's way: which hops there are, what stands there in this paste, and which one is broken.

use super::candidates::Candidate;
use crate::facts::Store;
use crate::matcher::{Env, Matcher};
use crate::report::{Certainty, HopState, PathHop, Severity};
use crate::rules::{Hop, Pack, Pattern, template};

/// The path, hop by hop in the pack's order. A hop the paste says nothing of has an empty label.
pub fn path(standing: &[Candidate], store: &Store, pack: &Pack) -> Vec<PathHop> {
    let matcher = Matcher::new(store);
    pack.hops
        .iter()
        .filter(|hop| state(hop, standing, &matcher) != HopState::Unknown || !any(&hop.skipped, &matcher))
        .map(|hop| PathHop { hop: hop.id.clone(), label: label(hop, &matcher), state: state(hop, standing, &matcher) })
        .collect()
}

fn label(hop: &Hop, matcher: &Matcher) -> String {
    let named = hop.labels.iter().find_map(|label| {
        let env = matcher.join(&label.when, &Env::default()).envs.into_iter().next()?;
        Some(template::fill(&label.text, &|name| env.text(name, matcher.store)))
    });
    named.unwrap_or_default()
}

/// Whether one of the patterns matches.
fn any(patterns: &[Pattern], matcher: &Matcher) -> bool {
    patterns.iter().any(|pattern| !matcher.join(std::slice::from_ref(pattern), &Env::default()).envs.is_empty())
}

fn state(hop: &Hop, standing: &[Candidate], matcher: &Matcher) -> HopState {
    let here = |one: &&Candidate| one.rule.hop == hop.id && one.severity() != Severity::WorthKnowing;
    let surest = standing.iter().filter(here).map(Candidate::settled).max();
    match surest {
        Some(Certainty::Confirmed | Certainty::Likely) => HopState::Broken,
        Some(Certainty::Possible) => HopState::Suspect,
        None if hop
            .ok
            .iter()
            .any(|pattern| !matcher.join(std::slice::from_ref(pattern), &Env::default()).envs.is_empty()) =>
        {
            HopState::Ok
        }
        None => HopState::Unknown,
    }
}
