//! What to paste next, computed: the artifact that can change the state of most open prior weight comes first.

use super::candidates::Candidate;
use super::commands::Commands;
use crate::facts::{FactKind, Store, kind};
use crate::intake::{Artifact, Kind};
use crate::matcher::{Env, Matcher};
use crate::report::{Ask, Certainty};
use crate::rules::{Pack, template};

/// Asking for more at once is asking for nothing.
const MOST_ASKS: usize = 4;

/// How much of a need an artifact settles that is the most telling one for it: what comes back may still leave it open.
const SETTLES: f64 = 0.8;

/// What one candidate lacks: a kind of fact, and how much of the prior weight hangs on it.
struct Open<'c> {
    candidate: &'c Candidate<'c>,
    fact: &'static FactKind,
    weight: f64,
}

/// What an artifact would tell.
struct Gain<'c> {
    weight: f64,
    separates: Vec<&'c str>,
    env: Option<&'c Env<'c>>,
}

/// The asks, best first.
pub fn asks(
    standing: &[&Candidate],
    store: &Store,
    pack: &Pack,
    artifacts: &[Artifact],
    commands: &Commands,
) -> Vec<Ask> {
    let mut open = open_needs(standing);
    let pasted = |kind: Kind| artifacts.iter().any(|artifact| artifact.kind.asked_as() == kind);
    let mut left: Vec<_> =
        pack.asks.iter().filter_map(|how| Kind::from_name(&how.artifact).map(|kind| (kind, how))).collect();
    let mut ranked = Vec::new();
    while ranked.len() < MOST_ASKS {
        let best = left
            .iter()
            .enumerate()
            .map(|(at, (kind, how))| {
                let gain = gain(*kind, &open);
                // What was pasted already and did not decide is seldom worth asking for again.
                let weight = gain.weight * if pasted(*kind) { 0.2 } else { 1.0 };
                (at, weight, how, gain)
            })
            .filter(|(_, weight, ..)| *weight > 0.0)
            .min_by(|a, b| b.1.total_cmp(&a.1).then(a.2.cost.cmp(&b.2.cost)).then(a.2.artifact.cmp(&b.2.artifact)));
        let Some((at, _, how, gain)) = best else { break };
        let (kind, _) = left[at];
        // What this one tells, the next would hardly tell better.
        for need in &mut open {
            need.weight *= 1.0 - SETTLES * share(kind, need.fact);
        }
        ranked.push((*how, gain));
        left.remove(at);
    }
    let matcher = Matcher::new(store);
    let asks: Vec<Ask> = ranked
        .into_iter()
        .map(|(how, gain)| {
            let none = Env::default();
            let start = gain.env.unwrap_or(&none);
            let fits = |way: &&crate::rules::AskWay| {
                commands.meant_for(&way.environments) && !matcher.join(&way.when, start).envs.is_empty()
            };
            let way = how.ways.iter().find(fits);
            let env = way.and_then(|way| matcher.join(&way.when, start).envs.into_iter().next());
            let env = env.as_ref().unwrap_or(start);
            let fill = |text: &str| template::fill(text, &|name| env.text(name, store));
            let instead = way.and_then(|way| way.instead.as_ref());
            let (artifact, words, tells) = instead
                .map_or((&how.artifact, &how.how, &how.tells), |other| (&other.artifact, &other.how, &other.tells));
            Ask {
                artifact: artifact.clone(),
                how: fill(words),
                run: way.and_then(|way| way.run.as_deref()).map(|run| commands.fill(run, env)),
                place: way.map(|way| commands.fill(&way.place, env)).unwrap_or_default(),
                why: fill(tells),
                separates: gain.separates.iter().map(|id| (*id).to_owned()).collect(),
            }
        })
        .collect();
    once_each(asks)
}

/// Two asks may come down to one text, such as the one log of a proxy that is not nginx.
fn once_each(asks: Vec<Ask>) -> Vec<Ask> {
    let mut kept: Vec<Ask> = Vec::new();
    for ask in asks {
        match kept.iter_mut().find(|known| known.artifact == ask.artifact) {
            Some(known) => {
                let more = ask.separates.into_iter().filter(|id| !known.separates.contains(id));
                let more: Vec<String> = more.collect();
                known.separates.extend(more);
            }
            None => kept.push(ask),
        }
    }
    kept
}

/// What the open candidates lack, each kind of fact once a candidate, at its highest worth.
fn open_needs<'c>(standing: &[&'c Candidate<'c>]) -> Vec<Open<'c>> {
    let settled =
        |symptom: usize| standing.iter().any(|one| one.symptom == symptom && one.settled() == Certainty::Confirmed);
    let mut open: Vec<Open> = Vec::new();
    for &candidate in standing {
        if candidate.settled() == Certainty::Confirmed || settled(candidate.symptom) {
            continue;
        }
        let first = open.len();
        for (need, worth) in &candidate.needs {
            let Some(fact) = kind(&need.fact) else { continue };
            let weight = worth * candidate.prior().weight() * candidate.credit();
            match open[first..].iter_mut().find(|known| known.fact.name == fact.name) {
                Some(known) => known.weight = known.weight.max(weight),
                None => open.push(Open { candidate, fact, weight }),
            }
        }
    }
    open
}

/// How much of what a fact tells comes with an artifact: the first artifact that the fact names is the most telling,
/// each later one tells half as much.
fn share(kind: Kind, fact: &FactKind) -> f64 {
    fact.from.iter().position(|from| *from == kind).map_or(0.0, |nth| 0.5f64.powi(nth as i32))
}

/// What an artifact of `kind` would tell: of each candidate the need that it serves best.
fn gain<'c>(kind: Kind, open: &[Open<'c>]) -> Gain<'c> {
    let mut gain = Gain { weight: 0.0, separates: Vec::new(), env: None };
    let mut at = 0;
    while at < open.len() {
        let candidate = open[at].candidate;
        let end = at + open[at..].iter().take_while(|need| std::ptr::eq(need.candidate, candidate)).count();
        let best = open[at..end].iter().map(|need| need.weight * share(kind, need.fact)).fold(0.0, f64::max);
        if best > 0.0 {
            gain.weight += best;
            gain.env.get_or_insert(&candidate.env);
            if !gain.separates.contains(&candidate.rule.id.as_str()) {
                gain.separates.push(&candidate.rule.id);
            }
        }
        at = end;
    }
    gain
}
