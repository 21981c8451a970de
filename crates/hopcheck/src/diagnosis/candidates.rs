//! Every way in which a rule's symptom stands in the paste, with what confirms, supports and refutes it.

use super::routed;
use crate::facts::Store;
use crate::matcher::{Env, Matcher, Need};
use crate::report::{Certainty, Severity};
use crate::rules::{Clause, Form, Pack, Prior, Rule};

/// A rule whose symptom stands in the paste.
#[derive(Debug)]
pub struct Candidate<'p> {
    /// The rule.
    pub rule: &'p Rule,
    /// The form of it that fits.
    pub form: &'p Form,
    /// The variables, and the facts matched by symptom, confirmation and support.
    pub env: Env<'p>,
    /// Index of the symptom's fact.
    pub symptom: usize,
    /// How sure, as far as the rule alone can tell.
    pub certainty: Certainty,
    /// True where nothing but the prior speaks for it, so that a rival of the same symptom counts.
    pub by_prior: bool,
    /// What rules it out: the reason, and the facts.
    pub refuted: Option<(String, Vec<usize>)>,
    /// Facts whose finding is the cause of this one.
    pub follows: Vec<usize>,
    /// What would confirm, refute or support it, and how much each is worth: 1 where it decides alone.
    pub needs: Vec<(Need, f64)>,
    /// The id of the cause that must be fixed first.
    pub masked_by: Option<&'p str>,
    /// Titles of what follows from it.
    pub consequences: Vec<String>,
    /// True where the reader has carried out a step of its fix, and it did not help.
    pub doubted: bool,
    /// The numbers of these steps, of those that are shown.
    pub tried: Vec<usize>,
    /// True where that holds for every step that is shown.
    pub exhausted: bool,
}

impl Candidate<'_> {
    /// The title with the reader's own names.
    pub fn title(&self, store: &Store) -> String {
        let template = self.form.title.as_deref().unwrap_or(&self.rule.title);
        crate::rules::template::fill(template, &|name| self.env.text(name, store))
    }

    /// How much it matters: the form's own severity, or the rule's.
    pub fn severity(&self) -> Severity {
        self.form.severity.unwrap_or(self.rule.severity)
    }

    /// How often it is behind its symptom: the form's own prior, or the rule's.
    pub fn prior(&self) -> Prior {
        self.form.prior.unwrap_or(self.rule.prior)
    }

    /// What is left of its prior weight: less with each step that did not help, and next to nothing after all of them.
    pub fn credit(&self) -> f64 {
        if self.exhausted { LAST_CREDIT } else { TRIED_CREDIT.powi(self.tried.len() as i32) }
    }

    /// True where the candidate is ruled out and nothing confirms it.
    pub fn ruled_out(&self) -> bool {
        self.refuted.is_some() && self.certainty != Certainty::Confirmed
    }

    /// The certainty to report: a contradiction leaves "possible", and so does a fix that did not help; a masked cause is at most
    /// "likely".
    pub fn settled(&self) -> Certainty {
        match (&self.refuted, self.masked_by) {
            _ if self.doubted => Certainty::Possible,
            (Some(_), _) => Certainty::Possible,
            (None, Some(_)) => self.certainty.min(Certainty::Likely),
            _ => self.certainty,
        }
    }
}

/// What a step that did not help leaves of a cause's weight: it may have been done wrongly, so not nothing.
const TRIED_CREDIT: f64 = 0.3;
/// What is left after every step.
const LAST_CREDIT: f64 = 0.05;

/// Runs every rule over the facts.
pub fn candidates<'p>(store: &Store, pack: &'p Pack) -> Vec<Candidate<'p>> {
    let matcher = Matcher::new(store);
    pack.rules.iter().flat_map(|rule| of_rule(rule, &matcher)).collect()
}

/// Runs one rule over the facts.
pub fn of_rule<'p>(rule: &'p Rule, matcher: &Matcher) -> Vec<Candidate<'p>> {
    let mut all: Vec<Candidate<'p>> = Vec::new();
    for form in &rule.forms {
        for env in matcher.join(&form.when, &Env::default()).envs {
            let candidate = weigh(matcher, rule, form, env);
            // One candidate a symptom: the surest way to tell it.
            let same =
                |other: &&mut Candidate| other.symptom == candidate.symptom && other.form.dormant == form.dormant;
            match all.iter_mut().find(same) {
                Some(other) if strength(&candidate, matcher) > strength(other, matcher) => *other = candidate,
                Some(_) => {}
                None => all.push(candidate),
            }
        }
    }
    all
}

/// Order between two ways of telling the same symptom: what is confirmed first, what is ruled out last; among equals, what names the
/// location that nginx takes for the request.
fn strength(candidate: &Candidate, matcher: &Matcher) -> (bool, Certainty, bool, bool, usize) {
    let (ruled_out, strays) = (candidate.ruled_out(), routed::strays(matcher.store, &candidate.env));
    (!ruled_out, candidate.certainty, !candidate.by_prior, !strays, candidate.env.matched.len())
}

fn weigh<'p>(matcher: &Matcher, rule: &'p Rule, form: &'p Form, env: Env<'p>) -> Candidate<'p> {
    let symptom = env.matched.first().map_or(0, |(index, _)| *index);
    let mut needs = Vec::new();
    let mut env = env;
    let confirmed = first_match(matcher, &form.confirm, &env, 1.0, &mut needs);
    let supported = first_match(matcher, &form.support, &env, SUPPORT_WORTH, &mut needs);
    let refuted = refutation(matcher, &form.refute, &env, &mut needs);
    let follows = form
        .follows
        .iter()
        .flat_map(|clause| matcher.join(&clause.all, &env).envs)
        .flat_map(|found| found.matched[env.matched.len()..].iter().map(|(index, _)| *index).collect::<Vec<_>>())
        .collect();
    let certainty = match (&confirmed, &supported) {
        _ if form.proves => Certainty::Confirmed,
        (Some(_), _) => Certainty::Confirmed,
        (None, Some(_)) => Certainty::Likely,
        // The prior is that of the rule's own symptom, not of a form that matters less.
        (None, None) if form.prior.unwrap_or(rule.prior) == Prior::Common && form.severity.is_none() => {
            Certainty::Likely
        }
        (None, None) => Certainty::Possible,
    };
    let by_prior = certainty == Certainty::Likely && supported.is_none();
    for found in [confirmed, supported].into_iter().flatten() {
        merge(&mut env, found);
    }
    for clause in &rule.names {
        if let Some(found) = routed::first(matcher.store, matcher.join(&clause.all, &env).envs) {
            for (name, bound) in found.vars() {
                env.bind(name, bound.clone());
            }
        }
    }
    Candidate {
        rule,
        form,
        env,
        symptom,
        certainty,
        by_prior,
        refuted,
        follows,
        needs,
        masked_by: None,
        consequences: Vec::new(),
        doubted: false,
        tried: Vec::new(),
        exhausted: false,
    }
}

/// What only supports changes less than what confirms or refutes.
const SUPPORT_WORTH: f64 = 0.3;

/// The first clause that matches; what the others lack is collected as long as none does.
fn first_match<'p>(
    matcher: &Matcher,
    clauses: &'p [Clause],
    env: &Env<'p>,
    worth: f64,
    needs: &mut Vec<(Need, f64)>,
) -> Option<Env<'p>> {
    let mut lacking = Vec::new();
    for clause in clauses {
        let found = matcher.join(&clause.all, env);
        if let Some(env) = routed::first(matcher.store, found.envs) {
            return Some(env);
        }
        lacks(matcher, clause, env, found.needs, worth, &mut lacking);
    }
    needs.extend(lacking);
    None
}

/// What a clause lacks. Where several of its patterns have no match, each alone decides nothing, so each is worth less.
fn lacks<'p>(
    matcher: &Matcher,
    clause: &'p Clause,
    env: &Env<'p>,
    found: Vec<Need>,
    worth: f64,
    needs: &mut Vec<(Need, f64)>,
) {
    let matched = (0..clause.all.len()).rev().find(|&upto| !matcher.join(&clause.all[..upto], env).envs.is_empty());
    let missing = &clause.all[matched.unwrap_or(0)..];
    let worth = worth / missing.len().max(1) as f64;
    // A first pattern that can never match any more leaves nothing to ask for.
    if found.is_empty() {
        return;
    }
    needs.extend(found.into_iter().map(|need| (need, worth)));
    let later = missing.iter().skip(1).map(|pattern| Need { fact: pattern.fact.clone(), field: None });
    needs.extend(later.map(|need| (need, worth)));
}

fn refutation<'p>(
    matcher: &Matcher,
    clauses: &'p [Clause],
    env: &Env<'p>,
    needs: &mut Vec<(Need, f64)>,
) -> Option<(String, Vec<usize>)> {
    for clause in clauses {
        let found = matcher.join(&clause.all, env);
        if let Some(against) = found.envs.first() {
            let because = clause.because.as_deref().unwrap_or_default();
            let because = crate::rules::template::fill(because, &|name| against.text(name, matcher.store));
            let facts = against.matched[env.matched.len()..].iter().map(|(index, _)| *index).collect();
            return Some((because, facts));
        }
        lacks(matcher, clause, env, found.needs, 1.0, needs);
    }
    None
}

/// Adds to `env` what `found` knows beyond it.
fn merge<'p>(env: &mut Env<'p>, found: Env<'p>) {
    for (name, bound) in found.vars() {
        env.bind(name, bound.clone());
    }
    for matched in found.matched {
        if !env.matched.iter().any(|(index, _)| *index == matched.0) {
            env.matched.push(matched);
        }
    }
}
