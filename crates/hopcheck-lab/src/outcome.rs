//! What became of a scenario.

use serde::{Deserialize, Serialize};

/// The stations of a scenario that passed, and the one where it stopped.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Outcome {
    /// The failure was seen.
    pub symptom: bool,
    /// The engine found the cause, with names and as one paste.
    pub diagnosed: bool,
    /// The fix was applied, and the failure was gone.
    pub cured: bool,
    /// The engine has nothing to say of the mended state's texts.
    pub silent: bool,
    /// With the patch taken back the failure was there again; none where nothing was patched.
    pub back: Option<bool>,
    /// What went wrong.
    pub failure: Option<String>,
    /// What was captured, as a case.
    pub case: Option<String>,
}

impl Outcome {
    /// True where every station was passed.
    pub fn passed(&self) -> bool {
        self.failure.is_none()
    }
}

/// A scenario with one version of nginx, and what became of it.
#[derive(Clone, Debug)]
pub enum Row {
    /// It ran.
    Ran(Outcome),
    /// It could not run, and why.
    NotRun(String),
}
