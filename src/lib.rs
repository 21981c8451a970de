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
pub mod state;
pub mod text;
pub mod view;
pub mod worker;

use wasm_bindgen::JsCast;
use web_sys::DedicatedWorkerGlobalScope;

/// Starts the page, or its worker where it is run in one.
pub fn start() {
    if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        worker::serve(scope);
    } else if let Some(root) = browser::element("app") {
        // What stands there until now speaks of a page that has not started.
        root.set_inner_html("");
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
