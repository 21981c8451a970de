//! Analyses that follow each other, as while somebody types: what is as it was is neither taken in nor read again.
//!
//! What is kept is what each artifact says alone. How the artifacts of a paste hang together is worked out anew each time, so that an
//! answer never depends on those before.

use crate::intake::{self, Artifact, Kind, Piece};
use crate::phrasebook::Phrasebook;
use crate::readers::{self, Alone, Reading};

/// What is known from the analysis before.
#[derive(Debug, Default)]
pub struct Session {
    /// Its pieces, without their texts, and the numbers of these.
    pieces: Vec<(Option<u32>, Piece)>,
    artifacts: Vec<Artifact>,
    /// What each artifact says.
    alone: Vec<Alone>,
    /// Whether nginx's messages are explained in it.
    explained: bool,
}

/// An artifact, and the index it had the time before, where it is still the same.
type Taken = (Artifact, Option<usize>);

impl Session {
    /// What the pieces say, before anything follows from it. A text may have a number, which no other text of the session ever has:
    /// the piece is then known without a look at it. The phrasebook is the same each time, or none.
    pub fn read(&mut self, pieces: &[Piece], numbers: &[Option<u32>], phrasebook: Option<&Phrasebook>) -> Reading {
        let number = |index: usize| numbers.get(index).copied().flatten();
        let pieces: Vec<(Option<u32>, &Piece)> =
            pieces.iter().enumerate().map(|(at, piece)| (number(at), piece)).collect();
        let configs = configs(&self.artifacts);
        let (artifacts, mut was): (Vec<Artifact>, Vec<Option<usize>>) = self.take_in(&pieces).into_iter().unzip();
        let now = self::configs(&artifacts);
        if self.explained != phrasebook.is_some() {
            was.fill(None);
        } else if now.iter().map(|&index| was[index]).ne(configs.into_iter().map(Some)) {
            now.iter().for_each(|&index| was[index] = None);
        }
        let mut alone: Vec<Option<Alone>> = std::mem::take(&mut self.alone).into_iter().map(Some).collect();
        let known = was.iter().map(|was| was.and_then(|was| alone[was].take()));
        self.alone = readers::read_each(&artifacts, known, phrasebook);
        self.pieces = pieces.into_iter().map(|(number, piece)| (number, piece.without_text())).collect();
        self.artifacts = artifacts;
        self.explained = phrasebook.is_some();
        Reading::of(&self.alone)
    }

    /// The artifacts that the pieces were cut into.
    pub fn artifacts(&self) -> &[Artifact] {
        &self.artifacts
    }

    /// The same, where nothing follows any more.
    pub fn into_artifacts(self) -> Vec<Artifact> {
        self.artifacts
    }

    fn take_in(&mut self, pieces: &[(Option<u32>, &Piece)]) -> Vec<Taken> {
        let mut left: Vec<Option<Artifact>> = std::mem::take(&mut self.artifacts).into_iter().map(Some).collect();
        let mut known = std::mem::take(&mut self.pieces);
        let mut taken: Vec<Taken> = Vec::new();
        for (index, &(number, piece)) in pieces.iter().enumerate() {
            let then = number.and_then(|_| known.iter().position(|known| *known == (number, piece.without_text())));
            let Some(then) = then else {
                taken.extend(intake::take_in_piece(index, piece).into_iter().map(|artifact| (artifact, None)));
                continue;
            };
            // Its artifacts are given away; were the same text pasted twice, the second one would find none.
            known[then].0 = None;
            for (was, artifact) in left.iter_mut().enumerate() {
                if let Some(artifact) = artifact.take_if(|artifact| artifact.piece == then) {
                    taken.push((Artifact { piece: index, ..artifact }, Some(was)));
                }
            }
        }
        recognise(&left, &mut taken);
        taken
    }
}

/// Finds among the new artifacts those that were there before. A change is in one place as a rule: what stands before and behind it is
/// as it was.
fn recognise(left: &[Option<Artifact>], taken: &mut [Taken]) {
    let mut left = left.iter().enumerate().filter_map(|(was, artifact)| Some((was, artifact.as_ref()?))).peekable();
    let mut new = taken.iter_mut().filter(|(_, was)| was.is_none()).peekable();
    let pair = |was: &mut Option<usize>, then: Option<(usize, &Artifact)>| *was = then.map(|(was, _)| was);
    while let (Some((_, then)), Some((now, _))) = (left.peek(), new.peek())
        && then.reads_as(now)
    {
        let (then, Some((_, was))) = (left.next(), new.next()) else { return };
        pair(was, then);
    }
    let (mut left, mut new) = (left.rev().peekable(), new.rev().peekable());
    while let (Some((_, then)), Some((now, _))) = (left.peek(), new.peek())
        && then.reads_as(now)
    {
        let (then, Some((_, was))) = (left.next(), new.next()) else { return };
        pair(was, then);
    }
}

/// The indices of the nginx configurations.
fn configs(artifacts: &[Artifact]) -> Vec<usize> {
    (0..artifacts.len()).filter(|&index| artifacts[index].kind == Kind::NginxConfig).collect()
}
