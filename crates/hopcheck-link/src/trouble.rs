//! What can be wrong with a link.

use std::fmt;

use crate::{LARGEST_PASTE, LONGEST_LINK, LONGEST_NAME, MOST};

/// Why there is no link for a paste, or no paste in a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The paste has so many bytes: more than [`LARGEST_PASTE`].
    TooMuch(usize),
    /// It is no share link.
    NoLink,
    /// It is one of this version.
    OtherVersion(String),
    /// It has so many characters: more than [`LONGEST_LINK`].
    TooLong(usize),
    /// It holds characters that no link has.
    Characters,
    /// What it holds is no deflate.
    Unfolding,
    /// It unfolds to more than [`LARGEST_PASTE`].
    TooLarge,
    /// What unfolds is no paste.
    NoPaste,
    /// It holds so many pieces, or things said of them: more than [`MOST`].
    TooMany(usize),
    /// A piece has no text.
    NoText,
    /// Something in it has a name longer than [`LONGEST_NAME`].
    LongName,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::TooMuch(bytes) => write!(f, "{bytes} bytes are too much for a link: share the files instead"),
            Trouble::NoLink => write!(f, "this is no share link: its fragment begins with #v1."),
            Trouble::OtherVersion(version) => {
                write!(f, "the link is of version {version}, which this hopcheck does not know: a newer one may")
            }
            Trouble::TooLong(length) => {
                write!(f, "the link has {length} characters, more than the {LONGEST_LINK} that are read")
            }
            Trouble::Characters => {
                write!(f, "the link holds characters that no link has: it was changed or cut on its way")
            }
            Trouble::Unfolding => write!(f, "the link cannot be unfolded: it was changed or cut on its way"),
            Trouble::TooLarge => write!(f, "the link unfolds to more than {LARGEST_PASTE} bytes"),
            Trouble::NoPaste => write!(f, "the link holds no paste: it was changed or cut on its way"),
            Trouble::TooMany(count) => write!(f, "the link holds {count} things of a kind, more than {MOST}"),
            Trouble::NoText => write!(f, "a piece of the link has no text"),
            Trouble::LongName => write!(f, "something in the link has a name of more than {LONGEST_NAME} bytes"),
        }
    }
}
