//! The ways a paste can be taken: a link, a ticket, a sheet of paper, JSON.

use super::copy_button::CopyButton;
use super::icons;
use super::rule_page::Guest;
use crate::part::part;
use crate::take_along::Taken;
use crate::tree::classes;
use crate::{beside, browser, text};
use hopcheck_html::html;
use hopcheck_link::SURE_LENGTH;
use web_sys::{CustomEvent, CustomEventInit, Element};
use yew::prelude::*;

/// The event that tells the page around this one, or whoever scripts it, what is taken and how.
const EVENT: &str = "hopcheck-share";
/// Longer addresses are not opened by every browser: Firefox stops here (`network.standard-url.max-length`), Chromium at twice as many
/// characters (`kMaxURLChars`).
const LONGEST_ADDRESS: usize = 1 << 20;

/// The four ways; a guest does not print, since the sheet would bring the other page's along.
pub fn ways(taken: &Taken, Guest(guest): Guest) -> Html {
    let link = taken.link.as_ref().map(|fragment| address(guest) + fragment);
    let link = link.filter(|link| link.len() <= LONGEST_ADDRESS);
    let asks = |way: &'static str| {
        let (link, ticket) = (link.clone(), taken.ticket.clone());
        Callback::from(move |event: MouseEvent| is_ours(&event, way, link.as_deref(), &ticket))
    };
    let save = |way: &'static str, name: &'static str, saved: &str| {
        let (asks, saved) = (asks(way), saved.to_owned());
        Callback::from(move |event: MouseEvent| {
            if asks.emit(event) {
                browser::save(name, &saved);
            }
        })
    };
    let print = {
        let asks = asks("print");
        Callback::from(move |event: MouseEvent| {
            if asks.emit(event) {
                browser::print();
            }
        })
    };
    html! {
        <div class="ways">
            <article data-way="link">
                <h4>{ text::take_along::LINK }</h4>
                { of_link(taken, link.as_deref(), asks("link")) }
            </article>
            <article data-way="ticket">
                <h4>{ text::take_along::TICKET }</h4>
                <p>{ text::take_along::TICKET_WHAT }</p>
                <div class="buttons">
                    { asking(&taken.ticket, text::take_along::COPY_TICKET, asks("ticket")) }
                    <button type="button" class="copy" onclick={save("ticket", "ticket.md", &taken.ticket)}>{ text::take_along::SAVE_TICKET }</button>
                </div>
                <details>
                    <summary>{ text::take_along::SHOW_TICKET }{ icons::chevron() }</summary>
                    <pre tabindex="0" role="region" aria-label={text::take_along::TICKET}>{ &taken.ticket }</pre>
                </details>
            </article>
            if !guest {
                <article data-way="print">
                    <h4>{ text::take_along::SHEET }</h4>
                    <p>{ text::take_along::SHEET_WHAT }</p>
                    <div class="buttons"><button type="button" class="copy" onclick={print}>{ text::take_along::PRINT }</button></div>
                </article>
            }
            <article data-way="json">
                <h4>{ text::take_along::JSON }</h4>
                <p>{ text::take_along::JSON_WHAT }</p>
                <div class="buttons">
                    <button type="button" class="copy" onclick={save("json", "hopcheck.json", &taken.json)}>{ text::take_along::SAVE_JSON }</button>
                </div>
            </article>
        </div>
    }
}

fn of_link(taken: &Taken, link: Option<&str>, asks: Callback<MouseEvent, bool>) -> Html {
    let Some(link) = link else {
        let why = if taken.link.is_some() { text::take_along::LINK_TOO_LONG } else { text::take_along::NO_LINK };
        return html! { <p class="long">{ why }</p> };
    };
    let what = if link.starts_with("file:") { text::take_along::LINK_LOCAL } else { text::take_along::LINK_WHAT };
    html! {
        <>
            <p>{ what }</p>
            <div class="buttons">
                <input type="text" readonly=true aria-label={text::take_along::LINK} value={link.to_owned()} />
                { asking(link, text::take_along::COPY_LINK, asks) }
            </div>
            <p class={classes!((link.len() > SURE_LENGTH).then_some("long"))}>
                { text::take_along::link_length(link.len()) }
                if link.len() > SURE_LENGTH {
                    { " " }{ text::take_along::LINK_LONG }
                }
            </p>
        </>
    }
}

fn asking(text: &str, label: &'static str, asks: Callback<MouseEvent, bool>) -> Html {
    part(CopyButton { text: text.to_owned().into(), label, asks: Some(asks) })
}

/// The address of the page without a fragment: this document's, or where it is a guest's the page's that lies beside the program.
fn address(guest: bool) -> String {
    if guest { beside::address("./").unwrap_or_default() } else { browser::address() }
}

/// Tells whoever listens; false where they took it over.
fn is_ours(event: &MouseEvent, way: &str, link: Option<&str>, ticket: &str) -> bool {
    let Some(button) = event.target_dyn_into::<Element>() else { return true };
    let detail = js_sys::Object::new();
    for (name, value) in [("way", Some(way)), ("link", link), ("markdown", Some(ticket))] {
        let value = value.map_or(wasm_bindgen::JsValue::NULL, wasm_bindgen::JsValue::from_str);
        // Refused only for frozen objects.
        let _ = js_sys::Reflect::set(&detail, &name.into(), &value);
    }
    let init = CustomEventInit::new();
    init.set_detail(&detail);
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(true);
    let told = CustomEvent::new_with_event_init_dict(EVENT, &init);
    // Refused only while it is on its way already.
    told.map_or(true, |told| button.dispatch_event(&told).unwrap_or(true))
}
