//! What to paste next, computed: the artifact that can change the state of most open prior weight comes first.

use std::collections::BTreeMap;

use super::candidates::Candidate;
use crate::facts::{Store, kind};
use crate::intake::{Artifact, Kind};
use crate::matcher::{Env, Matcher};
use crate::report::{Ask, Certainty};
use crate::rules::{Pack, template};

/// Asking for more at once is asking for nothing.
const MOST_ASKS: usize = 4;

#[derive(Default)]
struct Gain<'c> {
    weight: f64,
    separates: Vec<&'c str>,
    env: Option<&'c Env<'c>>,
}

/// The asks, best first.
pub fn asks(standing: &[Candidate], store: &Store, pack: &Pack, artifacts: &[Artifact]) -> Vec<Ask> {
    let settled =
        |symptom: usize| standing.iter().any(|one| one.symptom == symptom && one.settled() == Certainty::Confirmed);
    let mut gains: BTreeMap<Kind, Gain> = BTreeMap::new();
    for candidate in standing {
        if candidate.settled() == Certainty::Confirmed || settled(candidate.symptom) {
            continue;
        }
        let mut best: BTreeMap<Kind, f64> = BTreeMap::new();
        for (need, worth) in &candidate.needs {
            let Some(fact) = kind(&need.fact) else { continue };
            for (nth, from) in fact.from.iter().enumerate() {
                // The first artifact named is the most telling; each later one tells half as much.
                let share = worth * candidate.prior().weight() * 0.5f64.powi(nth as i32);
                let known = best.entry(*from).or_default();
                *known = known.max(share);
            }
        }
        for (from, weight) in best {
            let gain = gains.entry(from).or_default();
            gain.weight += weight;
            gain.env.get_or_insert(&candidate.env);
            if !gain.separates.contains(&candidate.rule.id.as_str()) {
                gain.separates.push(&candidate.rule.id);
            }
        }
    }
    let pasted = |kind: Kind| artifacts.iter().any(|artifact| artifact.kind.asked_as() == kind);
    let mut ranked: Vec<_> = gains
        .into_iter()
        .filter_map(|(kind, gain)| {
            let how = pack.asks.iter().find(|how| how.artifact == kind.name())?;
            // What was pasted already and did not decide is seldom worth asking for again.
            let weight = gain.weight * if pasted(kind) { 0.2 } else { 1.0 };
            Some((weight, how, gain))
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cost.cmp(&b.1.cost)).then(a.1.artifact.cmp(&b.1.artifact)));
    let matcher = Matcher::new(store);
    ranked.truncate(MOST_ASKS);
    ranked
        .into_iter()
        .map(|(_, how, gain)| {
            let none = Env::default();
            let start = gain.env.unwrap_or(&none);
            let fits = |way: &&crate::rules::AskWay| !matcher.join(&way.when, start).envs.is_empty();
            let way = how.ways.iter().find(fits);
            let env = way.and_then(|way| matcher.join(&way.when, start).envs.into_iter().next());
            let env = env.as_ref().unwrap_or(start);
            let fill = |text: &str| template::fill(text, &|name| env.text(name, store));
            Ask {
                artifact: how.artifact.clone(),
                how: fill(&how.how),
                run: way.and_then(|way| way.run.as_deref()).map(fill),
                place: way.map(|way| fill(&way.place)).unwrap_or_default(),
                why: fill(&how.tells),
                separates: gain.separates.iter().map(|id| (*id).to_owned()).collect(),
            }
        })
        .collect()
}
