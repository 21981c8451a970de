//! The worker's side: holds files, analyses, answers.

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
        let message = parts.get(0).as_string().and_then(|json| serde_json::from_str(&json).ok());
        let Some(message) = message else { return };
        if let Some(answer) = server.borrow_mut().handle(message, parts.get(1).as_string()) {
            post(&port, &answer);
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    post(&scope, &FromWorker::Ready);
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &FromWorker) {
    // A report that cannot be written cannot occur; one that cannot be posted ends in the page's own time limit.
    if let Ok(json) = serde_json::to_string(message) {
        let _ = scope.post_message(&JsValue::from_str(&json));
    }
}
