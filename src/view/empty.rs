//! First sight: what it takes, and something to try.

use crate::examples::EXAMPLES;
use crate::taker::Taker;
use crate::text;
use hopcheck_html::html;
use yew::prelude::*;

/// What stands where the answer will be; `taker` takes the chosen example.
pub fn empty(taker: &Taker) -> Html {
    html! {
        <div class="empty">
            <p class="lead">{ text::TAGLINE }</p>
            <section>
                <h2>{ text::EXAMPLES }</h2>
                <ul class="examples">
                    { for EXAMPLES.iter().map(|example| {
                        let taker = taker.clone();
                        let onclick = Callback::from(move |_| taker.example(example));
                        html! {
                            <li data-kinds={example.kinds}>
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
        </div>
    }
}
