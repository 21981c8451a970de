//! Copies a text, and says that it did.

use crate::hooks::{use_effect_with, use_state};
use crate::part::{part, part_of};
use crate::text;
use crate::tree::classes;
use gloo::timers::callback::Timeout;
use hopcheck_html::html;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

/// How long the button says so, in milliseconds.
const SAID_FOR: u32 = 2000;

/// The button.
#[derive(PartialEq)]
pub struct CopyButton {
    /// What is copied.
    pub text: AttrValue,
    /// What the button says.
    pub label: &'static str,
    /// Asked before it copies; false where somebody else took that over.
    pub asks: Option<Callback<MouseEvent, bool>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Said {
    Nothing,
    Copied,
    Refused,
    HandedOver,
}

/// One that nobody else takes over.
pub fn copy_button(text: &str, label: &'static str) -> Html {
    part(CopyButton { text: text.to_owned().into(), label, asks: None })
}

part_of!(CopyButton, use_copy_button);

#[hook]
fn use_copy_button(props: &CopyButton) -> Html {
    let said = use_state(|| Said::Nothing);
    let onclick = {
        let (said, copied, asks) = (said.clone(), props.text.clone(), props.asks.clone());
        Callback::from(move |event| {
            if asks.as_ref().is_some_and(|asks| !asks.emit(event)) {
                return said.set(Said::HandedOver);
            }
            let (said, copied) = (said.clone(), copied.clone());
            spawn_local(async move { said.set(if copy(&copied).await { Said::Copied } else { Said::Refused }) });
        })
    };
    use_effect_with(*said, {
        let said = said.clone();
        move |now| {
            let quiet = (*now != Said::Nothing).then(|| Timeout::new(SAID_FOR, move || said.set(Said::Nothing)));
            move || drop(quiet)
        }
    });
    let label = match *said {
        Said::Nothing => props.label,
        Said::Copied => text::COPIED,
        Said::Refused => text::COPY_FAILED,
        Said::HandedOver => text::take_along::HANDED_OVER,
    };
    html! {
        <button type="button" class={classes!("copy", (*said == Said::Copied).then_some("copied"))} {onclick}>
            <span aria-live="polite">{ label }</span>
        </button>
    }
}

/// False where the browser has no clipboard for this page or refuses it.
async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    // Absent in pages that are neither local nor served over TLS.
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into());
    if clipboard.is_ok_and(|clipboard| clipboard.is_undefined()) {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}
