//! The page's side: starts the worker, gives it one analysis at a time, and starts another one when it dies.

use super::{received, to_send};
use crate::protocol::{FromWorker, PieceMessage, TextMessage, ToWorker, Turns};
use crate::reading::Content;
use crate::state::{Answer, Snapshot};
use crate::take_along::{Opened, Taken};
use crate::{beside, engine};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use hopcheck::redact::Choices;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, MessageEvent, Url, Worker};
use yew::Callback;

/// An analysis that takes longer, in milliseconds, is given up.
const TIME_LIMIT: u32 = 30_000;

/// What the page is told.
#[derive(Debug)]
pub enum Event {
    /// The worker listens.
    Ready,
    /// It is at this step, of so many.
    Step(u32, u32),
    /// An answer.
    Answer(Box<Answer>),
    /// The worker died; true where another one was started.
    Lost(bool),
    /// It was stopped, as the reader wished, and another one was started.
    Stopped,
    /// What can be taken along, with the number it was asked for with.
    Taken(u32, Box<Taken>),
    /// What a share link holds.
    Opened(Opened),
}

/// What the worker is asked beside analyses. It is not repeated where the worker ends over it.
#[derive(Clone)]
enum Errand {
    Take(u32, Snapshot, Choices),
    Open(String),
}

/// The running worker.
struct Running {
    worker: Worker,
    held: BTreeSet<u32>,
    ready: bool,
    _listeners: [EventListener; 2],
}

impl Running {
    /// The texts as the worker gets them. Files go to it once, and are forgotten when they are not among the texts any more.
    fn pieces(&mut self, snapshot: &Snapshot) -> Vec<PieceMessage> {
        let mut wanted = BTreeSet::new();
        let mut pieces = Vec::with_capacity(snapshot.pieces.len());
        for piece in &snapshot.pieces {
            let corrections = piece.corrections.clone();
            pieces.push(match &piece.file {
                None => {
                    let text = TextMessage::Here(piece.text.to_string());
                    PieceMessage { text, name: None, kind: None, place: None, corrections }
                }
                Some(file) => {
                    wanted.insert(file.id);
                    if self.held.insert(file.id) {
                        post(&self.worker, &ToWorker::Hold { id: file.id }, Some(&file.content));
                    }
                    let (text, name, place) = (TextMessage::Held(file.id), file.name.clone(), file.place.clone());
                    PieceMessage { text, name, kind: file.kind, place, corrections }
                }
            });
        }
        for &id in self.held.difference(&wanted) {
            post(&self.worker, &ToWorker::Release { id }, None);
        }
        self.held = wanted;
        pieces
    }
}

struct Inner {
    running: Option<Running>,
    turns: Turns<Snapshot>,
    /// What is to be asked once the worker listens.
    errands: Vec<Errand>,
    /// The texts last answered, where nginx speaks in them and nothing explains it yet.
    unexplained: Option<Snapshot>,
    time_limit: Option<Timeout>,
    tell: Callback<Event>,
}

/// A handle to the worker; clones share it.
#[derive(Clone)]
pub struct Client(Rc<RefCell<Inner>>);

impl Client {
    /// Starts a worker; `tell` hears what happens.
    pub fn start(tell: Callback<Event>) -> Self {
        let inner = Inner {
            running: None,
            turns: Turns::default(),
            errands: Vec::new(),
            unexplained: None,
            time_limit: None,
            tell,
        };
        let client = Client(Rc::new(RefCell::new(inner)));
        if !client.spawn() {
            client.tell(Event::Lost(false));
        }
        client
    }

    /// Asks for an analysis of these texts, in place of any that still waits.
    pub fn submit(&self, snapshot: Snapshot) {
        let job = self.0.borrow_mut().turns.submit(snapshot);
        self.send(job);
    }

    /// Asks for what can be taken along of these texts; `serial` comes back with it.
    pub fn take(&self, serial: u32, snapshot: Snapshot, choices: Choices) {
        self.run(Errand::Take(serial, snapshot, choices));
    }

    /// Asks what the share link with this fragment holds.
    pub fn open(&self, fragment: String) {
        self.run(Errand::Open(fragment));
    }

    fn run(&self, errand: Errand) {
        self.0.borrow_mut().errands.push(errand);
        self.run_errands();
    }

    fn run_errands(&self) {
        let mut inner = self.0.borrow_mut();
        let Inner { running, errands, .. } = &mut *inner;
        let Some(running) = running.as_mut().filter(|running| running.ready) else { return };
        for errand in errands.drain(..) {
            let message = match errand {
                Errand::Take(serial, snapshot, choices) => {
                    let pieces = running.pieces(&snapshot);
                    ToWorker::Take { serial, pieces, said: snapshot.said, choices }
                }
                Errand::Open(fragment) => ToWorker::Open { fragment },
            };
            post(&running.worker, &message, None);
        }
    }

    /// Ends what the worker is at. Another one takes its place, and waits for the next texts.
    pub fn stop(&self) {
        self.0.borrow_mut().time_limit = None;
        self.end_worker();
        let event = if self.spawn() { Event::Stopped } else { Event::Lost(false) };
        self.tell(event);
    }

    fn tell(&self, event: Event) {
        let tell = self.0.borrow().tell.clone();
        tell.emit(event);
    }

    fn spawn(&self) -> bool {
        let Ok(worker) = new_worker() else {
            return false;
        };
        let client = self.clone();
        let on_message = EventListener::new(&worker, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            if let Some(message) = data.and_then(|data| received(&data)) {
                client.receive(message);
            }
        });
        let client = self.clone();
        let on_error = EventListener::new(&worker, "error", move |_| client.lost());
        let running = Running { worker, held: BTreeSet::new(), ready: false, _listeners: [on_message, on_error] };
        self.0.borrow_mut().running = Some(running);
        true
    }

    fn receive(&self, message: FromWorker) {
        match message {
            FromWorker::Ready => {
                let job = {
                    let mut inner = self.0.borrow_mut();
                    if let Some(running) = &mut inner.running {
                        running.ready = true;
                        offer_phrasebook(&running.worker);
                    }
                    inner.turns.ready()
                };
                self.tell(Event::Ready);
                self.send(job);
                self.run_errands();
            }
            FromWorker::Answer { sequence, report } => {
                let (answered, job) = {
                    let mut inner = self.0.borrow_mut();
                    let answered = inner.turns.answered(sequence);
                    if answered.is_some() {
                        inner.time_limit = None;
                    }
                    (answered, inner.turns.next_job())
                };
                self.send(job);
                if let Some(snapshot) = answered {
                    let unexplained = engine::wants_phrasebook(&report) && report.messages.is_empty();
                    self.0.borrow_mut().unexplained = unexplained.then(|| snapshot.clone());
                    self.tell(Event::Answer(Box::new(Answer { snapshot, report: *report })));
                }
            }
            FromWorker::Progress { sequence, step, of } => {
                if self.0.borrow().turns.waits_for(sequence) {
                    self.tell(Event::Step(step, of));
                }
            }
            FromWorker::Explains => self.explain(),
            FromWorker::Taken { serial, taken } => self.tell(Event::Taken(serial, taken)),
            FromWorker::Opened { opened } => self.tell(Event::Opened(opened)),
        }
    }

    /// The texts last answered are asked about again, unless newer ones are: their answer will be explained as it is.
    fn explain(&self) {
        let job = {
            let mut inner = self.0.borrow_mut();
            let again = inner.unexplained.take().filter(|_| inner.turns.is_idle());
            again.and_then(|snapshot| inner.turns.submit(snapshot))
        };
        self.send(job);
    }

    fn send(&self, job: Option<(u64, Snapshot)>) {
        let Some((sequence, snapshot)) = job else {
            return;
        };
        let mut inner = self.0.borrow_mut();
        let Some(running) = &mut inner.running else {
            return;
        };
        let pieces = running.pieces(&snapshot);
        post(&running.worker, &ToWorker::Analyse { sequence, pieces, said: snapshot.said.clone() }, None);
        let client = self.clone();
        inner.time_limit = Some(Timeout::new(TIME_LIMIT, move || {
            if client.0.borrow().turns.waits_for(sequence) {
                client.lost();
            }
        }));
    }

    /// The worker died or was given up. Another one is started, unless this one never got as far as listening.
    fn lost(&self) {
        let restarted = self.end_worker() && self.spawn();
        self.tell(Event::Lost(restarted));
    }

    /// Ends the worker; true where it had got as far as listening.
    fn end_worker(&self) -> bool {
        let mut inner = self.0.borrow_mut();
        inner.turns.lost();
        let running = inner.running.take();
        if let Some(running) = &running {
            running.worker.terminate();
        }
        running.is_some_and(|running| running.ready)
    }
}

/// Starts `worker.mjs` and hands it the page's own glue and compiled module: nothing is fetched or compiled twice. A classic worker,
/// since browsers run no module worker for a page that came from a disk.
fn new_worker() -> Result<Worker, JsValue> {
    let worker = Worker::new(&start_address()?)?;
    let message = js_sys::Array::of2(&JsValue::from_str(&beside::glue()), &wasm_bindgen::module());
    if let Some(text) = beside::provided(beside::GLUE) {
        message.push(&JsValue::from_str(&text));
    }
    worker.post_message(&message)?;
    Ok(worker)
}

/// The address of the worker's start. A worker from a `blob:` URL inherits the page's content security policy
/// (HTML, "initialise the global object's policy container"); one fetched from the server brings its own.
fn start_address() -> Result<String, JsValue> {
    thread_local!(static ADDRESS: RefCell<Option<String>> = const { RefCell::new(None) });
    ADDRESS.with_borrow_mut(|address| {
        if let Some(address) = address {
            return Ok(address.clone());
        }
        let kind = BlobPropertyBag::new();
        kind.set_type("text/javascript");
        let source = js_sys::Array::of1(&JsValue::from_str(include_str!("../../www/worker.mjs")));
        let blob = Blob::new_with_str_sequence_and_options(&source, &kind)?;
        Ok(address.insert(Url::create_object_url_with_blob(&blob)?).clone())
    })
}

/// Tells a worker where the phrasebook is, or what it says.
fn offer_phrasebook(worker: &Worker) {
    if let Some(text) = beside::provided(engine::PHRASEBOOK_FILE) {
        let address = String::new();
        post(worker, &ToWorker::Phrasebook { address }, Some(&Content::from(text.as_str())));
    } else if let Some(address) = beside::address(engine::PHRASEBOOK_FILE) {
        post(worker, &ToWorker::Phrasebook { address }, None);
    }
}

fn post(worker: &Worker, message: &ToWorker, content: Option<&Content>) {
    let parts = js_sys::Array::of1(&to_send(message));
    if let Some(content) = content {
        // Bytes that the browser holds are shared with the worker; a text would be copied.
        parts.push(&content.bytes.as_ref().map_or_else(|| JsValue::from_str(&content.text), JsValue::from));
    }
    // A message that cannot be posted has no answer, and the time limit says so.
    let _ = worker.post_message(&parts);
}
