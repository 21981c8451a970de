//! The proof that nothing leaves the page: the policy that this very document carries, and how to check it.

use super::dialog::{dialog, opener, turn};
use crate::hooks::use_state;
use crate::part::part_of;
use crate::text;
use hopcheck_html::html;
use yew::prelude::*;

/// The button, and the dialog that it opens.
#[derive(PartialEq)]
pub struct Proof;

part_of!(Proof, use_proof);

#[hook]
fn use_proof(_part: &Proof) -> Html {
    let open = use_state(|| false);
    html! {
        <>
            { opener("link", text::PROOF_OPEN, &open) }
            if *open {
                { dialog("proof", text::PROOF, body(), turn(&open, false)) }
            }
        </>
    }
}

#[inline(never)]
fn body() -> Html {
    html! {
        <>
            <p>{ text::PROOF_WHAT }</p>
            <h3>{ text::PROOF_POLICY }</h3>
            { policy() }
            <h3>{ text::PROOF_CHECKS }</h3>
            <ul>
                <li>{ text::PROOF_NETWORK }</li>
                <li>{ text::PROOF_OFFLINE }</li>
                <li>{ text::PROOF_SOURCE }</li>
            </ul>
            <p>{ text::PROOF_KEPT }</p>
        </>
    }
}

fn policy() -> Html {
    let Some(policy) = own_policy() else {
        return html! { <p>{ text::PROOF_NO_POLICY }</p> };
    };
    html! {
        <>
            <p>{ text::PROOF_POLICY_WHAT }</p>
            <dl class="policy">
                { for policy.split(';').map(str::trim).filter(|one| !one.is_empty()).map(|directive| {
                    let (name, value) = directive.split_once(' ').unwrap_or((directive, ""));
                    html! {
                        <>
                            <dt><code>{ directive }</code></dt>
                            <dd>{ text::directive(name, value.trim()).unwrap_or_default() }</dd>
                        </>
                    }
                }) }
            </dl>
        </>
    }
}

/// The policy in the document, which is not necessarily all that the browser enforces: headers add to it.
fn own_policy() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let meta = document.query_selector("meta[http-equiv='Content-Security-Policy' i]").ok()??;
    meta.get_attribute("content")
}
