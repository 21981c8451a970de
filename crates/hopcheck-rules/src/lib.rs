//! The knowledge in `rules/`: checked and compiled at build time into one pack, and the compiler that does it.
//!
//! The list of rules is generated from the folders; there is no second list.

#[cfg(feature = "compile")]
pub mod cases;
#[cfg(feature = "compile")]
pub mod compile;
pub mod messages;
#[cfg(feature = "compile")]
pub mod seldom;

use std::sync::LazyLock;

use hopcheck::packed::{Place, texts, unpack_apart};
use hopcheck::phrasebook::Phrasebook;
use hopcheck::rules::Pack;

static PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.bin"));
/// The prose that answers to what most people paste read.
static OFTEN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/often.txt"));
/// The prose that none of them read, which the page loads later.
static SELDOM: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/seldom.txt"));

/// The rules compiled into this build, read on first use.
///
/// # Panics
/// Never in a build that succeeded: the build script wrote the bytes from the same types.
pub fn pack() -> &'static Pack {
    static READ: LazyLock<Pack> =
        LazyLock::new(|| unpack_apart(PACK, prose).expect("the build script wrote this pack from the same types"));
    &READ
}

/// The prose of a place.
fn prose(place: Place) -> &'static str {
    static READ_OFTEN: LazyLock<Vec<&str>> = LazyLock::new(|| texts(OFTEN));
    // The function that names this data is run where it is read, and not before: so the two are loaded together.
    static READ_SELDOM: LazyLock<Vec<&str>> = LazyLock::new(|| texts(SELDOM));
    let shelf = if place.seldom { &READ_SELDOM } else { &READ_OFTEN };
    shelf.get(place.number as usize).copied().unwrap_or_default()
}

/// The name of the file in which the page finds the phrasebook of this build.
pub const PHRASEBOOK_FILE: &str = env!("HOPCHECK_PHRASEBOOK");

/// Reads a phrasebook that was loaded from [`PHRASEBOOK_FILE`]; none where the text is not the one this build was made with: a
/// server may answer with a page of its own, or with the file of another version.
pub fn read_phrasebook(text: &str) -> Option<Phrasebook> {
    if messages::file_name(text) == PHRASEBOOK_FILE { Phrasebook::new(text).ok() } else { None }
}

/// The phrasebook's text: the files of `rules/messages/`, one after the other.
#[cfg(feature = "phrasebook")]
pub static PHRASEBOOK: &str = include_str!(concat!(env!("OUT_DIR"), "/phrasebook.txt"));

/// The phrasebook compiled into this build, read on first use.
///
/// # Panics
/// Never in a build that succeeded: the build script read the text with the same code.
#[cfg(feature = "phrasebook")]
pub fn phrasebook() -> &'static Phrasebook {
    static READ: LazyLock<Phrasebook> =
        LazyLock::new(|| Phrasebook::new(PHRASEBOOK).expect("the build script has read this phrasebook"));
    &READ
}

#[cfg(all(test, feature = "phrasebook"))]
mod tests {
    #[test]
    fn only_the_phrasebook_of_this_build_is_read() {
        assert!(super::read_phrasebook(super::PHRASEBOOK).is_some());
        assert!(super::read_phrasebook("<!doctype html>").is_none());
        assert!(super::read_phrasebook(&super::PHRASEBOOK.replacen("means", "means not", 1)).is_none());
    }
}
