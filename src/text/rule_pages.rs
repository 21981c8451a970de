//! Words of the links to the pages about the causes.

/// Leads from a finding to the page about its cause.
pub const ABOUT_CAUSE: &str = "About this cause";
/// Leads to the list of all causes.
pub const ALL_CAUSES: &str = "All causes";
