//! Variables: every one that is used is bound, and patterns are joined by them.

use std::collections::BTreeMap;

use hopcheck::facts;
use hopcheck::rules::{Clause, Derive, Edit, Form, Operand, Pattern, Rule, StepRule, Test, template};

use super::Complaint;
use super::node::Source;

/// What is bound: name, and the kind of fact for whole facts.
#[derive(Clone, Default)]
struct Scope(BTreeMap<String, Option<String>>);

impl Scope {
    /// Whether `name`, or `fact.path`, has a binding.
    fn knows(&self, name: &str) -> bool {
        if self.0.contains_key(name) {
            return true;
        }
        let Some((var, path)) = name.split_once('.') else { return false };
        match self.0.get(var) {
            Some(Some(kind)) => facts::kind(kind).is_some_and(|kind| {
                kind.fields().iter().any(|field| field.path == path)
                    || facts::COMMON_FIELDS.iter().any(|(name, ..)| *name == path)
            }),
            _ => false,
        }
    }

    /// Adds what a pattern that matches has bound.
    fn bind(&mut self, pattern: &Pattern) {
        for name in pattern.tests.iter().filter_map(|(_, test)| bound_by(test)).filter(|name| !name.contains('.')) {
            self.0.entry(name.clone()).or_insert(None);
        }
        if let Some(name) = &pattern.bind {
            self.0.insert(name.clone(), Some(pattern.fact.clone()));
        }
    }

    /// What both know.
    fn shared(self, other: &Scope) -> Scope {
        Scope(self.0.into_iter().filter(|(name, _)| other.0.contains_key(name)).collect())
    }
}

struct Check<'s> {
    source: &'s Source,
    complaints: Vec<String>,
    /// Everything that some pattern of the rule may bind for its texts, whichever form and clause match.
    possible: Vec<Scope>,
}

impl Check<'_> {
    /// Adds what a pattern binds; complains about what it uses and nobody binds, and about cross products.
    fn pattern(&mut self, pattern: &Pattern, scope: &mut Scope, joined: bool) {
        let binds: Vec<&String> = pattern.tests.iter().filter_map(|(_, test)| bound_by(test)).collect();
        let shares = binds.iter().any(|name| scope.knows(name))
            || pattern.tests.iter().any(|(_, test)| uses(test).iter().any(|name| scope.knows(name)));
        let alone = binds.is_empty() && pattern.bind.is_none();
        if joined && !shares && !alone {
            self.complaints.push(format!(
                "a pattern over {:?} shares no variable with the patterns before it: every pair of facts would match",
                pattern.fact
            ));
        }
        for name in binds {
            if name.contains('.') && !scope.knows(name) {
                self.complaints.push(format!("no pattern binds ?{name}"));
            }
        }
        scope.bind(pattern);
        for (_, test) in &pattern.tests {
            for name in uses(test) {
                if !scope.knows(name) {
                    self.complaints.push(format!("no pattern binds ?{name}"));
                }
            }
        }
        for other in pattern.none.iter().chain(&pattern.without) {
            self.pattern(other, &mut scope.clone(), false);
        }
        if let Some(shows) = &pattern.shows {
            self.template(shows, scope);
        }
    }

    fn clauses(&mut self, clauses: &[Clause], scope: &Scope) {
        for clause in clauses {
            let mut scope = scope.clone();
            for pattern in &clause.all {
                self.pattern(pattern, &mut scope, true);
            }
            if let Some(because) = &clause.because {
                self.template(because, &scope);
            }
        }
    }

    /// Notes what one form may bind: its symptom, and with it any clause that speaks for the cause.
    fn possible(&mut self, form: &Form) {
        let mut scope = Scope::default();
        let clauses = form.confirm.iter().chain(&form.support).flat_map(|clause| &clause.all);
        for pattern in form.when.iter().chain(clauses) {
            scope.bind(pattern);
        }
        self.possible.push(scope);
    }

    /// A name in a template needs a binding in every form, or a fallback; and a fallback needs a binding in some form, or it
    /// is all that is ever printed.
    fn template(&mut self, text: &str, scope: &Scope) {
        for (name, fallback) in template::names(text) {
            if name.contains(':') {
                self.complaints.push(format!("{{{name}}} is a command: it may stand in `run` only"));
                continue;
            }
            self.slot(name, fallback, scope);
        }
    }

    /// The same for a command, in which `{verb:name}` names a program: its name is checked with the environments, unless it has a
    /// fallback and so is a variable.
    fn command(&mut self, text: &str, scope: &Scope) {
        for (name, fallback) in template::names(text) {
            match name.split_once(':') {
                Some((_, variable)) if fallback => self.slot(variable, fallback, scope),
                Some(_) => {}
                None => self.slot(name, fallback, scope),
            }
        }
    }

    fn slot(&mut self, name: &str, fallback: bool, scope: &Scope) {
        if fallback && !scope.knows(name) && !self.possible.iter().any(|scope| scope.knows(name)) {
            self.complaints
                .push(format!("\"{name}|\" only ever prints its fallback: no pattern of this rule binds ?{name}"));
        }
        if !fallback && !scope.knows(name) {
            self.complaints.push(format!(
                "{{{name}}} is used, but not every form binds it: write {{{name}|a fallback}}, or bind ?{name}"
            ));
        }
    }

    fn step(&mut self, step: &StepRule, scope: &Scope) {
        let mut scope = scope.clone();
        for pattern in &step.when {
            self.pattern(pattern, &mut scope, false);
        }
        for clause in &step.without {
            let mut scope = scope.clone();
            for pattern in &clause.all {
                self.pattern(pattern, &mut scope, false);
            }
        }
        if let Some(run) = &step.run {
            self.command(run, &scope);
        }
        let texts = [Some(&step.action), step.code.as_ref(), step.because.as_ref()];
        for text in texts.into_iter().flatten().chain(&step.costs).chain(&step.undo) {
            self.template(text, &scope);
        }
        // An edit whose variable is not bound makes no patch, so only its text is checked.
        for edit in &step.edits {
            match edit {
                Edit::Replace { with: text, .. }
                | Edit::InsertIn { lines: text, .. }
                | Edit::InsertBefore { lines: text, .. }
                | Edit::InsertAfter { lines: text, .. }
                | Edit::SetIn { lines: text, .. }
                | Edit::SetInFile { lines: text, .. }
                | Edit::AddWords { words: text, .. } => self.template(text, &scope),
                Edit::Remove { .. } => {}
            }
        }
    }

    fn report(self, at: Option<usize>, complaints: &mut Vec<Complaint>) {
        for message in self.complaints {
            // The first place that names the variable is where the reader will look.
            let quoted = message.split(['{', '}', '?', '"']).nth(1).unwrap_or("title").to_owned();
            complaints.push(match at {
                Some(at) => self.source.complain(at, message),
                None => self.source.complain_at_text(&quoted, message),
            });
        }
    }
}

/// Checks a rule.
pub fn check(rule: &Rule, source: &Source, complaints: &mut Vec<Complaint>) {
    let mut check = Check { source, complaints: Vec::new(), possible: Vec::new() };
    for form in &rule.forms {
        check.possible(form);
    }
    let mut named = Scope::default();
    for pattern in rule.names.iter().flat_map(|clause| &clause.all) {
        named.bind(pattern);
    }
    check.possible.push(named);
    let mut every: Option<Scope> = None;
    for form in &rule.forms {
        let mut scope = Scope::default();
        for (nth, pattern) in form.when.iter().enumerate() {
            check.pattern(pattern, &mut scope, nth > 0);
        }
        for clauses in [&form.confirm, &form.support, &form.refute, &form.follows] {
            check.clauses(clauses, &scope);
        }
        // What is never told needs no names for its texts.
        if form.dormant {
            continue;
        }
        check.template(form.title.as_ref().unwrap_or(&rule.title), &scope);
        every = Some(every.map_or(scope.clone(), |every| every.shared(&scope)));
    }
    let every = every.unwrap_or_default();
    for clause in &rule.names {
        let mut scope = every.clone();
        for (nth, pattern) in clause.all.iter().enumerate() {
            check.pattern(pattern, &mut scope, nth > 0);
        }
    }
    check.template(&rule.why, &every);
    for step in &rule.steps {
        check.step(step, &every);
    }
    for verify in &rule.verify {
        check.command(&verify.run, &every);
        check.template(&verify.expect, &every);
    }
    check.report(None, complaints);
}

/// Checks a derivation.
pub fn check_derivation(derive: &Derive, at: usize, source: &Source, complaints: &mut Vec<Complaint>) {
    let mut check = Check { source, complaints: Vec::new(), possible: Vec::new() };
    let mut scope = Scope::default();
    for (nth, pattern) in derive.when.iter().enumerate() {
        check.pattern(pattern, &mut scope, nth > 0);
    }
    check.template(&derive.because, &scope);
    for (_, operand) in &derive.set {
        match operand {
            Operand::Var(name) if !scope.knows(name) => check.complaints.push(format!("no pattern binds ?{name}")),
            Operand::Literal(hopcheck::rules::Literal::Text(text)) => check.template(text, &scope),
            _ => {}
        }
    }
    check.report(Some(at), complaints);
}

/// The variable that a test may bind.
fn bound_by(test: &Test) -> Option<&String> {
    match test {
        Test::Is(Operand::Var(name)) | Test::Bind(name) => Some(name),
        _ => None,
    }
}

/// The variables that a test compares with.
fn uses(test: &Test) -> Vec<&String> {
    let operands: Vec<&Operand> = match test {
        Test::Not(operand)
        | Test::Near(operand)
        | Test::Lt(operand)
        | Test::Gt(operand)
        | Test::Before(operand)
        | Test::After(operand)
        | Test::Accepts(operand)
        | Test::Refuses(operand)
        | Test::Under(operand)
        | Test::Begins(operand) => {
            vec![operand]
        }
        Test::In(operands) | Test::NotIn(operands) => operands.iter().collect(),
        _ => Vec::new(),
    };
    operands
        .into_iter()
        .filter_map(|operand| match operand {
            Operand::Var(name) => Some(name),
            Operand::Literal(_) => None,
        })
        .collect()
}
