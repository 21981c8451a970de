//! The page: Yew components around the engine, which runs in a worker. Nothing here knows a cause; every view is driven by
//! the report.

// The page is built without what `Debug` prints (xtask/src/dist.rs), so nothing that people read may come from it.
#![cfg_attr(not(test), warn(clippy::use_debug))]

pub mod app;
pub mod beside;
pub mod browser;
pub mod decode;
pub mod diff_rows;
pub mod drop;
pub mod engine;
pub mod examples;
pub mod few;
mod hooks;
mod keep;
pub mod keys;
pub mod marks;
pub mod offsets;
mod opening;
pub mod part;
pub mod path_layout;
pub mod protocol;
pub mod quote;
pub mod reading;
pub mod rule_pages;
pub mod snippet;
pub mod state;
pub mod take_along;
pub mod taker;
pub mod text;
pub mod theme;
pub mod tree;
pub mod view;
pub mod worker;

use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, Element};

/// Starts the worker where the module is run in one. In a document nothing happens until somebody calls [`mount`]: the document may
/// be another site's, with elements of its own.
pub fn start() {
    if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        worker::serve(scope);
    }
}

/// Puts the page into an element, which may stand in a shadow root. `embedded` where it is a guest in another page. Gives a function
/// that takes it out again.
#[wasm_bindgen]
pub fn mount(root: Element, embedded: bool) -> JsValue {
    // What stands there until now speaks of a page that has not started.
    root.set_inner_html("");
    Closure::once_into_js(part::show(root, app::App { embedded }))
}

/// Takes the text of a file that lies beside the page elsewhere from a page that holds it itself, because it may fetch nothing. To be
/// called before [`mount`].
#[wasm_bindgen]
pub fn provide(name: String, text: String) {
    beside::provide(name, text);
}
