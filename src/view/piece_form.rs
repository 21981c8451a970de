//! What the reader says about a piece: its name, what it is, where it was printed.

use super::text_field::TextField;
use crate::part::{part, part_of};
use crate::text;
use hopcheck::intake::Kind;
use hopcheck_html::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlSelectElement};
use yew::prelude::*;

/// What is said of a piece, over what was recognised.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// Its name.
    pub name: Option<String>,
    /// Its kind.
    pub kind: Option<Kind>,
    /// Where it was printed.
    pub place: Option<String>,
}

/// The form. What is changed counts at once.
#[derive(PartialEq)]
pub struct PieceForm {
    /// Accessible name of the form.
    pub label: String,
    /// The name it has.
    pub name: String,
    /// The kind it was recognised as, where nothing else is said.
    pub recognised: Option<Kind>,
    /// The place that was recognised, where nothing else is said.
    pub place: Option<String>,
    /// What is said of it now.
    pub said: Said,
    /// Whether it has one place.
    pub has_place: bool,
    /// Places that occur in the texts.
    pub places: Vec<String>,
    /// Hears what is said of it from now on.
    pub on_change: Callback<Said>,
    /// Closes the form.
    pub on_done: Callback<()>,
}

part_of!(PieceForm, use_piece_form);

#[hook]
fn use_piece_form(props: &PieceForm) -> Html {
    let form = use_node_ref();
    let change = |set: fn(&mut Said, String)| {
        let (said, on_change) = (props.said.clone(), props.on_change.clone());
        Callback::from(move |value: String| {
            let mut said = said.clone();
            set(&mut said, value);
            on_change.emit(said);
        })
    };
    let name = change(|said, name| said.name = Some(name).filter(|name| !name.is_empty()));
    let place = change(|said, place| said.place = Some(place).filter(|place| !place.is_empty()));
    let kind = {
        let change = change(|said, kind| said.kind = Kind::from_name(&kind));
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                change.emit(select.value());
            }
        })
    };
    let reset = props.on_change.reform(|_: MouseEvent| Said::default());
    let on_done = {
        let (form, on_done) = (form.clone(), props.on_done.clone());
        Callback::from(move |()| {
            focus_opener(&form);
            on_done.emit(());
        })
    };
    let done = on_done.reform(|_: MouseEvent| ());
    let onkeydown = {
        let on_done = on_done.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                on_done.emit(());
            }
        })
    };
    html! {
        <div class="piece-form" ref={form} role="group" aria-label={props.label.clone()} {onkeydown}>
            { part(TextField { takes_focus: true, ..TextField::new(text::PIECE_NAME, &props.name, name) }) }
            <label>
                <span>{ text::PIECE_KIND }</span>
                { kinds(props, kind) }
            </label>
            if props.has_place {
                { part(TextField {
                    list: Some("places"),
                    described_by: Some("place-help"),
                    ..TextField::new(text::PIECE_PLACE, props.place.as_deref().unwrap_or_default(), place)
                }) }
                <datalist id="places">
                    { for props.places.iter().map(|place| html! { <option value={place.clone()} /> }) }
                </datalist>
                <p class="help" id="place-help">{ text::PIECE_PLACE_HELP }</p>
            }
            <div class="ends">
                <button type="button" class="button" onclick={done}>{ text::PIECE_DONE }</button>
                if props.said != Said::default() {
                    <button type="button" class="button" onclick={reset}>{ text::PIECE_RESET }</button>
                }
            </div>
        </div>
    }
}

/// The focus goes back to the button that opened the form: it stands in the list before it.
fn focus_opener(form: &NodeRef) {
    let around = form.cast::<Element>().and_then(|form| form.parent_element());
    let opener = around.and_then(|around| around.query_selector("[aria-expanded='true']").ok().flatten());
    if let Some(opener) = opener.and_then(|opener| opener.dyn_into::<HtmlElement>().ok()) {
        let _ = opener.focus(); // refused only for what cannot have it
    }
}

fn kinds(props: &PieceForm, onchange: Callback<Event>) -> Html {
    let said = props.said.kind;
    let by_itself = match props.recognised {
        Some(kind) if said.is_none() => kind.label(),
        _ => text::AS_RECOGNISED,
    };
    html! {
        <select {onchange}>
            <option value="" selected={said.is_none()}>{ by_itself }</option>
            { for Kind::ALL.iter().filter(|kind| **kind != Kind::Unknown).map(|kind| html! {
                <option value={kind.name()} selected={said == Some(*kind)}>{ kind.label() }</option>
            }) }
        </select>
    }
}
