//! Words around the pieces: their tabs, what they were recognised as, and the form that corrects it.

/// Name of the list of tabs.
pub const PIECES: &str = "Pieces";
/// Heading over what was recognised.
pub const RECOGNISED: &str = "Recognised";
/// The name's label.
pub const PIECE_NAME: &str = "Name";
/// The kind's label.
pub const PIECE_KIND: &str = "What it is";
/// The kind that the program finds by itself.
pub const AS_RECOGNISED: &str = "as recognised";
/// The place's label.
pub const PIECE_PLACE: &str = "Printed in";
/// Under the place.
pub const PIECE_PLACE_HELP: &str =
    "The container or host it was printed in. It tells two containers with the same paths or ports apart.";
/// Takes what was said of a piece back.
pub const PIECE_RESET: &str = "As recognised";
/// Closes the form.
pub const PIECE_DONE: &str = "Done";

/// How many lines.
pub fn line_count(lines: usize) -> String {
    if lines == 1 { "1 line".into() } else { format!("{lines} lines") }
}

/// Accessible name of the button that takes a piece away.
pub fn remove(name: &str) -> String {
    format!("Remove {name}")
}

/// Accessible name of the button that opens a piece's form, and of the form.
pub fn describe(name: &str) -> String {
    format!("Correct {name}")
}

/// The same, where several pieces may have that name.
pub fn describe_at(name: &str, line: usize) -> String {
    format!("Correct {name} from line {line}")
}

/// Accessible name of the read-only view of a file.
pub fn file_view(name: &str) -> String {
    format!("{name}, read only")
}
