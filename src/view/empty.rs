//! First sight: what it takes, the promise, and something to try.

use crate::examples::EXAMPLES;
use crate::state::{Action, TextAction};
use crate::text;
use yew::prelude::*;

/// Properties of [`Empty`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

/// What stands where the answer will be.
#[component]
pub fn Empty(props: &Props) -> Html {
    html! {
        <div class="empty">
            <p class="lead">{ text::TAGLINE }</p>
            <section>
                <h2>{ text::EXAMPLES }</h2>
                <ul class="examples">
                    { for EXAMPLES.iter().map(|example| {
                        let onclick = props.dispatch.reform(|_| Action::Text(TextAction::Example(example.text)));
                        html! {
                            <li>
                                <button type="button" class="example" {onclick}>
                                    <span class="title">{ example.title }</span>
                                    <span class="holds">{ example.pieces }</span>
                                </button>
                            </li>
                        }
                    }) }
                </ul>
            </section>
            <section>
                <h2>{ text::TAKES_HEADING }</h2>
                <p>{ text::TAKES }</p>
            </section>
            <section>
                <h2>{ text::PRIVATE }</h2>
                <p>{ text::PRIVATE_PROOF }</p>
            </section>
        </div>
    }
}
