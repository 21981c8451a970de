//! From a paste to artifacts: bytes in, cleaned pieces of one known kind out.
//!
//! ```text
//! piece -> lines -> streams -> segments -> groups -> artifacts
//!      line    outline   segment     gather    assemble
//! ```
//!
//! Lines are normalised and relieved of prompts and collectors' prefixes; each collector name gives a stream of its own,
//! so that interleaved tracebacks stay whole; a stream is cut where its lines speak for another kind; and what belongs
//! together is joined again. No step looks at more than its own neighbours, so the whole is linear in the input.

mod artifact;
mod assemble;
mod boxed;
mod command;
mod gather;
mod guess;
mod kind;
mod line;
mod logs;
mod margin;
mod marker;
mod names;
mod normalise;
mod outline;
mod pattern;
mod prefix;
mod quote;
#[cfg(test)]
mod samples;
mod segment;
mod shapes;
#[cfg(test)]
mod tests;
mod wrap;

pub use artifact::{Artifact, LineNote, Piece};
pub use kind::Kind;

/// Cuts `pieces` into artifacts of one kind each, ordered by piece and first line.
pub fn take_in(pieces: &[Piece]) -> Vec<Artifact> {
    pieces.iter().enumerate().flat_map(|(index, piece)| take_in_piece(index, piece)).collect()
}

/// Cuts one piece, whose index is given.
pub fn take_in_piece(index: usize, piece: &Piece) -> Vec<Artifact> {
    let text = piece.text.as_str();
    let mut lines = line::split(text);
    let outline = outline::outline(text, &mut lines, piece.name.as_deref());
    let mut artifacts = Vec::new();
    for stream in &outline.streams {
        let section = &outline.sections[stream.section];
        let segments = segment::segments(text, &lines, stream);
        for group in gather::gather(segments, section, stream.default.is_some(), piece.kind) {
            let members: Vec<usize> =
                group.ranges.iter().flat_map(|&(start, end)| &stream.items[start..end]).map(|item| item.line).collect();
            let mut artifact = assemble::assemble(text, &lines, &members, group.kind);
            let section_name = section.name.clone().filter(|_| group.named);
            artifact.piece = index;
            artifact.name =
                section_name.or_else(|| piece.name.clone()).unwrap_or_else(|| group.kind.label().to_string());
            let section_place = section.place.clone().filter(|_| group.named);
            artifact.place = stream.place.clone().or(section_place).or_else(|| piece.place.clone());
            artifacts.push(artifact);
        }
    }
    artifacts.sort_by_key(|artifact| artifact.first_line);
    artifacts
}
