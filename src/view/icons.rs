//! Shapes. Certainties and states differ by shape and by word, never by colour alone.

use hopcheck::report::{Certainty, HopState};
use hopcheck_html::html;
use yew::prelude::*;

/// The mark of the program: hops on a line, one of them broken.
pub fn logo() -> Html {
    html! {
        <svg class="logo" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
            <path class="logo-line" d="M4 16h6M22 16h6" />
            <circle class="logo-hop" cx="4" cy="16" r="3" />
            <circle class="logo-hop" cx="28" cy="16" r="3" />
            <path class="logo-break" d="M12 12l8 8M20 12l-8 8" />
        </svg>
    }
}

/// A full, half or empty disc.
pub fn certainty(certainty: Certainty) -> Html {
    let fill = match certainty {
        Certainty::Confirmed => html! { <circle class="ink" cx="8" cy="8" r="6" /> },
        Certainty::Likely => html! { <path class="ink" d="M8 2a6 6 0 0 1 0 12z" /> },
        Certainty::Possible => html! {},
    };
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            { fill }
            <circle class="outline" cx="8" cy="8" r="6" />
        </svg>
    }
}

/// The node of a hop around (0, 0): a tick, a cross in an octagon, a question in a diamond, or a small ring.
pub fn hop(state: HopState) -> Html {
    match state {
        HopState::Ok => {
            html! { <><circle class="node" r="9" /><path class="sign" d="M-4 0.5l2.8 2.8L4.2 -3" /></> }
        }
        HopState::Broken => html! {
            <>
                <path class="node" d="M-5.4 -13h10.8L13 -5.4v10.8L5.4 13h-10.8L-13 5.4v-10.8z" />
                <path class="sign" d="M-5 -5L5 5M5 -5L-5 5" />
            </>
        },
        HopState::Suspect => html! {
            <>
                <path class="node" d="M0 -12.5L12.5 0L0 12.5L-12.5 0z" />
                <path class="sign" d="M-2.6 -2.4a2.7 2.7 0 1 1 3.9 2.4q-1.3 .7 -1.3 2M0 5.2v.4" />
            </>
        },
        HopState::Unknown => html! { <circle class="node" r="4.5" /> },
    }
}

/// Points down while closed; the style turns it.
pub fn chevron() -> Html {
    html! {
        <svg class="chevron" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d="M4 6l4 4 4-4" />
        </svg>
    }
}

/// A pencil that corrects.
pub fn pencil() -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" focusable="false">
            <path class="stroke" d="M3 13l.8-3.2L10.6 3l2.4 2.4-6.8 6.8zM9 4.6L11.4 7" />
        </svg>
    }
}

/// A cross that removes.
pub fn cross() -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" focusable="false">
            <path class="stroke" d="M3.5 3.5l9 9M12.5 3.5l-9 9" />
        </svg>
    }
}
