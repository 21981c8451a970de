//! The answer on paper: what is printed while the reader takes it along. On the screen it is not to be seen.

use super::evidence::place;
use super::prose;
use crate::text;
use crate::tree::classes;
use hopcheck::report::{Finding, HopState, Report};
use hopcheck_html::html;
use yew::prelude::*;

/// The sheet.
#[inline(never)]
pub fn sheet(report: &Report) -> Html {
    let known = report.path.iter().filter(|hop| hop.state != HopState::Unknown || !hop.label.is_empty());
    html! {
        <div class="sheet">
            <h1>{ prose::sentence(if report.summary.is_empty() { text::NOTHING_WRONG } else { &report.summary }) }</h1>
            <ol class="hops" aria-label={text::PATH}>
                { for known.map(|hop| html! {
                    <li class={classes!((hop.state == HopState::Broken).then_some("broken"))}>
                        <strong>{ text::hop(&hop.hop) }</strong><span>{ &hop.label }</span><span>{ text::state(hop.state) }</span>
                    </li>
                }) }
            </ol>
            { for report.findings.iter().enumerate().map(|(nth, finding)| of_finding(nth, finding, report)) }
            if !report.ruled_out.is_empty() {
                <section>
                    <h2>{ text::RULED_OUT }</h2>
                    <ul>{ for report.ruled_out.iter().map(|one| html! { <li>{ prose::sentence(&one.title) }{ ": " }{ prose::inline(&one.because) }</li> }) }</ul>
                </section>
            }
            if !report.asks.is_empty() {
                <section>
                    <h2>{ text::ASKS }</h2>
                    <ul>
                        { for report.asks.iter().map(|ask| html! {
                            <li>{ prose::sentence(&ask.how) }{ code(ask.run.as_deref()) }</li>
                        }) }
                    </ul>
                </section>
            }
            <footer>
                if let Some(environment) = &report.environment {
                    <span>{ text::take_along::ENVIRONMENT }{ " " }{ &environment.title }</span>
                }
                <span>{ text::NAME }{ " " }{ hopcheck::version::line() }</span>
            </footer>
        </div>
    }
}

fn of_finding(nth: usize, finding: &Finding, report: &Report) -> Html {
    html! {
        <section>
            <p class="meta">{ text::certainty(finding.certainty) }{ " · " }{ text::severity(finding.severity) }{ " · " }{ &finding.id }</p>
            <h2>{ nth + 1 }{ ". " }{ prose::sentence(&finding.title) }</h2>
            <ul class="shown">
                { for finding.evidence.iter().map(|one| html! {
                    <li>{ place(report, one.artifact, one.line, one.end_line) }{ ": " }{ prose::inline(&one.shows) }{ code(Some(&one.text)) }</li>
                }) }
            </ul>
            { prose::paragraphs(&finding.why) }
            <ol class="to-do">
                { for finding.steps.iter().map(|step| html! {
                    <li class={classes!(step.tried.then_some("tried"))}>
                        { prose::sentence(&step.action) }
                        if step.tried {
                            { format!(" ({})", text::take_along::TRIED) }
                        }
                        { code(step.code.as_deref()) }
                        { code(step.run.as_deref()) }
                        { for [(text::COSTS, &step.costs), (text::UNDO, &step.undo)].into_iter().filter_map(|(name, value)| {
                            Some(html! { <p class="meta">{ name }{ ": " }{ prose::inline(value.as_deref()?) }</p> })
                        }) }
                    </li>
                }) }
            </ol>
            { for finding.patches.iter().map(|patch| code(Some(&patch.diff))) }
            { for finding.verify.iter().map(|check| html! {
                <div class="check">{ text::VERIFY }{ ": " }{ prose::inline(&check.expect) }{ code(Some(&check.run)) }</div>
            }) }
        </section>
    }
}

fn code(text: Option<&str>) -> Html {
    html! {
        if let Some(text) = text {
            <pre>{ text }</pre>
        }
    }
}
