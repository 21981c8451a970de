//! Words about new versions of the installed page.

/// A new version has been fetched and waits.
pub const UPDATE_READY: &str = "A new version is ready. It takes over when you open the page the next time.";
/// Takes it now.
pub const UPDATE_NOW: &str = "Reload now";
/// What that means for the text.
pub const UPDATE_COST: &str = "Reloading now empties the page.";
