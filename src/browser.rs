//! Small dealings with the browser that several components have.

use hopcheck::text::Decimal;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The element with an id.
pub fn element(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

/// Moves the focus to an element and its top into view.
pub fn focus_on(id: &str) {
    let Some(element) = element(id) else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // Refused only for elements that cannot have it; then the scrolling is enough.
        let _ = element.focus();
    }
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
