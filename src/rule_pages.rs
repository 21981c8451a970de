//! Where the pages about the causes are: `cargo xtask dist` puts them beside the page and says so in it. Where nobody says so (one
//! file opened from a disk, an element in somebody else's page) there are no links.

use wasm_bindgen::JsCast;
use web_sys::HtmlMetaElement;

/// The element that holds the address of their folder.
const META: &str = "meta[name='hopcheck-rules']";

/// The address of the list of all causes.
pub fn list() -> Option<String> {
    let element = web_sys::window()?.document()?.query_selector(META).ok()??;
    Some(element.dyn_into::<HtmlMetaElement>().ok()?.content()).filter(|address| !address.is_empty())
}

/// The address of the page about a cause. A team's own causes are not in the list that was built, but the page has none of those.
pub fn of(id: &str) -> Option<String> {
    list().map(|folder| format!("{folder}{id}.html"))
}
