//! The words around the steps of a fix.

use crate::state::Moved;

/// The box of a step that was carried out.
pub const DONE: &str = "Done";
/// Says that a step was carried out and the fault is still there.
pub const NO_HELP: &str = "Tried, did not help";
/// The mark of such a step.
pub const DID_NOT_HELP: &str = "Tried, and it did not help.";
/// Takes that back.
pub const TAKE_BACK: &str = "Take it back";
/// Heading over everything that was tried.
pub const TRIED: &str = "What you tried";

/// What became of a cause since one of its steps was marked, or the mark taken back.
pub fn moved(moved: &Moved) -> String {
    let title = &moved.title;
    match (moved.doubted, moved.places) {
        (_, (_, None)) => format!("“{title}” is not among the findings any more."),
        (true, (before, Some(now))) if before.is_none_or(|before| before < now) => {
            let first = moved.first.as_deref().unwrap_or_default();
            format!("“{title}” counts for less now and moved to place {}. First is now: {first}", now + 1)
        }
        (true, (_, Some(now))) => {
            format!("“{title}” counts for less now. It keeps place {}: nothing else fits better yet.", now + 1)
        }
        (false, (_, Some(now))) => format!("“{title}” counts in full again and stands at place {}.", now + 1),
    }
}
