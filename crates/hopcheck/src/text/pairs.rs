//! A quick "no" to the question whether a text holds another one, for lines that many texts are searched in.

/// The pairs of neighbouring bytes in a text. The set may seem to have some that are not there, and has all that are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pairs([u64; WORDS]);

const WORDS: usize = 16;

impl Pairs {
    /// Those of `text`.
    pub fn of(text: &str) -> Self {
        let mut pairs = Pairs::default();
        for pair in text.as_bytes().windows(2) {
            let (word, bit) = place(pair);
            pairs.0[word] |= bit;
        }
        pairs
    }

    /// False only where neither the text nor any part of it holds `words`.
    pub fn may_hold(&self, words: &str) -> bool {
        words.as_bytes().windows(2).map(place).all(|(word, bit)| self.0[word] & bit != 0)
    }

    /// Whether `part`, which is the text or a part of it, holds `words`.
    pub fn holds(&self, part: &str, words: &str) -> bool {
        self.may_hold(words) && part.contains(words)
    }
}

/// A pair's place in the set: letters differ in their lower five bits.
fn place(pair: &[u8]) -> (usize, u64) {
    let number = usize::from(pair[0]) << 5 ^ usize::from(pair[1]);
    (number / 64 % WORDS, 1 << (number % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_part_that_is_there_is_never_denied(text in "[abé(: ]{0,30}", words in "[abé(: ]{0,4}", from in 0..30usize) {
            let pairs = Pairs::of(&text);
            let part = text.get(from..).unwrap_or(&text);
            prop_assert_eq!(pairs.holds(part, &words), part.contains(&words));
        }
    }

    #[test]
    fn what_is_not_there_is_denied_as_a_rule() {
        let pairs = Pairs::of(
            "2026/03/14 09:00:00 [error] 29#29: *1 connect() failed (111: Connection refused) while connecting",
        );
        let denied = ["no live upstreams", "could not be resolved", "SSL_do_handshake() failed", "(24: "];
        assert!(denied.iter().all(|words| !pairs.may_hold(words)));
    }
}
