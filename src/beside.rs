//! The files that lie beside the page.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, Url};

/// The address of a file that lies beside the page.
pub fn address(name: &str) -> Option<String> {
    let base = web_sys::window()?.document()?.base_uri().ok()??;
    Some(Url::new_with_base(name, &base).ok()?.href())
}

/// The text of such a file; none where the browser cannot get it, as without a network before it was ever loaded.
pub async fn text(name: &str) -> Option<String> {
    let asked = web_sys::window()?.fetch_with_str(&address(name)?);
    let response = JsFuture::from(asked).await.ok()?.dyn_into::<Response>().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
