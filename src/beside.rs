//! The files that lie beside the page: beside the module's own glue, wherever the document that uses it comes from. A page in one file
//! holds them itself and provides their texts.

use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, Url};

/// The name under which the text of the module's own glue is provided.
pub const GLUE: &str = "glue";

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static GLUE_ADDRESS: String;
}

thread_local!(static PROVIDED: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) });

/// The address of the module's own glue.
pub fn glue() -> String {
    GLUE_ADDRESS.with(Clone::clone)
}

/// The address of a file that lies beside the glue; none where the glue is no file.
pub fn address(name: &str) -> Option<String> {
    Some(Url::new_with_base(name, &glue()).ok()?.href())
}

/// Keeps the text of a file, which is then not asked for.
pub fn provide(name: String, text: String) {
    PROVIDED.with_borrow_mut(|provided| provided.insert(name, text));
}

/// The text of a file that was provided.
pub fn provided(name: &str) -> Option<String> {
    PROVIDED.with_borrow(|provided| provided.get(name).cloned())
}

/// The text of such a file; none where the browser cannot get it, as without a network before it was ever loaded.
pub async fn text(name: &str) -> Option<String> {
    if let Some(text) = provided(name) {
        return Some(text);
    }
    let asked = web_sys::window()?.fetch_with_str(&address(name)?);
    let response = JsFuture::from(asked).await.ok()?.dyn_into::<Response>().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
