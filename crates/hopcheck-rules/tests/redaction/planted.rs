//! Planted secrets, in every kind of text that people paste: none is left in what leaves.

use hopcheck::intake::Piece;
use hopcheck::redact::{Choices, redact};

/// The texts of `planted.md`: what stands between ⟦ and ⟧ must not leave.
fn planted() -> (Vec<Piece>, Vec<String>) {
    let (mut pieces, mut secrets) = (Vec::new(), Vec::new());
    for fence in include_str!("planted.md").split("\n```text ").skip(1) {
        let (name, body) = fence.split_once('\n').expect("a name");
        let body = body.split("\n```").next().expect("a text");
        secrets.extend(body.split('⟦').skip(1).map(|rest| rest.split('⟧').next().unwrap_or("").to_owned()));
        let text = body.replace(['⟦', '⟧'], "") + "\n";
        pieces.push(Piece { name: Some(name.to_owned()), text, ..Piece::default() });
    }
    assert!(pieces.len() >= 12 && secrets.len() >= 90, "{} texts, {} secrets", pieces.len(), secrets.len());
    (pieces, secrets)
}

/// What leaves: the texts, and the answer as JSON and as a ticket, as one text in lower case.
fn leaves(pieces: &[Piece]) -> String {
    let redacted: Vec<Piece> =
        redact(pieces, &Choices::default()).pieces.into_iter().map(|redacted| redacted.piece).collect();
    let report = hopcheck::diagnose(&redacted, hopcheck_rules::pack(), Some(hopcheck_rules::phrasebook()));
    let mut out: Vec<String> =
        redacted.into_iter().flat_map(|piece| [piece.name.unwrap_or_default(), piece.text]).collect();
    out.push(serde_json::to_string(&report).expect("JSON"));
    out.push(hopcheck::report::markdown(&report));
    out.join("\n").to_lowercase()
}

#[test]
fn no_planted_secret_leaves_in_a_text_of_its_own() {
    let mut left = Vec::new();
    for piece in planted().0 {
        let secrets: Vec<String> = include_str!("planted.md")
            .split(&format!("```text {}\n", piece.name.as_deref().unwrap_or("")))
            .nth(1)
            .and_then(|rest| rest.split("\n```").next())
            .map(|body| {
                body.split('⟦').skip(1).map(|rest| rest.split('⟧').next().unwrap_or("").to_lowercase()).collect()
            })
            .unwrap_or_default();
        let out = leaves(std::slice::from_ref(&piece));
        left.extend(
            secrets
                .into_iter()
                .filter(|secret| out.contains(secret.as_str()))
                .map(|secret| format!("{:?}: {secret}", piece.name)),
        );
    }
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn no_planted_secret_leaves_in_all_texts_together() {
    let (pieces, secrets) = planted();
    let out = leaves(&pieces);
    let left: Vec<&String> = secrets.iter().filter(|secret| out.contains(&secret.to_lowercase())).collect();
    assert!(left.is_empty(), "{left:#?}");
}
