//! Watches the address for share links. A guest in another page does not: the address is not its own.

use crate::browser;
use crate::hooks::use_effect_with;
use crate::view::is_rule_page;
use crate::worker::Client;
use gloo::events::EventListener;
use yew::prelude::*;

/// Opens the share link that the address holds, and each that it holds later, once `begins`: what is there by then is asked about.
#[hook]
pub fn use_opening(client: Client, begins: bool) {
    use_effect_with(begins, {
        move |begins| {
            let listener = web_sys::window().filter(|_| *begins).map(|window| {
                let mut before = String::new();
                let mut opened = String::new();
                let mut look = move || {
                    let now = browser::fragment();
                    // Back from a cause's page that was opened from it, the paste is as the reader left it.
                    let returns = is_rule_page(&before) && now == opened;
                    if hopcheck_link::is_link(&now) && !returns {
                        opened.clone_from(&now);
                        client.open(now.clone());
                    }
                    before = now;
                };
                look();
                let look = std::cell::RefCell::new(look);
                EventListener::new(&window, "hashchange", move |_| (look.borrow_mut())())
            });
            move || drop(listener)
        }
    });
}
