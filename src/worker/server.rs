//! The worker's side: holds files, analyses, answers.

use super::{received, to_send};
use crate::engine;
use crate::protocol::{FromWorker, PieceMessage, ToWorker};
use hopcheck::intake::Piece;
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// What the worker keeps between messages.
#[derive(Default)]
pub struct Server {
    held: BTreeMap<u32, Piece>,
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
            ToWorker::Analyse { sequence, pieces } => {
                let pieces: Vec<Piece> = pieces.into_iter().map(|piece| self.piece(piece)).collect();
                Some(FromWorker::Answer { sequence, report: Box::new(engine::analyse(&pieces)) })
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
    let server = RefCell::new(Server::default());
    let port = scope.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let parts = js_sys::Array::from(&event.data());
        let message = received(&parts.get(0));
        let Some(message) = message else { return };
        if let Some(answer) = server.borrow_mut().handle(message, parts.get(1).as_string()) {
            post(&port, &answer);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&scope, &FromWorker::Ready);
    engine::warm_up();
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &FromWorker) {
    // A report that cannot be posted ends in the page's own time limit.
    let _ = scope.post_message(&to_send(message));
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
