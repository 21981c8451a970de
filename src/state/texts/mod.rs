//! The reader's texts: what stands in the paste box, the files beside it, and which of them is shown.

mod change;
#[cfg(test)]
mod tests;

pub use change::TextAction;

use super::history::History;
use crate::decode::Refusal;
use crate::reading::Content;
use crate::take_along::LinkTrouble;
use hopcheck::circumstances::Circumstances;
use hopcheck::intake::{Correction, Kind};
use std::rc::Rc;

/// The paste box takes this much, in bytes; a native text area gets slow beyond. More becomes a piece of its own.
pub const LARGEST_PASTE: usize = 96 * 1024;

/// A text that is looked at: the paste box or one of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The paste box.
    Paste,
    /// A file, by its number.
    File(u32),
}

/// A dropped or chosen file, or a paste too large for the box.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its number, never used twice.
    pub id: u32,
    /// Its name; none for a large paste, which has only a name to show.
    pub name: Option<String>,
    /// The name to show.
    pub label: String,
    /// What the reader says the whole of it is.
    pub kind: Option<Kind>,
    /// Where it was printed, where the link says so that it came with.
    pub place: Option<String>,
    /// What the reader says of parts of it.
    pub corrections: Vec<Correction>,
    /// Its text.
    pub content: Content,
}

/// The texts of one analysis, in the order of the report's pieces.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Which state of the texts this is.
    pub version: u64,
    /// The texts.
    pub pieces: Vec<SnapshotPiece>,
    /// What the reader says beside them.
    pub said: Circumstances,
}

/// One text of an analysis.
#[derive(Clone, Debug)]
pub struct SnapshotPiece {
    /// Where it stands in the page.
    pub source: Source,
    /// The file, where it is one.
    pub file: Option<Rc<File>>,
    /// The text.
    pub text: Rc<str>,
    /// What the reader says of parts of it.
    pub corrections: Vec<Correction>,
}

/// What was there at the last visit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// What stood in the paste box.
    pub paste: Rc<str>,
    /// What the reader said of parts of it.
    pub corrections: Vec<Correction>,
    /// The other pieces.
    pub files: Vec<Rc<File>>,
}

/// Something the reader should know once.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A file was not taken.
    Refused(String, Refusal),
    /// A paste became a piece of its own.
    LargePaste(String),
    /// The browser does not let the page read the clipboard.
    NoClipboard,
    /// There is no text in the clipboard.
    NoTextInClipboard,
    /// An example could not be loaded.
    NoExample,
    /// A share link shows nothing.
    Link(LinkTrouble),
}

/// The texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    /// What stands in the paste box.
    pub paste: Rc<str>,
    /// Grows when the program, not the reader, changes the paste box.
    pub paste_set: u32,
    /// What the reader says of parts of it.
    pub corrections: Vec<Correction>,
    /// The other pieces.
    pub files: Vec<Rc<File>>,
    /// What can be undone.
    pub history: History,
    /// The text that is shown; the paste box unless said otherwise.
    pub shown: Option<u32>,
    /// Grows with every change of the texts, and of what is said beside them.
    pub version: u64,
    /// True while all of it comes from the last visit.
    pub restored: bool,
    /// True while all of it comes from somebody's link.
    pub shared: bool,
    /// What to tell the reader about texts that came.
    pub notices: Vec<Notice>,
    pub(super) next_file: u32,
    large_pastes: u32,
}

impl Texts {
    /// The text that is shown.
    pub fn source(&self) -> Source {
        self.shown.map_or(Source::Paste, Source::File)
    }

    /// The shown file, where it is one.
    pub fn shown_file(&self) -> Option<&Rc<File>> {
        self.files.iter().find(|file| Some(file.id) == self.shown)
    }

    /// True where there is nothing to analyse.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.paste.trim().is_empty()
    }

    /// The texts as they are now, with nothing said beside them. The paste box is left out while it is blank.
    pub fn snapshot(&self) -> Snapshot {
        let paste = SnapshotPiece {
            source: Source::Paste,
            file: None,
            text: self.paste.clone(),
            corrections: self.corrections.clone(),
        };
        let files = self.files.iter().map(|file| SnapshotPiece {
            source: Source::File(file.id),
            file: Some(file.clone()),
            text: file.content.text.clone(),
            corrections: file.corrections.clone(),
        });
        let pieces = std::iter::once(paste).filter(|piece| !piece.text.trim().is_empty()).chain(files).collect();
        Snapshot { version: self.version, pieces, said: Circumstances::default() }
    }

    /// What is to be there at the next visit.
    pub fn kept(&self) -> Kept {
        Kept { paste: self.paste.clone(), corrections: self.corrections.clone(), files: self.files.clone() }
    }
}
