//! The knowledge in `rules/`: checked and compiled at build time into one pack, and the compiler that does it.
//!
//! The list of rules is generated from the folders; there is no second list.

#[cfg(feature = "compile")]
pub mod cases;
#[cfg(feature = "compile")]
pub mod compile;

use hopcheck::rules::Pack;

static PACK: &str = include_str!(concat!(env!("OUT_DIR"), "/pack.json"));

/// The rules compiled into this build.
///
/// # Panics
/// Never in a build that succeeded: the build script wrote the text from the same types.
pub fn pack() -> Pack {
    serde_json::from_str(PACK).expect("the build script wrote this pack from the same types")
}
