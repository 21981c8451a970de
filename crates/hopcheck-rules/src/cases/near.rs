//! A near miss is one: the rule's symptom stands in it, and yet the rule is not confirmed.

use hopcheck::diagnosis;
use hopcheck::matcher::{Env, Matcher};
use hopcheck::report::Certainty;
use hopcheck::rules::{Form, Pack, Pattern};

use super::Case;

/// What keeps a case from being a near miss of its rule, if anything.
pub fn wanting(case: &Case, pack: &Pack) -> Option<String> {
    let rule = pack.rule(&case.rule)?;
    let report = hopcheck::diagnose(&case.pieces, pack, None);
    if report.findings.iter().any(|one| one.id == rule.id && one.certainty == Certainty::Confirmed) {
        return Some("a near miss differs in a deciding fact: here the rule is confirmed".to_owned());
    }
    let (_, reading) = hopcheck::read(&case.pieces, pack, None);
    if diagnosis::candidates(&reading.store, pack).iter().any(|one| one.rule.id == rule.id && !one.form.dormant) {
        return None;
    }
    let matcher = Matcher::new(&reading.store);
    let near = rule.forms.iter().filter(|form| symptom_decides(form)).any(|form| all_but_one(form, &matcher));
    (!near).then(|| {
        "a near miss matches every `when` of the rule or of an [[also]] (all but one test where the symptom decides alone: \
         no refute, and no confirm or when_proves); a text without the symptom is a case \"no symptom: …\""
            .to_owned()
    })
}

/// Nothing beside the symptom confirms it or rules it out: the deciding fact is a part of the symptom.
fn symptom_decides(form: &Form) -> bool {
    !form.dormant && (form.proves || form.confirm.is_empty()) && form.refute.is_empty()
}

/// Whether the symptom stands there when one of its tests, or one whole pattern beside others, is left out.
fn all_but_one(form: &Form, matcher: &Matcher) -> bool {
    let stands = |when: &[Pattern]| !matcher.join(when, &Env::default()).envs.is_empty();
    (0..form.when.len()).any(|nth| {
        let with = |change: &dyn Fn(&mut Pattern)| {
            let mut when = form.when.clone();
            change(&mut when[nth]);
            stands(&when)
        };
        let mut others = form.when.clone();
        others.remove(nth);
        (!others.is_empty() && stands(&others))
            || (0..form.when[nth].tests.len()).any(|test| with(&|pattern| drop(pattern.tests.remove(test))))
            || with(&|pattern| pattern.none.clear())
            || with(&|pattern| pattern.without.clear())
    })
}
