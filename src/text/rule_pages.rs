//! Words of the links to the pages about the causes.

/// Leads to the list of all causes.
pub const ALL_CAUSES: &str = "All causes";
