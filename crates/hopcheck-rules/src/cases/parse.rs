//! `cases.md`: headings, fenced texts and lists of expectations, read with `pulldown-cmark`.

use std::ops::Range;
use std::path::Path;

use hopcheck::intake::{Kind, Piece};
use hopcheck::rules::Pack;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

use super::{Case, Expect, Role, What, source};
use crate::compile::Complaint;

/// The cases of one file.
pub fn cases(rule: &str, file: &Path, text: &str, pack: &Pack, complaints: &mut Vec<Complaint>) -> Vec<Case> {
    let line = |at: usize| text.as_bytes()[..at.min(text.len())].iter().filter(|b| **b == b'\n').count() + 1;
    let mut complain = |at: usize, message: String| {
        complaints.push(Complaint { file: file.to_owned(), line: line(at), message });
    };
    let mut cases: Vec<Case> = Vec::new();
    let mut words = String::new();
    let mut fence: Option<String> = None;
    let mut title = None;
    for (event, Range { start, .. }) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                fence = Some(info.into_string());
                words.clear();
            }
            Event::Start(Tag::Heading { .. } | Tag::Item | Tag::Paragraph) => words.clear(),
            Event::Text(part) | Event::Code(part) => words.push_str(&part),
            Event::SoftBreak | Event::HardBreak => words.push('\n'),
            Event::InlineHtml(part) | Event::Html(part) => words.push_str(&part),
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => title = Some(words.trim().to_owned()),
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => {
                let name = words.trim().to_owned();
                let role = match name.split(':').next().unwrap_or("").trim() {
                    "hit" => Some(Role::Hit),
                    "near miss" => Some(Role::NearMiss),
                    "no symptom" => Some(Role::NoSymptom),
                    "fixed" => Some(Role::Fixed),
                    _ => None,
                };
                let Some(role) = role else {
                    complain(
                        start,
                        format!(
                            "{name:?}: a case is headed \"hit: …\", \"near miss: …\", \"no symptom: …\" or \"fixed\""
                        ),
                    );
                    continue;
                };
                cases.push(Case {
                    rule: rule.to_owned(),
                    line: line(start),
                    name,
                    role,
                    pieces: Vec::new(),
                    expects: Vec::new(),
                    source: String::new(),
                    named_only: false,
                });
            }
            Event::End(TagEnd::CodeBlock) => {
                let info = fence.take().unwrap_or_default();
                let Some(case) = cases.last_mut() else { continue };
                match info.split_whitespace().nth(1) {
                    Some(name) => case.pieces.push(Piece {
                        name: Some(name.to_owned()),
                        text: std::mem::take(&mut words),
                        ..Piece::default()
                    }),
                    None => complain(start, "a fenced text names its file: ```text error.log".to_owned()),
                }
            }
            Event::End(TagEnd::Paragraph) => {
                if let Some(case) = cases.last_mut()
                    && let Some(source) = words.trim().strip_prefix("Source:")
                {
                    case.source = source.trim().to_owned();
                }
            }
            Event::End(TagEnd::Item) => {
                let Some(case) = cases.last_mut() else { continue };
                match expectation(words.trim(), pack) {
                    Ok(Some(what)) => case.expects.push(Expect { line: line(start), what }),
                    Ok(None) => case.named_only = true,
                    Err(message) => complain(start, message),
                }
            }
            _ => {}
        }
    }
    if title.as_deref() != Some(rule) {
        complain(0, format!("the file begins with \"# {rule}\", the id of its rule"));
    }
    for case in &cases {
        let at = text.match_indices('\n').nth(case.line.saturating_sub(2)).map_or(0, |(at, _)| at + 1);
        if case.pieces.is_empty() {
            complain(at, format!("case {:?} has no text", case.name));
        }
        if case.expects.is_empty() {
            complain(at, format!("case {:?} expects nothing: a check that cannot fail", case.name));
        }
        if let Some(message) = source::wanting(&case.source) {
            complain(at, format!("case {:?} {message}", case.name));
        }
    }
    cases
}

/// One line of expectations; `None` for "named only".
fn expectation(text: &str, pack: &Pack) -> Result<Option<What>, String> {
    let (key, value) = text.split_once(':').map_or((text, ""), |(key, value)| (key.trim(), value.trim()));
    let id = || match pack.rule(value.split_whitespace().next().unwrap_or("")) {
        Some(rule) => Ok(rule.id.clone()),
        None => Err(format!("there is no rule {value:?}")),
    };
    let words = || if value.is_empty() { Err(format!("{key}: what?")) } else { Ok(value.to_owned()) };
    Ok(Some(match key {
        "finds" => What::Finds(id()?, value.split_whitespace().nth(1).map(str::to_owned)),
        "then" => What::Then(id()?),
        "not" => What::Not(id()?),
        "ruled out" => What::RuledOut(id()?),
        "next" => What::Next(id()?),
        "consequence" => What::Consequence(words()?),
        "step" => What::Step(words()?),
        "patched" => What::Patched(words()?),
        "asks" if Kind::from_name(value).is_some() => What::Asks(value.to_owned()),
        "asks" => return Err(format!("there is no artifact kind {value:?}")),
        "healthy" => What::Healthy,
        "not understood" => What::NotUnderstood,
        "named only" => return Ok(None),
        _ => return Err(format!("unknown expectation {key:?}")),
    }))
}
