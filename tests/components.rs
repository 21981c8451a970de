//! The page's components in a real browser: `cargo xtask test`, or `cargo test --package hopcheck-page --target
//! wasm32-unknown-unknown` with `wasm-bindgen-test-runner`.
#![cfg(target_arch = "wasm32")]

use hopcheck::intake::Kind;
use hopcheck::report::{Certainty, Report, Severity};
use hopcheck_page::app::{self, App};
use hopcheck_page::marks;
use hopcheck_page::offsets::Offsets;
use hopcheck_page::state::{
    self, Action, AnswerAction, Caret, CircumstanceAction, Circumstances, Interview, InterviewAction, Jump,
    LayoutAction, Phase, Snapshot, SnapshotPiece, Source, TextAction, WorkerHealth,
};
use hopcheck_page::view::{
    Answer, AnswerProps, CopyButton, CopyProps, MarkedText, PasteBox, PasteBoxProps, PieceForm, PieceFormProps,
    RulePage, RulePageProps, Said,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::*;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

const PASTE: &str = include_str!("../www/examples/refused-in-docker.txt");

fn report() -> Report {
    serde_json::from_str(include_str!("fixtures/report.json")).unwrap()
}

fn answer(report: Report) -> Rc<state::Answer> {
    let piece = SnapshotPiece { source: Source::Paste, file: None, text: PASTE.into(), corrections: vec![] };
    Rc::new(state::Answer { snapshot: Snapshot { version: 1, pieces: vec![piece], said: Default::default() }, report })
}

/// Renders a component into a fresh element, and waits until it stands.
async fn render<C>(props: C::Properties) -> Element
where
    C: BaseComponent,
    C::Properties: PartialEq,
{
    let document = web_sys::window().unwrap().document().unwrap();
    let root = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&root).unwrap();
    yew::Renderer::<C>::with_root_and_props(root.clone(), props).render();
    settle(50).await;
    root
}

async fn settle(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        web_sys::window()
            .unwrap()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
            .unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Waits until something holds, which a busy machine may take a while for.
async fn until(holds: impl Fn() -> bool) {
    for _ in 0..100 {
        if holds() {
            return;
        }
        settle(50).await;
    }
    panic!("it never came to hold");
}

fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let found = root.query_selector_all(selector).unwrap();
    (0..found.length()).map(|at| found.get(at).unwrap().unchecked_into()).collect()
}

fn one(root: &Element, selector: &str) -> HtmlElement {
    let mut found = all(root, selector);
    assert_eq!(found.len(), 1, "{selector}");
    found.remove(0)
}

fn texts(root: &Element, selector: &str) -> Vec<String> {
    all(root, selector).iter().map(|element| element.text_content().unwrap_or_default()).collect()
}

/// What each element that matches carries in an attribute, in the page's order.
fn values(root: &Element, attribute: &str) -> Vec<String> {
    all(root, &format!("[{attribute}]")).iter().map(|element| element.get_attribute(attribute).unwrap()).collect()
}

/// Whether the first element that matches `a` stands before the first that matches `b`.
fn before(root: &Element, a: &str, b: &str) -> bool {
    let all = all(root, &format!("{a}, {b}"));
    all.first().is_some_and(|first| first.matches(a).unwrap()) && all.iter().any(|element| element.matches(b).unwrap())
}

type Heard = Rc<RefCell<Vec<Action>>>;

fn listener() -> (Heard, Callback<Action>) {
    let heard = Heard::default();
    let callback = Callback::from({
        let heard = heard.clone();
        move |action| heard.borrow_mut().push(action)
    });
    (heard, callback)
}

fn answer_props(report: Report, dispatch: Callback<Action>) -> AnswerProps {
    AnswerProps {
        answer: Some(answer(report)),
        phase: Phase::Done,
        version: 1,
        worker: WorkerHealth::Ready,
        opened: BTreeMap::new(),
        said: Circumstances::default(),
        interview: Interview::default(),
        active: None,
        dispatch,
    }
}

#[wasm_bindgen_test]
async fn an_answer_carries_its_markers_in_order() {
    let root = render::<Answer>(answer_props(report(), Callback::noop())).await;
    assert_eq!(values(&root, "data-analysis"), ["done"]);
    assert_eq!(values(&root, "data-finding"), ["toy-first", "toy-second", "toy-third"]);
    assert_eq!(values(&root, "data-certainty"), ["confirmed", "likely", "possible"]);
    assert_eq!(values(&root, "data-ruled-out"), ["toy-out"]);
    assert_eq!(values(&root, "data-ask"), ["listening-sockets", "handshake-status"]);
    let hops: Vec<String> = report().path.iter().map(|hop| hop.hop.clone()).collect();
    assert_eq!(values(&root, "data-hop"), hops);
    assert_eq!(one(&root, "[data-hop=app-server]").get_attribute("data-state").as_deref(), Some("broken"));
    assert!(before(&root, ".summary", "[data-hop]"));
    assert!(before(&root, "[data-hop]", "[data-finding]"));
    assert!(before(&root, "[data-finding]", "[data-ruled-out]"));
    assert!(before(&root, "[data-ruled-out]", "[data-ask]"));
}

#[wasm_bindgen_test]
async fn while_nothing_is_likely_the_interview_stands_first() {
    let mut unsure = report();
    for finding in &mut unsure.findings {
        finding.certainty = Certainty::Possible;
    }
    let root = render::<Answer>(answer_props(unsure, Callback::noop())).await;
    assert!(before(&root, "[data-ask=listening-sockets]", "[data-hop]"));
    assert!(before(&root, "[data-ask=handshake-status]", "[data-finding]"));
}

#[wasm_bindgen_test]
async fn one_ask_is_put_and_its_answer_becomes_a_piece() {
    let (heard, dispatch) = listener();
    let root = render::<Answer>(answer_props(report(), dispatch)).await;
    assert_eq!(values(&one(&root, ".ask").parent_element().unwrap(), "data-ask")[0], "listening-sockets");
    let area: HtmlTextAreaElement = one(&root, ".ask textarea").unchecked_into();
    one(&root, ".ask .primary").click();
    assert!(heard.borrow().is_empty(), "nothing is no answer");
    area.set_value("LISTEN 0 128 127.0.0.1:5000");
    one(&root, ".ask .primary").click();
    one(&root, ".ask .quiet").click();
    one(&root, ".asks li .link").click();
    let heard = heard.borrow();
    assert!(matches!(&heard[..], [
        Action::Interview(InterviewAction::Answer(kind, text)),
        Action::Interview(InterviewAction::Skip(skipped)),
        Action::Interview(InterviewAction::Choose(chosen)),
    ] if kind == "listening-sockets" && text.contains(":5000") && skipped == kind && chosen == "handshake-status"));
    assert_eq!(area.value(), "");
}

#[wasm_bindgen_test]
async fn a_step_can_be_ticked_off_or_said_not_to_help_and_that_taken_back() {
    let (heard, dispatch) = listener();
    let mut told = report();
    for (number, step) in (1..).zip(&mut told.findings[0].steps) {
        step.number = number;
    }
    let key = (told.findings[0].id.clone(), 1);
    let root = render::<Answer>(answer_props(told.clone(), dispatch.clone())).await;
    let step = all(&root, "[data-step='1']").remove(0);
    one(&step, "input").click();
    one(&step, ".quiet").click();
    {
        let heard = heard.borrow();
        let [Action::Circumstance(done), Action::Circumstance(tried)] = &heard[..] else { panic!("{heard:?}") };
        assert!(matches!(done, CircumstanceAction::Done(step, true) if *step == key), "{done:?}");
        assert!(matches!(tried, CircumstanceAction::Tried(step, true) if *step == key), "{tried:?}");
    }
    let mut props = answer_props(told, dispatch);
    props.said.tried.insert(key.clone());
    let root = render::<Answer>(props).await;
    assert!(texts(&all(&root, "[data-step='1']").remove(0), ".no-help")[0].contains("did not help"));
    one(&root, ".tried-list .link").click();
    let heard = heard.borrow();
    let Some(Action::Circumstance(back)) = heard.last() else { panic!("{heard:?}") };
    assert!(matches!(back, CircumstanceAction::Tried(step, false) if *step == key), "{back:?}");
}

#[wasm_bindgen_test]
async fn a_causes_own_page_has_no_placeholders_left_open_and_an_unknown_one_says_so() {
    let id = hopcheck_page::engine::narrower("upstream-not-running").next().unwrap_or("upstream-no-resolver");
    let root = render::<RulePage>(RulePageProps { id: id.into() }).await;
    let said = texts(&root, ".rule-page").concat();
    assert!(said.contains(id) && !texts(&root, ".steps .do").is_empty() && !all(&root, ".see a").is_empty());
    assert!(!said.contains("{in:") && !said.contains("{apply:"), "{said}");
    let root = render::<RulePage>(RulePageProps { id: "no-such-cause".into() }).await;
    assert!(texts(&root, "h1")[0].contains("no-such-cause"));
}

#[wasm_bindgen_test]
async fn state_and_certainty_are_words_and_not_colours() {
    let root = render::<Answer>(answer_props(report(), Callback::noop())).await;
    assert_eq!(texts(&root, ".meta .certainty"), ["Confirmed", "Likely", "Possible"]);
    assert!(texts(&root, "[data-hop=app-server]")[0].contains("broken"));
    let aloud = one(&root, "[data-hop=app-server]").get_attribute("aria-label").unwrap();
    assert_eq!(aloud, "App server, flask 127.0.0.1:5000: broken");
}

#[wasm_bindgen_test]
async fn the_first_finding_is_open_and_the_others_open_on_demand() {
    let (heard, dispatch) = listener();
    let root = render::<Answer>(answer_props(report(), dispatch)).await;
    let headings = all(&root, "[data-finding] h3 button");
    let expanded: Vec<_> = headings.iter().map(|h| h.get_attribute("aria-expanded").unwrap()).collect();
    assert_eq!(expanded, ["true", "false", "false"]);
    headings[1].click();
    assert!(matches!(&heard.borrow()[..], [Action::Answer(AnswerAction::Open(id, true))] if id == "toy-second"));
    assert!(
        texts(&root, ".masked")[0].contains("flask listens on 127.0.0.1:5000"),
        "what is to be fixed first, by its title"
    );
}

#[wasm_bindgen_test]
async fn evidence_leads_to_its_place() {
    let (heard, dispatch) = listener();
    let root = render::<Answer>(answer_props(report(), dispatch)).await;
    all(&root, ".quote")[1].click();
    assert!(matches!(heard.borrow()[..], [Action::Layout(LayoutAction::Jump(2, (22, 12, 22, 46)))]));
}

#[wasm_bindgen_test]
async fn each_message_stands_once_with_its_line_its_words_and_where_it_points() {
    let (heard, dispatch) = listener();
    let root = render::<Answer>(answer_props(report(), dispatch)).await;
    assert_eq!(values(&root, "data-message"), ["error", "alert", "notice"]);
    assert!(before(&root, "[data-ask]", "[data-message]"), "findings come first");
    let error = one(&root, "[data-message=error]");
    assert_eq!(texts(&error, ".level, .times"), ["error", "3 times"]);
    assert_eq!(
        texts(&error, "code"),
        ["connect() failed (111: Connection refused) while connecting to upstream", "172.19.0.3:5000"]
    );
    assert_eq!(texts(&error, ".separates span"), ["Other known causes: toy-out (ruled out), toy-elsewhere"]);
    assert_eq!(texts(&one(&root, "[data-message=alert]"), ".internal"), ["internal to nginx"]);
    one(&error, ".quote").click();
    one(&error, ".number").click();
    let heard = heard.borrow();
    assert!(
        matches!(&heard[..], [Action::Layout(LayoutAction::Jump(0, (1, 1, 1, _))), Action::Answer(AnswerAction::Open(id, true))] if id == "toy-first"),
        "{heard:?}"
    );
}

#[wasm_bindgen_test]
async fn notices_are_folded_unless_there_is_nothing_else() {
    let root = render::<Answer>(answer_props(report(), Callback::noop())).await;
    let folded = one(&root, ".messages details");
    assert!(!folded.has_attribute("open") && texts(&folded, "summary") == ["1 notice"]);
    let mut quiet = report();
    quiet.findings.clear();
    quiet.messages.drain(..2);
    let root = render::<Answer>(answer_props(quiet, Callback::noop())).await;
    assert!(one(&root, ".messages details").has_attribute("open"));
}

#[wasm_bindgen_test]
async fn where_nothing_is_broken_the_messages_are_the_answer() {
    let mut healthy = report();
    healthy.findings.truncate(1);
    healthy.findings[0].severity = Severity::WorthKnowing;
    let root = render::<Answer>(answer_props(healthy, Callback::noop())).await;
    assert!(before(&root, ".summary", "[data-message]") && before(&root, "[data-message]", "[data-hop]"));
    assert!(before(&root, "[data-message]", "[data-finding]"));
}

#[wasm_bindgen_test]
async fn text_nobody_knows_is_said_to_be_that() {
    let mut props = answer_props(Report::default(), Callback::noop());
    props.phase = Phase::NotUnderstood;
    let root = render::<Answer>(props).await;
    assert_eq!(values(&root, "data-analysis"), ["not-understood"]);
    assert!(texts(&root, ".summary")[0].contains("understood"));
    assert!(all(&root, "[data-finding]").is_empty());
}

#[wasm_bindgen_test]
async fn the_top_finding_is_announced_once_it_has_settled() {
    let root = render::<Answer>(answer_props(report(), Callback::noop())).await;
    assert_eq!(texts(&root, ".answer > [role=status]"), [""]);
    settle(1500).await;
    let said = &texts(&root, ".answer > [role=status]")[0];
    assert!(said.starts_with("Confirmed: flask listens") && said.ends_with("2 more findings."), "{said}");
}

fn unmarked(text: &str) -> MarkedText {
    MarkedText::new(text.into(), Rc::new(Offsets::new(text)), |_, _| Vec::new())
}

fn marked_paste() -> MarkedText {
    MarkedText::new(PASTE.into(), Rc::new(Offsets::new(PASTE)), |text, offsets| {
        marks::of_piece(&report(), 0, text, offsets)
    })
}

fn paste_box(text: &str, marked: MarkedText, jump: Option<Jump>, dispatch: Callback<Action>) -> PasteBoxProps {
    PasteBoxProps {
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
    let root = render::<PasteBox>(paste_box(PASTE, marked, None, Callback::noop())).await;
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
    let root = render::<PasteBox>(paste_box(PASTE, marked, None, dispatch)).await;
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
    let root = render::<PasteBox>(paste_box(text, marked, Some(jump), Callback::noop())).await;
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
    let root = render::<PasteBox>(paste_box(PASTE, marked, None, dispatch)).await;
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
    let root = render::<PasteBox>(props).await;
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
    let props = PieceFormProps {
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
    let root = render::<PieceForm>(props).await;
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

fn send(to: &Element, event: &str) {
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    to.dispatch_event(&web_sys::Event::new_with_event_init_dict(event, &init).unwrap()).unwrap();
}

#[wasm_bindgen_test]
async fn a_copy_button_copies_and_says_so() {
    let stub = js_sys::eval(
        "window.copied = []; Object.defineProperty(navigator, 'clipboard', \
         { configurable: true, value: { writeText: async (text) => { window.copied.push(text); } } })",
    );
    assert!(stub.is_ok());
    let root = render::<CopyButton>(CopyProps { text: "nginx -s reload".into(), label: "Copy" }).await;
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
    let root = render::<App>(app::Props::default()).await;
    until(|| texts(&root, ".notices")[0].contains("did not start")).await;
    js_sys::Reflect::set(&window, &name, &workers).unwrap();
    until(|| values(&root, "data-analysis") == ["idle"] && all(&root, ".example").len() >= 4).await;
    let area: HtmlTextAreaElement = one(&root, "textarea").unchecked_into();
    area.set_value(PASTE);
    send(&area, "input");
    until(|| values(&root, "data-analysis") == ["idle"] && all(&root, ".example").is_empty()).await;
    assert_eq!(area.value(), PASTE);
}
