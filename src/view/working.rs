//! What takes a while: how far it is, and the way out.

use crate::state::Work;
use crate::text;
use hopcheck::text::print;
use yew::prelude::*;

/// Properties of [`Working`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What it is.
    pub work: Work,
    /// Stops it.
    pub on_stop: Callback<()>,
}

/// The line.
#[component]
pub fn Working(props: &Props) -> Html {
    let (words, done, all) = match &props.work {
        Work::Reading(name, at, size) => (text::reading(name, *at, *size), *at, *size),
        Work::Analysing(step, of) => (text::analysing(*step).to_owned(), f64::from(*step), f64::from(*of)),
    };
    html! {
        <div class="work">
            <label>
                <span class="words">{ words }</span>
                <progress max={print(all)} value={print(done)} />
            </label>
            <button type="button" class="button" onclick={props.on_stop.reform(|_| ())}>{ text::STOP }</button>
        </div>
    }
}
