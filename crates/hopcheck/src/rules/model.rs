//! The checked form of rules, derivations, asks and hops, as the matcher runs them.

use serde::{Deserialize, Serialize};

use super::{Expression, Prose, template};
use crate::report::Severity;

/// Everything in `rules/`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pack {
    /// The root causes.
    pub rules: Vec<Rule>,
    /// How facts follow from facts.
    pub derivations: Vec<Derive>,
    /// How to get each kind of artifact.
    pub asks: Vec<AskHow>,
    /// What stands at each hop.
    pub hops: Vec<Hop>,
    /// Where programs run, and how commands are given there: the first that shows is taken, and the last is the machine itself.
    pub environments: Vec<Environment>,
}

impl Pack {
    /// The rule of that id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The environment of that name.
    pub fn environment(&self, name: &str) -> Option<&Environment> {
        self.environments.iter().find(|one| one.name == name)
    }

    /// A rule's text without a paste: commands as they are given on the machine itself, fallbacks where there are any, else the
    /// variable's name as a placeholder.
    pub fn in_general(&self, text: &str) -> String {
        let plain = self.environments.last();
        let expanded = template::expand(text, &|verb, target, fallback| {
            let names = plain.and_then(|plain| plain.targets.iter().find(|(name, _)| name == target));
            let named = names.and_then(|(_, names)| names.last()).map(|label| label.text.clone());
            let named = named.unwrap_or_else(|| template::slot_for(target, fallback));
            plain.map_or_else(|| named.clone(), |plain| plain.command(verb, target, &named))
        });
        template::parts(&expanded)
            .into_iter()
            .map(|part| match part {
                template::Part::Text(text) => text.to_owned(),
                template::Part::Slot { fallback: Some(fallback), .. } => fallback.to_owned(),
                template::Part::Slot { name, .. } => format!("<{}>", name.replace(['_', '.'], "-").to_uppercase()),
            })
            .collect()
    }
}

/// How often a cause is behind its symptom, among the causes of that symptom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prior {
    /// Seldom.
    Rare,
    /// One of several.
    #[default]
    Usual,
    /// Nearly always.
    Common,
}

impl Prior {
    /// The weight that ranking and asks give it.
    pub fn weight(self) -> f64 {
        match self {
            Prior::Rare => 1.0,
            Prior::Usual => 3.0,
            Prior::Common => 9.0,
        }
    }
}

/// A root cause.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rule {
    /// The folder's name.
    pub id: String,
    /// The wider cause it narrows.
    pub narrows: Option<String>,
    /// Title template.
    pub title: Prose,
    /// Hop.
    pub hop: String,
    /// Severity.
    pub severity: Severity,
    /// Prior.
    pub prior: Prior,
    /// Causes that must be fixed first where they stand for the same subject.
    pub masked_by: Vec<String>,
    /// The variable that says what the finding is about.
    pub subject: Option<String>,
    /// The mechanism: template.
    pub why: Prose,
    /// Names for the texts: each clause that matches binds more variables. No evidence, and nothing to certainty.
    pub names: Vec<Clause>,
    /// The ways in which the cause shows; the first that fits a symptom is used.
    pub forms: Vec<Form>,
    /// The fix.
    pub steps: Vec<StepRule>,
    /// The check.
    pub verify: Vec<VerifyRule>,
    /// References.
    pub see: Vec<SeeRule>,
}

/// One way in which a cause shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// A title of its own.
    pub title: Option<Prose>,
    /// A severity of its own.
    pub severity: Option<Severity>,
    /// A prior of its own.
    pub prior: Option<Prior>,
    /// The symptom: all must match. The first is the symptom proper.
    pub when: Vec<Pattern>,
    /// True where the symptom alone proves the cause.
    pub proves: bool,
    /// True where it is no finding, only a reason to ask, as long as nothing else was found.
    pub dormant: bool,
    /// Any one confirms.
    pub confirm: Vec<Clause>,
    /// Any one makes it likely.
    pub support: Vec<Clause>,
    /// Any one rules it out.
    pub refute: Vec<Clause>,
    /// Where one matches, the finding whose evidence holds the matched fact is the cause, and this is its consequence.
    pub follows: Vec<Clause>,
}

/// Patterns that must match together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clause {
    /// The patterns, joined by their variables.
    pub all: Vec<Pattern>,
    /// For a refute: why the cause is ruled out (template).
    pub because: Option<Prose>,
}

/// A pattern over one fact.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pattern {
    /// Kind of fact.
    pub fact: String,
    /// Variable that the whole fact is bound to.
    pub bind: Option<String>,
    /// Tests on fields, by dotted path.
    pub tests: Vec<(String, Test)>,
    /// Closed world: no fact matches this. True only where a coverage fact says that all are known.
    pub none: Vec<Pattern>,
    /// Open world: nothing pasted matches this.
    pub without: Vec<Pattern>,
    /// What it shows: template beside the evidence.
    pub shows: Option<Prose>,
}

/// A literal in a rule file.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// true or false.
    Flag(bool),
    /// A number.
    Number(f64),
    /// Text.
    Text(String),
}

/// What a test compares with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A literal.
    Literal(Literal),
    /// The value of a variable.
    Var(String),
}

/// A test on one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// `= literal` or `= "?variable"`: equal; an unbound variable is bound.
    Is(Operand),
    /// `bind = "variable"`: binds whatever is set.
    Bind(String),
    /// `not`: differs.
    Not(Operand),
    /// `in`: equals one of.
    In(Vec<Operand>),
    /// `not_in`: equals none of.
    NotIn(Vec<Operand>),
    /// `regex`: a part of the value's text matches.
    Regex(Expression),
    /// `not_regex`: no part matches.
    NotRegex(Expression),
    /// `near`: a number within five per cent, or two units where that is more.
    Near(Operand),
    /// `lt`: less than.
    Lt(Operand),
    /// `gt`: greater than.
    Gt(Operand),
    /// `before`: earlier than.
    Before(Operand),
    /// `after`: later than.
    After(Operand),
    /// `exists`: set (true) or absent (false).
    Exists(bool),
    /// `is`: a host of that class (loopback, wildcard, private, public, address, ipv4, ipv6, name, docker-dns).
    Class(String),
    /// `is_not`: a host not of that class.
    NotClass(String),
    /// `accepts`: a listener on this host takes connections to that one.
    Accepts(Operand),
    /// `refuses`: a listener on this host does not take connections to that one.
    Refuses(Operand),
    /// `accepted_by`: the other way round: this host is reached by a listener on that one.
    Under(Operand),
    /// `begins`: its text is what that one's begins with.
    Begins(Operand),
}

impl Test {
    /// The variable that it binds where nothing has bound it yet.
    pub fn binds(&self) -> Option<&str> {
        match self {
            Test::Is(Operand::Var(name)) | Test::Bind(name) => Some(name),
            _ => None,
        }
    }

    /// Whether what it says depends on a variable.
    fn mentions(&self, variable: &str) -> bool {
        let is = |name: &str| name.split('.').next() == Some(variable);
        match self {
            Test::Bind(name) => is(name),
            Test::In(operands) | Test::NotIn(operands) => {
                operands.iter().any(|one| matches!(one, Operand::Var(name) if is(name)))
            }
            Test::Is(one)
            | Test::Not(one)
            | Test::Near(one)
            | Test::Lt(one)
            | Test::Gt(one)
            | Test::Before(one)
            | Test::After(one)
            | Test::Accepts(one)
            | Test::Refuses(one)
            | Test::Under(one)
            | Test::Begins(one) => matches!(one, Operand::Var(name) if is(name)),
            Test::Regex(_) | Test::NotRegex(_) | Test::Exists(_) | Test::Class(_) | Test::NotClass(_) => false,
        }
    }
}

impl Pattern {
    /// The variables that it binds where nothing has bound them yet.
    pub fn binds(&self) -> impl Iterator<Item = &str> {
        self.bind.as_deref().into_iter().chain(self.tests.iter().filter_map(|(_, test)| test.binds()))
    }

    /// Whether what it matches depends on a variable.
    pub fn mentions(&self, variable: &str) -> bool {
        self.tests.iter().any(|(_, test)| test.mentions(variable))
            || self.none.iter().chain(&self.without).any(|other| other.mentions(variable))
    }
}

/// A fact that follows from other facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Derive {
    /// Name of the derivation: its file's name.
    pub id: String,
    /// Why it holds: template, shown beside the evidence.
    pub because: Prose,
    /// Patterns, joined.
    pub when: Vec<Pattern>,
    /// Kind of the new fact.
    pub fact: String,
    /// Its fields.
    pub set: Vec<(String, Operand)>,
}

/// A step of a fix.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepRule {
    /// What it is known by, wherever it stands among the steps: its place, or the number that the rule gives it.
    pub number: usize,
    /// What to do: template.
    pub action: Prose,
    /// Shown only in these environments; in all where none is named.
    pub environments: Vec<String>,
    /// Shown only where these match (joined with the finding's variables; may bind more).
    pub when: Vec<Pattern>,
    /// Shown only where, beside `when`, none of these matches.
    pub without: Vec<Clause>,
    /// Command: template.
    pub run: Option<Prose>,
    /// Text for a file: template.
    pub code: Option<Prose>,
    /// Edits of the pasted text that carry it out.
    pub edits: Vec<Edit>,
    /// `safe` or `review`.
    pub safety: String,
    /// Why it helps, or why it needs review.
    pub because: Option<Prose>,
    /// What it costs.
    pub costs: Option<Prose>,
    /// How to take it back.
    pub undo: Option<Prose>,
}

/// A change of the pasted text.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Puts `with` where the value of a variable (or a field of a bound fact, `fact.path`) stands.
    Replace {
        /// Variable, or variable and path.
        what: String,
        /// Template.
        with: Prose,
    },
    /// Puts lines at the end of the block that a bound fact spans, before its closing brace.
    InsertIn {
        /// Variable bound to the fact.
        block: String,
        /// Template; its lines are indented as the block's are.
        lines: Prose,
    },
    /// Puts lines before the line on which a bound fact begins.
    InsertBefore {
        /// Variable bound to the fact.
        what: String,
        /// Template.
        lines: Prose,
    },
    /// Puts lines after the line on which a value or a bound fact ends; those that stand there already are left out.
    InsertAfter {
        /// Variable, or variable and path.
        what: String,
        /// Template; its lines are indented as that line is.
        lines: Prose,
    },
    /// Sets what the lines say in the block, map or section that a bound fact spans: what stands there is replaced, the rest is added.
    SetIn {
        /// Variable bound to the fact.
        block: String,
        /// Template, in the language of the fact's text: directives, a fragment of YAML, `name = value`.
        lines: Prose,
    },
    /// The same from the top of the file: the YAML document around a bound fact, or sections with their headers.
    SetInFile {
        /// Variable bound to a fact of the file.
        of: String,
        /// Template.
        lines: Prose,
    },
    /// Puts arguments behind a command's last word, in the form in which the command is written.
    AddWords {
        /// Variable, or variable and path, of the last word.
        what: String,
        /// Template: words with a blank between them.
        words: Prose,
    },
    /// Takes a bound fact's text out, with its line where nothing else stands on it.
    Remove {
        /// Variable bound to the fact.
        what: String,
    },
}

/// A check.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VerifyRule {
    /// The command: template.
    pub run: Prose,
    /// What it prints when all is well.
    pub expect: Prose,
}

/// A reference.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeeRule {
    /// The page's title.
    pub title: Prose,
    /// Its address.
    pub url: Prose,
}

/// How to get one kind of artifact.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AskHow {
    /// Kind of artifact.
    pub artifact: String,
    /// In words.
    pub how: Prose,
    /// Ways to print it, the first whose `when` matches is used.
    pub ways: Vec<AskWay>,
    /// What it shows: "what really listens, and on which address".
    pub tells: Prose,
    /// 1 for one command at hand, 2 for a look elsewhere, 3 for work.
    pub cost: u32,
}

/// One way to print an artifact.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AskWay {
    /// Only in these environments; in all where none is named.
    pub environments: Vec<String>,
    /// Only where these match.
    pub when: Vec<Pattern>,
    /// The command: template over the variables of `when` and of the finding that needs it.
    pub run: Option<Prose>,
    /// Where to run it.
    pub place: Prose,
    /// The kind of artifact that stands for the ask's here, its words and what it shows; those of the ask where none are given.
    pub instead: Option<Instead>,
}

/// What is asked for in place of an ask's own artifact: the log of the proxy that is really there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Instead {
    /// Kind of artifact.
    pub artifact: String,
    /// In words.
    pub how: Prose,
    /// What it shows.
    pub tells: Prose,
}

/// A hop of the request's way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hop {
    /// Its id.
    pub id: String,
    /// What the paste says stands there: the first that matches.
    pub labels: Vec<Label>,
    /// Facts that show it works.
    pub ok: Vec<Pattern>,
    /// Facts that show the request does not take this hop: it is left out.
    pub skipped: Vec<Pattern>,
}

/// What something is called where the patterns match.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// Patterns, joined.
    pub when: Vec<Pattern>,
    /// Template.
    pub text: String,
}

/// Where programs run, and how commands are given there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Environment {
    /// Its name.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// Any one shows that it is this one; the `because` says how.
    pub signs: Vec<Clause>,
    /// What a program is called there: the first label whose patterns match. An empty text says that it runs outside, on the machine
    /// itself.
    pub targets: Vec<(String, Vec<Label>)>,
    /// What a word for an action is there: `word` or `word.program`, and a template with `{target}` for the program's name.
    pub commands: Vec<(String, String)>,
}

impl Environment {
    /// The command for an action on a program of this name; only the name where there is no such action.
    pub fn command(&self, verb: &str, target: &str, named: &str) -> String {
        let of = |wanted: &str| self.commands.iter().find(|(name, _)| name == wanted).map(|(_, command)| command);
        let command = of(&format!("{verb}.{target}")).or_else(|| of(verb));
        command.map_or_else(|| named.to_owned(), |command| command.replace("{target}", named))
    }
}
