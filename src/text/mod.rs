//! Every word the page itself says. What a report says comes from the engine.

pub mod asks;
pub mod environment;
pub mod link;
pub mod patch;
pub mod portal;
pub mod rule_page;
pub mod shortcuts;
pub mod steps;
pub mod take_along;
pub mod theme;

mod offline;
#[cfg(test)]
mod only_here;
mod paste;
mod pieces;
mod proof;
mod rule_pages;
mod terms;
mod work;

pub use offline::*;
pub use paste::*;
pub use pieces::*;
pub use proof::*;
pub use rule_pages::*;
pub use terms::*;
pub use work::*;

use hopcheck::report::{Certainty, HopState};

/// Name of the program.
pub const NAME: &str = "Hopcheck";
/// What it is, in one line.
pub const TAGLINE: &str = "Paste what broke. See which hop of the request is broken, why, and the fix.";

/// Heading of the answer for screen readers.
pub const ANSWER: &str = "Diagnosis";
/// Heading of the path.
pub const PATH: &str = "The request’s path";
/// Heading of the findings.
pub const FINDINGS: &str = "What is wrong";
/// Heading of the findings where none is likely.
pub const POSSIBLE: &str = "What it may be";
/// Heading of the asks.
pub const ASKS: &str = "Paste next";
/// Heading of the messages.
pub const MESSAGES: &str = "What nginx says";
/// Before the numbers of the findings that a message points to.
pub const POINTS_TO: &str = "Points to";
/// Heading of what was ruled out.
pub const RULED_OUT: &str = "Ruled out";
/// Heading of what was not read.
pub const UNREAD: &str = "Not understood";
/// Heading of the steps.
pub const STEPS: &str = "The fix";
/// Heading of the check.
pub const VERIFY: &str = "Check that it worked";
/// Heading of the evidence.
pub const EVIDENCE: &str = "Evidence";
/// Heading of the mechanism.
pub const WHY: &str = "Why it breaks";
/// Heading of the changes.
pub const PATCHES: &str = "The change to your text";
/// Heading of what speaks against it.
pub const CONTRADICTION: &str = "But";
/// Heading of the consequences.
pub const CONSEQUENCES: &str = "What follows from it";
/// Heading of the references.
pub const SEE: &str = "References";

/// Before what a step costs.
pub const COSTS: &str = "Costs";
/// Before how a step is taken back.
pub const UNDO: &str = "To undo";
/// Mark of a step that wants a look first.
pub const REVIEW: &str = "Review first";
/// Before what a check prints when all is well.
pub const EXPECT: &str = "Expect";
/// Before where a command is run.
pub const RUN_WHERE: &str = "Run it";
/// Before where something is that no command prints.
pub const FIND_WHERE: &str = "Find it";
/// Mark of a message only nginx's developers can act on.
pub const INTERNAL: &str = "internal to nginx";

/// Copies a command.
pub const COPY: &str = "Copy";
/// After copying.
pub const COPIED: &str = "Copied";
/// Where the browser refuses.
pub const COPY_FAILED: &str = "Press Ctrl+C";
/// Copies the summary.
pub const COPY_SUMMARY: &str = "Copy this sentence";
/// Copies a diff.
pub const COPY_DIFF: &str = "Copy the diff";
/// Copies the whole text after the change.
pub const COPY_PATCHED: &str = "Copy the whole file";

/// Healthy, as far as the paste goes.
pub const NOTHING_WRONG: &str = "Nothing in this is broken, as far as it shows.";
/// What helps where requests fail all the same.
pub const NOTHING_WRONG_HELP: &str = "That holds for these pieces only. Where requests still fail, paste what says so beside them: the error line from \
     nginx’s log, the red line in the browser’s console, the application’s last lines.";
/// No artifact of a known kind.
pub const NOT_UNDERSTOOD: &str = "None of this was understood.";
/// What helps then.
pub const NOT_UNDERSTOOD_HELP: &str = "Hopcheck reads what servers, browsers and tools print, and their configuration. Paste the raw lines rather \
     than a description: the error line from nginx’s log, the red line in the browser’s console, the config file.";
/// Under the unread ranges.
pub const UNREAD_HELP: &str = "No reader knew these lines, so they count neither for nor against anything.";

/// The engine is being loaded.
pub const STARTING: &str = "Starting the engine…";
/// An analysis has taken a while.
pub const WORKING: &str = "Analysing…";
/// The worker died and a new one runs.
pub const RESTARTED: &str = "The analysis of this text stopped unexpectedly, so the engine was started afresh. Your text is untouched: change it, or take a \
     part out, to try again.";
/// The worker cannot be started at all.
pub const WORKER_FAILED: &str = "The engine did not start in this browser. Reload the page; if that does not help, use a current version of Firefox, Chrome \
     or Safari, or the command line tool.";
/// Closes a dialog.
pub const CLOSE: &str = "Close";
/// The footer's word before the version.
pub const VERSION: &str = "version";

/// A certainty in a word.
pub fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Confirmed => "Confirmed",
        Certainty::Likely => "Likely",
        Certainty::Possible => "Possible",
    }
}

/// A hop's state in words.
pub fn state(state: HopState) -> &'static str {
    match state {
        HopState::Ok => "works",
        HopState::Broken => "broken",
        HopState::Suspect => "suspect",
        HopState::Unknown => "not known",
    }
}

/// A line, or a range of lines.
pub fn lines(first: usize, last: usize) -> String {
    if last > first { format!("lines {first}–{last}") } else { format!("line {first}") }
}

/// How often a message occurs.
pub fn times(count: usize) -> String {
    format!("{count} times")
}

/// Messages that only tell what nginx does.
pub fn quiet_messages(count: usize) -> String {
    if count == 1 { "1 notice".into() } else { format!("{count} notices") }
}

/// Messages behind the first ones.
pub fn more_messages(count: usize) -> String {
    format!("{count} more")
}

/// The causes that a message may have and that are not among the findings; `others` where some are.
pub fn other_causes(others: bool, ids: &str) -> String {
    if others { format!("Other known causes: {ids}") } else { format!("Known causes: {ids}") }
}

/// A cause that the answer rules out.
pub fn is_ruled_out(id: &str) -> String {
    format!("{id} (ruled out)")
}

/// Accessible name of the button that jumps to a place in the text.
pub fn jump(place: &str) -> String {
    format!("Show {place} in the text")
}

/// What an ask shows; a whole sentence stays one.
pub fn shows(what: &str) -> String {
    if what.starts_with(char::is_uppercase) { what.to_owned() } else { format!("It shows {what}") }
}

/// Before the numbers of the causes that an ask separates.
pub fn separates(causes: usize) -> &'static str {
    if causes == 1 { "Confirms or rules out" } else { "Tells apart" }
}

/// A cause with its number.
pub fn numbered(number: usize, title: &str) -> String {
    format!("{number}: {title}")
}

/// The cause to be fixed first.
pub fn breaks_next(first: &str) -> String {
    format!("Breaks next, once this is fixed: {first}")
}

/// The mark of a finding that breaks next.
pub const NEXT: &str = "Breaks next";

/// The bar under the text: this place is evidence.
pub fn evidence_for(number: usize, title: &str) -> String {
    format!("Evidence for {number}: {title}")
}

/// What a screen reader hears when the answer changes.
pub fn announce(certainty: &str, title: &str, others: usize) -> String {
    match others {
        0 => format!("{certainty}: {title}"),
        1 => format!("{certainty}: {title}. One more finding."),
        n => format!("{certainty}: {title}. {n} more findings."),
    }
}

/// How many causes are ruled out.
pub fn ruled_out_count(count: usize) -> String {
    if count == 1 { "1 cause".into() } else { format!("{count} causes") }
}

/// How many lines were not understood, of how many.
pub fn unread_count(unread: usize, all: usize) -> String {
    format!("{unread} of {all} lines")
}

/// A piece's name and its lines.
pub fn in_piece(name: &str, place: &str) -> String {
    format!("{name}, {place}")
}

/// A hop as it is read aloud.
pub fn hop_aloud(name: &str, label: &str, state: &str) -> String {
    if label.is_empty() { format!("{name}: {state}") } else { format!("{name}, {label}: {state}") }
}
