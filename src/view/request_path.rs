//! The request's way as a picture: SVG with text, and a list for whoever does not see it.

use super::icons;
use crate::path_layout::{Direction, Layout, NodePlace, layout};
use crate::text;
use hopcheck::report::{HopState, PathHop};
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// Properties of [`RequestPath`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The hops, in the request's order.
    pub hops: Vec<PathHop>,
}

/// The picture, drawn for the width it has.
#[component]
pub fn RequestPath(props: &Props) -> Html {
    let frame = use_node_ref();
    let width = use_width(&frame);
    let named: Vec<(&str, &str)> = props.hops.iter().map(|hop| (text::hop(&hop.hop), label(hop))).collect();
    let picture = layout(&named, f64::from(*width));
    // What lies behind the first broken hop is not reached.
    let broken = props.hops.iter().position(|hop| hop.state == HopState::Broken).unwrap_or(props.hops.len());
    let (w, h) = (picture.width.to_string(), picture.height.to_string());
    html! {
        <figure class="path">
            <figcaption><h2>{ text::PATH }</h2></figcaption>
            <div ref={frame} class="frame">
                <svg role="list" aria-label={text::PATH} width={w} height={h} focusable="false">
                    <g aria-hidden="true">
                        { for (1..picture.nodes.len()).map(|to| edge(&picture, to, to > broken)) }
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

fn edge(picture: &Layout, to: usize, cut: bool) -> Html {
    const GAP: f64 = 15.0;
    let (from, to) = (&picture.nodes[to - 1], &picture.nodes[to]);
    let (x1, y1, x2, y2) = match picture.direction {
        Direction::Across => (from.x + GAP, from.y, to.x - GAP, to.y),
        Direction::Down => (from.x, from.y + GAP, to.x, (to.y - GAP).max(from.y + GAP)),
    };
    html! {
        <line class={if cut { "edge cut" } else { "edge" }}
            x1={x1.to_string()} y1={y1.to_string()} x2={x2.to_string()} y2={y2.to_string()} />
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
            aria-label={aloud.clone()} transform={format!("translate({} {})", place.x, place.y)}>
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
    html! { <tspan x={x.to_string()} y={y.to_string()}>{ line }</tspan> }
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
