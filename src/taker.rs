//! Takes what comes from outside the page: files, large pastes, the clipboard, examples. What takes long is read a part at a time, says
//! how far it is, and can be stopped.

use crate::decode::Refusal;
use crate::examples::Example;
use crate::reading::{self, Content};
use crate::state::{Action, AnswerAction, LARGEST_PASTE, Notice, TextAction, Work};
use js_sys::JsString;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, File};
use yew::Callback;

/// What is read says so after each of so many bytes.
const TOLD: f64 = 1024.0 * 1024.0;

/// Takes texts in; clones share it.
#[derive(Clone, PartialEq)]
pub struct Taker {
    dispatch: Callback<Action>,
    /// Grows when what is being read is not wanted any more.
    turn: Rc<Cell<u32>>,
}

impl Taker {
    /// One that tells `dispatch` what came.
    pub fn new(dispatch: Callback<Action>) -> Self {
        Taker { dispatch, turn: Rc::default() }
    }

    /// Reads files and hands them over together, in their order.
    pub fn files(&self, files: Vec<File>) {
        let taker = self.clone();
        spawn_local(async move {
            let mut read = Vec::with_capacity(files.len());
            for file in files {
                let name = file.name();
                let Some(content) = taker.read(&name, file.into()).await else { return };
                read.push((name, content));
            }
            if !read.is_empty() {
                taker.text_action(TextAction::Files(read));
            }
        });
    }

    /// Takes a text that is too large for the paste box, as the browser's string.
    pub fn large_paste(&self, text: JsString) {
        let taker = self.clone();
        spawn_local(async move {
            let Some(bytes) = reading::bytes_of(&text).await else { return };
            let name = crate::text::PASTE_TAB;
            match taker.read(name, bytes).await {
                Some(Ok(content)) => taker.text_action(TextAction::LargePaste(content)),
                Some(Err(refusal)) => taker.tell(Notice::Refused(name.to_owned(), refusal)),
                None => {}
            }
        });
    }

    /// Puts the clipboard's text below what stands in the paste box; the browser may ask the reader first, or refuse.
    pub fn clipboard(&self) {
        let taker = self.clone();
        spawn_local(async move {
            match clipboard_text().await.map(JsCast::dyn_into::<JsString>) {
                Some(Ok(text)) if text.trim().length() == 0 => taker.tell(Notice::NoTextInClipboard),
                Some(Ok(text)) if text.length() as usize > LARGEST_PASTE => taker.large_paste(text),
                Some(Ok(text)) => taker.text_action(TextAction::Insert(text.into())),
                _ => taker.tell(Notice::NoClipboard),
            }
        });
    }

    /// Loads an example in place of what is there.
    pub fn example(&self, example: &'static Example) {
        let taker = self.clone();
        spawn_local(async move {
            match example.text().await {
                Some(text) => taker.text_action(TextAction::Example(text)),
                None => taker.tell(Notice::NoExample),
            }
        });
    }

    /// What is being read is not wanted any more.
    pub fn stop(&self) {
        self.turn.set(self.turn.get() + 1);
        self.work(None);
    }

    /// Reads bytes; none where that was stopped.
    async fn read(&self, name: &str, bytes: Blob) -> Option<Result<Content, Refusal>> {
        let (turn, size, told) = (self.turn.get(), bytes.size(), Cell::new(0.0));
        let content = reading::read(bytes, |at| {
            let wanted = self.turn.get() == turn;
            if wanted && at >= told.get() + TOLD {
                told.set(at);
                self.work(Some(Work::Reading(name.to_owned(), at, size)));
            }
            wanted
        })
        .await?;
        if told.get() > 0.0 {
            self.work(None);
        }
        Some(content)
    }

    fn work(&self, work: Option<Work>) {
        self.dispatch.emit(Action::Answer(AnswerAction::Work(work)));
    }

    fn tell(&self, notice: Notice) {
        self.text_action(TextAction::Tell(notice));
    }

    fn text_action(&self, action: TextAction) {
        self.dispatch.emit(Action::Text(action));
    }
}

/// None where the browser has no clipboard for this page, as without TLS, or refuses it.
async fn clipboard_text() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
    if clipboard.is_undefined() {
        return None;
    }
    JsFuture::from(navigator.clipboard().read_text()).await.ok()
}
