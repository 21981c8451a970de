//! The request's way as a picture: SVG with text, and a list for whoever does not see it.

use super::icons;
use crate::hooks::{UseStateHandle, use_effect_with, use_state};
use crate::part::part_of;
use crate::path_layout::{Direction, Layout, NodePlace, layout};
use crate::text;
use crate::tree::classes;
use hopcheck::report::{HopState, PathHop};
use hopcheck::text::print;
use hopcheck_html::html;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// The picture, drawn for the width it has.
#[derive(PartialEq)]
pub struct RequestPath {
    /// The hops, in the request's order.
    pub hops: Vec<PathHop>,
}

part_of!(RequestPath, use_request_path);

#[hook]
fn use_request_path(props: &RequestPath) -> Html {
    let frame = use_node_ref();
    let width = use_width(&frame);
    let named: Vec<(&str, &str)> = props.hops.iter().map(|hop| (text::hop(&hop.hop), label(hop))).collect();
    let picture = layout(&named, f64::from(*width));
    // What lies behind the first broken hop is not reached.
    let broken = props.hops.iter().position(|hop| hop.state == HopState::Broken).unwrap_or(props.hops.len());
    let (w, h) = (print(picture.width), print(picture.height));
    html! {
        <figure class="path">
            <figcaption><h2>{ text::PATH }</h2></figcaption>
            <div ref={frame} class="frame">
                <svg role="list" aria-label={text::PATH} width={w} height={h} focusable="false">
                    <g aria-hidden="true">
                        { for props.hops.windows(2).enumerate().map(|(from, pair)| edge(&picture, from, pair, from + 1 > broken)) }
                    </g>
                    { for props.hops.iter().zip(&picture.nodes).map(|(hop, place)| node(hop, place, picture.direction)) }
                </svg>
            </div>
        </figure>
    }
}

/// What stands there, unless that says no more than the hop's name.
fn label(hop: &PathHop) -> &str {
    if hop.label.eq_ignore_ascii_case(text::hop(&hop.hop)) { "" } else { &hop.label }
}

/// The line from a hop to the next, which leaves their marks free.
fn edge(picture: &Layout, from: usize, hops: &[PathHop], cut: bool) -> Html {
    let (a, b) = (&picture.nodes[from], &picture.nodes[from + 1]);
    let (leave, arrive) = (reach(hops[0].state), reach(hops[1].state));
    let (x1, y1, x2, y2) = match picture.direction {
        Direction::Across => (a.x + leave, a.y, b.x - arrive, b.y),
        Direction::Down => (a.x, a.y + leave, b.x, (b.y - arrive).max(a.y + leave)),
    };
    html! {
        <line class={if cut { "edge cut" } else { "edge" }}
            x1={print(x1)} y1={print(y1)} x2={print(x2)} y2={print(y2)} />
    }
}

/// How far a hop's mark and the gap around it reach from its centre, in CSS pixels.
fn reach(state: HopState) -> f64 {
    match state {
        HopState::Unknown => 8.0,
        HopState::Ok => 12.0,
        HopState::Broken | HopState::Suspect => 15.0,
    }
}

fn node(hop: &PathHop, place: &NodePlace, direction: Direction) -> Html {
    let (state, name) = (text::state(hop.state), text::hop(&hop.hop));
    let aloud = text::hop_aloud(name, label(hop), state);
    let across = direction == Direction::Across;
    let (x, names_y, labels_y) =
        if across { (0.0, 32.0, 32.0 + 16.0 * place.name.len() as f64) } else { (28.0, 5.0, 21.0) };
    let word = matches!(hop.state, HopState::Broken | HopState::Suspect);
    html! {
        <g role="listitem" class={classes!("hop", marker(hop.state))} data-hop={hop.hop.clone()} data-state={marker(hop.state)}
            aria-label={aloud.clone()} transform={format!("translate({} {})", print(place.x), print(place.y))}>
            <title>{ aloud }</title>
            { icons::hop(hop.state) }
            <text class={classes!("name", across.then_some("centred"))} aria-hidden="true">
                { for place.name.iter().enumerate().map(|(at, line)| tspan(x, names_y + 15.0 * at as f64, line)) }
                if word && !across {
                    <tspan class="state" dx="8">{ state }</tspan>
                }
            </text>
            if word && across {
                <text class="state centred" y="-21" aria-hidden="true">{ state }</text>
            }
            <text class={classes!("label", across.then_some("centred"))} aria-hidden="true">
                { for place.label.iter().enumerate().map(|(at, line)| tspan(x, labels_y + 15.0 * at as f64, line)) }
            </text>
        </g>
    }
}

fn tspan(x: f64, y: f64, line: &str) -> Html {
    html! { <tspan x={print(x)} y={print(y)}>{ line }</tspan> }
}

fn marker(state: HopState) -> &'static str {
    match state {
        HopState::Ok => "ok",
        HopState::Broken => "broken",
        HopState::Suspect => "suspect",
        HopState::Unknown => "unknown",
    }
}

/// The width of an element in CSS pixels, as it changes.
#[hook]
fn use_width(frame: &NodeRef) -> UseStateHandle<i32> {
    let width = use_state(|| 320);
    use_effect_with(frame.clone(), {
        let width = width.clone();
        move |frame| {
            let observed = frame.cast::<Element>().and_then(|element| observe(element, width));
            move || {
                if let Some((observer, closure)) = observed {
                    observer.disconnect();
                    drop(closure);
                }
            }
        }
    });
    width
}

type Observed = (ResizeObserver, Closure<dyn FnMut()>);

fn observe(element: Element, width: UseStateHandle<i32>) -> Option<Observed> {
    let watched = element.clone();
    let closure = Closure::<dyn FnMut()>::new(move || width.set(watched.client_width().max(200)));
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    observer.observe(&element);
    Some((observer, closure))
}
