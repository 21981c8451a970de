//! The page: Yew components around the engine, which runs in a worker. Nothing here knows a cause; every view is driven by
//! the report.

// The page is built without what `Debug` prints (xtask/src/dist.rs), so nothing that people read may come from it.
#![cfg_attr(not(test), warn(clippy::use_debug))]

pub mod app;
pub mod browser;
pub mod decode;
pub mod engine;
pub mod examples;
pub mod marks;
pub mod offsets;
pub mod path_layout;
pub mod protocol;
pub mod quote;
pub mod rule_pages;
pub mod state;
pub mod text;
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

/// Puts the page into an element, which may stand in a shadow root.
#[wasm_bindgen]
pub fn mount(root: Element) {
    // What stands there until now speaks of a page that has not started.
    root.set_inner_html("");
    yew::Renderer::<app::App>::with_root(root).render();
}

/// Takes the texts of the module's glue and of the phrasebook from a page that holds them itself, because it may fetch nothing. To be
/// called before [`mount`].
#[wasm_bindgen]
pub fn keep(glue: String, phrasebook: String) {
    worker::keep(glue, phrasebook);
}
