//! The knowledge in `rules/`: checked and compiled at build time into one pack, and the compiler that does it.
//!
//! The list of rules is generated from the folders; there is no second list.

#[cfg(feature = "compile")]
pub mod cases;
#[cfg(feature = "compile")]
pub mod compile;

use std::sync::LazyLock;

#[cfg(feature = "phrasebook")]
use hopcheck::phrasebook::Phrasebook;
use hopcheck::rules::Pack;

static PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.bin"));

/// The rules compiled into this build, read on first use.
///
/// # Panics
/// Never in a build that succeeded: the build script wrote the bytes from the same types.
pub fn pack() -> &'static Pack {
    static READ: LazyLock<Pack> =
        LazyLock::new(|| hopcheck::packed::unpack(PACK).expect("the build script wrote this pack from the same types"));
    &READ
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
