//! The fragment of an address that opens the page with texts in it: `#v1.`, then JSON, deflated and in base64url.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hopcheck::intake::Piece;

use crate::compress;

/// The fragment for these texts.
pub fn fragment(pieces: &[Piece]) -> String {
    let pieces: Vec<_> =
        pieces.iter().map(|piece| serde_json::json!({ "name": piece.name, "text": piece.text })).collect();
    let json = serde_json::json!({ "pieces": pieces }).to_string();
    format!("#v1.{}", URL_SAFE_NO_PAD.encode(compress::deflate(json.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn the_texts_come_back() {
        let piece = Piece { name: Some("error.log".into()), text: "é\n".into(), ..Piece::default() };
        let fragment = fragment(&[piece]);
        let packed = URL_SAFE_NO_PAD.decode(fragment.strip_prefix("#v1.").unwrap()).unwrap();
        let mut json = String::new();
        flate2::read::DeflateDecoder::new(&packed[..]).read_to_string(&mut json).unwrap();
        assert_eq!(json, r#"{"pieces":[{"name":"error.log","text":"é\n"}]}"#);
    }
}
