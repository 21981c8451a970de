//! Taking a paste along: what leaves the page, with what identifies someone replaced, and a link that comes from elsewhere. Both is
//! the worker's work.

mod link;
mod prepare;

pub use link::{open, packed};
pub use prepare::prepare;

use hopcheck::circumstances::Circumstances;
use hopcheck::intake::Piece;
use hopcheck::packed;
use hopcheck::redact::Item;
use hopcheck::report::Report;
use hopcheck_link::Trouble;

/// Everything that can be taken along of a paste. All of it is redacted.
#[derive(Debug, Default, PartialEq)]
pub struct Taken {
    /// The texts as they leave.
    pub texts: Vec<Leaving>,
    /// What was replaced, by first appearance; what the reader keeps stands among it.
    pub items: Vec<Item>,
    /// The answer to these texts.
    pub report: Report,
    /// The same as a ticket, in Markdown.
    pub ticket: String,
    /// The same as JSON, as the command line tool prints it.
    pub json: String,
    /// The fragment that holds the texts and what was said beside them; none where there is too much for one, or the browser cannot
    /// make one.
    pub link: Option<String>,
}

/// A text that leaves.
#[derive(Debug, Default, PartialEq)]
pub struct Leaving {
    /// Its name, where it is a file.
    pub name: Option<String>,
    /// The text.
    pub text: String,
    /// Where it was replaced, in order: the index of the item, and the first byte and the one behind the last.
    pub marks: Vec<(usize, (usize, usize))>,
}

/// What a link holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// A paste.
    Paste {
        /// The texts, in order.
        pieces: Vec<Piece>,
        /// What was said beside them.
        said: Circumstances,
    },
    /// Nothing that can be shown.
    Nothing(LinkTrouble),
}

/// Why a link shows nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTrouble {
    /// It was changed or cut on its way.
    Changed,
    /// It is of this version, which is not known here.
    Version(String),
    /// It holds more than is taken.
    TooLarge,
    /// It holds something that is no text.
    NotText,
    /// It holds no text at all.
    Empty,
    /// This browser cannot unfold it.
    Browser,
}

impl From<Trouble> for LinkTrouble {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::OtherVersion(version) => LinkTrouble::Version(version),
            Trouble::TooMuch(_) | Trouble::TooLong(_) | Trouble::TooLarge | Trouble::TooMany(_) | Trouble::LongName => {
                LinkTrouble::TooLarge
            }
            Trouble::NoLink | Trouble::Characters | Trouble::Unfolding | Trouble::NoPaste | Trouble::NoText => {
                LinkTrouble::Changed
            }
        }
    }
}

packed! {
    struct Taken { texts, items, report, ticket, json, link }
    struct Leaving { name, text, marks }
}

packed!(enum Opened { 0 => Paste { pieces, said }, 1 => Nothing(trouble) });
packed!(enum LinkTrouble { 0 => Changed, 1 => Version(version), 2 => TooLarge, 3 => NotText, 4 => Empty, 5 => Browser });
