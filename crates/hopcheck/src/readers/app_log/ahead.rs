//! The texts of a kind of line that the engine does not read where they are written: the needles are searched for in a list of all, the
//! expressions are run as code. The build script has a type of the same name that keeps the text and makes the two, so that the tables
//! are read as they are written, and the texts are not in the program twice.

/// A text that the build script has dealt with.
pub struct Ahead;

impl Ahead {
    /// The text.
    pub const fn new(_text: &'static str) -> Ahead {
        Ahead
    }
}
