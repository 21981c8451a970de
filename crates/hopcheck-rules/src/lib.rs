//! The knowledge in `rules/`: checked and compiled at build time into one pack, and the compiler that does it.
//!
//! The list of rules is generated from the folders; there is no second list.

#[cfg(feature = "compile")]
pub mod cases;
#[cfg(feature = "compile")]
pub mod compile;

use std::sync::LazyLock;

use hopcheck::rules::Pack;

static PACK: &str = include_str!(concat!(env!("OUT_DIR"), "/pack.json"));

/// The rules compiled into this build, read on first use.
///
/// # Panics
/// Never in a build that succeeded: the build script wrote the text from the same types.
pub fn pack() -> &'static Pack {
    static READ: LazyLock<Pack> =
        LazyLock::new(|| serde_json::from_str(PACK).expect("the build script wrote this pack from the same types"));
    &READ
}
