//! The words around the change of a text.

/// Saves the changed text as a file.
pub const DOWNLOAD: &str = "Download the file";
/// Read aloud before a line that goes.
pub const OUT: &str = "removed: ";
/// Read aloud before a line that comes.
pub const IN: &str = "added: ";
/// Name of what is left out between two changes.
pub const GAP: &str = "unchanged lines are left out";
/// Name of the column of the text as it is.
pub const BEFORE: &str = "as pasted";
/// Name of the column of the text after the change.
pub const AFTER: &str = "changed";

/// The step that the change carries out, by the number it is shown with.
pub fn of_step(number: usize) -> String {
    format!("step {number}")
}

/// What is said where a step changes several files.
pub fn together(files: usize) -> String {
    format!("One of the {files} files that this step changes: take all of them, or none.")
}
