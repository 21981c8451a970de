//! The page as a whole: the state, the worker, and what stands where.

use crate::decode;
use crate::state::{Action, AnswerAction, Snapshot, State, TextAction};
use crate::view::{Answer, Footer, Header, Notices, TextColumn};
use crate::worker::{Client, Event};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File};
use yew::prelude::*;

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(self.after(action))
    }
}

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(State::default);
    let dispatcher = state.dispatcher();
    let dispatch = use_callback((), move |action: Action, _| dispatcher.dispatch(action));
    let client = use_client(&dispatch);
    let hovering = use_state(|| false);

    use_effect_with(state.texts.version, {
        let snapshot: Snapshot = state.texts.snapshot();
        move |_| {
            if !snapshot.pieces.is_empty() {
                client.submit(snapshot);
            }
        }
    });

    let on_files = use_callback(dispatch.clone(), |files: Vec<File>, dispatch| read(files, dispatch.clone()));
    let ondragover = {
        let hovering = hovering.clone();
        Callback::from(move |event: DragEvent| {
            if carries_files(&event) {
                event.prevent_default();
                hovering.set(true);
            }
        })
    };
    let ondragleave = {
        let hovering = hovering.clone();
        Callback::from(move |event: DragEvent| {
            // Leaving for a child is not leaving.
            if event.related_target().is_none() {
                hovering.set(false);
            }
        })
    };
    let ondrop = {
        let (hovering, on_files) = (hovering.clone(), on_files.clone());
        Callback::from(move |event: DragEvent| {
            hovering.set(false);
            if carries_files(&event) {
                event.prevent_default();
                on_files.emit(dropped(&event));
            }
        })
    };

    let empty = state.texts.is_empty();
    html! {
        <div class={classes!("app", empty.then_some("app-empty"))} {ondragover} {ondragleave} {ondrop}>
            <Header />
            <main>
                <Notices notices={state.texts.notices.clone()} worker={state.answering.worker} dispatch={dispatch.clone()} />
                <TextColumn state={(*state).clone()} dispatch={dispatch.clone()} on_files={on_files} />
                <section class="answer-column" aria-label={crate::text::ANSWER}>
                    <Answer answer={state.answering.answer.clone()} phase={state.phase()} version={state.texts.version} worker={state.answering.worker} opened={state.answering.opened.clone()}
                        active={state.layout.active.finding} {empty} {dispatch} />
                </section>
            </main>
            <Footer />
            if *hovering {
                <div class="drop-here" aria-hidden="true"><p>{ crate::text::DROP_HERE }</p></div>
            }
        </div>
    }
}

/// The worker, started with the page.
#[hook]
fn use_client(dispatch: &Callback<Action>) -> Rc<Client> {
    let dispatch = dispatch.clone();
    use_memo((), move |()| {
        Client::start(Callback::from(move |event| {
            dispatch.emit(match event {
                Event::Ready => Action::Answer(AnswerAction::WorkerReady),
                Event::Answer(answer) => Action::Answer(AnswerAction::Answered(Rc::new(*answer))),
                Event::Lost(restarted) => Action::Answer(AnswerAction::WorkerLost(restarted)),
            });
        }))
    })
}

fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

fn dropped(event: &DragEvent) -> Vec<File> {
    let Some(list) = event.data_transfer().and_then(|data| data.files()) else {
        return Vec::new();
    };
    (0..list.length()).filter_map(|at| list.get(at)).collect()
}

/// Reads files and hands them over together, in their order.
fn read(files: Vec<File>, dispatch: Callback<Action>) {
    wasm_bindgen_futures::spawn_local(async move {
        let mut pieces = Vec::with_capacity(files.len());
        for file in files {
            pieces.push((file.name(), content(&file).await));
        }
        if !pieces.is_empty() {
            dispatch.emit(Action::Text(TextAction::Files(pieces)));
        }
    });
}

async fn content(file: &File) -> Result<String, decode::Refusal> {
    if file.type_().starts_with("image/") && file.type_() != "image/svg+xml" {
        return Err(decode::Refusal::Picture);
    }
    if file.size() > decode::LARGEST_FILE {
        return Err(decode::Refusal::TooLarge);
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| decode::Refusal::Unreadable)?;
    let buffer = buffer.dyn_into::<js_sys::ArrayBuffer>().map_err(|_| decode::Refusal::Unreadable)?;
    decode::text(&js_sys::Uint8Array::new(&buffer).to_vec())
}
