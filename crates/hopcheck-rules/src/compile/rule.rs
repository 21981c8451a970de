//! One rule file.

use hopcheck::report::Severity;
use hopcheck::rules::{Edit, Form, Prior, Rule, SeeRule, StepRule, VerifyRule};

use super::Complaint;
use super::node::{Node, Source, Taker};
use super::pattern::{Use, clauses, patterns};
use super::variables;

/// Reads and checks a rule file.
pub fn rule(id: &str, source: &Source, complaints: &mut Vec<Complaint>) -> Rule {
    let before = complaints.len();
    let mut taker = Taker::new(&source.root, source, complaints);
    if let Some(written) = taker.text("id")
        && written != id
    {
        taker.complain(format!("id is {written:?}, but the folder is {id:?}: a rule is named by its folder"));
    }
    let mut rule = Rule {
        id: id.to_owned(),
        narrows: taker.text("narrows"),
        title: taker.must("title").into(),
        hop: taker.must("hop"),
        severity: taker
            .word::<Severity>("severity", "breaks-now, will-break, worth-knowing")
            .unwrap_or(Severity::BreaksNow),
        prior: taker.word::<Prior>("prior", "common, usual, rare").unwrap_or_default(),
        masked_by: taker.texts("masked_by"),
        subject: taker.text("subject").map(|name| name.trim_start_matches('?').to_owned()),
        why: taker.must("why").into(),
        ..Rule::default()
    };
    let names = taker.list("let");
    rule.names = clauses(&names, Use::Plain, source, taker.complaints);
    let also = taker.list("also");
    let steps = taker.list("step");
    let verify = taker.list("verify");
    let see = taker.list("see");
    rule.forms.push(form(&mut taker, source));
    if rule.forms[0].when.is_empty() {
        taker.complain("a rule needs a [[when]]: the symptom without which it has nothing to say");
    }
    taker.done();
    for node in also {
        let mut taker = Taker::new(node, source, complaints);
        let form = form(&mut taker, source);
        if form.when.is_empty() {
            taker.complain("an [[also]] is complete in itself: it needs its own when");
        }
        rule.forms.push(form);
        taker.done();
    }
    rule.steps = steps.iter().map(|node| step(node, source, complaints)).collect();
    number(&mut rule.steps, &steps, source, complaints);
    rule.verify = verify.iter().map(|node| check(node, source, complaints)).collect();
    rule.see = see.iter().map(|node| reference(node, source, complaints)).collect();
    let mut taker = Taker::new(&source.root, source, complaints);
    taker.rest();
    for (missing, what) in [
        (rule.steps.is_empty(), "a [[step]]: what to do"),
        (rule.verify.is_empty(), "a [[verify]]: how to see that it worked"),
        (rule.see.is_empty(), "a [[see]]: the primary documentation"),
    ] {
        if missing {
            taker.complain(format!("the rule needs {what}"));
        }
    }
    if complaints.len() == before {
        variables::check(&rule, source, complaints);
    }
    rule
}

fn form(taker: &mut Taker, source: &Source) -> Form {
    let when = taker.list("when");
    let confirm = taker.list("confirm");
    let support = taker.list("support");
    let refute = taker.list("refute");
    let follows = taker.list("follows");
    Form {
        title: taker.prose("title"),
        severity: taker.word::<Severity>("severity", "breaks-now, will-break, worth-knowing"),
        prior: taker.word::<Prior>("prior", "common, usual, rare"),
        proves: taker.flag("when_proves"),
        dormant: taker.flag("dormant"),
        when: patterns(&when, source, taker.complaints),
        confirm: clauses(&confirm, Use::Proof, source, taker.complaints),
        support: clauses(&support, Use::Plain, source, taker.complaints),
        refute: clauses(&refute, Use::Refute, source, taker.complaints),
        follows: clauses(&follows, Use::Plain, source, taker.complaints),
    }
}

/// Numbers the steps that have no number yet by their place among each other, so that one put in later, with a number of its own, changes
/// none: links and what a reader has said name steps by their numbers.
fn number(steps: &mut [StepRule], nodes: &[&Node], source: &Source, complaints: &mut Vec<Complaint>) {
    let mut next = 0;
    for step in steps.iter_mut().filter(|step| step.number == 0) {
        next += 1;
        step.number = next;
    }
    for (nth, (step, node)) in steps.iter().zip(nodes).enumerate() {
        if steps[..nth].iter().any(|other| other.number == step.number) {
            complaints.push(source.complain(node.at, format!("another step has the number {}", step.number)));
        }
    }
}

fn step(node: &Node, source: &Source, complaints: &mut Vec<Complaint>) -> StepRule {
    let mut taker = Taker::new(node, source, complaints);
    let when = taker.list("when");
    let without = taker.list("without");
    let edits = taker.list("edit");
    let safety = taker.text("safety");
    if safety.is_none() && !edits.is_empty() {
        taker.complain("a step that edits says safety = \"safe\" or \"review\": whether it can break what works");
    }
    let step = StepRule {
        number: taker.number("number").map_or(0, |number| number as usize),
        action: taker.must("do").into(),
        environments: taker.texts("environment"),
        when: patterns(&when, source, taker.complaints),
        without: clauses(&without, Use::Plain, source, taker.complaints),
        run: taker.prose("run"),
        code: taker.prose("code"),
        edits: edits.iter().filter_map(|node| edit(node, source, taker.complaints)).collect(),
        safety: safety.clone().unwrap_or_else(|| "safe".to_owned()),
        because: taker.prose("because"),
        costs: taker.prose("costs"),
        undo: taker.prose("undo"),
    };
    match step.safety.as_str() {
        "safe" => {}
        "review" if step.because.is_some() => {}
        "review" => taker.complain("safety = \"review\" needs because = \"…\": what the reader must look at"),
        _ => taker.complain("safety is safe or review"),
    }
    taker.done();
    step
}

fn edit(node: &Node, source: &Source, complaints: &mut Vec<Complaint>) -> Option<Edit> {
    let mut taker = Taker::new(node, source, complaints);
    let name = |text: String| text.trim_start_matches('?').to_owned();
    let edit = if let Some(what) = taker.text("replace").map(name) {
        // An empty text takes the place out.
        let with = taker.text("with").unwrap_or_else(|| taker.must("with"));
        Edit::Replace { what, with: with.into() }
    } else if let Some(block) = taker.text("insert_in").map(name) {
        Edit::InsertIn { block, lines: taker.must("lines").into() }
    } else if let Some(what) = taker.text("insert_before").map(name) {
        Edit::InsertBefore { what, lines: taker.must("lines").into() }
    } else if let Some(what) = taker.text("insert_after").map(name) {
        Edit::InsertAfter { what, lines: taker.must("lines").into() }
    } else if let Some(block) = taker.text("set_in").map(name) {
        Edit::SetIn { block, lines: taker.must("lines").into() }
    } else if let Some(of) = taker.text("set_in_file").map(name) {
        Edit::SetInFile { of, lines: taker.must("lines").into() }
    } else if let Some(what) = taker.text("add_words").map(name) {
        Edit::AddWords { what, words: taker.must("words").into() }
    } else if let Some(what) = taker.text("remove").map(name) {
        Edit::Remove { what }
    } else {
        taker.complain(
            "an edit is { replace, with }, { insert_in | insert_before | insert_after | set_in | set_in_file, lines }, { add_words, words } or { remove }",
        );
        return None;
    };
    taker.done();
    Some(edit)
}

fn check(node: &Node, source: &Source, complaints: &mut Vec<Complaint>) -> VerifyRule {
    let mut taker = Taker::new(node, source, complaints);
    let verify = VerifyRule { run: taker.must("run").into(), expect: taker.must("expect").into() };
    taker.done();
    verify
}

fn reference(node: &Node, source: &Source, complaints: &mut Vec<Complaint>) -> SeeRule {
    let mut taker = Taker::new(node, source, complaints);
    let see = SeeRule { title: taker.must("title").into(), url: taker.must("url").into() };
    if !see.url.starts_with("https://") {
        taker.complain("url must begin with https://");
    }
    taker.done();
    see
}
