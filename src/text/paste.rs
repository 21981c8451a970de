//! Words around the texts: the paste box, what it takes, what came into it and what was taken away.

use crate::decode::Refusal;
use crate::state::Deed;

/// Accessible name of the paste box; part of the page's contract.
pub const PASTE_LABEL: &str = "Paste anything";
/// What stands in the empty paste box.
pub const PASTE_PLACEHOLDER: &str =
    "Paste the error, the config, the compose file, the console line…\nor drop files here.";
/// Name of the tab of the paste box.
pub const PASTE_TAB: &str = "Pasted text";
/// The button that opens the file chooser.
pub const CHOOSE_FILES: &str = "Choose files";
/// The button that takes what is in the clipboard.
pub const FROM_CLIPBOARD: &str = "Paste from clipboard";
/// The button that empties everything.
pub const CLEAR: &str = "Clear";
/// Shown while files hover over the page.
pub const DROP_HERE: &str = "Drop the files anywhere";
/// Takes a notice away.
pub const DISMISS: &str = "Dismiss";

/// Heading over what it takes.
pub const TAKES_HEADING: &str = "What it reads";
/// What it takes.
pub const TAKES: &str = "nginx error lines and configuration, browser console lines, compose files, Dockerfiles, application logs, \
     PHP-FPM pools, systemd units, and what ss, docker ps, ls or curl -v print. Any mix, any order, any mess.";
/// Heading over the examples.
pub const EXAMPLES: &str = "Or try a real one";
/// An example's name.
pub const EXAMPLE_REFUSED: &str = "502 from nginx in Docker";
/// What is in it.
pub const EXAMPLE_REFUSED_HOLDS: &str = "nginx log, compose file, app log";
/// An example's name.
pub const EXAMPLE_WEBSOCKET_PORT: &str = "WebSocket to port 8000 fails";
/// What is in it.
pub const EXAMPLE_WEBSOCKET_PORT_HOLDS: &str = "browser console, compose file, frontend source";
/// An example's name.
pub const EXAMPLE_SOCKET: &str = "PHP-FPM socket not found";
/// What is in it.
pub const EXAMPLE_SOCKET_HOLDS: &str = "nginx log, nginx config, PHP-FPM pool";
/// An example's name.
pub const EXAMPLE_REBUILD: &str = "502 since the rebuild";
/// What is in it.
pub const EXAMPLE_REBUILD_HOLDS: &str = "nginx log, docker ps, container addresses";
/// An example's name.
pub const EXAMPLE_IDLE: &str = "Chat closes after a minute";
/// What is in it.
pub const EXAMPLE_IDLE_HOLDS: &str = "browser console, nginx config";
/// An example's name.
pub const EXAMPLE_LONG: &str = "Long answers end in 502";
/// What is in it.
pub const EXAMPLE_LONG_HOLDS: &str = "browser console, nginx log, nginx config, app log";

/// The browser does not let the page read the clipboard.
pub const NO_CLIPBOARD: &str = "The browser does not let this page read the clipboard. Click into the box and press Ctrl+V (⌘V on a Mac), or hold a finger on it.";
/// The clipboard holds something else.
pub const NO_TEXT_IN_CLIPBOARD: &str = "There is no text in the clipboard. The text in a picture cannot be read here: copy the text itself, from the terminal, \
     the log or the browser’s console.";
/// An example could not be loaded.
pub const NO_EXAMPLE: &str =
    "The example could not be loaded: it is a file beside this page, and the network gave no answer.";

/// The button that takes the last deed back.
pub fn undo(deed: &Deed) -> String {
    match deed {
        Deed::Clear => "Undo clear".into(),
        Deed::Example => "Undo example".into(),
        Deed::Insert => "Undo paste".into(),
        Deed::Share => "Undo shared paste".into(),
        Deed::Remove(name) => format!("Undo removal of {name}"),
    }
}

/// Why a file was not taken.
pub fn refused(name: &str, refusal: Refusal) -> String {
    match refusal {
        Refusal::Picture => format!(
            "{name} is a picture, and the text in a picture cannot be read here. Copy the text itself: from the terminal, the log or the browser’s console."
        ),
        Refusal::Binary => format!("{name} is not text, so there is nothing in it to read."),
        Refusal::TooLarge => {
            format!("{name} is larger than 64 MB. The command line tool takes it: hopcheck {name}")
        }
        Refusal::Unreadable => format!("{name} could not be read."),
    }
}

/// A large paste became a piece of its own.
pub fn large_paste(name: &str) -> String {
    format!("The paste is large, so it is kept beside the box as “{name}”.")
}

/// Name of a large paste.
pub fn large_paste_name(number: u32) -> String {
    format!("paste {number}")
}
