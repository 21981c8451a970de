//! What it is not, and why.

use super::evidence::evidence;
use super::rule_page::{Guest, about};
use super::{icons, prose};
use crate::part::part_of;
use crate::state::{Action, Answer};
use crate::text;
use hopcheck_html::html;
use std::rc::Rc;
use yew::prelude::*;

/// A list this short is open from the start.
const SHORT: usize = 4;

/// The causes that are ruled out.
#[derive(PartialEq)]
pub struct RuledOutList {
    /// The answer they belong to.
    pub answer: Rc<Answer>,
    /// Whether this is a guest in another page.
    pub guest: Guest,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

part_of!(RuledOutList, use_ruled_out);

#[hook]
fn use_ruled_out(props: &RuledOutList) -> Html {
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
                        <p>{ about(&out.id, props.guest) }</p>
                        if !out.evidence.is_empty() {
                            { evidence(&props.answer, &out.evidence, &props.dispatch) }
                        }
                    </li>
                }) }
            </ul>
        </details>
    }
}
