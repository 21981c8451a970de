use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use hopcheck::circumstances::Tried;
use hopcheck::intake::{Correction, Kind};

use super::*;

fn paste(text: &str) -> Shared {
    let correction = |line, place: &str| Correction { line, place: Some(place.into()), ..Correction::default() };
    let named = Piece {
        name: Some("error.log".into()),
        text: text.into(),
        place: Some("web".into()),
        kind: Some(Kind::AppLog),
        corrections: vec![
            correction(1, "edge"),
            Correction { line: 2, name: Some("a".into()), kind: Some(Kind::Console), place: None },
        ],
    };
    let tried = vec![Tried { id: "a".into(), step: Some(2) }, Tried { id: "b".into(), step: None }];
    Shared {
        pieces: vec![named, Piece { text: "ä\u{0}\"\\\n</script>".into(), ..Piece::default() }],
        said: Circumstances { tried, environment: Some("compose".into()) },
    }
}

fn link_of(json: &str) -> String {
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    deflate.write_all(json.as_bytes()).expect("in memory");
    of_packed(&deflate.finish().expect("in memory"))
}

#[test]
fn a_link_gives_back_what_went_in() {
    for length in 0..40 {
        let before = paste(&"x7é".repeat(length));
        let link = fragment(&before).expect("a link");
        assert!(is_link(&link));
        for link in [link.clone(), format!("https://example.com/hopcheck/{link}\n"), link[1..].to_owned()] {
            let after = open(&link).expect("the paste");
            assert_eq!(before.said, after.said);
            for (before, after) in before.pieces.iter().zip(&after.pieces) {
                assert_eq!((&before.name, &before.text), (&after.name, &after.text));
                assert_eq!((&before.place, before.kind), (&after.place, after.kind));
                assert_eq!(before.corrections, after.corrections);
            }
            assert_eq!(before.pieces.len(), after.pieces.len());
        }
    }
}

#[test]
fn the_format_is_the_one_that_is_written_down() {
    // Python's: base64.urlsafe_b64encode(zlib.compressobj(9, zlib.DEFLATED, -15)…) of {"pieces":[{"text":"hi"}]}
    let shared = open("#v1.q1YqyExNTi1WsoquVipJrShRslLKyFSqja0FAA").expect("the paste");
    assert_eq!((shared.pieces[0].text.as_str(), shared.said), ("hi", Circumstances::default()));
    let json = paste("t").json().expect("JSON");
    assert!(
        json.contains(r#""environment":"compose""#) && json.contains(r#"{"id":"a","step":2},{"id":"b"}"#),
        "{json}"
    );
    assert!(json.contains(r#""corrections":[{"line":1,"place":"edge"}"#), "{json}");
}

#[test]
fn a_broken_or_hostile_link_is_refused_with_a_reason() {
    let bomb = link_of(&format!("{{\"pieces\":[{{\"text\":\"{}\"}}]}}", "a".repeat(LARGEST_PASTE)));
    let many = |name: &str| link_of(&format!("{{\"pieces\":[],\"{name}\":[{}1]}}", "1,".repeat(MOST)));
    let long = format!("#v1.{}", "A".repeat(LONGEST_LINK + 1));
    let piece = |member: &str| link_of(&format!("{{\"pieces\":[{{\"text\":\"\",{member}}}]}}"));
    let name = "n".repeat(LONGEST_NAME + 1);
    for (link, trouble) in [
        ("", Trouble::NoLink),
        ("https://example.com/", Trouble::NoLink),
        ("#v2.abc", Trouble::OtherVersion("v2".into())),
        ("#v0.abc", Trouble::OtherVersion("v0".into())),
        ("#v1.", Trouble::Unfolding),
        ("#v1.a", Trouble::Characters),
        ("#v1.!!!!", Trouble::Characters),
        ("#v1.____", Trouble::Unfolding),
        (&bomb, Trouble::TooLarge),
        (&many("pieces"), Trouble::TooMany(MOST + 1)),
        (&many("tried"), Trouble::TooMany(MOST + 1)),
        (&piece(&format!("\"corrections\":[{}1]", "1,".repeat(MOST))), Trouble::TooMany(MOST + 1)),
        (&piece(&format!("\"name\":\"{name}\"")), Trouble::LongName),
        (&piece(&format!("\"corrections\":[{{\"line\":1,\"place\":\"{name}\"}}]")), Trouble::LongName),
        (&long, Trouble::TooLong(LONGEST_LINK + 1)),
        (&link_of("[1]"), Trouble::NoPaste),
        (&link_of("{\"pieces\":{}}"), Trouble::NoPaste),
        (&link_of("{\"pieces\":[{\"text\":7}]}"), Trouble::NoText),
        (&link_of("{\"pieces\":"), Trouble::NoPaste),
        (&link_of(&"[".repeat(100_000)), Trouble::NoPaste),
    ] {
        let found = open(link).expect_err(&link[..link.len().min(40)]);
        assert_eq!(found, trouble, "{link:.40}");
        assert!(!found.to_string().is_empty());
    }
    let good = fragment(&paste("text")).expect("a link");
    for end in "#v1.".len()..good.len() {
        let cut = open(&good[..end]).expect_err("a part of a link");
        assert!(matches!(cut, Trouble::Characters | Trouble::Unfolding | Trouble::NoPaste), "{cut}");
    }
    let many = Shared { pieces: vec![Piece::default(); MOST + 1], ..Shared::default() };
    assert_eq!(fragment(&many), Err(Trouble::TooMany(MOST + 1)), "what would not open is not made");
}

#[test]
fn a_fragment_that_means_something_else_is_no_link() {
    for fragment in ["", "#", "#rule/a", "#v", "#v.", "#vault", "#v1x", "v1."] {
        assert!(!is_link(fragment), "{fragment}");
    }
    for fragment in ["#v1.", "#v1", "#v22.abc"] {
        assert!(is_link(fragment), "{fragment}");
    }
}

#[test]
fn what_an_earlier_version_left_out_and_a_later_one_adds_does_no_harm() {
    let old = open(&link_of(r#"{"pieces":[{"text":"a","name":"b"}]}"#)).expect("the paste");
    assert_eq!((old.pieces[0].corrections.len(), old.said), (0, Circumstances::default()));
    let new = r#"{"pieces":[{"text":"a","kind":"of-the-future","more":{},"corrections":[{"line":-1},{"line":2,"kind":"x"},7]}],
        "environment":7,"tried":[{"step":1},{"id":"a","step":"x","more":1}],"more":[]}"#;
    let shared = open(&link_of(new)).expect("the paste");
    let piece = &shared.pieces[0];
    assert_eq!((piece.text.as_str(), piece.kind), ("a", None));
    assert_eq!(piece.corrections, [Correction { line: 2, ..Correction::default() }]);
    let tried = vec![Tried { id: "a".into(), step: None }];
    assert_eq!(shared.said, Circumstances { tried, environment: None });
}
