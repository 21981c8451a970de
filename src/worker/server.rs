//! The worker's side: holds files, analyses, answers; and gets the phrasebook when an answer lacks it.

use super::phrasebook::Shelf;
use super::{received, to_send};
use crate::few::Few;
use crate::protocol::{FromWorker, PieceMessage, TextMessage, ToWorker};
use crate::take_along::Taken;
use crate::{decode, engine, take_along};
use hopcheck::intake::Piece;
use hopcheck::session::Session;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

/// With shorter texts, in bytes, nobody waits long enough to want to know how far the analysis is.
const LONG: usize = 256 * 1024;

/// What the worker keeps between messages.
#[derive(Default)]
pub struct Server {
    held: Few<u32, String>,
    /// What is known from the analysis before.
    session: Session,
    /// The phrasebook, or what is known of getting it.
    pub shelf: Shelf,
}

impl Server {
    /// Handles one message; `text` is the text that came beside it. What is to be said on the way goes to `tell`.
    pub fn handle(
        &mut self,
        message: ToWorker,
        text: Option<String>,
        tell: &mut dyn FnMut(FromWorker),
    ) -> Option<FromWorker> {
        match message {
            ToWorker::Hold { id } => {
                self.held.insert(id, text.unwrap_or_default());
                None
            }
            ToWorker::Release { id } => {
                self.held.remove(&id);
                None
            }
            ToWorker::Phrasebook { address } => {
                self.shelf = match text {
                    Some(text) => {
                        engine::read_phrasebook(&text).map_or(Shelf::Empty, |book| Shelf::Here(Box::new(book)))
                    }
                    None => Shelf::At(address),
                };
                None
            }
            ToWorker::Analyse { sequence, pieces, said } => {
                let (numbers, pieces): (Vec<Option<u32>>, Vec<Piece>) =
                    pieces.into_iter().map(|piece| self.piece(piece)).unzip();
                let long = pieces.iter().map(|piece| piece.text.len()).sum::<usize>() > LONG;
                let Server { session, shelf, .. } = self;
                let report = engine::analyse(session, &pieces, &numbers, &said, shelf.book(), &mut |step| {
                    if long {
                        tell(FromWorker::Progress { sequence, step, of: engine::STEPS });
                    }
                });
                Some(FromWorker::Answer { sequence, report: Box::new(report) })
            }
            // What the browser does for them takes its time: see `take` and `open`.
            ToWorker::Take { .. } | ToWorker::Open { .. } => None,
        }
    }

    /// The piece, and the number of its text where it is held.
    fn piece(&self, piece: PieceMessage) -> (Option<u32>, Piece) {
        let (number, text) = match piece.text {
            TextMessage::Here(text) => (None, text),
            // A file that is not held is an empty piece, so that the indices of the others stay right.
            TextMessage::Held(id) => match self.held.get(&id) {
                Some(text) => (Some(id), text.clone()),
                None => (None, String::new()),
            },
        };
        let PieceMessage { name, kind, place, corrections, .. } = piece;
        (number, Piece { name, text, place, kind, corrections })
    }
}

/// Listens for messages for as long as the worker lives.
pub fn serve(scope: DedicatedWorkerGlobalScope) {
    let server = Rc::new(RefCell::new(Server::default()));
    let port = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let parts = js_sys::Array::from(&event.data());
        let message = received(&parts.get(0));
        let message = match message {
            Some(ToWorker::Take { asker, serial, pieces, said, choices }) => {
                let server = server.borrow();
                let pieces: Vec<Piece> = pieces.into_iter().map(|piece| server.piece(piece).1).collect();
                let prepared = take_along::prepare(&pieces, &said, &choices, server.shelf.book());
                return take(&port, asker, serial, prepared);
            }
            Some(ToWorker::Open { asker, fragment }) => return open(&port, asker, fragment),
            Some(message) => message,
            None => return,
        };
        let answer = server.borrow_mut().handle(message, beside(&parts.get(1)), &mut |told| post(&port, &told));
        let Some(answer) = answer else { return };
        post(&port, &answer);
        // Behind the answer, which never waits for it.
        if let FromWorker::Answer { report, .. } = &answer
            && engine::wants_phrasebook(report)
        {
            fetch_phrasebook(&server, &port);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&scope, &FromWorker::Ready);
    engine::warm_up();
}

/// The text that came beside a message, as a string or as the bytes of a file. The page has read the same bytes before: they are text.
fn beside(text: &JsValue) -> Option<String> {
    let Some(bytes) = text.dyn_ref::<Blob>() else { return text.as_string() };
    let buffer = FileReaderSync::new().ok()?.read_as_array_buffer(bytes).ok()?;
    decode::text(&js_sys::Uint8Array::new(&buffer).to_vec()).ok()
}

fn fetch_phrasebook(server: &Rc<RefCell<Server>>, port: &DedicatedWorkerGlobalScope) {
    let Some(address) = server.borrow_mut().shelf.take_order() else { return };
    let (server, port) = (server.clone(), port.clone());
    spawn_local(async move {
        let book = super::phrasebook::fetch(&port, &address).await;
        let explains = book.is_some();
        server.borrow_mut().shelf = book.map_or(Shelf::At(address), Shelf::Here);
        if explains {
            post(&port, &FromWorker::Explains);
        }
    });
}

/// Tells what can be taken along once its link is packed, where there is one.
fn take(port: &DedicatedWorkerGlobalScope, asker: u32, serial: u32, (mut taken, linked): (Taken, Option<String>)) {
    let port = port.clone();
    spawn_local(async move {
        if let Some(linked) = linked {
            taken.link = take_along::packed(&linked).await;
        }
        post(&port, &FromWorker::Taken { asker, serial, taken: Box::new(taken) });
    });
}

fn open(port: &DedicatedWorkerGlobalScope, asker: u32, fragment: String) {
    let port = port.clone();
    spawn_local(async move {
        let opened = take_along::open(&fragment).await;
        post(&port, &FromWorker::Opened { asker, opened });
    });
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &FromWorker) {
    // A report that cannot be posted ends in the page's own time limit.
    let _ = scope.post_message(&to_send(message));
}

#[cfg(test)]
mod tests {
    use super::*;
    use hopcheck::circumstances::Circumstances;
    use hopcheck::phrasebook::Phrasebook;

    const LINE: &str = "2026/03/14 09:21:47 [error] 29#29: *17 connect() failed (111: Connection refused) while connecting to \
         upstream, client: 172.19.0.1, server: shop.example.com, request: \"GET / HTTP/1.1\", upstream: \
         \"http://172.19.0.3:5000/\", host: \"shop.example.com\"\n";

    fn piece(name: Option<&str>, text: TextMessage) -> PieceMessage {
        PieceMessage { text, name: name.map(str::to_owned), kind: None, place: None, corrections: Vec::new() }
    }

    #[test]
    fn held_files_are_analysed_beside_the_text_until_they_are_released() {
        let mut server = Server::default();
        assert_eq!(server.handle(ToWorker::Hold { id: 4 }, Some(LINE.into()), &mut |_| ()), None);
        let analyse = |sequence| ToWorker::Analyse {
            sequence,
            pieces: vec![
                piece(None, TextMessage::Here("FROM python:3.12\nCMD [\"python\", \"app.py\"]\n".into())),
                piece(Some("error.log"), TextMessage::Held(4)),
            ],
            said: Circumstances::default(),
        };
        let Some(FromWorker::Answer { sequence, report }) = server.handle(analyse(7), None, &mut |_| ()) else {
            panic!("no answer")
        };
        let file =
            report.artifacts.iter().find(|artifact| artifact.source == "error.log").expect("the file's artifact");
        assert_eq!((sequence, file.piece, file.kind.as_str()), (7, 1, "nginx-error-log"));

        assert_eq!(server.handle(ToWorker::Release { id: 4 }, None, &mut |_| ()), None);
        let Some(FromWorker::Answer { sequence, report }) = server.handle(analyse(8), None, &mut |_| ()) else {
            panic!("no answer")
        };
        assert_eq!(sequence, 8);
        assert!(report.artifacts.iter().all(|artifact| artifact.piece == 0));
    }

    #[test]
    fn of_a_long_analysis_the_steps_are_told_in_order() {
        let mut server = Server::default();
        let mut steps = |text: String| {
            let mut told = Vec::new();
            let pieces = vec![piece(None, TextMessage::Here(text))];
            server.handle(
                ToWorker::Analyse { sequence: 5, pieces, said: Circumstances::default() },
                None,
                &mut |message| told.push(message),
            );
            told
        };
        let step = |step| FromWorker::Progress { sequence: 5, step, of: engine::STEPS };
        assert_eq!(steps(LINE.repeat(LONG / LINE.len() + 1)), [step(0), step(1), step(2)]);
        assert_eq!(steps(LINE.to_owned()), []);
    }

    #[test]
    fn with_the_phrasebook_the_same_texts_have_the_same_findings_and_messages_beside_them() {
        let mut server = Server::default();
        let mut ask = |shelf| {
            if let Some(shelf) = shelf {
                server.shelf = shelf;
            }
            let pieces = vec![piece(None, TextMessage::Here(LINE.into()))];
            match server.handle(
                ToWorker::Analyse { sequence: 1, pieces, said: Circumstances::default() },
                None,
                &mut |_| (),
            ) {
                Some(FromWorker::Answer { report, .. }) => report,
                _ => panic!("no answer"),
            }
        };
        let first = ask(None);
        assert!(engine::wants_phrasebook(&first) && first.messages.is_empty());
        let book = Phrasebook::new("format connect() failed\nmeans Nobody took the connection.\n").unwrap();
        let second = ask(Some(Shelf::Here(Box::new(book))));
        assert_eq!(second.messages.len(), 1);
        assert_eq!(second.findings, first.findings);
    }

    #[test]
    fn a_text_without_a_line_of_nginx_wants_no_phrasebook() {
        let pieces = [Piece { text: "services:\n  api:\n    build: .\n".into(), ..Piece::default() }];
        assert!(!engine::wants_phrasebook(&engine::once(&pieces)));
    }
}
