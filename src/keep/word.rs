//! Single words that are remembered from visit to visit, such as how a switch stands.

use web_sys::Storage;

/// The word that was remembered under a name; none where nothing was, or the browser's storage is not to be had.
pub fn word(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Remembers a word under a name. Where the browser refuses, it holds until the page is left.
pub fn remember(name: &str, word: &str) {
    if let Some(storage) = storage() {
        // Refused where the storage is full.
        let _ = storage.set_item(name, word);
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
