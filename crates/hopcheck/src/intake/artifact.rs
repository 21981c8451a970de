//! What intake takes and gives.

use super::{Correction, Kind};
use crate::text::{SourceMap, Span};

/// One thing as the reader gave it: a file, a dropped text, standard input, or the whole paste box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece {
    /// The file's name, where there is one. A name is a hint about the kind, never proof.
    pub name: Option<String>,
    /// The text, untouched. Bytes that were not UTF-8 have become U+FFFD.
    pub text: String,
    /// Where it was printed, where the reader said so: a host or a container. It holds for what does not tell itself.
    pub place: Option<String>,
    /// The kind, where the reader corrected ours.
    pub kind: Option<Kind>,
    /// What the reader says of single artifacts.
    pub corrections: Vec<Correction>,
}

impl Piece {
    /// All but its text, which may be large.
    pub fn without_text(&self) -> Piece {
        let (name, place, corrections) = (self.name.clone(), self.place.clone(), self.corrections.clone());
        Piece { name, text: String::new(), place, kind: self.kind, corrections }
    }
}

/// A run of lines of one kind, cut from a piece and cleaned.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// A short name to show: the file's name, or the kind's.
    pub name: String,
    /// Index of the piece it was cut from.
    pub piece: usize,
    /// What it is.
    pub kind: Kind,
    /// Where it was printed (a container's or host's name), as far as a prefix, prompt or the reader tells.
    pub place: Option<String>,
    /// The cleaned text: `\n` line ends, no escape codes, no prompts, prefixes or fences.
    pub text: String,
    /// From `text` back to the piece as pasted.
    pub map: SourceMap,
    /// What intake took off single lines and readers still want, by ascending offset.
    pub notes: Vec<LineNote>,
    /// The piece's first line that belongs to the artifact, counted from 1.
    pub first_line: usize,
    /// How many of the piece's lines it holds.
    pub lines: usize,
    /// Which of the piece's corrections holds for it.
    pub correction: Option<usize>,
}

/// What was printed in front of one line and taken off it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineNote {
    /// The clean line this belongs to.
    pub line: Span,
    /// The name a log collector put in front (`web_1  | `, a pod, a systemd unit), cleaned of padding.
    pub place: Option<String>,
    /// The time stamp the collector put in front, as printed.
    pub stamp: Option<String>,
}

impl Artifact {
    /// True where readers find the same in both: only how far into which piece they stand may differ.
    pub fn reads_as(&self, other: &Artifact) -> bool {
        (self.kind, &self.name, &self.place) == (other.kind, &other.name, &other.place)
            && self.text == other.text
            && self.notes == other.notes
            && self.map.is_moved(&other.map)
    }

    /// The note of the line that holds the clean offset `offset`, if intake took something off it.
    pub fn note_at(&self, offset: u32) -> Option<&LineNote> {
        let at = self.notes.partition_point(|note| note.line.start <= offset);
        self.notes.get(at.checked_sub(1)?).filter(|note| offset <= note.line.end)
    }
}
