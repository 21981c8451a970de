//! Hopcheck's engine: text in, diagnosis out.
//!
//! The data flows one way, and no step looks back:
//!
//! ```text
//! text -> artifacts -> facts -> more facts -> findings -> diagnosis -> report
//!       intake      readers  derivations    matcher    ranking      views
//! ```
//!
//! The crate does no I/O, has no `cfg` in its logic, never panics on input and never recurses on input depth.

// The page is built without what `Debug` prints (xtask/src/dist.rs), so nothing that people read may come from it.
#![cfg_attr(not(test), warn(clippy::use_debug))]

pub mod circumstances;
mod derive;
pub mod diagnosis;
pub mod facts;
pub mod intake;
pub mod matcher;
pub mod nginx;
pub mod packed;
pub mod phrasebook;
pub mod readers;
pub mod redact;
pub mod report;
pub mod rules;
pub mod session;
pub mod text;
pub mod version;

use circumstances::Circumstances;
use diagnosis::Unproven;
use intake::{Artifact, Piece};
use phrasebook::Phrasebook;
use readers::Reading;
use report::Report;
use rules::Pack;
use session::Session;

/// Diagnoses a paste: the pieces as given, by the knowledge in `pack`. With a phrasebook nginx's messages are said in plain words
/// beside that; the findings are the same without it.
pub fn diagnose(pieces: &[Piece], pack: &Pack, phrasebook: Option<&Phrasebook>) -> Report {
    diagnose_in(pieces, &Circumstances::default(), pack, phrasebook)
}

/// Diagnoses a paste with what its reader says beside it.
pub fn diagnose_in(
    pieces: &[Piece],
    circumstances: &Circumstances,
    pack: &Pack,
    phrasebook: Option<&Phrasebook>,
) -> Report {
    conclude(pieces, circumstances, pack, phrasebook).0
}

/// The patches that the rules would make for a paste and that [`diagnose`] does not offer, because the patched text does not show
/// what they promise. For those who write rules.
pub fn unproven(pieces: &[Piece], pack: &Pack) -> Vec<Unproven> {
    conclude(pieces, &Circumstances::default(), pack, None).1
}

fn conclude(
    pieces: &[Piece],
    circumstances: &Circumstances,
    pack: &Pack,
    phrasebook: Option<&Phrasebook>,
) -> (Report, Vec<Unproven>) {
    let (artifacts, reading) = read(pieces, pack, phrasebook);
    let candidates = diagnosis::candidates(&reading.store, pack);
    diagnosis::report(candidates, &reading, &artifacts, pieces, pack, circumstances)
}

/// What a paste says, before anything is concluded about causes: its artifacts, and the facts in them with those that follow.
pub fn read(pieces: &[Piece], pack: &Pack, phrasebook: Option<&Phrasebook>) -> (Vec<Artifact>, Reading) {
    let mut session = Session::default();
    let reading = read_on(&mut session, pieces, &[], pack, phrasebook);
    (session.into_artifacts(), reading)
}

/// The same after other analyses of the session, which has the artifacts then. The numbers are those of the texts, as
/// [`Session::read`] has them.
pub fn read_on(
    session: &mut Session,
    pieces: &[Piece],
    numbers: &[Option<u32>],
    pack: &Pack,
    phrasebook: Option<&Phrasebook>,
) -> Reading {
    let mut reading = session.read(pieces, numbers, phrasebook);
    derive::derive(&mut reading.store, &pack.derivations);
    reading
}
