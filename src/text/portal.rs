//! The words of the builder of snippets for other sites' pages.

/// The button that opens it.
pub const OPEN: &str = "Put it in your portal";
/// Its heading.
pub const HEADING: &str = "Put Hopcheck in your own pages";
/// What to do with the snippet.
pub const WHAT: &str =
    "Copy these lines into the source of a page. What your readers paste there stays in their browsers too.";
/// Where this page does not know its own place.
pub const NO_HOME: &str = "Put the address of your own copy of Hopcheck in place of tools.example.com.";

/// Name of the choice between element and frame.
pub const FORM: &str = "As";
/// The element.
pub const ELEMENT: &str = "an element of the page";
/// The frame.
pub const FRAME: &str = "a frame, where no scripts may run";
/// Name of the choice of what it begins with.
pub const BEGIN: &str = "It begins with";
/// Nothing.
pub const EMPTY: &str = "an empty box";
/// The text that stands in the box here.
pub const TEXT: &str = "the text in the box here";
/// What that means.
pub const TEXT_WARNING: &str =
    "The text goes into these lines as it stands. Take out of it first what not everybody may read.";
/// Name of the choice of colours.
pub const THEME: &str = "Colours";
/// Those of the reader's system.
pub const AUTO: &str = "as the reader’s system";
/// Light ones.
pub const LIGHT: &str = "light";
/// Dark ones.
pub const DARK: &str = "dark";
/// Leaves out what frames the page.
pub const COMPACT: &str = "Compact: without heading, introduction and footer";
/// Name of the choice of kinds.
pub const KINDS: &str = "Offer only examples with";
/// Name of the field for the origin.
pub const ORIGIN: &str = "Origin of your page, if it is to set colours or text later";
