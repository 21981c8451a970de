//! The analysis runs in a Web Worker, made from the same WebAssembly module as the page.

mod client;
mod phrasebook;
mod server;

pub use client::{Client, Event};
pub use phrasebook::Shelf;
pub use server::{Server, serve};

use hopcheck::packed::{Packed, pack, unpack};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

/// A message as it is posted.
fn to_send<T: Packed>(message: &T) -> JsValue {
    Uint8Array::from(&pack(message)[..]).into()
}

/// A message as it came. None for what is no message.
fn received<T: Packed>(data: &JsValue) -> Option<T> {
    unpack(&data.dyn_ref::<Uint8Array>()?.to_vec())
}
