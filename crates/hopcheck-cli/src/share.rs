//! `hopcheck share FILE…`: a link that holds the paste, with what identifies someone replaced.

use std::path::PathBuf;

use hopcheck::circumstances::Circumstances;
use hopcheck::intake::Piece;
use hopcheck::redact::{Choices, redact};
use hopcheck_link::{SURE_LENGTH, Shared};

use crate::{NOTHING, input};

/// Prints the link's fragment on standard output, and on standard error what was replaced, for review.
pub fn share(files: &[PathBuf], said: Circumstances, as_is: bool, choices: Choices) -> Result<u8, String> {
    let mut pieces = input::pieces(files, input::lossy)?;
    for piece in &mut pieces {
        // Where a file lies says nothing about what broke.
        piece.name = piece.name.take().map(|name| name.rsplit(['/', '\\']).next().unwrap_or("").to_owned());
    }
    if as_is {
        eprintln!("hopcheck: the link holds everything as it is");
    } else {
        pieces = reviewed(&pieces, &choices);
    }
    let fragment = hopcheck_link::fragment(&Shared { pieces, said }).map_err(|trouble| trouble.to_string())?;
    if fragment.len() > SURE_LENGTH {
        eprintln!(
            "hopcheck: {} characters: past some {SURE_LENGTH}, chats and trackers may cut a link; sending the text is safer",
            fragment.len()
        );
    }
    println!("{fragment}");
    Ok(NOTHING)
}

/// The pieces redacted, after telling what was replaced.
fn reviewed(pieces: &[Piece], choices: &Choices) -> Vec<Piece> {
    let redaction = redact(pieces, choices);
    match redaction.items.len() {
        0 => eprintln!(
            "hopcheck: nothing in it was found that identifies somebody or opens something; look for yourself"
        ),
        count => eprintln!("hopcheck: replaced, of {count} things:"),
    }
    for item in &redaction.items {
        let original = item.original.lines().next().unwrap_or("");
        let kept = if item.kept { " (kept)" } else { "" };
        eprintln!("  {:<8} {original} -> {} ({}){kept}", item.class.name(), item.replacement, item.count);
    }
    redaction.pieces.into_iter().map(|redacted| redacted.piece).collect()
}
