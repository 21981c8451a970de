//! The page's side: one worker for all views on the page (several elements in a page are several views). It starts with the first view
//! and ends with the last, is given one analysis at a time, and another one is started when it dies.

use super::{received, to_send};
use crate::few::Few;
use crate::protocol::{FromWorker, Job, PieceMessage, TextMessage, ToWorker, Turns};
use crate::reading::Content;
use crate::state::{Answer, Snapshot};
use crate::take_along::{Opened, Taken};
use crate::{beside, engine};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use hopcheck::redact::Choices;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, MessageEvent, Url, Worker};
use yew::Callback;

/// An analysis that takes longer, in milliseconds, is given up.
const TIME_LIMIT: u32 = 30_000;

/// What a view is told.
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

/// What a view asks beside analyses.
#[derive(Clone)]
enum Errand {
    Take(u32, Snapshot, Choices),
    Open(String),
}

/// The running worker.
struct Running {
    worker: Worker,
    _listeners: [EventListener; 2],
}

/// A view's place at the worker.
struct Seat {
    tell: Callback<Event>,
    /// The files that the worker holds for it: the view's number of each, and the worker's.
    held: Few<u32, u32>,
    /// The texts last answered, where nginx speaks in them and nothing explains it yet.
    unexplained: Option<Snapshot>,
    /// What it asks beside analyses until that has an answer, and whether the worker has it; of each kind only the latest.
    errands: Vec<(Errand, bool)>,
}

impl Seat {
    /// The texts as the worker gets them. Files go to it once, and are forgotten when they are not among the texts any more.
    fn pieces(&mut self, snapshot: &Snapshot, worker: &Worker, last_file: &mut u32) -> Vec<PieceMessage> {
        let mut wanted = Few::default();
        let mut pieces = Vec::with_capacity(snapshot.pieces.len());
        for piece in &snapshot.pieces {
            let corrections = piece.corrections.clone();
            pieces.push(match &piece.file {
                None => {
                    let text = TextMessage::Here(piece.text.to_string());
                    PieceMessage { text, name: None, kind: None, place: None, corrections }
                }
                Some(file) => {
                    let id = self.held.remove(&file.id).unwrap_or_else(|| {
                        // Two views count alike, so the worker's numbers are others.
                        *last_file += 1;
                        post(worker, &ToWorker::Hold { id: *last_file }, Some(&file.content));
                        *last_file
                    });
                    wanted.insert(file.id, id);
                    let (text, name, place) = (TextMessage::Held(id), file.name.clone(), file.place.clone());
                    PieceMessage { text, name, kind: file.kind, place, corrections }
                }
            });
        }
        for id in std::mem::replace(&mut self.held, wanted).into_values() {
            post(worker, &ToWorker::Release { id }, None);
        }
        pieces
    }
}

/// What the views have in common.
#[derive(Default)]
struct Shared {
    running: Option<Running>,
    seats: Few<u32, Seat>,
    turns: Turns<Snapshot>,
    time_limit: Option<Timeout>,
    last_seat: u32,
    last_file: u32,
}

thread_local!(static SHARED: RefCell<Shared> = RefCell::default());

/// A view's handle to the worker.
#[derive(Clone, Copy)]
pub struct Client {
    seat: u32,
}

impl Client {
    /// Takes a seat at the worker, which is started for the first; `tell` hears what happens.
    pub fn start(tell: Callback<Event>) -> Self {
        let (seat, runs, listens) = SHARED.with_borrow_mut(|shared| {
            shared.last_seat += 1;
            shared
                .seats
                .insert(shared.last_seat, Seat { tell, held: Few::default(), unexplained: None, errands: Vec::new() });
            (shared.last_seat, shared.running.is_some(), shared.turns.is_ready())
        });
        if !runs && !spawn() {
            say(seat, Event::Lost(false));
        } else if listens {
            say(seat, Event::Ready);
        }
        Client { seat }
    }

    /// Asks for an analysis of these texts, in place of any of the view's that still waits.
    pub fn submit(self, snapshot: Snapshot) {
        send(SHARED.with_borrow_mut(|shared| shared.turns.submit(self.seat, snapshot)));
    }

    /// Asks for what can be taken along of these texts; `serial` comes back with it.
    pub fn take(self, serial: u32, snapshot: Snapshot, choices: Choices) {
        self.run(Errand::Take(serial, snapshot, choices));
    }

    /// Asks what the share link with this fragment holds.
    pub fn open(self, fragment: String) {
        self.run(Errand::Open(fragment));
    }

    fn run(self, errand: Errand) {
        SHARED.with_borrow_mut(|shared| {
            if let Some(seat) = shared.seats.get_mut(&self.seat) {
                seat.errands.retain(|(other, _)| std::mem::discriminant(other) != std::mem::discriminant(&errand));
                seat.errands.push((errand, false));
            }
        });
        run_errands();
    }

    /// Ends what the worker is at for the view. Another one takes its place, and waits for the next texts.
    pub fn stop(self) {
        if !self.withdraw() {
            return say(self.seat, Event::Stopped);
        }
        end_worker();
        if spawn() {
            say(self.seat, Event::Stopped);
        } else {
            say_all(|| Event::Lost(false));
        }
    }

    /// Gives the seat back.
    pub fn end(self) {
        let served = self.withdraw();
        let (seat, last) = SHARED.with_borrow_mut(|shared| (shared.seats.remove(&self.seat), shared.seats.is_empty()));
        if last {
            end_worker();
        } else if served {
            // The others would wait for what nobody wants any more.
            end_worker();
            if !spawn() {
                say_all(|| Event::Lost(false));
            }
        } else {
            SHARED.with_borrow(|shared| {
                let Some(running) = &shared.running else { return };
                for id in seat.into_iter().flat_map(|seat| seat.held.into_values()) {
                    post(&running.worker, &ToWorker::Release { id }, None);
                }
            });
        }
    }

    /// Takes back what waits; true where the worker is at an analysis of the view's.
    fn withdraw(self) -> bool {
        SHARED.with_borrow_mut(|shared| {
            shared.turns.withdraw(self.seat);
            shared.turns.in_flight().is_some_and(|job| job.asker == self.seat)
        })
    }
}

/// Tells one view.
fn say(seat: u32, event: Event) {
    let tell = SHARED.with_borrow(|shared| shared.seats.get(&seat).map(|seat| seat.tell.clone()));
    if let Some(tell) = tell {
        tell.emit(event);
    }
}

/// Tells all views.
fn say_all(event: impl Fn() -> Event) {
    let seats: Vec<u32> = SHARED.with_borrow(|shared| shared.seats.iter().map(|(seat, _)| *seat).collect());
    for seat in seats {
        say(seat, event());
    }
}

/// Starts a worker; false where the browser does not.
fn spawn() -> bool {
    let Ok(worker) = new_worker() else {
        return false;
    };
    let on_message = EventListener::new(&worker, "message", |event| {
        let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
        if let Some(message) = data.and_then(|data| received(&data)) {
            receive(message);
        }
    });
    let on_error = EventListener::new(&worker, "error", |_| lost());
    let running = Running { worker, _listeners: [on_message, on_error] };
    SHARED.with_borrow_mut(|shared| shared.running = Some(running));
    true
}

fn receive(message: FromWorker) {
    match message {
        FromWorker::Ready => {
            let job = SHARED.with_borrow_mut(|shared| {
                if let Some(running) = &shared.running {
                    offer_phrasebook(&running.worker);
                }
                shared.turns.ready()
            });
            say_all(|| Event::Ready);
            send(job);
            run_errands();
        }
        FromWorker::Answer { sequence, report } => {
            let (answered, next) = SHARED.with_borrow_mut(|shared| {
                let answered = shared.turns.answered(sequence);
                if answered.is_some() {
                    shared.time_limit = None;
                }
                (answered, shared.turns.next_job())
            });
            send(next);
            let Some(Job { asker, what: snapshot, .. }) = answered else { return };
            let unexplained = engine::wants_phrasebook(&report) && report.messages.is_empty();
            SHARED.with_borrow_mut(|shared| {
                if let Some(seat) = shared.seats.get_mut(&asker) {
                    seat.unexplained = unexplained.then(|| snapshot.clone());
                }
            });
            say(asker, Event::Answer(Box::new(Answer { snapshot, report: *report })));
        }
        FromWorker::Progress { sequence, step, of } => {
            let asker = SHARED.with_borrow(|shared| {
                shared.turns.in_flight().filter(|job| job.sequence == sequence).map(|job| job.asker)
            });
            if let Some(asker) = asker {
                say(asker, Event::Step(step, of));
            }
        }
        FromWorker::Explains => explain(),
        FromWorker::Taken { asker, serial, taken } => {
            let latest = |errand: &Errand| matches!(errand, Errand::Take(asked, ..) if *asked == serial);
            ran(asker, latest, Event::Taken(serial, taken));
        }
        FromWorker::Opened { asker, opened } => {
            ran(asker, |errand| matches!(errand, Errand::Open(_)), Event::Opened(opened));
        }
    }
}

/// The texts last answered are asked about again, unless newer ones are: their answer will be explained as it is.
fn explain() {
    let job = SHARED.with_borrow_mut(|shared| {
        let Shared { seats, turns, .. } = shared;
        let mut first = None;
        for (&asker, seat) in seats.iter_mut() {
            if let Some(again) = seat.unexplained.take().filter(|_| turns.is_idle(asker)) {
                first = first.or(turns.submit(asker, again));
            }
        }
        first
    });
    send(job);
}

fn send(job: Option<Job<Snapshot>>) {
    let Some(Job { sequence, asker, what: snapshot }) = job else { return };
    SHARED.with_borrow_mut(|shared| {
        let Shared { running: Some(running), seats, time_limit, last_file, .. } = shared else { return };
        let Some(seat) = seats.get_mut(&asker) else { return };
        let pieces = seat.pieces(&snapshot, &running.worker, last_file);
        post(&running.worker, &ToWorker::Analyse { sequence, pieces, said: snapshot.said.clone() }, None);
        *time_limit = Some(Timeout::new(TIME_LIMIT, move || {
            let late =
                SHARED.with_borrow(|shared| shared.turns.in_flight().is_some_and(|job| job.sequence == sequence));
            if late {
                lost();
            }
        }));
    });
}

/// Gives the worker what is asked beside analyses and is not with it yet.
fn run_errands() {
    SHARED.with_borrow_mut(|shared| {
        let Shared { running: Some(running), seats, turns, last_file, .. } = shared else { return };
        if !turns.is_ready() {
            return;
        }
        for (&asker, seat) in seats.iter_mut() {
            let waiting = seat.errands.iter_mut();
            let waiting = waiting.filter_map(|(errand, sent)| (!std::mem::replace(sent, true)).then(|| errand.clone()));
            for errand in waiting.collect::<Vec<_>>() {
                let message = match errand {
                    Errand::Take(serial, snapshot, choices) => {
                        let pieces = seat.pieces(&snapshot, &running.worker, last_file);
                        ToWorker::Take { asker, serial, pieces, said: snapshot.said, choices }
                    }
                    Errand::Open(fragment) => ToWorker::Open { asker, fragment },
                };
                post(&running.worker, &message, None);
            }
        }
    });
}

/// What a view asked has an answer; one that it did not wait for is dropped.
fn ran(asker: u32, is_that: impl Fn(&Errand) -> bool, event: Event) {
    let waited = SHARED.with_borrow_mut(|shared| {
        let Some(seat) = shared.seats.get_mut(&asker) else { return false };
        let before = seat.errands.len();
        seat.errands.retain(|(errand, _)| !is_that(errand));
        seat.errands.len() < before
    });
    if waited {
        say(asker, event);
    }
}

/// The worker died or was given up. Another one is started, unless this one never got as far as listening; whose texts it died over hears
/// of it, and all others only where there is no other one.
fn lost() {
    let mut askers: Vec<u32> = SHARED.with_borrow_mut(|shared| {
        // What it may have died over is not asked again.
        let died = |seat: &mut Seat| {
            let before = seat.errands.len();
            seat.errands.retain(|(_, sent)| !sent);
            seat.errands.len() < before
        };
        let errands = shared.seats.iter_mut().filter_map(|(id, seat)| died(seat).then_some(*id));
        errands.chain(shared.turns.in_flight().map(|job| job.asker)).collect()
    });
    askers.sort_unstable();
    askers.dedup();
    if !(end_worker() && spawn()) {
        return say_all(|| Event::Lost(false));
    }
    for asker in askers {
        say(asker, Event::Lost(true));
    }
}

/// Ends the worker; true where it had got as far as listening.
fn end_worker() -> bool {
    SHARED.with_borrow_mut(|shared| {
        let listened = shared.turns.is_ready();
        shared.turns.lost();
        shared.time_limit = None;
        for (_, seat) in shared.seats.iter_mut() {
            seat.held = Few::default();
            seat.errands.iter_mut().for_each(|(_, sent)| *sent = false);
        }
        if let Some(running) = shared.running.take() {
            running.worker.terminate();
        }
        listened
    })
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
