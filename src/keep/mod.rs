//! Keeps the texts in the reader's browser, so that they survive a reload. Works, and keeps nothing, where the browser's storage is
//! not to be had: in some private windows, in frames of other sites, from a file.

mod record;
mod store;
mod word;

pub use word::{remember, word};

use crate::hooks::{use_effect_with, use_state};
use crate::state::{Action, TextAction, Texts};
use gloo::timers::callback::Timeout;
use std::rc::Rc;
use store::Store;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Texts are kept when they have stood for so long, in milliseconds.
const SETTLED: u32 = 400;
/// Where the switch is remembered, and its words.
const SWITCH: &str = "hopcheck.keep";
const ON: &str = "on";
const OFF: &str = "off";

/// What is kept, and the say in it.
pub struct Keeping {
    /// Whether texts are kept; none where the browser keeps nothing for this page.
    pub keeps: Option<bool>,
    /// Switches it on or off. What was kept is forgotten then.
    pub switch: Callback<bool>,
    /// Forgets what is kept.
    pub forget: Callback<()>,
    /// Whether all that was kept is there, so that what comes now cannot be taken for it.
    pub settled: bool,
}

/// Brings back what was there at the last visit, and keeps `texts` from then on. A guest in another page keeps nothing unless its
/// reader says so.
#[hook]
pub fn use_keeping(texts: &Texts, embedded: bool, dispatch: &Callback<Action>) -> Keeping {
    let keeps = use_state(|| remembered().unwrap_or(!embedded));
    let store = use_state(|| None::<Rc<Store>>);
    let settled = use_state(|| false);

    use_effect_with((), {
        let (store, settled, dispatch, keeps) = (store.clone(), settled.clone(), dispatch.clone(), *keeps);
        move |()| {
            spawn_local(async move {
                if let Some(opened) = Store::open().await {
                    let kept = if keeps { opened.load().await } else { None };
                    if let Some(kept) = kept {
                        dispatch.emit(Action::Text(TextAction::Restore(kept)));
                    }
                    store.set(Some(Rc::new(opened)));
                }
                settled.set(true);
            });
        }
    });
    use_effect_with((texts.version, *keeps, store.is_some()), {
        let (store, kept, version) = ((*store).clone(), texts.kept(), texts.version);
        let (empty, shared) = (texts.is_empty(), texts.shared);
        move |(_, keeps, _)| {
            let later = store.filter(|_| *keeps && version > 0 && !shared).map(|store| {
                Timeout::new(SETTLED, move || {
                    spawn_local(async move { if empty { store.clear().await } else { store.save(&kept).await } });
                })
            });
            move || drop(later)
        }
    });

    let forget = use_callback((*store).clone(), |(), store| {
        if let Some(store) = store.clone() {
            spawn_local(async move { store.clear().await });
        }
    });
    let switch = use_callback((keeps.setter(), forget.clone()), |on: bool, (keeps, forget)| {
        remember(SWITCH, if on { ON } else { OFF });
        keeps.set(on);
        if !on {
            forget.emit(());
        }
    });
    Keeping { keeps: store.is_some().then_some(*keeps), switch, forget, settled: *settled }
}

/// How the switch was left.
fn remembered() -> Option<bool> {
    let word = word(SWITCH)?;
    [(ON, true), (OFF, false)].into_iter().find(|(known, _)| *known == word).map(|(_, on)| on)
}
