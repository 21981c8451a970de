//! The words of a cause's own page.

/// Leads to a cause's page.
pub const ABOUT: &str = "About this cause";
/// Leads back.
pub const BACK: &str = "Back to the diagnosis";
/// Heading of the steps.
pub const STEPS: &str = "What to do";
/// Before the wider cause.
pub const NARROWS: &str = "A narrower form of";
/// Before the narrower causes.
pub const NARROWER: &str = "Narrower forms:";
/// What placeholders are.
pub const PLACEHOLDERS: &str =
    "Names in angle brackets and capitals stand for your own: a diagnosis of your paste fills them in.";
/// What helps where there is no such cause.
pub const UNKNOWN_HELP: &str = "The link may be mistyped, or be of another version.";

/// There is no such cause.
pub fn unknown(id: &str) -> String {
    format!("There is no cause “{id}” in this version")
}

/// A step for some environments only.
pub fn only_for(titles: &str) -> String {
    format!("For {titles}")
}
