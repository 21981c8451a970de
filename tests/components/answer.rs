//! The answer.

use crate::bench::*;
use hopcheck::report::{Certainty, Report, Severity};
use hopcheck_page::few::Few;
use hopcheck_page::state::{
    Action, AnswerAction, CircumstanceAction, Circumstances, Interview, InterviewAction, LayoutAction, Phase,
    WorkerHealth,
};
use hopcheck_page::view::{Answer, Guest, RulePage};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::*;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

fn answer_props(report: Report, dispatch: Callback<Action>) -> Answer {
    Answer {
        answer: Some(answer(report)),
        phase: Phase::Done,
        version: 1,
        worker: WorkerHealth::Ready,
        opened: Few::default(),
        said: Circumstances::default(),
        interview: Interview::default(),
        guest: Guest::default(),
        active: None,
        dispatch,
    }
}

#[wasm_bindgen_test]
async fn an_answer_carries_its_markers_in_order() {
    let root = render(answer_props(report(), Callback::noop())).await;
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
    let root = render(answer_props(unsure, Callback::noop())).await;
    assert!(before(&root, "[data-ask=listening-sockets]", "[data-hop]"));
    assert!(before(&root, "[data-ask=handshake-status]", "[data-finding]"));
}

#[wasm_bindgen_test]
async fn one_ask_is_put_and_its_answer_becomes_a_piece() {
    let (heard, dispatch) = listener();
    let root = render(answer_props(report(), dispatch)).await;
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
    let root = render(answer_props(told.clone(), dispatch.clone())).await;
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
    props.said.tried.push(key.clone());
    let root = render(props).await;
    assert!(texts(&all(&root, "[data-step='1']").remove(0), ".no-help")[0].contains("did not help"));
    one(&root, ".tried-list .link").click();
    let heard = heard.borrow();
    let Some(Action::Circumstance(back)) = heard.last() else { panic!("{heard:?}") };
    assert!(matches!(back, CircumstanceAction::Tried(step, false) if *step == key), "{back:?}");
}

#[wasm_bindgen_test]
async fn a_causes_own_page_has_no_placeholders_left_open_and_an_unknown_one_says_so() {
    let id = hopcheck_page::engine::narrower("upstream-not-running").next().unwrap_or("upstream-no-resolver");
    let root = render(RulePage { id: id.into() }).await;
    let said = texts(&root, ".rule-page").concat();
    assert!(said.contains(id) && !texts(&root, ".steps .do").is_empty() && !all(&root, ".see a").is_empty());
    assert!(!said.contains("{in:") && !said.contains("{apply:"), "{said}");
    let root = render(RulePage { id: "no-such-cause".into() }).await;
    assert!(texts(&root, "h1")[0].contains("no-such-cause"));
}

#[wasm_bindgen_test]
async fn state_and_certainty_are_words_and_not_colours() {
    let root = render(answer_props(report(), Callback::noop())).await;
    assert_eq!(texts(&root, ".meta .certainty"), ["Confirmed", "Likely", "Possible"]);
    assert!(texts(&root, "[data-hop=app-server]")[0].contains("broken"));
    let aloud = one(&root, "[data-hop=app-server]").get_attribute("aria-label").unwrap();
    assert_eq!(aloud, "App server, flask 127.0.0.1:5000: broken");
}

#[wasm_bindgen_test]
async fn the_first_finding_is_open_and_the_others_open_on_demand() {
    let (heard, dispatch) = listener();
    let root = render(answer_props(report(), dispatch)).await;
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
    let root = render(answer_props(report(), dispatch)).await;
    all(&root, ".quote")[1].click();
    assert!(matches!(heard.borrow()[..], [Action::Layout(LayoutAction::Jump(2, (22, 12, 22, 46)))]));
}

#[wasm_bindgen_test]
async fn each_message_stands_once_with_its_line_its_words_and_where_it_points() {
    let (heard, dispatch) = listener();
    let root = render(answer_props(report(), dispatch)).await;
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
    let root = render(answer_props(report(), Callback::noop())).await;
    let folded = one(&root, ".messages details");
    assert!(!folded.has_attribute("open") && texts(&folded, "summary") == ["1 notice"]);
    let mut quiet = report();
    quiet.findings.clear();
    quiet.messages.drain(..2);
    let root = render(answer_props(quiet, Callback::noop())).await;
    assert!(one(&root, ".messages details").has_attribute("open"));
}

#[wasm_bindgen_test]
async fn where_nothing_is_broken_the_messages_are_the_answer() {
    let mut healthy = report();
    healthy.findings.truncate(1);
    healthy.findings[0].severity = Severity::WorthKnowing;
    let root = render(answer_props(healthy, Callback::noop())).await;
    assert!(before(&root, ".summary", "[data-message]") && before(&root, "[data-message]", "[data-hop]"));
    assert!(before(&root, "[data-message]", "[data-finding]"));
}

#[wasm_bindgen_test]
async fn text_nobody_knows_is_said_to_be_that() {
    let mut props = answer_props(Report::default(), Callback::noop());
    props.phase = Phase::NotUnderstood;
    let root = render(props).await;
    assert_eq!(values(&root, "data-analysis"), ["not-understood"]);
    assert!(texts(&root, ".summary")[0].contains("understood"));
    assert!(all(&root, "[data-finding]").is_empty());
}

#[wasm_bindgen_test]
async fn the_top_finding_is_announced_once_it_has_settled() {
    let root = render(answer_props(report(), Callback::noop())).await;
    assert_eq!(texts(&root, ".answer > [role=status]"), [""]);
    settle(1500).await;
    let said = &texts(&root, ".answer > [role=status]")[0];
    assert!(said.starts_with("Confirmed: flask listens") && said.ends_with("2 more findings."), "{said}");
}
