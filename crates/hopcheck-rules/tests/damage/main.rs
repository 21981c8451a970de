//! A sample of the rules' cases, damaged in every way that the field knows: what is found stays, what is quoted stands in
//! the paste, and nothing is made up.

mod kinds;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hopcheck::intake::{Kind, Piece};
use hopcheck::report::{Certainty, Evidence, Finding, Report};
use hopcheck::text::LineIndex;
use hopcheck_rules::cases::{self, Case, Role};
use kinds::{Damage, Hits, KINDS, Keeps};

fn diagnose(text: &str) -> Report {
    hopcheck::diagnose(&[Piece { text: text.to_owned(), ..Piece::default() }], hopcheck_rules::pack(), None)
}

/// The first hit of each rule that is found in an unnamed paste.
fn sample() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    let mut seen = BTreeSet::new();
    let (all, _) = cases::load(&folder, hopcheck_rules::pack());
    all.into_iter()
        .filter(|case| case.role == Role::Hit && !case.named_only && seen.insert(case.rule.clone()))
        .collect()
}

fn is_log(kind: &str) -> bool {
    matches!(
        Kind::from_name(kind),
        Some(Kind::NginxErrorLog | Kind::AccessLog | Kind::AppLog | Kind::Console | Kind::Prose)
    )
}

/// The text between the places that an evidence names.
fn quoted(text: &str, index: &LineIndex, evidence: &Evidence) -> Option<String> {
    let offset = |line: usize, column: usize| {
        let start = index.start_of(line)? as usize;
        let rest = text.get(start..)?;
        let inside = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).nth(column - 1)?;
        Some(start + inside)
    };
    let (from, to) = (offset(evidence.line, evidence.column)?, offset(evidence.end_line, evidence.end_column)?);
    text.get(from..to).map(str::to_owned)
}

/// What is wrong with the answer to a damaged text, held against the answer to the whole one.
fn complaints(damage: &Damage, text: &str, whole: &Report, damaged: &Report) -> Vec<String> {
    let mut out = Vec::new();
    let index = LineIndex::new(text);
    for evidence in damaged.findings.iter().flat_map(|finding| &finding.evidence) {
        let stands = quoted(text, &index, evidence);
        let said = evidence.text.strip_suffix('…').unwrap_or(&evidence.text);
        if said.is_empty() || !stands.is_some_and(|there| there.starts_with(said)) {
            out.push(format!("quotes {:?}, which does not stand there", evidence.text));
        }
    }
    // A wider or narrower form of a known cause is the same answer.
    let family = |finding: &Finding| [Some(finding.id.clone()), finding.narrows.clone()].into_iter().flatten();
    let known: BTreeSet<String> = whole.findings.iter().flat_map(family).collect();
    // What ruled a rival out may be what was lost.
    let rival = |id: &String| whole.ruled_out.iter().any(|out| out.id == *id);
    for finding in &damaged.findings {
        if damage.keeps == Keeps::Part && finding.certainty == Certainty::Likely && rival(&finding.id) {
            continue;
        }
        if finding.certainty != Certainty::Possible && !family(finding).any(|id| known.contains(&id)) {
            out.push(format!("makes up {} {:?}", finding.id, finding.certainty));
        }
    }
    let (Some(was), is) = (whole.findings.first(), damaged.findings.first()) else { return out };
    if damage.keeps == Keeps::Part {
        return out;
    }
    let Some(is) = is.filter(|is| is.id == was.id && is.certainty == was.certainty) else {
        out.push(format!("{} {:?} is now {:?}", was.id, was.certainty, is.map(|f| (&f.id, f.certainty))));
        return out;
    };
    let lines = |evidence: &[Evidence]| evidence.iter().map(|one| one.line).collect::<BTreeSet<_>>();
    if damage.keeps == Keeps::Lines && lines(&is.evidence) != lines(&was.evidence) {
        out.push(format!("points at {:?} and not at {:?}", lines(&is.evidence), lines(&was.evidence)));
    }
    out
}

/// What a damage did to a case: its name, and what is wrong with the answer.
type Outcome = (&'static str, Vec<String>);

/// Damages the cases of every rule, each in one of `share` of all ways, on all processors.
fn outcomes(share: usize) -> Vec<Outcome> {
    let cases = sample();
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let of_thread = &|first: usize| {
        let mut out = Vec::new();
        for case in cases.iter().skip(first).step_by(threads) {
            // By its name, so that a new rule changes nothing for the others.
            let own: usize = case.rule.bytes().map(usize::from).sum();
            let text = case.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n\n");
            let whole = diagnose(&text);
            let logs = whole.artifacts.iter().all(|artifact| is_log(&artifact.kind));
            let long = text.lines().filter(|line| !line.trim().is_empty()).count() >= 3;
            for (way, damage) in KINDS.iter().enumerate() {
                let suffers = match damage.hits {
                    Hits::All => true,
                    Hits::Logs => logs,
                    Hits::Long => long,
                };
                if suffers && (own + way).is_multiple_of(share) {
                    let text = (damage.to)(&text);
                    let wrong = complaints(damage, &text, &whole, &diagnose(&text));
                    out.push((damage.name, wrong.iter().map(|what| format!("{}: {what}", case.rule)).collect()));
                }
            }
        }
        out
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|first| scope.spawn(move || of_thread(first))).collect();
        running.into_iter().flat_map(|thread| thread.join().expect("a thread that panicked has said why")).collect()
    })
}

fn check(outcomes: &[Outcome]) {
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut all = Vec::new();
    for (damage, wrong) in outcomes {
        let (cases, hurt) = tally.entry(damage).or_default();
        *cases += 1;
        *hurt += usize::from(!wrong.is_empty());
        all.extend(wrong.iter().map(|what| format!("{damage}: {what}")));
    }
    println!("damage: (cases, hurt) {tally:#?}");
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn damage_neither_hides_nor_invents() {
    check(&outcomes(4));
}

#[test]
#[ignore = "the whole matrix takes longer than every change is worth"]
fn no_damage_hides_or_invents_in_any_rule() {
    check(&outcomes(1));
}
