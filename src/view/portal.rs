//! The builder of snippets that put the page into other sites' pages.

use super::code_block::code;
use super::dialog::{dialog, opener, turn};
use super::text_field::TextField;
use crate::beside;
use crate::examples::{EXAMPLES, Example};
use crate::hooks::{UseStateHandle, use_state};
use crate::part::{part, part_of};
use crate::snippet::{HOME, Options, snippet};
use crate::text::portal as words;
use hopcheck::intake::Kind;
use hopcheck_html::html;
use std::collections::BTreeSet;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The value of the choice of the reader's own text; no example has that name.
const OWN_TEXT: &str = "text";
const THEMES: [(&str, &str); 3] = [("", words::AUTO), ("light", words::LIGHT), ("dark", words::DARK)];

/// The button, and the dialog that it opens.
#[derive(PartialEq)]
pub struct Portal {
    /// What stands in the paste box.
    pub paste: Rc<str>,
}

part_of!(Portal, use_portal);

#[hook]
fn use_portal(props: &Portal) -> Html {
    let open = use_state(|| false);
    let options = use_state(Options::default);
    let own_text = use_state(|| false);
    html! {
        <>
            { opener("link", words::OPEN, &open) }
            if *open {
                { dialog("portal", words::HEADING, body(&props.paste, &options, &own_text), turn(&open, false)) }
            }
        </>
    }
}

#[inline(never)]
fn body(paste: &str, options: &UseStateHandle<Options>, own_text: &UseStateHandle<bool>) -> Html {
    let change = |change: fn(&mut Options, String)| {
        let options = options.clone();
        Callback::from(move |value| {
            let mut next = (*options).clone();
            change(&mut next, value);
            options.set(next);
        })
    };
    let on_form = change(|options, value| options.frame = value == words::FRAME);
    let on_example = change(|options, value| {
        options.example = named(&EXAMPLES.iter().map(Example::name).collect::<Vec<_>>(), &value)
    });
    let on_begin = {
        let own_text = own_text.clone();
        Callback::from(move |value: String| {
            own_text.set(value == OWN_TEXT);
            on_example.emit(value);
        })
    };
    let on_theme = change(|options, value| options.theme = named(&THEMES.map(|(theme, _)| theme), &value));
    let on_compact = change(|options, _| options.compact = !options.compact);
    let on_origin = change(|options, value| options.origin = value);
    let on_kind = change(|options, value| {
        let before = options.kinds.len();
        options.kinds.retain(|kind| *kind != value);
        if options.kinds.len() == before {
            options.kinds.extend(kinds().into_iter().filter(|kind| *kind == value));
        }
    });

    let blank = paste.trim().is_empty();
    let with_text = **own_text && !blank;
    let home = beside::address("./").filter(|address| address.starts_with("http"));
    let mut written = (**options).clone();
    if with_text {
        written.text = paste.to_owned();
    }
    let begin = std::iter::once(("", words::EMPTY))
        .chain((!blank).then_some((OWN_TEXT, words::TEXT)))
        .chain(EXAMPLES.iter().map(|example| (example.name(), example.title)));
    let chosen = if with_text { OWN_TEXT } else { options.example };
    let form = if options.frame { words::FRAME } else { words::ELEMENT };
    html! {
        <>
            <p>{ words::WHAT }</p>
            <div class="choices">
                { choice(words::FORM, [words::ELEMENT, words::FRAME].into_iter().map(|form| (form, form)), form, on_form) }
                { choice(words::BEGIN, begin, chosen, on_begin) }
                { choice(words::THEME, THEMES.into_iter(), options.theme, on_theme) }
                if options.frame {
                    { part(TextField::new(words::ORIGIN, &options.origin, on_origin)) }
                }
            </div>
            { tick(words::COMPACT, "", options.compact, &on_compact) }
            <fieldset>
                <legend>{ words::KINDS }</legend>
                { for kinds().into_iter().map(|kind| {
                    let label = Kind::from_name(kind).map_or(kind, Kind::label);
                    tick(label, kind, options.kinds.contains(&kind), &on_kind)
                }) }
            </fieldset>
            if with_text {
                <p class="help">{ words::TEXT_WARNING }</p>
            }
            if home.is_none() {
                <p class="help">{ words::NO_HOME }</p>
            }
            { code(&snippet(&written, home.as_deref().unwrap_or(HOME))) }
        </>
    }
}

/// The kinds of pieces that there are examples of.
fn kinds() -> BTreeSet<&'static str> {
    EXAMPLES.iter().flat_map(|example| example.kinds.split(' ')).collect()
}

/// The name that a choice's value is; none for any other.
fn named(names: &[&'static str], value: &str) -> &'static str {
    names.iter().find(|name| **name == value).copied().unwrap_or_default()
}

/// A choice of one: values, with their words.
fn choice(
    label: &'static str,
    values: impl Iterator<Item = (&'static str, &'static str)>,
    chosen: &str,
    on_change: Callback<String>,
) -> Html {
    let onchange = on_change.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    html! {
        <label>
            <span>{ label }</span>
            <select {onchange}>
                { for values.map(|(value, words)| html! { <option {value} selected={value == chosen}>{ words }</option> }) }
            </select>
        </label>
    }
}

/// A choice of yes or no.
fn tick(label: &'static str, value: &'static str, on: bool, on_change: &Callback<String>) -> Html {
    let onchange = on_change.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <label class="keep"><input type="checkbox" {value} checked={on} {onchange} />{ label }</label>
    }
}
