//! Words around a paste that comes by a link.

use crate::take_along::LinkTrouble;

/// Above the texts of somebody else's paste.
pub const SHARED: &str = "This is somebody else’s paste: it came with the link, which holds all of it. No server has seen it, and it never leaves this \
     browser. What was secret in it may have been replaced by names such as host-1.example.";
/// Heading of the question.
pub const OFFERED: &str = "This link holds somebody else’s paste";
/// The question.
pub const OFFERED_WHAT: &str =
    "There is a text of your own on this page. The shared one would take its place; Undo brings yours back.";
/// Shows the shared one.
pub const ACCEPT: &str = "Show the shared paste";
/// Leaves everything as it is.
pub const DECLINE: &str = "Keep mine";

/// Why a link shows nothing.
pub fn trouble(trouble: &LinkTrouble) -> String {
    match trouble {
        LinkTrouble::Changed => {
            "This link cannot be opened: it was changed or cut on its way. Ask for it again, as a file or a code block where the \
             chat cuts long lines."
                .into()
        }
        LinkTrouble::Version(version) => format!(
            "This link is of version {version}, which this Hopcheck does not know. A newer one may: reload the page, or ask where the link was \
             made."
        ),
        LinkTrouble::TooLarge => {
            "This link holds more than this page takes: more than 16 MB, 500 pieces, or names of more than 1,000 characters. Nothing \
             of it was opened."
                .into()
        }
        LinkTrouble::NotText => {
            "This link holds something that is not text, so there is nothing in it to read. Nothing of it was opened.".into()
        }
        LinkTrouble::Empty => "This link holds no text.".into(),
        LinkTrouble::Browser => {
            "This browser cannot unfold the link. A current version of Firefox, Chrome, Edge or Safari can, and so can the \
             command line tool: hopcheck open LINK"
                .into()
        }
    }
}
