//! What is kept of the page, as a plain object: it must be understood by later versions too.

use crate::few::Few;
use crate::reading::{self, Content};
use crate::state::{File, Kept};
use hopcheck::intake::{Correction, Kind};
use js_sys::{Array, Object, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// Which form the record has. One of another form is not read.
const FORM: f64 = 1.0;

/// The keys of the files' bytes, by the files' numbers.
pub type Keys = Few<u32, String>;

/// A record as it was found.
pub struct Record {
    kept: Kept,
    files: Vec<FileRecord>,
}

/// A file without its bytes.
struct FileRecord {
    key: String,
    id: u32,
    name: Option<String>,
    label: String,
    kind: Option<Kind>,
    place: Option<String>,
    corrections: Vec<Correction>,
}

impl Record {
    /// The object for what is to be kept.
    pub fn write(kept: &Kept, keys: &Keys) -> JsValue {
        let files = kept.files.iter().map(|file| {
            object(&[
                ("key", optional(keys.get(&file.id).map(String::as_str))),
                ("id", file.id.into()),
                ("name", optional(file.name.as_deref())),
                ("label", file.label.as_str().into()),
                ("kind", optional(file.kind.map(Kind::name))),
                ("place", optional(file.place.as_deref())),
                ("corrections", corrections(&file.corrections)),
            ])
        });
        object(&[
            ("form", FORM.into()),
            ("paste", (&*kept.paste).into()),
            ("corrections", corrections(&kept.corrections)),
            ("files", files.collect::<Array>().into()),
        ])
    }

    /// From such an object; none for any other.
    pub fn read(from: &JsValue) -> Option<Self> {
        if number(from, "form") != Some(FORM) {
            return None;
        }
        let paste: Rc<str> = text(from, "paste")?.into();
        let read = |file: &JsValue| {
            Some(FileRecord {
                key: text(file, "key")?,
                id: number(file, "id")? as u32,
                name: text(file, "name"),
                label: text(file, "label")?,
                kind: text(file, "kind").and_then(|kind| Kind::from_name(&kind)),
                place: text(file, "place"),
                corrections: read_corrections(file),
            })
        };
        let files = list(from, "files").iter().map(read).collect::<Option<Vec<FileRecord>>>()?;
        Some(Record { kept: Kept { paste, corrections: read_corrections(from), files: Vec::new() }, files })
    }

    /// The keys of the files' bytes.
    pub fn keys(&self) -> Vec<String> {
        self.files.iter().map(|file| file.key.clone()).collect()
    }

    /// With the files' bytes, in the order of the keys: what was kept. None where a file cannot be read any more.
    pub async fn kept(self, bytes: Vec<JsValue>) -> Option<(Kept, Keys)> {
        let (mut kept, mut keys) = (self.kept, Keys::default());
        for (file, bytes) in self.files.into_iter().zip(bytes) {
            let content = match bytes.dyn_into::<Blob>() {
                Ok(bytes) => reading::read(bytes, |_| true).await?.ok()?,
                Err(text) => Content::from(text.as_string()?.as_str()),
            };
            let FileRecord { key, id, name, label, kind, place, corrections } = file;
            kept.files.push(Rc::new(File { id, name, label, kind, place, corrections, content }));
            keys.insert(id, key);
        }
        Some((kept, keys))
    }
}

fn corrections(corrections: &[Correction]) -> JsValue {
    let all = corrections.iter().map(|one| {
        object(&[
            ("line", (one.line as f64).into()),
            ("name", optional(one.name.as_deref())),
            ("kind", optional(one.kind.map(Kind::name))),
            ("place", optional(one.place.as_deref())),
        ])
    });
    all.collect::<Array>().into()
}

fn read_corrections(from: &JsValue) -> Vec<Correction> {
    let all = list(from, "corrections");
    let read = |one: &JsValue| {
        Some(Correction {
            line: number(one, "line")? as usize,
            name: text(one, "name"),
            kind: text(one, "kind").and_then(|kind| Kind::from_name(&kind)),
            place: text(one, "place"),
        })
    };
    all.iter().filter_map(read).collect()
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Refused only for frozen objects.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

fn optional(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::NULL, JsValue::from_str)
}

fn field(from: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(from, &name.into()).ok()
}

fn text(from: &JsValue, name: &str) -> Option<String> {
    field(from, name)?.as_string()
}

fn number(from: &JsValue, name: &str) -> Option<f64> {
    field(from, name)?.as_f64()
}

fn list(from: &JsValue, name: &str) -> Vec<JsValue> {
    let list = field(from, name).and_then(|list| list.dyn_into::<Array>().ok());
    list.map_or_else(Vec::new, |list| list.iter().collect())
}
