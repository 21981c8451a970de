//! What nginx would refuse in a configuration, as data: the place, the kind, and the words nginx prints.

use crate::text::Span;

/// The kind of a problem; what follows from it is for the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// A directive that lacks its `;`.
    NotTerminated,
    /// A block directive without its `{`.
    NoOpeningBrace,
    /// A character that may not stand here: `}`, `;`, `{`, or one right after a closing quote.
    Unexpected,
    /// The text ends inside a block or a directive.
    UnexpectedEnd,
    /// A quote that is never closed.
    UnclosedQuote,
    /// A directive that no known module brings.
    UnknownDirective,
    /// A directive that may not stand in this block.
    Misplaced,
    /// Too many or too few arguments.
    WrongArity,
    /// A value that the directive does not take.
    InvalidValue,
    /// A directive that stands twice in a block and may stand once.
    Duplicate,
    /// Something else that nginx refuses in a whole configuration.
    Refused,
    /// A variable that nothing in the text defines.
    UndefinedVariable,
}

impl ProblemKind {
    /// The word that facts use for it.
    pub fn word(self) -> &'static str {
        match self {
            ProblemKind::NotTerminated => "not-terminated",
            ProblemKind::NoOpeningBrace => "no-opening-brace",
            ProblemKind::Unexpected => "unexpected-token",
            ProblemKind::UnexpectedEnd => "unexpected-end",
            ProblemKind::UnclosedQuote => "unexpected-end",
            ProblemKind::UnknownDirective => "unknown-directive",
            ProblemKind::Misplaced => "not-allowed-here",
            ProblemKind::WrongArity => "invalid-arguments",
            ProblemKind::InvalidValue => "invalid-value",
            ProblemKind::Duplicate => "duplicate-directive",
            ProblemKind::Refused => "refused",
            ProblemKind::UndefinedVariable => "unknown-variable",
        }
    }
}

/// One thing that nginx would refuse, or that a reader should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong.
    pub kind: ProblemKind,
    /// The bytes to look at.
    pub span: Span,
    /// The directive, block or variable it is about, as written; empty where it is about none.
    pub subject: String,
    /// What nginx prints, without place and level; `None` where nginx accepts the text in silence.
    pub message: Option<String>,
    /// The known name that was most likely meant.
    pub did_you_mean: Option<&'static str>,
    /// True where only the text as far as it was given shows the problem: a fragment may lack what would cure it.
    pub needs_whole_text: bool,
}

impl Problem {
    /// A problem that nginx reports with `message`.
    pub fn new(kind: ProblemKind, span: Span, subject: &str, message: String) -> Self {
        Problem {
            kind,
            span,
            subject: subject.to_owned(),
            message: Some(message),
            did_you_mean: None,
            needs_whole_text: false,
        }
    }
}
