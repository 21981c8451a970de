//! Words for what takes a while, and for what is kept.

/// Stops it.
pub const STOP: &str = "Stop";
/// The reader stopped it.
pub const STOPPED: &str = "Stopped. Your text is untouched; the analysis starts again with the next change.";
/// The texts come from the last visit.
pub const RESTORED: &str = "Restored from your last visit.";
/// Forgets them.
pub const FORGET: &str = "Forget it";
/// The switch that keeps texts.
pub const KEEP: &str = "Keep my texts in this browser until cleared";

/// A file is being read.
pub fn reading(name: &str, done: f64, size: f64) -> String {
    let megabytes = |bytes: f64| (bytes / 1e6).round() as u32;
    format!("Reading {name}: {} of {} MB", megabytes(done), megabytes(size))
}

/// The texts are analysed: what this step does.
pub fn analysing(step: u32) -> &'static str {
    match step {
        0 => "Analysing: reading the lines",
        1 => "Analysing: weighing the causes",
        _ => "Analysing: writing the answer",
    }
}
