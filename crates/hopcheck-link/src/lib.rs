//! The share link: a paste in the fragment of an address.
//!
//! `#v1.` and then, in base64url without padding (RFC 4648, 5), raw deflate (RFC 1951) of JSON, which `json.rs` describes. A fragment
//! is never sent to a server.
//!
//! Whoever has a raw deflate of its own, as browsers do, packs and unpacks by that ([`of_packed`], [`packed`], [`Shared::json`],
//! [`Shared::from_json`]) and leaves the feature `deflate` out.

#[cfg(feature = "deflate")]
mod deflate;
mod json;
mod trouble;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hopcheck::circumstances::Circumstances;
use hopcheck::intake::Piece;

#[cfg(feature = "deflate")]
pub use deflate::{fragment, open};
pub use trouble::Trouble;

/// The version that is written.
const VERSION: &str = "v1";
/// The longest link that is read, in characters.
pub const LONGEST_LINK: usize = 4 << 20;
/// The most that it may unfold to, in bytes.
pub const LARGEST_PASTE: usize = 16 << 20;
/// The most pieces of a paste, and of what is said of them or beside them.
pub const MOST: usize = 500;
/// The longest name of something, in bytes.
pub const LONGEST_NAME: usize = 1000;
/// Beyond this many characters some programs cut an address short or do not make a link of it.
pub const SURE_LENGTH: usize = 8000;

/// What a link holds.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// The texts, in order.
    pub pieces: Vec<Piece>,
    /// What was said beside them.
    pub said: Circumstances,
}

/// The fragment that holds packed JSON, with its `#`.
pub fn of_packed(packed: &[u8]) -> String {
    format!("#{VERSION}.{}", URL_SAFE_NO_PAD.encode(packed))
}

/// Whether a fragment, with its `#`, means to be a share link, of whatever version.
pub fn is_link(fragment: &str) -> bool {
    let rest = fragment.strip_prefix("#v").unwrap_or_default();
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    end > 0 && matches!(rest.as_bytes().get(end), None | Some(b'.'))
}

/// The packed JSON of a link: a whole address, or its fragment alone.
pub fn packed(link: &str) -> Result<Vec<u8>, Trouble> {
    let link = link.trim();
    let fragment = link.split_once('#').map_or(link, |(_, fragment)| fragment);
    let (version, data) = fragment.split_once('.').unwrap_or((fragment, ""));
    let numbered = version.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    if !numbered {
        return Err(Trouble::NoLink);
    }
    if version != VERSION {
        return Err(Trouble::OtherVersion(version.chars().take(8).collect()));
    }
    if data.len() > LONGEST_LINK {
        return Err(Trouble::TooLong(data.len()));
    }
    URL_SAFE_NO_PAD.decode(data).map_err(|_| Trouble::Characters)
}

#[cfg(all(test, feature = "deflate"))]
mod tests;
