//! Where the programs run: recognised, and changeable beside the commands that follow it.

use crate::state::{Action, CircumstanceAction};
use crate::{engine, text};
use hopcheck::report::Report;
use hopcheck_html::html;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The choice, and why it is what it is.
pub fn environment(report: &Report, chosen: Option<&str>, dispatch: &Callback<Action>) -> Html {
    let onchange = dispatch.reform(|event: Event| {
        let name = event.target_unchecked_into::<HtmlSelectElement>().value();
        Action::Circumstance(CircumstanceAction::Environment(Some(name).filter(|name| !name.is_empty())))
    });
    let shown = report.environment.as_ref().filter(|shown| shown.because.is_some());
    let recognised = shown
        .map_or_else(|| text::environment::RECOGNISE.to_owned(), |shown| text::environment::recognised(&shown.title));
    html! {
        <div class="environment">
            <label for="environment">{ text::environment::LABEL }</label>
            <select id="environment" {onchange} aria-describedby="environment-reason">
                <option value="" selected={chosen.is_none()}>{ recognised }</option>
                { for engine::environments().map(|(name, title)| html! {
                    <option value={name} selected={chosen == Some(name)}>{ title }</option>
                }) }
            </select>
            <p id="environment-reason">{ text::environment::reason(report.environment.as_ref()) }</p>
        </div>
    }
}
