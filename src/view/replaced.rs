//! What was replaced, by kind, with the say of the reader in it.

use super::icons;
use crate::state::{Action, Take, TakeAction};
use crate::take_along::Taken;
use crate::text;
use hopcheck::redact::{Class, Item};
use hopcheck_html::html;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// So many things of a kind are listed.
const LISTED: usize = 200;
/// Kinds of so few things are open from the start.
const FEW: usize = 6;

/// The list.
pub fn list(take: &Take, taken: &Taken, dispatch: &Callback<Action>) -> Html {
    if taken.items.is_empty() {
        return html! { <p>{ text::take_along::NOTHING_FOUND }</p> };
    }
    html! {
        <div class="replaced" role="group" aria-label={text::take_along::REPLACED}>
            { for Class::ALL.iter().map(|class| kind(*class, take, &taken.items, dispatch)) }
        </div>
    }
}

fn kind(class: Class, take: &Take, items: &[Item], dispatch: &Callback<Action>) -> Html {
    let of_kind = || items.iter().filter(move |item| item.class == class);
    let things = of_kind().count();
    if things == 0 {
        return html! {};
    }
    let places = of_kind().map(|item| item.count).sum();
    html! {
        <details key={class.name()} data-kind={class.name()} open={things <= FEW}>
            <summary>{ text::take_along::kind(class, things, places) }{ icons::chevron() }</summary>
            <ul>
                { for of_kind().take(LISTED).map(|one| item(take, one, dispatch)) }
                if things > LISTED {
                    <li>{ text::take_along::more(things - LISTED) }</li>
                }
            </ul>
        </details>
    }
}

/// One thing; ticked while it is replaced.
fn item(take: &Take, item: &Item, dispatch: &Callback<Action>) -> Html {
    let (original, own) = (item.original.clone(), item.class == Class::Own);
    let onchange = dispatch.reform(move |event: Event| {
        let hide = event.target_unchecked_into::<HtmlInputElement>().checked();
        Action::Take(match own {
            true => TakeAction::Hide(original.clone(), hide),
            false => TakeAction::Keep(original.clone(), !hide),
        })
    });
    // A key has many lines.
    let shown = item.original.lines().next().unwrap_or_default();
    html! {
        <li key={item.original.clone()}>
            <label>
                <input type="checkbox" checked={take.replaces(item)} {onchange} />
                <code>{ shown }</code>
                if !item.kept {
                    <span class="becomes">{ " → " }</span><code>{ &item.replacement }</code>
                }
                <span class="count">{ format!("×{}", item.count) }</span>
            </label>
        </li>
    }
}
