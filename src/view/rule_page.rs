//! A cause's own page, `#rule/ID`: what it is, why it breaks, what to do; without a paste.

use super::{prose, steps};
use crate::hooks::{use_effect_with, use_state_eq};
use crate::part::part_of;
use crate::{browser, engine, rule_pages, text};
use gloo::events::EventListener;
use hopcheck::report::{Step, Verify};
use hopcheck::rules::{Prose, Rule, StepRule};
use hopcheck_html::html;
use web_sys::Element;
use yew::prelude::*;

/// What the fragment of a cause's page begins with.
const FRAGMENT: &str = "#rule/";

/// The address of a cause's page.
fn address(id: &str) -> String {
    format!("{FRAGMENT}{id}")
}

/// Whether this is a guest in another page, whose address is not ours to change: there are no such pages then.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Guest(pub bool);

/// The way to a cause's page from wherever it is named: in this page, or where this is a guest to the page that lies beside, if any.
pub fn about(id: &str, Guest(guest): Guest) -> Html {
    let address = if guest { rule_pages::of(id) } else { Some(address(id)) };
    html! {
        if let Some(address) = address {
            <a class="about" href={address}>{ text::rule_page::ABOUT }</a>
        }
    }
}

/// A link from one cause's page to another's.
fn link(id: &str, words: &str) -> Html {
    html! { <a class="about" href={address(id)}>{ words }</a> }
}

/// Whether a fragment names a cause's page.
pub fn is_rule_page(fragment: &str) -> bool {
    fragment.starts_with(FRAGMENT)
}

/// The cause whose page the address names, as it changes.
#[hook]
pub fn use_rule_page(guest: bool) -> Option<String> {
    let now = move || browser::fragment().strip_prefix(FRAGMENT).filter(|_| !guest).map(str::to_owned);
    let id = use_state_eq(now);
    use_effect_with((), {
        let id = id.clone();
        move |()| {
            let listener =
                web_sys::window().map(|window| EventListener::new(&window, "hashchange", move |_| id.set(now())));
            move || drop(listener)
        }
    });
    // Back from a page, the reader is where it was opened.
    use_effect_with((*id).clone(), |id| {
        let opened = id.clone();
        move || {
            if let Some(id) = opened.filter(|_| browser::fragment().strip_prefix(FRAGMENT).is_none()) {
                browser::focus_on_link(&address(&id));
            }
        }
    });
    (*id).clone()
}

/// The page.
#[derive(PartialEq)]
pub struct RulePage {
    /// The cause.
    pub id: String,
}

part_of!(RulePage, use_page);

#[hook]
fn use_page(props: &RulePage) -> Html {
    let heading = use_node_ref();
    use_effect_with(props.id.clone(), {
        let heading = heading.clone();
        move |_| {
            if let Some(heading) = heading.cast::<Element>() {
                browser::focus(&heading);
            }
        }
    });
    let page = match engine::rule(&props.id) {
        Some(rule) => of_rule(rule, heading),
        None => html! {
            <>
                <h1 ref={heading} tabindex="-1">{ text::rule_page::unknown(&props.id) }</h1>
                <p class="help">{ text::rule_page::UNKNOWN_HELP }</p>
            </>
        },
    };
    html! {
        <article class="rule-page" data-rule={props.id.clone()}>
            <p><a class="back" href="#">{ text::rule_page::BACK }</a></p>
            { page }
        </article>
    }
}

fn of_rule(rule: &'static Rule, heading: NodeRef) -> Html {
    let narrower: Vec<&str> = engine::narrower(&rule.id).collect();
    let checks: Vec<Verify> = rule
        .verify
        .iter()
        .map(|check| Verify { run: engine::in_general(&check.run), expect: engine::in_general(&check.expect) })
        .collect();
    html! {
        <>
            <p class="meta">
                <code>{ &rule.id }</code>
                <span>{ text::hop(&rule.hop) }</span>
                <span>{ text::severity(rule.severity) }</span>
            </p>
            <h1 ref={heading} tabindex="-1">{ prose::sentence(&engine::in_general(&rule.title)) }</h1>
            <section class="why">{ prose::paragraphs(&engine::in_general(&rule.why)) }</section>
            if let Some(wider) = &rule.narrows {
                <p>{ text::rule_page::NARROWS }{ " " }{ link(wider, wider) }</p>
            }
            if !narrower.is_empty() {
                <p class="narrower">{ text::rule_page::NARROWER }{ for narrower.into_iter().map(|id| html! { <>{ " " }{ link(id, id) }</> }) }</p>
            }
            <section>
                <h2>{ text::rule_page::STEPS }</h2>
                <p class="help">{ text::rule_page::PLACEHOLDERS }</p>
                <ol class="steps">{ for rule.steps.iter().map(step) }</ol>
            </section>
            <section>
                <h2>{ text::VERIFY }</h2>
                { steps::checks(&checks) }
            </section>
            <section class="see">
                <h2>{ text::SEE }</h2>
                <ul>
                    { for rule.see.iter().map(|see| html! {
                        <li><a href={see.url.to_string()} rel="noreferrer noopener" target="_blank">{ &*see.title }</a></li>
                    }) }
                </ul>
            </section>
        </>
    }
}

fn step(rule: &StepRule) -> Html {
    let general = |text: &Option<Prose>| text.as_deref().map(engine::in_general);
    let step = Step {
        action: engine::in_general(&rule.action),
        run: general(&rule.run),
        code: general(&rule.code),
        safety: rule.safety.clone(),
        because: general(&rule.because),
        costs: general(&rule.costs),
        undo: general(&rule.undo),
        ..Step::default()
    };
    let titles: Vec<&str> = engine::environments()
        .filter(|(name, _)| rule.environments.iter().any(|one| one == name))
        .map(|(_, title)| title)
        .collect();
    html! {
        <li>
            if !titles.is_empty() {
                <p class="only-for">{ text::rule_page::only_for(&titles.join(", ")) }</p>
            }
            { steps::body(&step, None) }
        </li>
    }
}
