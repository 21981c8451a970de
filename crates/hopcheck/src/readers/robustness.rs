//! No text breaks a reader, whatever kind it is taken for.

use proptest::prelude::*;

use super::{Sink, read_one};
use crate::facts::Store;
use crate::intake::{Artifact, Kind};

/// Any character, and fragments that readers look for.
const TEXT: &str = "(\\PC|\n|wss://|http://\\[|WebSocket connection to '|failed: |code: |\\$\\{|`|'|\"|new WebSocket\\(|io\\(|location\\.host|\\+|<title>502|<center>|HTTP/1\\.1 404|GET / HTTP/1\\.1|\\[|listen|\u{e9}|60 s|nginx/){0,40}";

proptest! {
    #[test]
    fn no_text_breaks_a_reader(text in TEXT) {
        for &kind in Kind::ALL {
            let artifact = Artifact {
                name: String::from("x"),
                piece: 0,
                kind,
                place: None,
                text: text.clone(),
                map: Default::default(),
                notes: Vec::new(),
                first_line: 1,
                lines: text.lines().count(),
                correction: None,
            };
            let mut store = Store::default();
            read_one(&artifact, &mut Sink::new(&mut store, &artifact, 0));
        }
    }
}
