//! Words around what is taken along: what leaves, to look over, and the ways it leaves.

use hopcheck::redact::Class;

/// The button, and the heading of its dialog.
pub const TAKE: &str = "Take it along";
/// While it is prepared.
pub const PREPARING: &str = "Preparing…";
/// It could not be.
pub const FAILED: &str = "This could not be prepared: the engine stopped over it, and was started afresh. Close this, and try again with less text.";

/// Heading over what leaves.
pub const LEAVES: &str = "First look over what leaves";
/// What redaction does, and what it cannot know.
pub const LEAVES_WHAT: &str = "What identifies somebody or opens something is replaced, the same by the same everywhere, and the diagnosis stays as it is. What \
     only prose says, or what looks like a plain word, is for you to see. Nothing leaves before you send it yourself.";
/// Where nothing was replaced.
pub const NOTHING_FOUND: &str = "Nothing was found that identifies somebody or opens something.";
/// Name of the list of what was replaced.
pub const REPLACED: &str = "Replaced";
/// The label of a word to hide.
pub const HIDE: &str = "Hide another word";
/// Under it.
pub const HIDE_HELP: &str =
    "Type it, or select it in a text below. It is hidden wherever it stands, whatever its case.";
/// The button beside it.
pub const HIDE_IT: &str = "Hide it";
/// Heading over the texts.
pub const TEXTS: &str = "The texts as they leave";

/// Heading over the ways.
pub const WAYS: &str = "Then choose a way";
/// The link.
pub const LINK: &str = "A link";
/// What it is.
pub const LINK_WHAT: &str = "It holds texts and answer after the #, a part of the address that browsers send to no server. Whoever opens it sees what you see here.";
/// What it is on a page from a disk.
pub const LINK_LOCAL: &str = "This page is a file on your disk: the link opens for whoever has that file in the same place. Its part from the # on opens on any Hopcheck \
     page, and with hopcheck open.";
/// Copies it.
pub const COPY_LINK: &str = "Copy the link";
/// Where there is none.
pub const NO_LINK: &str = "There is too much text for a link, or this browser cannot pack it. Take the JSON instead.";
/// The ticket.
pub const TICKET: &str = "A ticket";
/// What it is.
pub const TICKET_WHAT: &str = "In Markdown: the sentence on top, the request’s path, the findings with their evidence, and the steps with what was tried already.";
/// Copies it.
pub const COPY_TICKET: &str = "Copy the ticket";
/// Saves it.
pub const SAVE_TICKET: &str = "Download ticket.md";
/// Shows it.
pub const SHOW_TICKET: &str = "Show it";
/// The sheet.
pub const SHEET: &str = "A sheet of paper";
/// What it is.
pub const SHEET_WHAT: &str = "The answer with boxes to tick, for the printer or as a PDF.";
/// Prints it.
pub const PRINT: &str = "Print";
/// The JSON.
pub const JSON: &str = "JSON";
/// What it is.
pub const JSON_WHAT: &str = "For programs: the answer as hopcheck --format json prints it.";
/// Saves it.
pub const SAVE_JSON: &str = "Download hopcheck.json";
/// After another page took it over.
pub const HANDED_OVER: &str = "Handed over";

/// On the sheet, before the environment.
pub const ENVIRONMENT: &str = "Commands are for";
/// On the sheet, a step that was tried.
pub const TRIED: &str = "tried, did not help";

/// A kind of things that are replaced, with how many there are and how often they stand.
pub fn kind(class: Class, things: usize, places: usize) -> String {
    let name = match class {
        Class::Secret => "Passwords, keys, tokens",
        Class::Cookie => "Cookies",
        Class::Value => "Query values",
        Class::Mail => "Mail addresses",
        Class::User => "Accounts",
        Class::Name => "Names of services and projects",
        Class::Host => "Hosts",
        Class::Address => "Addresses",
        Class::Mac => "Network cards",
        Class::Id => "Identifiers",
        Class::Own => "Your own words",
    };
    let places = if places == 1 { "1 place".into() } else { format!("{places} places") };
    format!("{name}: {things}, in {places}")
}

/// Of many things the first are listed.
pub fn more(count: usize) -> String {
    format!("and {count} more")
}

/// A word that was to be hidden.
pub fn not_there(word: &str) -> String {
    format!("“{word}” does not stand in the texts.")
}

/// Name of a text as it leaves.
pub fn leaves(name: &str) -> String {
    format!("{name} as it leaves")
}

/// How long the link is.
pub fn link_length(length: usize) -> String {
    format!("{} characters.", grouped(length))
}

/// Of a link that some programs cut. RFC 9110, 4.1, asks programs to take 8,000; Teams and Slack document the sizes of their messages.
pub const LINK_LONG: &str = "Some chats and trackers cut addresses beyond 8,000 characters, Teams takes messages of 28 KB, Slack of 40,000 characters. JSON or the      ticket as a file arrives whole.";
/// Of a link that some browsers do not open: Firefox and Chrome stop at 1 MiB and 2 MiB.
pub const LINK_TOO_LONG: &str =
    "Browsers do not open addresses beyond 1,048,576 characters. Take the JSON or the ticket instead.";

/// A number with commas.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn long_numbers_are_grouped() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_048_576, "1,048,576")] {
            assert_eq!(super::grouped(number), text);
        }
    }
}
