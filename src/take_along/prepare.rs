//! What leaves: redacted, and diagnosed as it leaves.

use super::{Leaving, Taken};
use crate::engine;
use hopcheck::circumstances::Circumstances;
use hopcheck::intake::Piece;
use hopcheck::phrasebook::Phrasebook;
use hopcheck::redact::{Choices, Mark, redact};
use hopcheck::report::markdown;
use hopcheck::session::Session;
use hopcheck_link::Shared;

/// Prepares a paste, but for its link: what that has to hold comes beside it; none where that is too much for a link.
pub fn prepare(
    pieces: &[Piece],
    said: &Circumstances,
    choices: &Choices,
    phrasebook: Option<&Phrasebook>,
) -> (Taken, Option<String>) {
    let redaction = redact(pieces, choices);
    let (pieces, marks): (Vec<Piece>, Vec<Vec<Mark>>) =
        redaction.pieces.into_iter().map(|one| (one.piece, one.marks)).unzip();
    let report = engine::analyse(&mut Session::default(), &pieces, &[], said, phrasebook, &mut |_| ());
    let shared = Shared { pieces, said: said.clone() };
    let linked = shared.json().ok();
    let texts = shared.pieces.into_iter().zip(marks).map(|(piece, marks)| Leaving {
        name: piece.name,
        text: piece.text,
        marks: marks
            .iter()
            .map(|mark| (mark.item, (mark.redacted.start as usize, mark.redacted.end as usize)))
            .collect(),
    });
    let taken = Taken {
        texts: texts.collect(),
        items: redaction.items,
        ticket: markdown(&report),
        json: engine::json(&report),
        report,
        link: None,
    };
    (taken, linked)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "2026/03/14 09:21:47 [error] 29#29: *17 connect() failed (111: Connection refused) while connecting to \
         upstream, client: 85.214.132.117, server: app.zephyrmail.de, request: \"GET /?token=Tk9LRU4tMTIz HTTP/1.1\", upstream: \
         \"http://172.19.0.3:5000/\", host: \"app.zephyrmail.de\"\n";

    fn piece() -> Piece {
        Piece { name: Some("zephyrmail.de.log".into()), text: LINE.into(), ..Piece::default() }
    }

    #[test]
    fn nothing_that_leaves_holds_what_was_replaced_and_the_answer_is_the_same() {
        let said = Circumstances { environment: Some("podman".into()), ..Circumstances::default() };
        let (taken, linked) = prepare(&[piece()], &said, &Choices::default(), None);
        let linked = linked.expect("small enough");
        let texts = [&taken.texts[0].text, &taken.ticket, &taken.json, &linked, taken.texts[0].name.as_ref().unwrap()];
        for text in texts {
            for secret in ["zephyr", "85.214", "Tk9LRU4tMTIz"] {
                assert!(!text.contains(secret), "{secret} in {text}");
            }
        }
        let before = engine::analyse(&mut Session::default(), &[piece()], &[], &said, None, &mut |_| ());
        let causes = |report: &hopcheck::report::Report| {
            report.findings.iter().map(|finding| (finding.id.clone(), finding.certainty)).collect::<Vec<_>>()
        };
        assert_eq!(causes(&taken.report), causes(&before));
        assert!(!causes(&before).is_empty() && linked.contains("podman"));
        for (item, (start, end)) in &taken.texts[0].marks {
            assert_eq!(taken.items[*item].replacement, taken.texts[0].text[*start..*end]);
        }
        assert!(taken.texts[0].marks.len() >= 4);
    }

    #[test]
    fn what_the_reader_keeps_and_hides_is_kept_and_hidden() {
        let choices = Choices { keep: vec!["zephyrmail.de".into()], hide: vec!["upstream".into()] };
        let (taken, _) = prepare(&[piece()], &Circumstances::default(), &choices, None);
        assert!(taken.texts[0].text.contains("app.zephyrmail.de") && !taken.texts[0].text.contains("upstream"));
        assert!(taken.items.iter().any(|item| item.kept && item.original == "zephyrmail.de"));
    }
}
