//! What is packed into a link.
//!
//! ```text
//! {"pieces": [{"name": "error.log", "text": "…", "kind": "nginx-error-log", "place": "web",
//!              "corrections": [{"line": 7, "name": "…", "kind": "…", "place": "…"}]}],
//!  "environment": "compose", "tried": [{"id": "…", "step": 1}]}
//! ```
//!
//! All but `pieces`, and of them `text`, may be left out. Members, kinds, causes and environments that are not known are ignored, so that
//! links of an earlier and of a later build open.

use hopcheck::circumstances::{Circumstances, Tried};
use hopcheck::intake::{Correction, Kind, Piece};
use serde_json::{Map, Value};

use crate::{LARGEST_PASTE, LONGEST_NAME, MOST, Shared, Trouble};

impl Shared {
    /// As JSON.
    pub fn json(&self) -> Result<String, Trouble> {
        if self.pieces.len() > MOST {
            return Err(Trouble::TooMany(self.pieces.len()));
        }
        let mut members = Map::new();
        members.insert("pieces".into(), self.pieces.iter().map(of_piece).collect());
        put(&mut members, "environment", self.said.environment.as_deref());
        if !self.said.tried.is_empty() {
            members.insert("tried".into(), self.said.tried.iter().map(of_tried).collect());
        }
        let text = Value::from(members).to_string();
        if text.len() > LARGEST_PASTE { Err(Trouble::TooMuch(text.len())) } else { Ok(text) }
    }

    /// From such JSON.
    pub fn from_json(text: &[u8]) -> Result<Self, Trouble> {
        if text.len() > LARGEST_PASTE {
            return Err(Trouble::TooLarge);
        }
        let paste: Value = serde_json::from_slice(text).map_err(|_| Trouble::NoPaste)?;
        if !paste["pieces"].is_array() {
            return Err(Trouble::NoPaste);
        }
        let pieces = list(&paste, "pieces")?.iter().map(to_piece).collect::<Result<_, _>>()?;
        let tried = list(&paste, "tried")?.iter().map(to_tried).collect::<Result<Vec<_>, _>>()?;
        let said =
            Circumstances { environment: name(&paste, "environment")?, tried: tried.into_iter().flatten().collect() };
        Ok(Shared { pieces, said })
    }
}

fn of_piece(piece: &Piece) -> Value {
    let mut members = described(piece.name.as_deref(), piece.kind, piece.place.as_deref());
    put(&mut members, "text", Some(&piece.text));
    if !piece.corrections.is_empty() {
        members.insert("corrections".into(), piece.corrections.iter().map(of_correction).collect());
    }
    members.into()
}

fn to_piece(value: &Value) -> Result<Piece, Trouble> {
    let corrections = list(value, "corrections")?.iter().map(to_correction).collect::<Result<Vec<_>, _>>()?;
    Ok(Piece {
        name: name(value, "name")?,
        text: value["text"].as_str().ok_or(Trouble::NoText)?.to_owned(),
        place: name(value, "place")?,
        kind: kind(value),
        corrections: corrections.into_iter().flatten().collect(),
    })
}

fn of_correction(correction: &Correction) -> Value {
    let mut members = described(correction.name.as_deref(), correction.kind, correction.place.as_deref());
    members.insert("line".into(), correction.line.into());
    members.into()
}

/// None where it is said of no line.
fn to_correction(value: &Value) -> Result<Option<Correction>, Trouble> {
    let Some(line) = number(value, "line") else { return Ok(None) };
    Ok(Some(Correction { line, name: name(value, "name")?, kind: kind(value), place: name(value, "place")? }))
}

fn of_tried(tried: &Tried) -> Value {
    let mut members = Map::new();
    put(&mut members, "id", Some(&tried.id));
    if let Some(step) = tried.step {
        members.insert("step".into(), step.into());
    }
    members.into()
}

/// None where it names no cause.
fn to_tried(value: &Value) -> Result<Option<Tried>, Trouble> {
    Ok(name(value, "id")?.map(|id| Tried { id, step: number(value, "step") }))
}

fn described(name: Option<&str>, kind: Option<Kind>, place: Option<&str>) -> Map<String, Value> {
    let mut members = Map::new();
    put(&mut members, "name", name);
    put(&mut members, "kind", kind.map(Kind::name));
    put(&mut members, "place", place);
    members
}

fn put(members: &mut Map<String, Value>, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        members.insert(name.into(), value.into());
    }
}

/// The list of that name; an empty one where there is none.
fn list<'v>(value: &'v Value, name: &str) -> Result<&'v [Value], Trouble> {
    let list = value[name].as_array().map_or(&[][..], Vec::as_slice);
    if list.len() > MOST { Err(Trouble::TooMany(list.len())) } else { Ok(list) }
}

fn name(value: &Value, name: &str) -> Result<Option<String>, Trouble> {
    match value[name].as_str() {
        Some(text) if text.len() > LONGEST_NAME => Err(Trouble::LongName),
        text => Ok(text.map(str::to_owned)),
    }
}

fn kind(value: &Value) -> Option<Kind> {
    value["kind"].as_str().and_then(Kind::from_name)
}

fn number(value: &Value, name: &str) -> Option<usize> {
    usize::try_from(value[name].as_u64()?).ok()
}
