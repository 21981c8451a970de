//! The words of the interview.

/// The box for what the command printed.
pub const ANSWER: &str = "Paste here what it printed";
/// Adds it to the pieces.
pub const ADD: &str = "Add it";
/// Passes over an ask.
pub const CANNOT: &str = "I cannot get this";
/// Before the other asks.
pub const INSTEAD: &str = "Or paste one of these instead:";
/// The mark of an ask that was passed over.
pub const PASSED_OVER: &str = "passed over";

/// How many causes are open.
pub fn open(causes: usize) -> String {
    match causes {
        0 => "No cause is open.".to_owned(),
        1 => "1 cause is still open".to_owned(),
        n => format!("{n} causes are still open"),
    }
}

/// How they became fewer.
pub fn narrowed(trail: &[usize]) -> String {
    let steps: Vec<String> = trail.iter().map(usize::to_string).collect();
    format!("Causes still open: {}", steps.join(" → "))
}
