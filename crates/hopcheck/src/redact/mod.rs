//! What a paste must not tell to others, replaced: consistently, readably, and so that the diagnosis stays the same.
//!
//! ```text
//! texts -> secrets (by where they stand) \
//!       -> names (by what their place says) -> numbering -> texts anew, with marks
//! ```
//!
//! Numbers follow the order of appearance and replacements are recognised, so that a second redaction changes nothing. Every step
//! is linear in the text.

mod address;
mod apply;
mod class;
mod identity;
mod numbering;
mod packed;
mod secrets;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashSet;

pub use class::Class;
pub use numbering::Item;

use crate::intake::{Correction, Piece};
use crate::text::Span;
use identity::Names;
use numbering::Numbering;

/// What the reader decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Originals that stay, whatever their case.
    pub keep: Vec<String>,
    /// Words of the reader's own to hide wherever they stand, whatever their case.
    pub hide: Vec<String>,
}

/// Where something was replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Index into [`Redaction::items`].
    pub item: usize,
    /// Where it stood in the original.
    pub original: Span,
    /// Where its replacement stands.
    pub redacted: Span,
}

/// A piece that may leave.
#[derive(Clone, Debug, Default)]
pub struct Redacted {
    /// The piece, with its name, place and text redacted.
    pub piece: Piece,
    /// Where its text was replaced, in order.
    pub marks: Vec<Mark>,
}

/// A paste that may leave.
#[derive(Clone, Debug, Default)]
pub struct Redaction {
    /// The pieces, in their order.
    pub pieces: Vec<Redacted>,
    /// What was replaced, by first appearance; what the reader keeps stands among it.
    pub items: Vec<Item>,
}

/// Redacts a paste.
pub fn redact(pieces: &[Piece], choices: &Choices) -> Redaction {
    let texts = || {
        pieces
            .iter()
            .flat_map(|piece| {
                let corrected = piece.corrections.iter().flat_map(|one| [one.name.as_deref(), one.place.as_deref()]);
                corrected.chain([piece.name.as_deref(), piece.place.as_deref(), Some(piece.text.as_str())])
            })
            .flatten()
    };
    let mut names = Names::default();
    let mut secrets = HashSet::new();
    let mut found = Vec::new();
    for piece in pieces {
        identity::find(&piece.text, &mut names);
        let corrected = piece.corrections.iter().filter_map(|one| one.place.as_ref());
        for place in piece.place.iter().chain(corrected) {
            names.add_place(place);
        }
        let here = secrets::find(&piece.text, &choices.hide);
        secrets.extend(here.iter().filter_map(|one| secrets::everywhere(&piece.text, one)));
        found.push(here);
    }
    let mut numbering = Numbering::new(texts(), &choices.keep);
    let mut redacted = Vec::new();
    for (piece, found) in pieces.iter().zip(found) {
        let (text, marks) = apply::apply(&piece.text, &found, &names, &secrets, &mut numbering);
        let mut short =
            |text: &String| apply::apply(text, &secrets::find(text, &choices.hide), &names, &secrets, &mut numbering).0;
        let (name, place) = (piece.name.as_ref().map(&mut short), piece.place.as_ref().map(&mut short));
        let corrected = piece.corrections.iter().map(|one| Correction {
            name: one.name.as_ref().map(&mut short),
            place: one.place.as_ref().map(&mut short),
            ..one.clone()
        });
        let corrections = corrected.collect();
        redacted.push(Redacted { piece: Piece { name, text, place, kind: piece.kind, corrections }, marks });
    }
    Redaction { pieces: redacted, items: numbering.items }
}
