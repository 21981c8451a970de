//! The worker's side: holds files, analyses, answers; and gets the phrasebook when an answer lacks it.

use super::phrasebook::Shelf;
use super::{received, to_send};
use crate::engine;
use crate::protocol::{FromWorker, PieceMessage, ToWorker};
use hopcheck::intake::Piece;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// What the worker keeps between messages.
#[derive(Default)]
pub struct Server {
    held: BTreeMap<u32, Piece>,
    /// The phrasebook, or what is known of getting it.
    pub shelf: Shelf,
}

impl Server {
    /// Handles one message; `text` is the text that came beside it.
    pub fn handle(&mut self, message: ToWorker, text: Option<String>) -> Option<FromWorker> {
        match message {
            ToWorker::Hold { id, name } => {
                let name = Some(name).filter(|name| !name.is_empty());
                self.held.insert(id, Piece { name, text: text.unwrap_or_default(), ..Piece::default() });
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
            ToWorker::Analyse { sequence, pieces } => {
                let pieces: Vec<Piece> = pieces.into_iter().map(|piece| self.piece(piece)).collect();
                Some(FromWorker::Answer { sequence, report: Box::new(engine::analyse(&pieces, self.shelf.book())) })
            }
        }
    }

    fn piece(&self, piece: PieceMessage) -> Piece {
        match piece {
            PieceMessage::Text(text) => Piece { text, ..Piece::default() },
            // A file that is not held is an empty piece, so that the numbers of the others stay right.
            PieceMessage::Held(id) => self.held.get(&id).cloned().unwrap_or_default(),
        }
    }
}

/// Listens for messages for as long as the worker lives.
pub fn serve(scope: DedicatedWorkerGlobalScope) {
    let server = Rc::new(RefCell::new(Server::default()));
    let port = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let parts = js_sys::Array::from(&event.data());
        let message = received(&parts.get(0));
        let Some(message) = message else { return };
        let answer = server.borrow_mut().handle(message, parts.get(1).as_string());
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

fn post(scope: &DedicatedWorkerGlobalScope, message: &FromWorker) {
    // A report that cannot be posted ends in the page's own time limit.
    let _ = scope.post_message(&to_send(message));
}

#[cfg(test)]
mod tests {
    use super::*;
    use hopcheck::phrasebook::Phrasebook;

    const LINE: &str = "2026/03/14 09:21:47 [error] 29#29: *17 connect() failed (111: Connection refused) while connecting to \
         upstream, client: 172.19.0.1, server: shop.example.com, request: \"GET / HTTP/1.1\", upstream: \
         \"http://172.19.0.3:5000/\", host: \"shop.example.com\"\n";

    #[test]
    fn held_files_are_analysed_beside_the_text_until_they_are_released() {
        let mut server = Server::default();
        let hold = ToWorker::Hold { id: 4, name: "error.log".into() };
        assert_eq!(server.handle(hold, Some(LINE.into())), None);
        let analyse = |sequence| ToWorker::Analyse {
            sequence,
            pieces: vec![
                PieceMessage::Text("FROM python:3.12\nCMD [\"python\", \"app.py\"]\n".into()),
                PieceMessage::Held(4),
            ],
        };
        let Some(FromWorker::Answer { sequence, report }) = server.handle(analyse(7), None) else {
            panic!("no answer")
        };
        let file =
            report.artifacts.iter().find(|artifact| artifact.source == "error.log").expect("the file's artifact");
        assert_eq!((sequence, file.piece, file.kind.as_str()), (7, 1, "nginx-error-log"));

        assert_eq!(server.handle(ToWorker::Release { id: 4 }, None), None);
        let Some(FromWorker::Answer { sequence, report }) = server.handle(analyse(8), None) else {
            panic!("no answer")
        };
        assert_eq!(sequence, 8);
        assert!(report.artifacts.iter().all(|artifact| artifact.source != "error.log"));
    }

    #[test]
    fn with_the_phrasebook_the_same_texts_have_the_same_findings_and_messages_beside_them() {
        let mut server = Server::default();
        let mut ask = |shelf| {
            if let Some(shelf) = shelf {
                server.shelf = shelf;
            }
            let pieces = vec![PieceMessage::Text(LINE.into())];
            match server.handle(ToWorker::Analyse { sequence: 1, pieces }, None) {
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
        assert!(!engine::wants_phrasebook(&engine::analyse(&pieces, None)));
    }
}
