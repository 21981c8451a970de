//! Small dealings with the browser that several components have.

use hopcheck::text::Decimal;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, Document, Element, Event, HtmlElement, Node, ScrollIntoViewOptions, ScrollLogicalPosition,
    Selection, ShadowRoot, Url,
};

/// The element with an id in the tree that an event comes from: the document, or the shadow root that the page is put into.
fn element_near(event: &Event, id: &str) -> Option<Element> {
    let root = event.target()?.dyn_into::<Node>().ok()?.get_root_node();
    match root.dyn_ref::<Document>() {
        Some(document) => document.get_element_by_id(id),
        None => root.dyn_ref::<ShadowRoot>()?.get_element_by_id(id),
    }
}

/// Moves the focus to an element of the tree that an event comes from, and its top into view.
pub fn focus_on(event: &Event, id: &str) {
    if let Some(element) = element_near(event, id) {
        focus(&element);
    }
}

/// Moves the focus to an element and its top into view.
pub fn focus(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // Refused only for elements that cannot have it; then the scrolling is enough.
        let _ = element.focus();
    }
}

/// Moves the focus to the first link of that address that is on the screen.
pub fn focus_on_link(address: &str) {
    let link = web_sys::window().and_then(|window| window.document());
    let link = link.and_then(|document| document.query_selector(&format!("main a[href=\"{address}\"]")).ok().flatten());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        // Refused only for what cannot have it.
        let _ = link.focus();
    }
}

/// The address's fragment, with its `#`; empty where there is none.
pub fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Takes the fragment out of the address. Nobody hears of it, and no page is loaded.
pub fn drop_fragment() {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // Refused where the document has no address of its own; then it stays.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address()));
    }
}

/// The document's address without its fragment.
pub fn address() -> String {
    let address = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// Has the browser print the document.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Refused in frames that may open no dialogs.
        let _ = window.print();
    }
}

/// What the reader has selected, in the tree that an event comes from: some browsers give each shadow root a selection of its own.
pub fn selected(event: &Event) -> String {
    let root = event.target().and_then(|target| target.dyn_into::<Node>().ok()).map(|node| node.get_root_node());
    let own = root.and_then(|root| {
        let get = js_sys::Reflect::get(&root, &"getSelection".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
        get.call0(&root).ok()?.dyn_into::<Selection>().ok()
    });
    let selection = own.or_else(|| web_sys::window()?.get_selection().ok()?);
    let text = selection.map(|selection| String::from(selection.to_string())).unwrap_or_default();
    text.trim().to_owned()
}

/// Has the browser save a text as a file.
pub fn save(name: &str, text: &str) {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/plain;charset=utf-8");
    let parts = js_sys::Array::of1(&text.into());
    let document = web_sys::window().and_then(|window| window.document());
    let Some(document) = document else { return };
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &kind) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    if let Some(link) = document.create_element("a").ok().and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        // Names that are always valid.
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", name);
        link.click();
    }
    // The download keeps what it reads; the address is not needed any more.
    let _ = Url::revoke_object_url(&address);
}

/// Sets a style property through the object model, which the content security policy allows and a `style` attribute it
/// does not.
pub fn set_style(element: &HtmlElement, property: &str, value: &str) {
    // Refused only for properties that do not exist.
    let _ = element.style().set_property(property, value);
}

/// The height of one line of an element's text, in CSS pixels.
pub fn line_height(element: &Element) -> Option<f64> {
    let style = web_sys::window()?.get_computed_style(element).ok()??;
    let height: f64 = style.get_property_value("line-height").ok()?.trim_end_matches("px").decimal()?;
    (height > 0.0).then_some(height)
}
