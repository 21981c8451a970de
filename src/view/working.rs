//! What takes a while: how far it is, and the way out.

use crate::state::Work;
use crate::text;
use hopcheck::text::print;
use hopcheck_html::html;
use yew::prelude::*;

/// The line, and what stops the work.
#[inline(never)]
pub fn working(work: &Work, on_stop: &Callback<()>) -> Html {
    let (words, done, all) = match work {
        Work::Reading(name, at, size) => (text::reading(name, *at, *size), *at, *size),
        Work::Analysing(step, of) => (text::analysing(*step).to_owned(), f64::from(*step), f64::from(*of)),
    };
    html! {
        <div class="work">
            <label>
                <span class="words">{ words }</span>
                <progress max={print(all)} value={print(done)} />
            </label>
            <button type="button" class="button" onclick={on_stop.reform(|_| ())}>{ text::STOP }</button>
        </div>
    }
}
