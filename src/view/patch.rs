//! The change to a pasted text, as a diff.

use super::code_lines::code_line;
use super::copy_button::CopyButton;
use crate::text;
use hopcheck::report::{Patch, Report};
use yew::prelude::*;

/// A diff with its buttons.
pub fn patch(report: &Report, patch: &Patch) -> Html {
    let name =
        report.artifacts.get(patch.artifact).map(|artifact| super::pieces::spoken(&artifact.name)).unwrap_or_default();
    html! {
        <figure class="patch">
            <figcaption>
                <span>{ name }</span>
                if patch.safety == "review" {
                    <span class="review">{ text::REVIEW }</span>
                }
                <CopyButton text={patch.diff.clone()} label={text::COPY_DIFF} />
                <CopyButton text={patch.text.clone()} label={text::COPY_PATCHED} />
            </figcaption>
            <pre><code>{ for patch.diff.lines().map(line) }</code></pre>
        </figure>
    }
}

fn line(line: &str) -> Html {
    let class = match line.as_bytes() {
        [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] | [b'@', ..] => "diff-head",
        [b'+', ..] => "diff-in",
        [b'-', ..] => "diff-out",
        _ => "diff-same",
    };
    code_line(line, class, 1)
}
