//! A labelled line of text that is the reader's while it is being written: what is drawn anew meanwhile leaves it alone.

use crate::hooks::use_effect_with;
use crate::part::part_of;
use hopcheck_html::html;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The field.
#[derive(PartialEq)]
pub struct TextField {
    /// What it is for.
    pub label: &'static str,
    /// What stands in it; written into it only when that changes.
    pub value: String,
    /// Whether it takes the focus when it appears.
    pub takes_focus: bool,
    /// Id of a list of suggestions.
    pub list: Option<&'static str>,
    /// Id of what explains it.
    pub described_by: Option<&'static str>,
    /// Hears what was written, when the field is left or Enter is pressed.
    pub on_change: Callback<String>,
}

impl TextField {
    /// One with nothing beside it.
    pub fn new(label: &'static str, value: &str, on_change: Callback<String>) -> Self {
        TextField { label, value: value.to_owned(), takes_focus: false, list: None, described_by: None, on_change }
    }
}

part_of!(TextField, use_text_field);

#[hook]
fn use_text_field(props: &TextField) -> Html {
    let input = use_node_ref();
    use_effect_with(props.value.clone(), {
        let input = input.clone();
        move |value| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.set_value(value);
            }
        }
    });
    use_effect_with(props.takes_focus, {
        let input = input.clone();
        move |takes| {
            if let Some(input) = input.cast::<HtmlInputElement>().filter(|_| *takes) {
                let _ = input.focus(); // refused only where it cannot have it
            }
        }
    });
    let onchange = props.on_change.reform(|event: Event| written(&event).unwrap_or_default());
    let onkeydown = {
        let on_change = props.on_change.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter"
                && let Some(written) = written(&event)
            {
                on_change.emit(written);
            }
        })
    };
    html! {
        <label>
            <span>{ props.label }</span>
            <input ref={input} type="text" spellcheck="false" autocomplete="off" autocapitalize="off" list={props.list}
                aria-describedby={props.described_by} {onchange} {onkeydown} />
        </label>
    }
}

fn written(event: &Event) -> Option<String> {
    let input = event.target()?.dyn_into::<HtmlInputElement>().ok()?;
    Some(input.value().trim().to_owned())
}
