//! The expression of a kind of line, as far as the engine needs it: not at all. The build script has a type of the same name that keeps
//! the text and compiles it, so that the tables are read as they are written and the text is not in the program.

/// An expression whose code is in [`super::table`].
pub struct Form;

impl Form {
    /// The expression.
    pub const fn new(_text: &'static str) -> Form {
        Form
    }
}
