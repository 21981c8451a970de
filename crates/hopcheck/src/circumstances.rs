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

/// A step's number as a letter, which no count of the steps shown is taken for: a to z, then aa and so on.
pub fn letter(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        letters.push(char::from(b'a' + ((number - 1) % 26) as u8));
        number = (number - 1) / 26;
    }
    letters.iter().rev().collect()
}

packed! {
    struct Circumstances { tried, environment }
    struct Tried { id, step }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_behind_z() {
        let letters: Vec<String> = [1, 2, 26, 27, 52, 53, 702, 703].into_iter().map(letter).collect();
        assert_eq!(letters, ["a", "b", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}
