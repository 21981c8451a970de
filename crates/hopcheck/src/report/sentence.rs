//! A capital where a sentence begins.

/// Words that begin a sentence and are no name, so that they may take a capital; nginx and gunicorn keep their case.
const COMMON_WORDS: &[&str] = &[
    "a",
    "after",
    "all",
    "an",
    "another",
    "any",
    "as",
    "at",
    "because",
    "before",
    "behind",
    "both",
    "by",
    "each",
    "either",
    "every",
    "few",
    "for",
    "from",
    "here",
    "how",
    "if",
    "in",
    "inside",
    "it",
    "its",
    "many",
    "more",
    "most",
    "neither",
    "no",
    "nobody",
    "not",
    "nothing",
    "of",
    "on",
    "one",
    "only",
    "or",
    "perhaps",
    "several",
    "since",
    "so",
    "some",
    "somebody",
    "something",
    "than",
    "that",
    "the",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "to",
    "too",
    "two",
    "under",
    "until",
    "what",
    "whatever",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whoever",
    "whose",
    "why",
    "with",
    "without",
    "you",
    "your",
];

/// The text with a capital, where its first word is an ordinary word.
pub fn capitalised(text: &str) -> String {
    let first = text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let ends = text[first.len()..].chars().next().is_none_or(|c| " ,:;".contains(c));
    if !ends || !COMMON_WORDS.contains(&first) {
        return text.to_owned();
    }
    let (initial, rest) = text.split_at(1);
    initial.to_ascii_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::capitalised;

    #[test]
    fn ordinary_words_take_a_capital_and_names_do_not() {
        assert_eq!(capitalised("the page opens"), "The page opens");
        assert_eq!(capitalised("a"), "A");
        for name in
            ["nginx dials", "a.example.com answers", "the-app listens", "in_1 ends", "0.0.0.0 is", "", "`the`", "été"]
        {
            assert_eq!(capitalised(name), name);
        }
    }
}
