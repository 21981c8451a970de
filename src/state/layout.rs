//! Where the reader is: the caret, and the place last jumped to.

use super::texts::Source;

/// A place to be shown in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// Grows with each jump, so that the same place can be asked for twice.
    pub serial: u32,
    /// Which text.
    pub source: Source,
    /// First line and column, last line and column; from 1, columns in Unicode scalar values.
    pub range: (usize, usize, usize, usize),
}

/// What stands where the caret is, by its indices in the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caret {
    /// The finding whose evidence it is in.
    pub finding: Option<usize>,
    /// The message of nginx on its line.
    pub message: Option<usize>,
}

/// Where the reader is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// What stands where the caret is.
    pub active: Caret,
    /// The place last jumped to.
    pub jump: Option<Jump>,
}

/// What the reader looks at.
#[derive(Debug)]
pub enum LayoutAction {
    /// The caret went to something that the report speaks of, or away from it.
    Caret(Caret),
    /// A place in an artifact is to be shown.
    Jump(usize, (usize, usize, usize, usize)),
}

impl Layout {
    /// Shows a range of a text.
    pub(super) fn jump(&mut self, source: Source, range: (usize, usize, usize, usize)) {
        let serial = self.jump.map_or(0, |jump| jump.serial) + 1;
        self.jump = Some(Jump { serial, source, range });
    }
}
