//! What frames the page.

use super::icons;
use crate::text;
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

/// Promise and version.
#[component]
pub fn Footer() -> Html {
    html! {
        <footer class="footer">
            <p>{ text::PRIVATE }</p>
            <p>{ format!("{} {} {}", text::NAME, text::VERSION, env!("CARGO_PKG_VERSION")) }</p>
        </footer>
    }
}
