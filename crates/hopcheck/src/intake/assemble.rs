//! Builds an artifact from its lines: the clean text, the way back, the notes.

use super::line::{Join, Line};
use super::{Artifact, Kind, LineNote};
use crate::text::{SourceMap, Span};

/// The artifact of `kind` that the lines `members` of `piece` make.
pub(super) fn assemble(piece: &str, lines: &[Line], members: &[usize], kind: Kind) -> Artifact {
    let mut text = String::with_capacity(members.iter().map(|&at| lines[at].text(piece).len() + 1).sum());
    let mut map = SourceMap::default();
    let mut notes = Vec::new();
    for (nth, &at) in members.iter().enumerate() {
        let line = &lines[at];
        if nth > 0 {
            let before = lines[members[nth - 1]].raw.end as usize;
            match line.join {
                Join::Tight => {}
                Join::Spaced => {
                    map.push(text.len(), before);
                    text.push(' ');
                }
                Join::Apart => {
                    map.push(text.len(), before);
                    text.push('\n');
                }
            }
        }
        let start = text.len();
        append(piece, line, &mut text, &mut map);
        if let Some(tag) = &line.tag {
            let place = tag.unit.clone().or_else(|| tag.place.clone());
            notes.push(LineNote { line: Span::new(start, text.len()), place, stamp: tag.stamp.clone() });
        }
    }
    Artifact {
        name: String::new(),
        piece: 0,
        kind,
        place: None,
        text,
        map,
        notes,
        first_line: members.first().map_or(1, |line| line + 1),
        lines: members.len(),
        correction: None,
    }
}

/// Adds one line without its prefix.
fn append(piece: &str, line: &Line, text: &mut String, map: &mut SourceMap) {
    let body = line.body as usize;
    let Some(scrubbed) = &line.scrubbed else {
        map.push(text.len(), line.raw.start as usize + body);
        text.push_str(line.text(piece));
        return;
    };
    let base = text.len();
    for (nth, run) in scrubbed.runs.iter().enumerate() {
        let end = scrubbed.runs.get(nth + 1).map_or(scrubbed.text.len(), |next| next.clean);
        if end <= body {
            continue;
        }
        let from = run.clean.max(body);
        if run.width > 0 {
            map.push_replaced(base + from - body, run.original, run.width);
        } else {
            map.push(base + from - body, run.original + (from - run.clean));
        }
    }
    text.push_str(line.text(piece));
}
