//! Held against the `regex` crate: whatever this crate reads, it reads and finds the same.

use hopcheck_expression::Expression;
use proptest::prelude::*;
use regex::bytes::RegexBuilder;

/// The groups of the first match, by both; none where one of them does not read the pattern.
type Groups = Option<Vec<Option<Vec<u8>>>>;

fn compare(pattern: &str, ignore_case: bool, texts: &[&[u8]]) -> Result<bool, TestCaseError> {
    let mine = if ignore_case { Expression::ignoring_case(pattern) } else { Expression::new(pattern) };
    let Ok(mine) = mine else { return Ok(false) };
    let theirs = RegexBuilder::new(pattern).unicode(false).case_insensitive(ignore_case).build();
    prop_assert!(theirs.is_ok(), "only this crate reads `{pattern}`");
    let theirs = theirs.unwrap();
    for text in texts {
        let groups = theirs.captures_len();
        let expected: Groups = theirs
            .captures(text)
            .map(|found| (0..groups).map(|group| found.get(group).map(|part| part.as_bytes().to_vec())).collect());
        let got: Groups =
            mine.captures(text).map(|found| (0..groups).map(|group| found.get(group).map(<[u8]>::to_vec)).collect());
        prop_assert_eq!(got, expected, "`{}` on {:?}", pattern, String::from_utf8_lossy(text));
        prop_assert_eq!(mine.is_match(text), theirs.is_match(text));
    }
    Ok(true)
}

/// Patterns that mostly are some.
fn pattern() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => "[abA_ 0]",
        2 => prop::sample::select(vec![
            ".", r"\d", r"\w", r"\s", r"\D", r"\W", r"\S", r"\b", r"\B", "^", "$", "[a-c]", "[^a]", r"[\w.]", r"[^\s:]", "[]a]",
            "[a-]", r"\.", r"\x61", r"\n", "é", "(?i)", "(?s)", "(?m)", "(?i:a)", "(?-i:A)", r"\A", r"\z", r"[\[(]", "", "a|", "]",
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|all| all.concat()),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|all| format!("(?:{})", all.join("|"))),
            inner.clone().prop_map(|one| format!("({one})")),
            (
                inner,
                prop::sample::select(vec!["*", "+", "?", "*?", "+?", "??", "{2}", "{1,}", "{0,2}", "{1,3}?", "{0}"])
            )
                .prop_map(|(one, times)| format!("(?:{one}){times}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn finds_the_same(pattern in pattern(), case in any::<bool>(), texts in prop::collection::vec("[abcA_ 0.:\n\u{e9}-]{0,12}", 1..6)) {
        let texts: Vec<&[u8]> = texts.iter().map(String::as_bytes).collect();
        compare(&pattern, case, &texts)?;
    }

    #[test]
    fn reads_nothing_else(pattern in r"[ab()\[\]{}|?*+^$.\\,:<>P=!&~\-0-9isnmxdwzA]{0,10}", case in any::<bool>()) {
        compare(&pattern, case, &[b"", b"ab", b"a-b\n(0)[1]{2}"])?;
    }
}

#[test]
fn what_is_not_in_the_language_is_refused() {
    for pattern in [
        "(",
        ")",
        "a**b(",
        "*",
        "a{2",
        "[a",
        r"\",
        r"\p{L}",
        "(?=a)",
        "(?x)",
        "[[:alpha:]]",
        "[a&&b]",
        "a{3,2}",
        r"\1",
        "(?P<a>b)(?P<a>c)",
    ] {
        let refused = Expression::new(pattern);
        assert!(refused.is_err(), "{pattern}");
    }
    assert!(Expression::new(&"(".repeat(100_000)).is_err(), "no recursion without end");
    assert!(Expression::new(&"a?".repeat(60)).is_ok(), "what stands side by side is not nested");
    assert!(Expression::new("(((a{1000}){1000}){1000})").is_err(), "no program without end");
}

#[test]
fn work_is_bounded() {
    let text = "a".repeat(20_000);
    assert!(!Expression::new("(a*)*(a|a)*b").unwrap().is_match(text.as_bytes()));
}
