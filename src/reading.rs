//! Reads what the browser holds as bytes, such as a dropped file, a part at a time: the page stays responsive meanwhile.

use crate::decode::{self, Decoder, Refusal};
use crate::offsets::Offsets;
use gloo::timers::callback::Timeout;
use js_sys::{Array, JsString, Promise};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// How many bytes are decoded in one task: some milliseconds' work.
const PART: f64 = 256.0 * 1024.0;

/// How many UTF-16 units become bytes in one task.
const UNITS: u32 = 1 << 20;

/// A text as it was read.
#[derive(Clone, Debug)]
pub struct Content {
    /// The text.
    pub text: Rc<str>,
    /// Where its lines begin.
    pub offsets: Rc<Offsets>,
    /// The bytes it was read from, as the browser has them: the worker reads them again, and nothing is copied on the page's thread.
    pub bytes: Option<Blob>,
}

impl PartialEq for Content {
    /// A text that was read is equal to itself alone: whatever is drawn asks for this, and to compare megabytes would take a task's time.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.text, &other.text)
    }
}

impl From<&str> for Content {
    /// A text that has no bytes of its own.
    fn from(text: &str) -> Self {
        Content { text: text.into(), offsets: Rc::new(Offsets::new(text)), bytes: None }
    }
}

/// Reads `bytes`; before each part `goes_on` hears how many were read, and ends it with `false`, which gives none.
pub async fn read(bytes: Blob, goes_on: impl Fn(f64) -> bool) -> Option<Result<Content, Refusal>> {
    if is_picture(&bytes) {
        return Some(Err(Refusal::Picture));
    }
    let size = bytes.size();
    if size > decode::LARGEST_FILE {
        return Some(Err(Refusal::TooLarge));
    }
    let (mut decoder, mut text, mut offsets) =
        (Decoder::default(), String::with_capacity(size as usize), Offsets::default());
    let mut at = 0.0;
    while at < size {
        if !goes_on(at) {
            return None;
        }
        let next = (at + PART).min(size);
        let Some(part) = part(&bytes, at, next).await else {
            return Some(Err(Refusal::Unreadable));
        };
        let known = text.len();
        if let Err(refusal) = decoder.push(&part, &mut text) {
            return Some(Err(refusal));
        }
        offsets.extend(&text[known..]);
        at = next;
    }
    let known = text.len();
    decoder.finish(&mut text);
    offsets.extend(&text[known..]);
    Some(Ok(Content { text: text.into(), offsets: Rc::new(offsets), bytes: Some(bytes) }))
}

/// The bytes of a text that is a string of the browser's, which are made a part at a time too.
pub async fn bytes_of(text: &JsString) -> Option<Blob> {
    let (parts, mut at) = (Array::new(), 0);
    while at < text.length() {
        pause().await;
        let mut next = (at + UNITS).min(text.length());
        // The halves of a pair of surrogates are nothing each alone.
        if next < text.length() && (0xD800..0xDC00).contains(&(text.char_code_at(next - 1) as u32)) {
            next += 1;
        }
        parts.push(&Blob::new_with_str_sequence(&Array::of1(&text.slice(at, next))).ok()?.into());
        at = next;
    }
    Blob::new_with_blob_sequence(&parts).ok()
}

/// Ends the present task of the page's thread.
async fn pause() {
    let later = Promise::new(&mut |resolve, _| {
        Timeout::new(0, move || {
            // What is waited for has no result that could be lost.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        })
        .forget();
    });
    // It cannot be rejected.
    let _ = JsFuture::from(later).await;
}

fn is_picture(bytes: &Blob) -> bool {
    let kind = bytes.type_();
    kind.starts_with("image/") && kind != "image/svg+xml"
}

async fn part(bytes: &Blob, from: f64, to: f64) -> Option<Vec<u8>> {
    let slice = bytes.slice_with_f64_and_f64(from, to).ok()?;
    let buffer = JsFuture::from(slice.array_buffer()).await.ok()?.dyn_into::<js_sys::ArrayBuffer>().ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}
