//! The change to a pasted text: side by side where there is room, else line under line; to copy or to save.

use super::copy_button::copy_button;
use super::prose;
use crate::diff_rows::{Row, Side, rows};
use crate::tree::classes;
use crate::{browser, text};
use hopcheck::report::{Finding, Patch, Report};
use hopcheck_html::html;
use yew::prelude::*;

/// A patch with its buttons, of a finding's.
pub fn patch(report: &Report, patch: &Patch, finding: &Finding) -> Html {
    let artifact = report.artifacts.get(patch.artifact);
    let name = artifact.map(|artifact| super::pieces::spoken(&artifact.name)).unwrap_or_default();
    let step = finding.steps.get(patch.step).filter(|_| patch.safety == "review");
    let files = finding.patches.iter().filter(|other| other.step == patch.step).count();
    let download = {
        let name = artifact.map_or("", |artifact| artifact.name.as_str()).to_owned();
        let changed = patch.text.clone();
        Callback::from(move |_| browser::save(&file_name(&name), &changed))
    };
    html! {
        <figure class="patch">
            <figcaption>
                <span>{ name }</span>
                <span class="of-step">{ text::patch::of_step(patch.step + 1) }</span>
                { copy_button(&patch.diff, text::COPY_DIFF) }
                { copy_button(&patch.text, text::COPY_PATCHED) }
                <button type="button" class="copy" onclick={download}>{ text::patch::DOWNLOAD }</button>
                if files > 1 {
                    <p class="together">{ text::patch::together(files) }</p>
                }
                if let Some(step) = step {
                    <p class="review-why">
                        <span class="review">{ text::REVIEW }</span>
                        if let Some(because) = &step.because {
                            { " " }{ prose::sentence(because) }
                        }
                    </p>
                }
            </figcaption>
            <div class="sides" role="list">
                <div class="diff-row heads" aria-hidden="true">
                    <span class="no" /><span class="text">{ text::patch::BEFORE }</span>
                    <span class="no" /><span class="text">{ text::patch::AFTER }</span>
                </div>
                { for rows(&patch.diff).iter().map(row) }
            </div>
        </figure>
    }
}

/// The last part of a path, which is what a download may be called.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    if last.is_empty() { "changed.txt".to_owned() } else { last.to_owned() }
}

fn row(row: &Row) -> Html {
    match row {
        Row::Gap => html! { <div class="diff-row gap" role="listitem" title={text::patch::GAP}>{ "⋯" }</div> },
        Row::Same(old, new, line) => html! {
            <div class="diff-row same" role="listitem">
                <span class="no old" aria-hidden="true">{ *old }</span><span class="text old" aria-hidden="true">{ line }</span>
                <span class="no">{ *new }</span><code class="text">{ line }</code>
            </div>
        },
        Row::Changed(old, new) => html! {
            <div class="diff-row" role="listitem">
                { side(old.as_ref(), "diff-out", "-", text::patch::OUT) }
                { side(new.as_ref(), "diff-in", "+", text::patch::IN) }
            </div>
        },
    }
}

/// One side of a changed line; an empty one where the line has no counterpart.
fn side(side: Option<&Side>, class: &'static str, sign: &'static str, aloud: &'static str) -> Html {
    let Some(side) = side else {
        return html! { <><span class="no none" /><span class="text none" /></> };
    };
    let [front, changed, back] = side.parts;
    let within = !front.is_empty() || !back.is_empty();
    html! {
        <>
            <span class={classes!("no", class)}>{ side.number }</span>
            <code class={classes!("text", class)}>
                <span class="sign" data-sign={sign}><span class="visually-hidden">{ aloud }</span></span>
                <span class="line">
                    { front }
                    if within && !changed.is_empty() {
                        <mark>{ changed }</mark>
                    } else {
                        { changed }
                    }
                    { back }
                </span>
            </code>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_download_is_called_as_the_file_is() {
        assert_eq!(file_name("/etc/nginx/conf.d/app.conf"), "app.conf");
        assert_eq!(file_name("C:\\nginx\\nginx.conf"), "nginx.conf");
        assert_eq!(file_name("nginx configuration"), "nginx configuration");
        assert_eq!(file_name(""), "changed.txt");
    }
}
