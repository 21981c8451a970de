//! What the reader says beside the texts: what was tried already, and where the programs run.

use serde::{Deserialize, Serialize};

use crate::packed;

/// What is known beside the texts. By default nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// Steps that were carried out and did not help.
    pub tried: Vec<Tried>,
    /// The name of the environment (see [`crate::rules::Environment`]); none to recognise it from the texts.
    pub environment: Option<String>,
}

/// A fix that was carried out and did not help.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tried {
    /// The rule's id.
    pub id: String,
    /// The step's number in the rule, as [`crate::report::Step::number`] has it; none for the whole fix.
    pub step: Option<usize>,
}

packed! {
    struct Circumstances { tried, environment }
    struct Tried { id, step }
}
