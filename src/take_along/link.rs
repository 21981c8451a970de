//! Links, packed and unfolded by the browser's own deflate.

use super::{LinkTrouble, Opened};
use hopcheck_link::{LARGEST_PASTE, Shared};
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair};

/// What the browser calls raw deflate (Compression Standard, 4).
const FORMAT: &str = "deflate-raw";

#[wasm_bindgen]
extern "C" {
    // web-sys has them behind a compiler flag.
    #[wasm_bindgen(extends = ReadableWritablePair)]
    type CompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<CompressionStream, JsValue>;

    #[wasm_bindgen(extends = ReadableWritablePair)]
    type DecompressionStream;
    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;
}

/// The fragment that holds this text; none where the browser cannot pack.
pub async fn packed(text: &str) -> Option<String> {
    let deflate = CompressionStream::new(FORMAT).ok()?;
    let packed = read(through(text.as_bytes(), &deflate)?, usize::MAX).await.ok()?;
    Some(hopcheck_link::of_packed(&packed))
}

/// What a link holds, whose fragment this is.
pub async fn open(fragment: &str) -> Opened {
    match unfolded(fragment).await {
        Ok(Shared { pieces, said }) if pieces.iter().any(|piece| !piece.text.trim().is_empty()) => {
            Opened::Paste { pieces, said }
        }
        Ok(_) => Opened::Nothing(LinkTrouble::Empty),
        Err(trouble) => Opened::Nothing(trouble),
    }
}

async fn unfolded(fragment: &str) -> Result<Shared, LinkTrouble> {
    let packed = hopcheck_link::packed(fragment)?;
    let inflate = DecompressionStream::new(FORMAT).map_err(|_| LinkTrouble::Browser)?;
    let stream = through(&packed, &inflate).ok_or(LinkTrouble::Browser)?;
    let shared = Shared::from_json(&read(stream, LARGEST_PASTE).await?)?;
    // As files that are none are refused.
    if shared.pieces.iter().any(|piece| piece.text.contains('\0')) {
        return Err(LinkTrouble::NotText);
    }
    Ok(shared)
}

/// Bytes on their way through a stream that changes them.
fn through(bytes: &[u8], changes: &ReadableWritablePair) -> Option<ReadableStream> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok()?;
    Some(blob.stream().pipe_through(changes))
}

/// All that comes out of a stream. More than `most` bytes are not waited for: the stream is left, and what fills it ends.
async fn read(stream: ReadableStream, most: usize) -> Result<Vec<u8>, LinkTrouble> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let part = JsFuture::from(reader.read()).await.map_err(|_| LinkTrouble::Changed)?;
        let member = |name: &str| Reflect::get(&part, &JsValue::from_str(name)).unwrap_or_default();
        if member("done").is_truthy() {
            return Ok(bytes);
        }
        let part: Uint8Array = member("value").unchecked_into();
        if bytes.len() + part.length() as usize > most {
            // Nobody waits for the end of what is not wanted.
            let _ = reader.cancel();
            return Err(LinkTrouble::TooLarge);
        }
        bytes.extend(part.to_vec());
    }
}
