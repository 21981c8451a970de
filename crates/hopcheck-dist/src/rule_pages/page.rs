//! The page about one cause.

use std::collections::BTreeSet;

use hopcheck::rules::{Pack, Rule, StepRule};
use hopcheck_link::Shared;
use hopcheck_rules::cases::{Case, Role, What};

use super::symptoms::{Symptom, symptoms};
use super::words::{beginning, code, paragraphs, plain, rich};
use super::{Frame, terms};
use crate::markup::escaped;

/// Examples offered on a page.
const EXAMPLES: usize = 3;
/// What search engines show of a description.
const DESCRIPTION: usize = 155;

/// The whole page.
pub fn page(rule: &Rule, pack: &Pack, cases: &[&Case], frame: &Frame) -> String {
    let mut main = format!(
        "<article>\n<p class=\"hop\">{} · {}</p>\n<h1>{}</h1>\n",
        escaped(terms::hop(&rule.hop)),
        terms::severity(rule.severity),
        rich(&rule.title)
    );
    main.push_str(&format!("<section>\n<h2>Why it breaks</h2>\n{}</section>\n", paragraphs(&rule.why)));
    main.push_str(&shows(&symptoms(&rule.id, cases)));
    main.push_str(&examples(cases));
    main.push_str(&fix(&rule.steps, pack));
    main.push_str(&check(rule, pack));
    main.push_str(&others(cases, pack));
    main.push_str(&related(rule, pack));
    main.push_str(&references(rule));
    main.push_str(&format!(
        "<p class=\"id\">On the command line: <code>hopcheck explain {}</code></p>\n</article>\n",
        rule.id
    ));
    let description = beginning(&plain(&rule.why), DESCRIPTION);
    frame.page(&format!("{}.html", rule.id), &plain(&rule.title), &description, &main)
}

/// A link to another cause's page, by its title; none where there is no such cause.
fn link(id: &str, pack: &Pack) -> Option<String> {
    pack.rule(id).map(|rule| format!("<a href=\"{id}.html\">{}</a>", rich(&rule.title)))
}

fn shows(symptoms: &[Symptom]) -> String {
    if symptoms.is_empty() {
        return String::new();
    }
    let mut out =
        String::from("<section>\n<h2>How it shows</h2>\n<p>Names, ports and paths are examples; yours differ.</p>\n");
    for Symptom { kind, text } in symptoms {
        let kind = kind.replace('-', " ");
        out.push_str(&format!(
            "<figure><figcaption>{}</figcaption><pre class=\"wrap\"><code>{}</code></pre></figure>\n",
            escaped(&kind),
            escaped(text)
        ));
    }
    out + "</section>\n"
}

fn examples(cases: &[&Case]) -> String {
    let hits: Vec<&&Case> = cases.iter().filter(|case| case.role == Role::Hit).take(EXAMPLES).collect();
    let mut out = String::from("<section class=\"try\">\n<h2>Try an example</h2>\n<ul>\n");
    for case in hits {
        // What is too large for a link is no example.
        let Ok(fragment) = hopcheck_link::fragment(&Shared { pieces: case.pieces.clone(), ..Shared::default() }) else {
            continue;
        };
        out.push_str(&format!(
            "<li><a class=\"button\" href=\"../{}\">{}</a></li>\n",
            fragment,
            escaped(&hopcheck::report::capitalised(heading(case)))
        ));
    }
    out + "</ul>\n</section>\n"
}

/// A case's name without its role.
fn heading(case: &Case) -> &str {
    case.name.split_once(':').map_or(case.name.as_str(), |(_, name)| name.trim())
}

fn fix(steps: &[StepRule], pack: &Pack) -> String {
    if steps.is_empty() {
        return String::new();
    }
    let mut out = String::from(
        "<section class=\"steps\">\n<h2>The fix</h2>\n<p>Which of these apply depends on your setup. With your texts pasted, Hopcheck picks them and \
         fills in your names.</p>\n<ol>\n",
    );
    // Steps that differ only in when they apply read the same here.
    let mut seen = BTreeSet::new();
    for step in steps {
        let step = fix_step(step, pack);
        if seen.insert(step.clone()) {
            out.push_str(&step);
        }
    }
    out + "</ol>\n</section>\n"
}

fn fix_step(step: &StepRule, pack: &Pack) -> String {
    let mut out = format!("<li>\n<p>{}</p>\n", rich(&step.action));
    if let Some(text) = &step.code {
        out.push_str(&code(text, "Text for a file", pack));
    }
    if let Some(text) = &step.run {
        out.push_str(&code(text, "Command", pack));
    }
    let because = step.because.as_deref().map(|because| {
        let label = if step.safety == "review" { "Review first" } else { "Why" };
        (label, because)
    });
    let notes = [
        because,
        step.costs.as_deref().map(|text| ("Costs", text)),
        step.undo.as_deref().map(|text| ("To undo", text)),
    ];
    let notes: String =
        notes.into_iter().flatten().map(|(label, text)| format!("<dt>{label}</dt><dd>{}</dd>\n", rich(text))).collect();
    if !notes.is_empty() {
        out.push_str(&format!("<dl>\n{notes}</dl>\n"));
    }
    out + "</li>\n"
}

fn check(rule: &Rule, pack: &Pack) -> String {
    if rule.verify.is_empty() {
        return String::new();
    }
    let mut out = String::from("<section>\n<h2>Check that it worked</h2>\n");
    for check in &rule.verify {
        out.push_str(&code(&check.run, "Command", pack));
        // A phrase, not a sentence: it keeps its small letter.
        let expect = rich(&format!("\u{200b}{}", check.expect)).replace('\u{200b}', "");
        out.push_str(&format!("<p>Expect {expect}</p>\n"));
    }
    out + "</section>\n"
}

/// What looks like it: the near misses in which another cause is found.
fn others(cases: &[&Case], pack: &Pack) -> String {
    let mut out = String::new();
    for case in cases.iter().filter(|case| case.role == Role::NearMiss) {
        let found = case.expects.iter().find_map(|expect| match &expect.what {
            What::Finds(id, _) if *id != case.rule => link(id, pack),
            _ => None,
        });
        if let Some(found) = found {
            let name = escaped(&hopcheck::report::capitalised(heading(case)));
            out.push_str(&format!("<li>{name}: {found}</li>\n"));
        }
    }
    if out.is_empty() {
        out
    } else {
        format!("<section>\n<h2>When it looks like this and is something else</h2>\n<ul>\n{out}</ul>\n</section>\n")
    }
}

fn related(rule: &Rule, pack: &Pack) -> String {
    let wider = rule
        .narrows
        .iter()
        .filter_map(|id| link(id, pack))
        .map(|link| format!("<li>A narrower form of: {link}</li>\n"));
    let first = rule
        .masked_by
        .iter()
        .filter_map(|id| link(id, pack))
        .map(|link| format!("<li>To be fixed first, where both stand: {link}</li>\n"));
    let narrower = pack.rules.iter().filter(|other| other.narrows.as_ref() == Some(&rule.id));
    let narrower =
        narrower.filter_map(|other| link(&other.id, pack)).map(|link| format!("<li>One way to it: {link}</li>\n"));
    let all: String = wider.chain(first).chain(narrower).collect();
    if all.is_empty() { all } else { format!("<section>\n<h2>Related causes</h2>\n<ul>\n{all}</ul>\n</section>\n") }
}

fn references(rule: &Rule) -> String {
    let all: String = rule
        .see
        .iter()
        .map(|see| {
            format!("<li><a href=\"{}\" rel=\"noreferrer\">{}</a></li>\n", escaped(&see.url), escaped(&see.title))
        })
        .collect();
    if all.is_empty() { all } else { format!("<section>\n<h2>References</h2>\n<ul>\n{all}</ul>\n</section>\n") }
}
