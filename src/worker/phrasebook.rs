//! The phrasebook's way into the worker: a file beside the page, loaded when an answer lacks it.

use crate::engine;
use hopcheck::phrasebook::Phrasebook;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, Response};

/// The phrasebook's place.
#[derive(Default)]
pub enum Shelf {
    /// Nobody said where to get it.
    #[default]
    Empty,
    /// It can be had from this address. It is asked for again with every answer that lacks it, until it has come.
    At(String),
    /// It is on its way.
    Ordered,
    /// It is here.
    Here(Box<Phrasebook>),
}

impl Shelf {
    /// The phrasebook, where it is here.
    pub fn book(&self) -> Option<&Phrasebook> {
        match self {
            Shelf::Here(book) => Some(book),
            _ => None,
        }
    }

    /// The address to fetch it from now; none where it is here or on its way.
    pub fn take_order(&mut self) -> Option<String> {
        let Shelf::At(address) = self else { return None };
        let address = std::mem::take(address);
        *self = Shelf::Ordered;
        Some(address)
    }
}

/// Fetches it; none where that fails, whyever, since the answer is complete without it.
pub async fn fetch(scope: &DedicatedWorkerGlobalScope, address: &str) -> Option<Box<Phrasebook>> {
    let response = JsFuture::from(scope.fetch_with_str(address)).await.ok()?.dyn_into::<Response>().ok()?;
    if !response.ok() {
        return None;
    }
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    engine::read_phrasebook(&text).map(Box::new)
}

#[cfg(test)]
mod tests {
    use super::Shelf;

    #[test]
    fn it_is_ordered_once_until_it_fails() {
        let mut shelf = Shelf::At("phrasebook.txt".into());
        assert_eq!(shelf.take_order().as_deref(), Some("phrasebook.txt"));
        assert_eq!(shelf.take_order(), None);
        assert!(shelf.book().is_none());
        assert_eq!(Shelf::Empty.take_order(), None);
    }
}
