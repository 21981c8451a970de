//! What it is not, and why.

use super::evidence::EvidenceList;
use super::rule_page::{about, use_guest};
use super::{icons, prose};
use crate::state::{Action, Answer};
use crate::text;
use std::rc::Rc;
use yew::prelude::*;

/// A list this short is open from the start.
const SHORT: usize = 4;

/// Properties of [`RuledOutList`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The answer they belong to.
    pub answer: Rc<Answer>,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

/// The causes that are ruled out.
#[component]
pub fn RuledOutList(props: &Props) -> Html {
    let guest = use_guest();
    let ruled_out = &props.answer.report.ruled_out;
    html! {
        <details class="ruled-out" open={ruled_out.len() <= SHORT}>
            <summary>
                <h2>{ text::RULED_OUT }</h2><span class="count">{ text::ruled_out_count(ruled_out.len()) }</span>
                { icons::chevron() }
            </summary>
            <ul>
                { for ruled_out.iter().map(|out| html! {
                    <li data-ruled-out={out.id.clone()}>
                        <p class="title">{ prose::sentence(&out.title) }</p>
                        <p class="because">{ prose::sentence(&out.because) }</p>
                        <p>{ about(&out.id, guest) }</p>
                        if !out.evidence.is_empty() {
                            <EvidenceList answer={props.answer.clone()} evidence={out.evidence.clone()}
                                dispatch={props.dispatch.clone()} />
                        }
                    </li>
                }) }
            </ul>
        </details>
    }
}
