//! What frames the page.

use super::dialog::turn;
use super::icons;
use super::portal::Portal;
use crate::hooks::{UseStateHandle, use_state_eq};
use crate::part::part;
use crate::theme::{self, Theme};
use crate::{rule_pages, text};
use hopcheck_html::html;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Name and line, the choice of colours where there is one, and the keyboard shortcuts.
pub fn header(theme: Option<(Theme, &Callback<Theme>)>, shortcuts: &UseStateHandle<bool>) -> Html {
    html! {
        <header class="header">
            <h1>{ icons::logo() }{ text::NAME }</h1>
            <p>{ text::TAGLINE }</p>
            <div class="chrome">
                if let Some((theme, on_theme)) = theme {
                    { colours(theme, on_theme) }
                }
                <button type="button" class="keyboard" aria-haspopup="dialog" onclick={turn(shortcuts, true)}>
                    <span class="words">{ text::shortcuts::OPEN }</span>{ " " }<kbd aria-hidden="true">{ "?" }</kbd>
                </button>
            </div>
        </header>
    }
}

fn colours(chosen: Theme, on_theme: &Callback<Theme>) -> Html {
    let onchange =
        on_theme.reform(|event: Event| Theme::of_word(&event.target_unchecked_into::<HtmlSelectElement>().value()));
    html! {
        <label>
            <span class="words">{ text::theme::LABEL }</span>
            <select {onchange}>
                { for Theme::ALL.into_iter().map(|theme| html! {
                    <option value={theme.word()} selected={theme == chosen}>{ text::theme::name(theme) }</option>
                }) }
            </select>
        </label>
    }
}

/// Promise, the way into other pages where this is none, the list of causes, and version.
pub fn footer(guest: bool, paste: &Rc<str>) -> Html {
    html! {
        <footer class="footer">
            <p>{ text::PRIVATE }</p>
            if !guest {
                { part(Portal { paste: paste.clone() }) }
            }
            if let Some(list) = rule_pages::list() {
                <p><a href={list}>{ text::ALL_CAUSES }</a></p>
            }
            <p>{ format!("{} {} {}", text::NAME, text::VERSION, hopcheck::version::line()) }</p>
        </footer>
    }
}

/// The theme, and what chooses another one.
#[hook]
pub fn use_theme() -> (Theme, Callback<Theme>) {
    let chosen = use_state_eq(theme::chosen);
    let choose = use_callback(chosen.setter(), |theme: Theme, chosen| {
        theme::choose(theme);
        chosen.set(theme);
    });
    (*chosen, choose)
}
