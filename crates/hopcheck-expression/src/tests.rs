//! The machine beside `regex` itself.

use crate::{Options, Program, compile};
use proptest::prelude::*;
use regex::bytes::RegexBuilder;

fn program(text: &str, any_case: bool) -> Program {
    let code = compile(text, Options { any_case }).unwrap_or_else(|error| panic!("{text}: {error}"));
    Program::new(&code).unwrap_or_else(|| panic!("{text}: {code:?} is no code"))
}

/// Both engines say the same of a text, whether it matches and where its groups are.
fn same(expression: &str, any_case: bool, text: &[u8]) {
    let ours = program(expression, any_case);
    let theirs = RegexBuilder::new(expression).unicode(false).case_insensitive(any_case).build().unwrap();
    let shown = || format!("{expression} on {:?}", String::from_utf8_lossy(text));
    assert_eq!(ours.is_match(text), theirs.is_match(text), "{}", shown());
    let (ours, theirs) = (ours.captures(text), theirs.captures(text));
    assert_eq!(ours.is_some(), theirs.is_some(), "{}", shown());
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return };
    for name in ["a", "b"] {
        assert_eq!(ours.name(name), theirs.name(name).map(|part| part.as_bytes()), "{name} of {}", shown());
    }
}

#[test]
fn says_what_regex_says() {
    let expressions = [
        "",
        "a",
        "abc",
        "^a",
        "a$",
        "^$",
        "a|b",
        "ab|a",
        "a|ab",
        "(?P<a>a|ab)(?P<b>c|bcd)",
        "(?P<a>a*)(?P<b>b*)",
        "(?P<a>a+?)(?P<b>a*)",
        "(?P<a>[a-c]{2,3})(?P<b>.)?",
        "a{3}",
        "a{0,2}b",
        "(?P<a>a{2,}?)",
        r"\ba\b",
        r"\Ba",
        r"(?m)^b$",
        r"(?mR)^b$",
        r"\d+",
        r"[^ab]",
        r"(?s).",
        "(?P<a>a|b)*c",
        "(?P<a>(?P<b>a|b)+)c",
        "a??b",
        r"\b{start}a",
        r"b\b{end}",
        r"\b{start-half}b",
        r"a\b{end-half}",
        "é",
        "(?i)aB",
        "x*",
        "(?:a|b)*?c",
        "(?P<a>)|b",
        "[a&&b]",
        r"(?P<a>\w+)(?: (?P<b>\w+))?",
    ];
    let texts: [&[u8]; 19] = [
        b"",
        b"a",
        b"b",
        b"ab",
        b"abc",
        b"abcd",
        b"aaa",
        b"AbC",
        b"a b",
        b"b\nb",
        b"\r\nb\r\n",
        b"aabbc",
        b"12 a",
        b"_a_",
        b"ccc",
        b"\xff\xfea",
        "é".as_bytes(),
        b"abababc",
        b"xyz a",
    ];
    for expression in expressions {
        for text in texts {
            same(expression, false, text);
            same(expression, true, text);
        }
    }
}

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec!["a", "b", "ab", "[ab]", "[^a]", ".", "^", "$", r"\b", "B", "c"])
        .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("{one}{other}")),
            (inner.clone(), inner.clone()).prop_map(|(one, other)| format!("(?:{one}|{other})")),
            (inner, prop::sample::select(vec!["*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{2,}"]))
                .prop_map(|(one, times)| format!("(?:{one}){times}")),
        ]
    })
}

proptest! {
    #[test]
    fn says_what_regex_says_of_anything(one in expression(), other in expression(), any_case in any::<bool>(), text in "[abcABC \n]{0,12}") {
        same(&format!("(?P<a>{one})(?P<b>{other})"), any_case, text.as_bytes());
    }

    #[test]
    fn no_bytes_make_it_panic(code in prop::collection::vec(0u8..12, 0..40), text in "[ab]{0,6}") {
        if let Some(program) = Program::new(&code) {
            program.is_match(text.as_bytes());
        }
    }
}

#[test]
fn what_regex_refuses_is_refused() {
    for wrong in ["(", "[b-a]", "a{999}{999}", r"\p{Greek}", "(?P<a>x)(?P<a>y)", "(?u:[é-ü])"] {
        assert!(compile(wrong, Options::default()).is_err(), "{wrong}");
    }
}

#[test]
fn time_grows_with_the_text_only() {
    let hard = program("(?:a*)*(?:a|aa)+$", false);
    let text = [b"a".repeat(20_000), b"b".to_vec()].concat();
    assert!(!hard.is_match(&text));
}
