//! Shortcuts of a single key. Each does what a visible control does; none works while the reader types or a dialog is open, and where
//! the page is a guest they work only while the focus is inside it.

use crate::hooks::use_effect_with;
use crate::text::shortcuts as words;
use crate::{browser, keep};
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// Where it is remembered that they are switched off.
const REMEMBERED: &str = "hopcheck.keys";
const ON: &str = "on";
const OFF: &str = "off";

/// Where keys are text.
const FIELDS: &str = "textarea, select, input:not([type='checkbox'], [type='file'])";
const FINDINGS: &str = "[data-finding]";
const QUOTES: &str = "[data-finding] .quote";

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed {
    /// Shows the list of keys.
    Help,
    /// Chooses the next theme.
    Theme,
    /// Moves the focus to the first element of a selector that is to be seen.
    Go(&'static str),
    /// Presses it.
    Press(&'static str),
    /// Moves the focus so many findings on.
    Step(isize),
    /// Shows the next evidence of the finding that has the focus, else of the first one.
    Evidence,
}

/// The keys by what they write, whichever the keyboard, with what they do in words.
pub const KEYS: [(&str, &str, Deed); 9] = [
    ("?", words::HELP, Deed::Help),
    ("/", words::PASTE, Deed::Go(".editor textarea, .file-pane")),
    ("j", words::NEXT, Deed::Step(1)),
    ("k", words::PREVIOUS, Deed::Step(-1)),
    ("e", words::EVIDENCE, Deed::Evidence),
    ("n", words::ASK, Deed::Go(".asks textarea")),
    ("c", words::COPY, Deed::Press(".summary .copy")),
    ("u", words::UNDO, Deed::Press(".tools .undo")),
    ("t", words::THEME, Deed::Theme),
];

/// Those that the page has; the colours of a guest are its host's.
pub fn keys(guest: bool) -> impl Iterator<Item = &'static (&'static str, &'static str, Deed)> {
    KEYS.iter().filter(move |(_, _, deed)| !guest || *deed != Deed::Theme)
}

/// Whether they were left switched on.
pub fn remembered() -> bool {
    keep::word(REMEMBERED).is_none_or(|word| word != OFF)
}

/// Remembers whether they are.
pub fn remember(on: bool) {
    keep::remember(REMEMBERED, if on { ON } else { OFF });
}

/// Listens for the keys while the page stands: in the whole document, or where this is a guest in its own outermost element.
/// `on_deed` hears what is not done by a control.
#[hook]
pub fn use_keys(app: &NodeRef, guest: bool, on: bool, on_deed: Callback<Deed>) {
    let app = app.clone();
    use_effect_with((on, guest, on_deed), move |(on, guest, on_deed)| {
        let app = app.cast::<Element>();
        let (on, guest, on_deed, shown) = (*on, *guest, on_deed.clone(), Rc::new(Cell::new((0, 0))));
        let listener = app.and_then(|app| {
            let document = web_sys::window()?.document()?;
            let target: EventTarget = if guest { app.clone().into() } else { document.into() };
            let options = EventListenerOptions::enable_prevent_default();
            Some(EventListener::new_with_options(&target, "keydown", options, move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>()
                    && pressed(event, &app, guest, on, &on_deed, &shown)
                {
                    event.prevent_default();
                }
            }))
        });
        move || drop(listener)
    });
}

/// Does what a key does. True where it is one of ours.
fn pressed(
    event: &KeyboardEvent,
    app: &Element,
    guest: bool,
    on: bool,
    on_deed: &Callback<Deed>,
    shown: &Cell<(usize, usize)>,
) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let within =
        |selector: &str| target.as_ref().is_some_and(|target| target.closest(selector).is_ok_and(|it| it.is_some()));
    let modified = event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing();
    if modified || event.default_prevented() || app.query_selector("dialog[open]").is_ok_and(|open| open.is_some()) {
        return false;
    }
    let key = event.key();
    if key == "Escape" && within(".editor") {
        return leave_text(app);
    }
    if !on || within(FIELDS) {
        return false;
    }
    let Some((_, _, deed)) = keys(guest).find(|(one, ..)| *one == key) else { return false };
    match *deed {
        Deed::Help | Deed::Theme => on_deed.emit(*deed),
        Deed::Go(selector) => go(seen(app, selector).first()),
        Deed::Press(selector) => seen(app, selector).first().map(HtmlElement::click).unwrap_or_default(),
        Deed::Step(by) => step(app, by),
        Deed::Evidence => evidence(app, shown),
    }
    true
}

/// From the text to the finding whose evidence the caret is in, else to the first finding.
fn leave_text(app: &Element) -> bool {
    if let Some(bar) = seen(app, ".evidence-bar").first() {
        bar.click();
        return true;
    }
    let headings = headings(app);
    go(headings.first());
    !headings.is_empty()
}

fn go(element: Option<&HtmlElement>) {
    if let Some(element) = element {
        browser::focus(element);
    }
}

fn step(app: &Element, by: isize) {
    let headings = headings(app);
    let last = headings.len().saturating_sub(1);
    let next = match current(app) {
        Some(at) => at.saturating_add_signed(by).min(last),
        None if by < 0 => last,
        None => 0,
    };
    go(headings.get(next));
}

/// Presses the quotes of a finding one after the other, beginning anew with another finding.
fn evidence(app: &Element, shown: &Cell<(usize, usize)>) {
    let at = current(app).unwrap_or(0);
    let Some(finding) = all(app, FINDINGS).into_iter().nth(at) else { return };
    let quotes: Vec<HtmlElement> = all(app, QUOTES).into_iter().filter(|quote| finding.contains(Some(quote))).collect();
    let (finding, next) = shown.get();
    let next = if finding == at && next < quotes.len() { next } else { 0 };
    if let Some(quote) = quotes.get(next) {
        quote.click();
        shown.set((at, next + 1));
    }
}

/// The buttons that open the findings, in their order.
fn headings(app: &Element) -> Vec<HtmlElement> {
    seen(app, "[data-finding] h3 button")
}

/// The index of the finding that has the focus.
fn current(app: &Element) -> Option<usize> {
    all(app, FINDINGS).iter().position(|finding| finding.matches(":focus-within").unwrap_or(false))
}

fn all(app: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = app.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// Those that are not hidden.
fn seen(app: &Element, selector: &str) -> Vec<HtmlElement> {
    all(app, selector).into_iter().filter(|element| element.offset_parent().is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_key_is_one_character_and_has_one_meaning() {
        let names: BTreeSet<&str> = KEYS.iter().map(|(key, ..)| *key).collect();
        assert_eq!(names.len(), KEYS.len());
        assert!(names.iter().all(|key| key.chars().count() == 1), "{names:?}");
    }

    #[test]
    fn a_guest_leaves_the_colours_to_its_host() {
        assert!(keys(false).any(|(_, _, deed)| *deed == Deed::Theme));
        assert!(keys(true).all(|(_, _, deed)| *deed != Deed::Theme));
    }
}
