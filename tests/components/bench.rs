//! What the tests stand on: a report, components in the document, and what can be seen of them.

use hopcheck::report::Report;
use hopcheck_page::part::{Part, show};
use hopcheck_page::state::{self, Action, Snapshot, SnapshotPiece, Source};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

pub const PASTE: &str = include_str!("../../www/examples/refused-in-docker.txt");

pub fn report() -> Report {
    serde_json::from_str(include_str!("../fixtures/report.json")).unwrap()
}

pub fn answer(report: Report) -> Rc<state::Answer> {
    let piece = SnapshotPiece { source: Source::Paste, file: None, text: PASTE.into(), corrections: vec![] };
    Rc::new(state::Answer { snapshot: Snapshot { version: 1, pieces: vec![piece], said: Default::default() }, report })
}

/// Puts a part of the page into a fresh element, and waits until it stands.
pub async fn render(part: impl Part) -> Element {
    let document = web_sys::window().unwrap().document().unwrap();
    let root = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&root).unwrap();
    // What would take it out again.
    let _ = show(root.clone(), part);
    settle(50).await;
    root
}

pub async fn settle(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        web_sys::window()
            .unwrap()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
            .unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Waits until something holds, which a busy machine may take a while for.
pub async fn until(holds: impl Fn() -> bool) {
    for _ in 0..100 {
        if holds() {
            return;
        }
        settle(50).await;
    }
    panic!("it never came to hold");
}

pub fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let found = root.query_selector_all(selector).unwrap();
    (0..found.length()).map(|at| found.get(at).unwrap().unchecked_into()).collect()
}

pub fn one(root: &Element, selector: &str) -> HtmlElement {
    let mut found = all(root, selector);
    assert_eq!(found.len(), 1, "{selector}");
    found.remove(0)
}

pub fn texts(root: &Element, selector: &str) -> Vec<String> {
    all(root, selector).iter().map(|element| element.text_content().unwrap_or_default()).collect()
}

/// What each element that matches carries in an attribute, in the page's order.
pub fn values(root: &Element, attribute: &str) -> Vec<String> {
    all(root, &format!("[{attribute}]")).iter().map(|element| element.get_attribute(attribute).unwrap()).collect()
}

/// Whether the first element that matches `a` stands before the first that matches `b`.
pub fn before(root: &Element, a: &str, b: &str) -> bool {
    let all = all(root, &format!("{a}, {b}"));
    all.first().is_some_and(|first| first.matches(a).unwrap()) && all.iter().any(|element| element.matches(b).unwrap())
}

pub type Heard = Rc<RefCell<Vec<Action>>>;

pub fn listener() -> (Heard, Callback<Action>) {
    let heard = Heard::default();
    let callback = Callback::from({
        let heard = heard.clone();
        move |action| heard.borrow_mut().push(action)
    });
    (heard, callback)
}

pub fn send(to: &Element, event: &str) {
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    to.dispatch_event(&web_sys::Event::new_with_event_init_dict(event, &init).unwrap()).unwrap();
}
