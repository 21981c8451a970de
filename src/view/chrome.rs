//! What frames the page.

use super::icons;
use crate::{rule_pages, text};
use yew::prelude::*;

/// Name and line.
#[component]
pub fn Header() -> Html {
    html! {
        <header class="header">
            <h1>{ icons::logo() }{ text::NAME }</h1>
            <p>{ text::TAGLINE }</p>
        </header>
    }
}

/// Promise, the list of causes, and version.
#[component]
pub fn Footer() -> Html {
    html! {
        <footer class="footer">
            <p>{ text::PRIVATE }</p>
            if let Some(list) = rule_pages::list() {
                <p><a href={list}>{ text::ALL_CAUSES }</a></p>
            }
            <p>{ format!("{} {} {}", text::NAME, text::VERSION, hopcheck::version::line()) }</p>
        </footer>
    }
}
