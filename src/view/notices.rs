//! What the reader should know once: refused files, and how the worker does.

use super::icons;
use crate::state::{Action, Notice, TextAction, WorkerHealth};
use crate::text;
use hopcheck_html::html;
use yew::prelude::*;

/// The notices, and how the worker does.
pub fn notices(notices: &[Notice], worker: WorkerHealth, dispatch: &Callback<Action>) -> Html {
    let dismiss = dispatch.reform(|_| Action::Text(TextAction::DismissNotices));
    let worker = match worker {
        WorkerHealth::Restarted => Some(text::RESTARTED),
        WorkerHealth::Stopped => Some(text::STOPPED),
        WorkerHealth::Failed => Some(text::WORKER_FAILED),
        WorkerHealth::Starting | WorkerHealth::Ready => None,
    };
    html! {
        <div class="notices" role="status">
            if let Some(words) = worker {
                <p class="notice trouble">{ words }</p>
            }
            { for notices.iter().map(|notice| {
                let words = match notice {
                    Notice::Refused(name, refusal) => text::refused(name, *refusal),
                    Notice::LargePaste(name) => text::large_paste(name),
                    Notice::NoClipboard => text::NO_CLIPBOARD.to_owned(),
                    Notice::NoTextInClipboard => text::NO_TEXT_IN_CLIPBOARD.to_owned(),
                    Notice::NoExample => text::NO_EXAMPLE.to_owned(),
                    Notice::Link(trouble) => text::link::trouble(trouble),
                };
                html! {
                    <p class="notice">
                        <span>{ words }</span>
                        <button type="button" class="dismiss" aria-label={text::DISMISS} onclick={dismiss.clone()}>{ icons::cross() }</button>
                    </p>
                }
            }) }
        </div>
    }
}
