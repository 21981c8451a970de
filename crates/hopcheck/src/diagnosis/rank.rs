//! Which candidates are reported, and in which order: rivals, masks, consequences, narrower forms.

use super::candidates::Candidate;
use crate::facts::{Store, Value};
use crate::report::Certainty;
use crate::rules::Pack;

/// More findings than this of one rule say nothing new.
const MOST_OF_ONE_RULE: usize = 4;

/// Splits the candidates into those that stand, best first, and those that are ruled out.
pub fn rank<'p>(
    candidates: Vec<Candidate<'p>>,
    store: &Store,
    pack: &Pack,
) -> (Vec<Candidate<'p>>, Vec<Candidate<'p>>) {
    let (out, mut standing): (Vec<_>, Vec<_>) = candidates.into_iter().partition(Candidate::ruled_out);
    weigh_rivals(&mut standing);
    mask(&mut standing, store);
    sort(&mut standing, pack, store);
    let standing = fold_titles(standing, store);
    let standing = drop_wider(standing);
    let standing = drop_explained(standing);
    let standing = consequences(standing, store);
    let mut out: Vec<Candidate> =
        out.into_iter().filter(|gone| !standing.iter().any(|left| left.rule.id == gone.rule.id)).collect();
    out.dedup_by(|a, b| a.rule.id == b.rule.id);
    (standing, out)
}

/// A common cause is likely only where no other cause of the same symptom is as good.
fn weigh_rivals(standing: &mut [Candidate]) {
    let rivals: Vec<bool> = standing
        .iter()
        .map(|one| {
            one.by_prior
                && standing.iter().any(|other| {
                    other.symptom == one.symptom
                        && other.rule.id != one.rule.id
                        && !related(one, other)
                        && other.severity() == one.severity()
                        && other.follows.is_empty()
                        && !other.doubted
                        // A form that says itself that it is the less usual one is no rival.
                        && other.form.prior.is_none_or(|prior| prior >= one.prior())
                })
        })
        .collect();
    for (candidate, rival) in standing.iter_mut().zip(rivals) {
        if rival {
            candidate.certainty = Certainty::Possible;
        }
    }
}

/// True where one narrows the other.
fn related(a: &Candidate, b: &Candidate) -> bool {
    a.rule.narrows.as_deref() == Some(&b.rule.id) || b.rule.narrows.as_deref() == Some(&a.rule.id)
}

fn mask(standing: &mut [Candidate], store: &Store) {
    let masks: Vec<Option<&str>> = standing
        .iter()
        .map(|one| {
            let mask = |other: &&Candidate| {
                one.rule.masked_by.contains(&other.rule.id)
                    && other.certainty >= Certainty::Likely
                    && other.refuted.is_none()
                    && !other.doubted
                    && same_subject(one, other, store)
            };
            standing.iter().find(mask).map(|other| other.rule.id.as_str())
        })
        .collect();
    for (candidate, mask) in standing.iter_mut().zip(masks) {
        candidate.masked_by = mask;
    }
}

/// What a finding is about: the value of the rule's subject variable.
fn subject(candidate: &Candidate, store: &Store) -> Option<Value> {
    candidate.env.value(candidate.rule.subject.as_deref()?, store).map(|bound| bound.value)
}

/// Same symptom, or the same subject; a rule without a subject speaks of whatever the paste is about.
fn same_subject(a: &Candidate, b: &Candidate, store: &Store) -> bool {
    match (subject(a, store), subject(b, store)) {
        (Some(a_is), Some(b_is)) => a.symptom == b.symptom || a_is.same(&b_is) != Some(false),
        _ => true,
    }
}

/// What was tried in all its steps last; certainty, severity, narrower before wider, prior, earlier hop, place in the text; what breaks next comes after
/// what must be fixed first.
fn sort(standing: &mut [Candidate], pack: &Pack, store: &Store) {
    let hop = |candidate: &Candidate| pack.hops.iter().position(|hop| hop.id == candidate.rule.hop);
    standing.sort_by_cached_key(|one| {
        let fact = store.get(one.symptom);
        (
            std::cmp::Reverse((
                !one.exhausted,
                one.settled(),
                one.severity(),
                one.masked_by.is_none(),
                one.refuted.is_none() && !one.doubted,
                one.rule.narrows.is_some(),
                one.prior(),
            )),
            hop(one),
            fact.artifact,
            fact.span.start,
        )
    });
}

/// Candidates of one rule with the same title, or where one rests on what the other begins with, are one finding with
/// all their evidence.
fn fold_titles<'p>(standing: Vec<Candidate<'p>>, store: &Store) -> Vec<Candidate<'p>> {
    let mut kept: Vec<(String, Candidate)> = Vec::new();
    for candidate in standing {
        let title = candidate.title(store);
        let of_rule = kept.iter().filter(|(_, other)| other.rule.id == candidate.rule.id).count();
        let same = |other: &String, known: &Candidate| *other == title || rests_on(known, &candidate);
        match kept.iter_mut().find(|(other, known)| known.rule.id == candidate.rule.id && same(other, known)) {
            Some((_, known)) => {
                known.env.matched.extend(candidate.env.matched);
                known.needs.extend(candidate.needs);
            }
            None if of_rule < MOST_OF_ONE_RULE => kept.push((title, candidate)),
            None => {}
        }
    }
    kept.into_iter().map(|(_, candidate)| candidate).collect()
}

/// True where one of the two has the other's symptom among its evidence.
fn rests_on(a: &Candidate, b: &Candidate) -> bool {
    let has = |one: &Candidate, symptom: usize| one.env.matched.iter().any(|(index, _)| *index == symptom);
    has(a, b.symptom) || has(b, a.symptom)
}

/// A wider cause says nothing where a narrower form of it stands for the same symptom and is at least as sure.
fn drop_wider(standing: Vec<Candidate>) -> Vec<Candidate> {
    let wider: Vec<bool> = standing
        .iter()
        .map(|one| {
            standing.iter().any(|other| {
                other.rule.narrows.as_deref() == Some(&one.rule.id)
                    && other.symptom == one.symptom
                    && other.settled() >= one.settled()
            })
        })
        .collect();
    standing.into_iter().zip(wider).filter(|(_, wider)| !wider).map(|(one, _)| one).collect()
}

/// What nothing speaks for says nothing more where its symptom has a confirmed cause.
fn drop_explained(standing: Vec<Candidate>) -> Vec<Candidate> {
    let explained: Vec<bool> = standing
        .iter()
        .map(|one| {
            one.settled() == Certainty::Possible
                && one.refuted.is_none()
                && one.masked_by.is_none()
                && !one.doubted
                && standing.iter().any(|other| {
                    other.symptom == one.symptom
                        && other.settled() == Certainty::Confirmed
                        && other.severity() == one.severity()
                })
        })
        .collect();
    standing.into_iter().zip(explained).filter(|(_, explained)| !explained).map(|(one, _)| one).collect()
}

/// Moves what only follows from another standing finding into that one's consequences.
fn consequences<'p>(mut standing: Vec<Candidate<'p>>, store: &Store) -> Vec<Candidate<'p>> {
    let mut at = 0;
    while at < standing.len() {
        let follows = &standing[at].follows;
        let cause = (0..standing.len()).find(|&other| {
            other != at
                && standing[other].rule.id != standing[at].rule.id
                && standing[other].env.matched.iter().any(|(index, _)| follows.contains(index))
        });
        match cause {
            Some(cause) => {
                let title = standing[at].title(store);
                standing[cause].consequences.push(title);
                standing.remove(at);
            }
            None => at += 1,
        }
    }
    standing
}
