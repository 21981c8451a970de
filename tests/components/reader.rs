//! The reader's side: the box, the pieces, and the page as a whole.

use crate::bench::*;
use hopcheck::intake::Kind;
use hopcheck_page::app::App;
use hopcheck_page::marks;
use hopcheck_page::offsets::Offsets;
use hopcheck_page::state::{Action, Caret, Jump, LayoutAction, Source, TextAction};
use hopcheck_page::view::{CopyButton, MarkedText, PasteBox, PieceForm, Said};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

fn unmarked(text: &str) -> MarkedText {
    MarkedText::new(text.into(), Rc::new(Offsets::new(text)), |_, _| Vec::new())
}

fn marked_paste() -> MarkedText {
    MarkedText::new(PASTE.into(), Rc::new(Offsets::new(PASTE)), |text, offsets| {
        marks::of_piece(&report(), 0, text, offsets)
    })
}

fn paste_box(text: &str, marked: MarkedText, jump: Option<Jump>, dispatch: Callback<Action>) -> PasteBox {
    PasteBox {
        paste: text.into(),
        set: 1,
        marked: Rc::new(marked),
        active: Caret::default(),
        jump,
        hidden: false,
        on_files: Callback::noop(),
        on_large: Callback::noop(),
        dispatch,
    }
}

#[wasm_bindgen_test]
async fn the_layer_marks_the_evidence_and_the_gutter_names_the_finding() {
    let marked = marked_paste();
    let root = render(paste_box(PASTE, marked, None, Callback::noop())).await;
    assert_eq!(one(&root, "textarea").get_attribute("aria-label").as_deref(), Some("Paste anything"));
    assert_eq!(one(&root, ".marks").get_attribute("aria-hidden").as_deref(), Some("true"));
    let marked = texts(&root, ".marks mark.confirmed");
    assert!(marked.iter().any(|text| text.contains("Running on http://127.0.0.1:5000")), "{marked:?}");
    let row = all(&root, ".gutter .row").into_iter().nth(21).unwrap();
    assert_eq!(row.text_content().as_deref(), Some("122"), "badge 1 beside line 22");
    // A marked line stands at the same height in the layer as its number does in the gutter.
    let layer = all(&root, ".marks .row").into_iter().nth(21).unwrap();
    assert!(layer.text_content().unwrap().starts_with("api_1"));
}

#[wasm_bindgen_test]
async fn a_line_of_nginx_is_explained_where_the_caret_is() {
    let (heard, dispatch) = listener();
    let mut report = report();
    report.messages[0].line = 2;
    let marked = unmarked(PASTE).explained(marks::said_in_piece(&report, 0));
    let inside = marked.offsets.place(&marked.text, 2, 4).unit as u32;
    let root = render(paste_box(PASTE, marked, None, dispatch)).await;
    let number = all(&root, ".gutter .line-number").into_iter().nth(1).unwrap();
    assert_eq!(all(&number, ".voice").len(), 1);
    assert!(number.get_attribute("title").unwrap().starts_with("nginx tried"));
    assert_eq!(all(&root, ".voice.quiet").len(), 1);
    let area: HtmlTextAreaElement = one(&root, "textarea").unchecked_into();
    area.set_selection_range(inside, inside).unwrap();
    area.click();
    let caret = Caret { finding: None, message: Some(0) };
    assert!(
        heard
            .borrow()
            .iter()
            .any(|action| matches!(action, Action::Layout(LayoutAction::Caret(found)) if *found == caret))
    );
    number.click();
    assert!(matches!(heard.borrow().last(), Some(Action::Layout(LayoutAction::Jump(0, (2, 1, 2, _))))));
}

#[wasm_bindgen_test]
async fn a_jump_selects_the_range_in_utf16_units() {
    let text = "caf\u{e9} \u{1f6a8}\nerror \u{1f6a8} here: connect() failed\n";
    let jump = Jump { serial: 1, source: Source::Paste, range: (2, 15, 2, 31) };
    let marked = unmarked(text);
    let root = render(paste_box(text, marked, Some(jump), Callback::noop())).await;
    let area: HtmlTextAreaElement = one(&root, "textarea").unchecked_into();
    let (start, end) = (area.selection_start().unwrap().unwrap(), area.selection_end().unwrap().unwrap());
    let value = js_sys::JsString::from(area.value());
    assert_eq!(String::from(value.substring(start, end)), "connect() failed");
}

#[wasm_bindgen_test]
async fn the_caret_in_evidence_leads_to_its_finding() {
    let (heard, dispatch) = listener();
    let marked = marked_paste();
    let inside = marked.marks[0].start.unit as u32 + 2;
    let root = render(paste_box(PASTE, marked, None, dispatch)).await;
    let area: HtmlTextAreaElement = one(&root, "textarea").unchecked_into();
    area.set_selection_range(inside, inside).unwrap();
    area.click();
    assert!(
        heard
            .borrow()
            .iter()
            .any(|action| matches!(action, Action::Layout(LayoutAction::Caret(Caret { finding: Some(0), .. }))))
    );
}

#[wasm_bindgen_test]
async fn a_text_too_large_for_the_box_goes_elsewhere() {
    let (heard, dispatch) = listener();
    let large = Rc::new(RefCell::new(Vec::new()));
    let mut props = paste_box("", unmarked(""), None, dispatch);
    props.on_large = Callback::from({
        let large = large.clone();
        move |text: js_sys::JsString| large.borrow_mut().push(text)
    });
    let root = render(props).await;
    let area: HtmlTextAreaElement = one(&root, "textarea").unchecked_into();
    area.set_value(&"line\n".repeat(40_000));
    send(&area, "input");
    assert!(matches!(&heard.borrow()[..], [Action::Text(TextAction::Typed(left))] if left.is_empty()));
    let large: Vec<Option<usize>> = large.borrow().iter().map(|text| Some(text.as_string()?.len())).collect();
    assert_eq!(large, [Some(200_000)]);
    assert_eq!(area.value(), "");
}

#[wasm_bindgen_test]
async fn what_the_reader_says_of_a_piece_is_heard_at_once() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let done = Rc::new(RefCell::new(0));
    let props = PieceForm {
        label: "Correct it".into(),
        name: "paste".into(),
        recognised: Some(Kind::AppLog),
        place: Some("web".into()),
        said: Said { name: Some("a.log".into()), ..Said::default() },
        has_place: true,
        places: vec!["edge".into(), "web".into()],
        on_change: Callback::from({
            let heard = heard.clone();
            move |said| heard.borrow_mut().push(said)
        }),
        on_done: Callback::from({
            let done = done.clone();
            move |()| *done.borrow_mut() += 1
        }),
    };
    let root = render(props).await;
    let document = web_sys::window().unwrap().document().unwrap();
    let fields = all(&root, "input");
    assert_eq!(document.active_element().as_ref(), Some(fields[0].as_ref()), "the form has the focus");
    let select: HtmlSelectElement = one(&root, "select").unchecked_into();
    assert_eq!(select.selected_options().item(0).unwrap().text_content().as_deref(), Some(Kind::AppLog.label()));
    select.set_value(Kind::NginxErrorLog.name());
    send(&select, "change");
    let place: HtmlInputElement = fields[1].clone().unchecked_into();
    place.set_value(" edge ");
    send(&place, "change");
    one(&root, ".ends button:last-child").click();
    let said = Said { name: Some("a.log".into()), ..Said::default() };
    assert_eq!(
        heard.borrow()[..],
        [
            Said { kind: Some(Kind::NginxErrorLog), ..said.clone() },
            Said { place: Some("edge".into()), ..said },
            Said::default(),
        ]
    );
    assert_eq!(texts(&root, "datalist option").len(), 2);
    one(&root, ".ends button:first-child").click();
    assert_eq!(*done.borrow(), 1);
}

#[wasm_bindgen_test]
async fn a_copy_button_copies_and_says_so() {
    let stub = js_sys::eval(
        "window.copied = []; Object.defineProperty(navigator, 'clipboard', \
         { configurable: true, value: { writeText: async (text) => { window.copied.push(text); } } })",
    );
    assert!(stub.is_ok());
    let root = render(CopyButton { text: "nginx -s reload".into(), label: "Copy", asks: None }).await;
    one(&root, "button").click();
    settle(50).await;
    assert_eq!(texts(&root, "button"), ["Copied"]);
    let copied = js_sys::Reflect::get(&web_sys::window().unwrap(), &"copied".into()).unwrap();
    assert_eq!(js_sys::Array::from(&copied).get(0).as_string().as_deref(), Some("nginx -s reload"));
}

#[wasm_bindgen_test]
async fn a_page_without_a_worker_says_so_and_keeps_the_text() {
    // As in a browser that knows no workers, or may not start any.
    let (window, name) = (web_sys::window().unwrap(), JsValue::from_str("Worker"));
    let workers = js_sys::Reflect::get(&window, &name).unwrap();
    js_sys::Reflect::delete_property(&window, &name).unwrap();
    let root = render(App::default()).await;
    until(|| texts(&root, ".notices")[0].contains("did not start")).await;
    js_sys::Reflect::set(&window, &name, &workers).unwrap();
    until(|| values(&root, "data-analysis") == ["idle"] && all(&root, ".example").len() >= 4).await;
    let area: HtmlTextAreaElement = one(&root, "textarea").unchecked_into();
    area.set_value(PASTE);
    send(&area, "input");
    until(|| values(&root, "data-analysis") == ["idle"] && all(&root, ".example").is_empty()).await;
    assert_eq!(area.value(), PASTE);
}
