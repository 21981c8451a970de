//! The share link: a paste in the fragment of an address.
//!
//! `#v1.` and then, in base64url without padding (RFC 4648, 5), raw deflate (RFC 1951) of JSON:
//! `{"pieces": [{"name": "error.log", "text": "…", "kind": "nginx-error-log", "place": "web"}]}`. All but `text` may be left out, and
//! members that are not known are ignored. A fragment is never sent to a server.

use std::io::{Read, Write};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use hopcheck::intake::{Kind, Piece};
use serde_json::{Map, Value, json};

/// The version that is written.
const VERSION: &str = "v1";
/// The longest link that is read, in characters.
const LONGEST_LINK: usize = 4 << 20;
/// The most that it may unfold to, in bytes.
const LARGEST_PASTE: u64 = 16 << 20;
/// The most pieces of a paste.
const MOST_PIECES: usize = 500;

/// The fragment that holds these pieces, with its `#`.
pub fn fragment(pieces: &[Piece]) -> Result<String, String> {
    let pieces: Vec<Value> = pieces.iter().map(of_piece).collect();
    let text = json!({ "pieces": pieces }).to_string();
    if text.len() as u64 > LARGEST_PASTE {
        return Err(format!("{} bytes are too much for a link: share the files instead", text.len()));
    }
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    let packed = deflate.write_all(text.as_bytes()).and_then(|()| deflate.finish());
    Ok(format!("#{VERSION}.{}", URL_SAFE_NO_PAD.encode(packed.map_err(|error| format!("the link: {error}"))?)))
}

fn of_piece(piece: &Piece) -> Value {
    let mut members = Map::new();
    let kind = piece.kind.map(Kind::name);
    for (name, value) in [
        ("name", piece.name.as_deref()),
        ("text", Some(piece.text.as_str())),
        ("kind", kind),
        ("place", piece.place.as_deref()),
    ] {
        if let Some(value) = value {
            members.insert(name.into(), value.into());
        }
    }
    members.into()
}

/// The pieces of a link: a whole address, or its fragment alone. The error says what is wrong with it.
pub fn pieces(link: &str) -> Result<Vec<Piece>, String> {
    let link = link.trim();
    let fragment = link.split_once('#').map_or(link, |(_, fragment)| fragment);
    let (version, data) = fragment.split_once('.').unwrap_or((fragment, ""));
    let numbered = version.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    if !numbered {
        return Err("this is no share link: its fragment begins with #v1.".into());
    }
    if version != VERSION {
        return Err(format!("the link is of version {version}, which this hopcheck does not know: a newer one may"));
    }
    if data.len() > LONGEST_LINK {
        return Err(format!("the link has {} characters, more than the {LONGEST_LINK} that are read", data.len()));
    }
    let packed = URL_SAFE_NO_PAD.decode(data);
    let packed = packed.map_err(|_| "the link holds characters that no link has: it was changed or cut on its way")?;
    let mut text = Vec::new();
    let unfolded = DeflateDecoder::new(packed.as_slice()).take(LARGEST_PASTE + 1).read_to_end(&mut text);
    unfolded.map_err(|_| "the link cannot be unfolded: it was changed or cut on its way")?;
    if text.len() as u64 > LARGEST_PASTE {
        return Err(format!("the link unfolds to more than {LARGEST_PASTE} bytes"));
    }
    let paste: Value =
        serde_json::from_slice(&text).map_err(|_| "the link holds no paste: it was changed or cut on its way")?;
    let pieces = paste["pieces"].as_array().ok_or("the link holds no pieces")?;
    if pieces.len() > MOST_PIECES {
        return Err(format!("the link holds {} pieces, more than {MOST_PIECES}", pieces.len()));
    }
    pieces.iter().map(to_piece).collect()
}

fn to_piece(value: &Value) -> Result<Piece, String> {
    let member = |name: &str| value[name].as_str().map(str::to_owned);
    Ok(Piece {
        name: member("name"),
        text: member("text").ok_or("a piece of the link has no text")?,
        place: member("place"),
        kind: value["kind"].as_str().and_then(Kind::from_name),
        ..Piece::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paste(text: &str) -> Vec<Piece> {
        vec![
            Piece {
                name: Some("error.log".into()),
                text: text.into(),
                place: Some("web".into()),
                kind: Some(Kind::AppLog),
                ..Piece::default()
            },
            Piece { text: "ä\u{0}\"\\\n".into(), ..Piece::default() },
        ]
    }

    fn link_of(json: &str) -> String {
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
        deflate.write_all(json.as_bytes()).expect("in memory");
        format!("#v1.{}", URL_SAFE_NO_PAD.encode(deflate.finish().expect("in memory")))
    }

    #[test]
    fn a_link_gives_back_what_went_in() {
        for length in 0..40 {
            let before = paste(&"x7é".repeat(length));
            let link = fragment(&before).expect("a link");
            for link in [link.clone(), format!("https://example.com/hopcheck/{link}\n"), link[1..].to_owned()] {
                let after = pieces(&link).expect("the pieces");
                for (before, after) in before.iter().zip(&after) {
                    assert_eq!((&before.name, &before.text), (&after.name, &after.text));
                    assert_eq!((&before.place, before.kind), (&after.place, after.kind));
                }
                assert_eq!(before.len(), after.len());
            }
        }
    }

    #[test]
    fn the_format_is_the_one_that_is_written_down() {
        // Python's: base64.urlsafe_b64encode(zlib.compressobj(9, zlib.DEFLATED, -15)…) of {"pieces":[{"text":"hi"}]}
        let pieces = pieces("#v1.q1YqyExNTi1WsoquVipJrShRslLKyFSqja0FAA").expect("the pieces");
        assert_eq!(pieces[0].text, "hi");
    }

    #[test]
    fn a_broken_or_hostile_link_is_refused_with_a_reason() {
        let bomb = link_of(&format!("{{\"pieces\":[{{\"text\":\"{}\"}}]}}", "a".repeat(LARGEST_PASTE as usize)));
        let many = link_of(&format!("{{\"pieces\":[{}1]}}", "1,".repeat(MOST_PIECES)));
        let good = fragment(&paste("text")).expect("a link");
        let long = format!("#v1.{}", "A".repeat(LONGEST_LINK + 1));
        for (link, reason) in [
            ("", "no share link"),
            ("https://example.com/", "no share link"),
            ("#v2.abc", "version v2"),
            ("#v1.", "cannot be unfolded"),
            ("#v1.a", "characters"),
            ("#v1.!!!!", "characters"),
            ("#v1.____", "cannot be unfolded"),
            (&good[..good.len() - 8], "changed or cut"),
            (&bomb, "more than"),
            (&many, "more than"),
            (&long, "characters, more than"),
            (&link_of("[1]"), "no pieces"),
            (&link_of("{\"pieces\":{}}"), "no pieces"),
            (&link_of("{\"pieces\":[{\"text\":7}]}"), "no text"),
            (&link_of("{\"pieces\":"), "no paste"),
            (&link_of(&"[".repeat(100_000)), "no paste"),
        ] {
            let error = pieces(link).expect_err(&link[..link.len().min(40)]);
            assert!(error.contains(reason), "{:.40}: {error}", link);
        }
    }

    #[test]
    fn what_a_later_version_adds_is_ignored() {
        let link = link_of(
            "{\"pieces\":[{\"text\":\"a\",\"kind\":\"of-the-future\",\"more\":{}}],\"environment\":\"compose\",\"tried\":[]}",
        );
        let pieces = pieces(&link).expect("the pieces");
        assert_eq!((pieces[0].text.as_str(), pieces[0].kind), ("a", None));
    }
}
