//! What the reader says about an artifact, over what was recognised.

use super::{Artifact, Kind};

/// What the reader says of the artifact that holds a line. It changes nothing in how the piece is cut, so the next correction
/// finds the artifacts where they were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// A line of the piece, from 1; the artifact that holds it is meant.
    pub line: usize,
    /// Another name.
    pub name: Option<String>,
    /// Another kind.
    pub kind: Option<Kind>,
    /// Where it was printed: a host or a container. It holds for every line, whatever collector's name stands before it.
    pub place: Option<String>,
}

/// Corrects the artifact made of `members`, the piece's lines counted from 0, ascending. Of several corrections the first that
/// names one of its lines holds.
pub(super) fn correct(artifact: &mut Artifact, members: &[usize], corrections: &[Correction]) {
    let meant = |correction: &Correction| {
        correction.line.checked_sub(1).is_some_and(|line| members.binary_search(&line).is_ok())
    };
    let Some(at) = corrections.iter().position(meant) else { return };
    let correction = &corrections[at];
    artifact.correction = Some(at);
    if let Some(name) = &correction.name {
        artifact.name.clone_from(name);
    }
    if let Some(kind) = correction.kind {
        artifact.kind = kind;
    }
    if let Some(place) = &correction.place {
        artifact.place = Some(place.clone());
        artifact.notes.iter_mut().for_each(|note| note.place = None);
    }
}
