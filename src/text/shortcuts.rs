//! The words of the keyboard shortcuts.

/// The button that shows them.
pub const OPEN: &str = "Keyboard";
/// Heading of the list.
pub const HEADING: &str = "Keyboard shortcuts";
/// When they work.
pub const WHEN: &str = "They work wherever you are not typing.";
/// When they work in a page that is a guest in another one.
pub const WHEN_GUEST: &str = "They work while the focus is in here and you are not typing.";
/// The switch.
pub const SWITCH: &str = "Shortcuts of a single key";
/// Why one may want to switch them off.
pub const SWITCH_HELP: &str = "Switch them off where you speak to your computer or a key is easily hit. Escape, and all that is reached with Tab, go on working.";

/// Shows the list.
pub const HELP: &str = "show this list";
/// Goes to the paste box.
pub const PASTE: &str = "go to the text";
/// Goes to the next finding.
pub const NEXT: &str = "go to the next cause";
/// Goes to the previous finding.
pub const PREVIOUS: &str = "go to the cause before";
/// Shows a finding's evidence in the text.
pub const EVIDENCE: &str = "show the cause’s evidence in the text, one place after the other";
/// Copies the summary.
pub const COPY: &str = "copy the sentence on top";
/// Goes to the question that is put.
pub const ASK: &str = "go to what to paste next";
/// Takes the last deed back.
pub const UNDO: &str = "take back what was cleared, removed or replaced";
/// The next theme.
pub const THEME: &str = "change the colours";
/// Leaves the text.
pub const BACK: &str = "leave the text for its cause";
/// The key that does so.
pub const BACK_KEY: &str = "Esc";
