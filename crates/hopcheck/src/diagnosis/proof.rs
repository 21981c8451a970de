//! Which patches are offered. Each patched text is taken in, read and diagnosed again, and its patch is kept only where
//!
//! - its finding rests on the patched text no more: a log that tells what happened before the change still stands beside it, and
//!   may still show the symptom;
//! - the texts that say how things are set up, without those that tell the past, bring about no finding above worth-knowing that
//!   was not there before;
//! - the same step has nothing left to change: applying the patch again changes nothing.
//!
//! Patches of the texts read again are not proved in their turn, so this ends.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::candidates::{self, Candidate};
use super::{fixes, rank};
use crate::facts::Store;
use crate::intake::{self, Artifact, Correction, Piece};
use crate::matcher::Matcher;
use crate::report::{Patch, Severity};
use crate::rules::{Pack, Rule, StepRule};
use crate::{derive, readers};

/// So many patches of a report are tried; what comes after them, with the least likely findings, is not offered.
const MOST_TRIED: usize = 8;

/// What tells a finding from others: the rule's id, and the subject, or the title of a rule without one.
#[derive(Clone, Debug, PartialEq)]
pub struct Key<'p> {
    id: &'p str,
    about: String,
}

impl<'p> Key<'p> {
    fn of(candidate: &Candidate<'p>, store: &Store) -> Self {
        let subject = candidate.rule.subject.as_deref().and_then(|name| candidate.env.text(name, store));
        Key { id: &candidate.rule.id, about: subject.unwrap_or_else(|| candidate.title(store)) }
    }
}

/// The keys of all candidates that could stand, before some are folded into others. None are needed where no rule edits a text.
pub fn keys<'p>(candidates: &[Candidate<'p>], store: &Store) -> Vec<Key<'p>> {
    let edits = candidates.iter().any(|one| one.rule.steps.iter().any(|step| !step.edits.is_empty()));
    let could_stand = candidates.iter().filter(|one| edits && !one.ruled_out() && !one.form.dormant);
    could_stand.map(|one| Key::of(one, store)).collect()
}

/// What an answer tells of causes.
pub struct Told<'p> {
    /// The findings, with what is folded into them.
    findings: Vec<Key<'p>>,
    /// The titles of what follows from them.
    consequences: Vec<String>,
}

impl<'p> Told<'p> {
    /// What is told where these stand, of those that could.
    pub fn new(mut could: Vec<Key<'p>>, standing: &[Candidate]) -> Self {
        could.retain(|key| standing.iter().any(|one| one.rule.id == key.id));
        let consequences = standing.iter().flat_map(|one| one.consequences.iter().cloned()).collect();
        Told { findings: could, consequences }
    }

    fn of(store: &Store, pack: &'p Pack) -> Self {
        let all = candidates::candidates(store, pack);
        let could = keys(&all, store);
        Told::new(could, &standing(all, store, pack))
    }

    fn tells(&self, key: &Key, title: &str) -> bool {
        self.findings.contains(key) || self.consequences.iter().any(|one| one == title)
    }
}

/// What stands of the candidates.
fn standing<'p>(candidates: Vec<Candidate<'p>>, store: &Store, pack: &'p Pack) -> Vec<Candidate<'p>> {
    let awake = candidates.into_iter().filter(|one| !one.form.dormant).collect();
    rank::rank(awake, store, pack).0
}

/// A patch that is not offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Unproven {
    /// The id of the rule whose step it was to carry out.
    pub id: String,
    /// The unified diff.
    pub diff: String,
    /// Why not.
    pub because: Reason,
}

/// What keeps a patch from being offered.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The finding, of this title, still rests on the patched text.
    StillThere(String),
    /// The step would change the patched text again.
    NotDone,
    /// A finding of this id and title stands that did not before.
    BringsAbout(String, String),
    /// The report has so many patches that this one was not tried.
    NotTried,
}

impl std::fmt::Display for Reason {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Reason::StillThere(title) => write!(out, "the patched text still shows it: {title}"),
            Reason::NotDone => write!(out, "the step would change the patched text again"),
            Reason::BringsAbout(id, title) => write!(out, "the patched text brings about {id}: {title}"),
            Reason::NotTried => write!(out, "the report has more than {MOST_TRIED} patches"),
        }
    }
}

/// Tries patches of one report.
pub struct Proof<'a, 'p> {
    store: &'a Store,
    artifacts: &'a [Artifact],
    pieces: &'a [Piece],
    pack: &'p Pack,
    /// What the report tells.
    told: Told<'p>,
    /// What is told of the texts that do not tell the past, alone. Worked out when first needed.
    alone: OnceCell<Told<'p>>,
    tried: usize,
    unproven: Vec<Unproven>,
}

impl<'a, 'p> Proof<'a, 'p> {
    /// For a report that tells `told`.
    pub fn new(
        told: Told<'p>,
        store: &'a Store,
        artifacts: &'a [Artifact],
        pieces: &'a [Piece],
        pack: &'p Pack,
    ) -> Self {
        let (alone, tried, unproven) = (OnceCell::new(), 0, Vec::new());
        Proof { store, artifacts, pieces, pack, told, alone, tried, unproven }
    }

    /// True where the patches, which together carry out the step for the candidate, do what they promise.
    pub fn holds(&mut self, candidate: &Candidate<'p>, step: &StepRule, patches: &[Patch]) -> bool {
        self.tried += 1;
        let because = if self.tried > MOST_TRIED {
            Some(Reason::NotTried)
        } else {
            let after = Again::read(self, patches);
            let own = Key::of(candidate, self.store);
            let there = after.still_there(&own, candidate.rule, self);
            let not_done = || after.not_done(&own, candidate.rule, step);
            there.or_else(not_done).or_else(|| after.brings_about(self))
        };
        let holds = because.is_none();
        self.unproven.extend(because.map(|because| Unproven {
            id: candidate.rule.id.clone(),
            diff: patches.iter().map(|patch| patch.diff.as_str()).collect(),
            because,
        }));
        holds
    }

    /// The patches that were not what they promise.
    pub fn into_unproven(self) -> Vec<Unproven> {
        self.unproven
    }

    /// What stands where only the texts count that do not tell the past.
    fn stands_alone(&self, key: &Key, title: &str) -> bool {
        let alone = self.alone.get_or_init(|| {
            let mut store = readers::read_only(self.artifacts, &|index| !self.artifacts[index].kind.tells_the_past());
            derive::derive(&mut store, &self.pack.derivations);
            Told::of(&store, self.pack)
        });
        alone.tells(key, title)
    }
}

/// The texts with one of them patched, read again.
struct Again {
    pieces: Vec<Piece>,
    artifacts: Vec<Artifact>,
    /// For each artifact whether the patch changed it.
    changed: Vec<bool>,
    /// The facts of all texts.
    all: Store,
    /// The facts of the texts that do not tell the past.
    state: Store,
}

impl Again {
    fn read(proof: &Proof, patches: &[Patch]) -> Self {
        let mut patched: BTreeMap<usize, Piece> = BTreeMap::new();
        for patch in patches {
            let piece = proof.artifacts[patch.artifact].piece;
            let corrections = corrections(proof, piece, &patch.text);
            let text = patch.text.clone();
            patched.insert(piece, Piece { text, corrections, ..proof.pieces[piece].without_text() });
        }
        // Each artifact, with the index of the one that it was before and still is.
        let mut taken: Vec<(Artifact, Option<usize>)> = Vec::new();
        for (&piece, patched) in &patched {
            for artifact in intake::take_in_piece(piece, patched) {
                let was = proof.artifacts.iter().position(|then| same(then, &artifact));
                taken.push((artifact, was));
            }
        }
        let others = proof.artifacts.iter().enumerate().filter(|(_, artifact)| !patched.contains_key(&artifact.piece));
        taken.extend(others.map(|(index, artifact)| (without_log(artifact), Some(index))));
        taken.sort_by_key(|(artifact, _)| artifact.piece);
        let (artifacts, was): (Vec<Artifact>, Vec<Option<usize>>) = taken.into_iter().unzip();
        let is_state = |index: usize| !artifacts[index].kind.tells_the_past();
        let mut pieces: Vec<Piece> = proof.pieces.iter().map(Piece::without_text).collect();
        for artifact in (0..artifacts.len()).filter(|&index| is_state(index)).map(|index| &artifacts[index]) {
            pieces[artifact.piece].text.clone_from(&proof.pieces[artifact.piece].text);
        }
        for (piece, patched) in patched {
            pieces[piece] = patched;
        }
        let mut state = readers::read_only(&artifacts, &is_state);
        // What is as it was need not be read again.
        let mut all = proof.store.moved(&|then| {
            let now = was.iter().position(|was| *was == Some(then))?;
            (!is_state(now)).then_some(now)
        });
        let rest = readers::read_only(&artifacts, &|index| !is_state(index) && was[index].is_none());
        for fact in rest.into_facts().into_iter().chain(state.all().iter().cloned()) {
            all.add(fact);
        }
        derive::derive(&mut all, &proof.pack.derivations);
        derive::derive(&mut state, &proof.pack.derivations);
        let changed = was.iter().map(Option::is_none).collect();
        Again { pieces, artifacts, changed, all, state }
    }

    /// The rule's candidates, for whatever subject.
    fn of_rule<'p>(&self, rule: &'p Rule) -> impl Iterator<Item = Candidate<'p>> {
        let all = candidates::of_rule(rule, &Matcher::new(&self.all));
        all.into_iter().filter(|one| !one.form.dormant && !one.ruled_out())
    }

    /// The finding still rests on what was changed, or another of its kind does for the first time.
    fn still_there(&self, own: &Key, rule: &Rule, proof: &Proof) -> Option<Reason> {
        let rests_on_change = |one: &Candidate| {
            let facts = one.env.matched.iter().flat_map(|(index, _)| self.all.sources(*index));
            facts.map(|index| self.all.get(index)).any(|fact| {
                self.changed[fact.artifact] || fact.also.iter().any(|(artifact, _)| self.changed[*artifact])
            })
        };
        let there = self.of_rule(rule).filter(rests_on_change).find(|one| {
            let key = Key::of(one, &self.all);
            key == *own || !proof.told.findings.contains(&key)
        });
        there.map(|one| Reason::StillThere(one.title(&self.all)))
    }

    /// The step has something left to change.
    fn not_done(&self, own: &Key, rule: &Rule, step: &StepRule) -> Option<Reason> {
        let mut same = self.of_rule(rule).filter(|one| Key::of(one, &self.all) == *own);
        let again = |one: Candidate| {
            let patches = fixes::patches_of(step, &one, &self.all, &self.artifacts, &self.pieces);
            patches.iter().any(|patch| self.changed[patch.artifact])
        };
        same.any(again).then_some(Reason::NotDone)
    }

    /// A finding stands that did not before.
    fn brings_about(&self, proof: &Proof) -> Option<Reason> {
        let all = candidates::candidates(&self.state, proof.pack);
        standing(all, &self.state, proof.pack).iter().find_map(|one| {
            let (key, title) = (Key::of(one, &self.state), one.title(&self.state));
            let new = one.severity() != Severity::WorthKnowing
                && !proof.told.tells(&key, &title)
                && !proof.stands_alone(&key, &title);
            new.then(|| Reason::BringsAbout(one.rule.id.clone(), title))
        })
    }
}

/// Logs may be long, and what was read from them stays as it is: their text is not needed again.
fn without_log(artifact: &Artifact) -> Artifact {
    if !artifact.kind.tells_the_past() {
        return artifact.clone();
    }
    let &Artifact { piece, kind, first_line, lines, correction, .. } = artifact;
    let (name, place) = (artifact.name.clone(), artifact.place.clone());
    let (text, map, notes) = Default::default();
    Artifact { name, piece, kind, place, text, map, notes, first_line, lines, correction }
}

/// What the reader said of a piece, said of its patched text. Where the very line is changed beyond recognition, another one of the
/// artifact will do.
fn corrections(proof: &Proof, piece: usize, patched: &str) -> Vec<Correction> {
    let Piece { text, corrections, .. } = &proof.pieces[piece];
    let follow = |(at, correction): (usize, &Correction)| {
        let artifact = proof.artifacts.iter().find(|one| one.piece == piece && one.correction == Some(at));
        let ends = artifact.map_or([0, 0], |one| [one.first_line, one.first_line + one.lines.saturating_sub(1)]);
        let lines = [correction.line, ends[0], ends[1]];
        lines.iter().find_map(|&line| intake::moved(&[Correction { line, ..correction.clone() }], text, patched).pop())
    };
    corrections.iter().enumerate().filter_map(follow).collect()
}

/// The same text, taken in the same way.
fn same(then: &Artifact, now: &Artifact) -> bool {
    (then.piece, then.kind, &then.name, &then.place) == (now.piece, now.kind, &now.name, &now.place)
        && then.text == now.text
        && then.notes == now.notes
}
