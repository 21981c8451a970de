//! The browser's database: one record for the page, and the bytes of each file beside it, which are written once.

use super::record::{self, Record};
use crate::state::Kept;
use js_sys::{Array, Promise};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

const DATABASE: &str = "hopcheck";
const TEXTS: &str = "texts";
/// The key of the page's record; all others are those of files.
const PAGE: &str = "page";

/// The open database.
#[derive(PartialEq)]
pub struct Store {
    database: IdbDatabase,
    /// Tells this visit's files from those of the page in another tab.
    visit: String,
    /// Where the bytes of the files that were restored are.
    keys: RefCell<record::Keys>,
}

impl Store {
    /// Opens it; none where the browser has none for this page.
    pub async fn open() -> Option<Self> {
        let factory = web_sys::window()?.indexed_db().ok()??;
        let asked: IdbOpenDbRequest = factory.open_with_u32(DATABASE, 1).ok()?;
        let create = Closure::once({
            let asked = asked.clone();
            move || {
                if let Ok(database) = asked.result().and_then(JsCast::dyn_into::<IdbDatabase>) {
                    // Refused only where it exists.
                    let _ = database.create_object_store(TEXTS);
                }
            }
        });
        asked.set_onupgradeneeded(Some(create.as_ref().unchecked_ref()));
        let database: IdbDatabase = done(&asked).await?.dyn_into().ok()?;
        let visit = format!("{:x}", (js_sys::Math::random() * 1e15) as u64);
        Some(Store { database, visit, keys: RefCell::default() })
    }

    /// What was kept; none where nothing was, or not all of it is there any more.
    pub async fn load(&self) -> Option<Kept> {
        let texts = self.texts(IdbTransactionMode::Readonly)?;
        let record = Record::read(&done(&texts.get(&PAGE.into()).ok()?).await?)?;
        let mut bytes = Vec::new();
        for key in record.keys() {
            bytes.push(done(&texts.get(&key.into()).ok()?).await?);
        }
        let (kept, keys) = record.kept(bytes).await?;
        self.keys.replace(keys);
        Some(kept)
    }

    /// Keeps this in place of what was kept.
    pub async fn save(&self, kept: &Kept) {
        // What cannot be kept is not: the texts are still on the page.
        let _ = self.try_save(kept).await;
    }

    async fn try_save(&self, kept: &Kept) -> Option<()> {
        let wanted: Vec<(JsValue, JsValue)> = kept
            .files
            .iter()
            .map(|file| {
                let mut keys = self.keys.borrow_mut();
                let known = keys.get(&file.id).cloned();
                let key = known.unwrap_or_else(|| format!("{} {}", self.visit, file.id));
                keys.insert(file.id, key.clone());
                let bytes =
                    file.content.bytes.as_ref().map_or_else(|| JsValue::from_str(&file.content.text), JsValue::from);
                (key.into(), bytes)
            })
            .collect();
        let record = Record::write(kept, &self.keys.borrow());
        let texts = self.texts(IdbTransactionMode::Readwrite)?;
        let there: Array = done(&texts.get_all_keys().ok()?).await?.dyn_into().ok()?;
        for key in there.iter().filter(|key| wanted.iter().all(|(known, _)| known != key)) {
            texts.delete(&key).ok()?;
        }
        for (key, bytes) in wanted.iter().filter(|(key, _)| !there.includes(key, 0)) {
            texts.put_with_key(bytes, key).ok()?;
        }
        done(&texts.put_with_key(&record, &PAGE.into()).ok()?).await.map(drop)
    }

    /// Forgets everything.
    pub async fn clear(&self) {
        if let Some(asked) = self.texts(IdbTransactionMode::Readwrite).and_then(|texts| texts.clear().ok()) {
            done(&asked).await;
        }
    }

    fn texts(&self, mode: IdbTransactionMode) -> Option<IdbObjectStore> {
        self.database.transaction_with_str_and_mode(TEXTS, mode).ok()?.object_store(TEXTS).ok()
    }
}

/// The result of a request; none where it fails.
async fn done(request: &IdbRequest) -> Option<JsValue> {
    let answered = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(answered).await.ok()?;
    request.result().ok()
}
