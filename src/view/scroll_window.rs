//! Which lines of a scrolled text are in sight, so that only those are in the page.

use crate::browser::line_height;
use crate::hooks::{use_effect_with, use_state_eq};
use gloo::events::EventListener;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// The window moves in steps of this many lines, and reaches as far beyond the edges.
const STEP: usize = 32;
/// Until something has been measured.
const DEFAULT_LINE: f64 = 20.0;

/// The lines in sight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScrollWindow {
    /// First line to show, from 1.
    pub first: usize,
    /// How many.
    pub count: usize,
    /// Height of one line, in CSS pixels.
    pub line: f64,
}

impl ScrollWindow {
    fn at(top: f64, height: f64, line: f64) -> Self {
        let above = (top.max(0.0) / line) as usize;
        let first = (above / STEP * STEP).saturating_sub(STEP) + 1;
        ScrollWindow { first, count: (height / line) as usize + 4 * STEP, line }
    }

    /// How far down the first line stands, in CSS pixels.
    pub fn offset(&self) -> f64 {
        (self.first - 1) as f64 * self.line
    }
}

/// Called with the element and the window that is shown.
pub type OnScroll = Rc<dyn Fn(&Element, &ScrollWindow)>;

/// Watches an element scroll. `on_scroll` is called at each step.
#[hook]
pub fn use_scroll_window(scroller: &NodeRef, on_scroll: OnScroll) -> ScrollWindow {
    let window = use_state_eq(|| ScrollWindow::at(0.0, 600.0, DEFAULT_LINE));
    let shown = use_mut_ref(|| *window);
    *shown.borrow_mut() = *window;
    use_effect_with(scroller.clone(), {
        let (window, shown, on_scroll) = (window.clone(), shown.clone(), on_scroll.clone());
        move |scroller| {
            let listener = scroller.cast::<Element>().map(|element| {
                let line = line_height(&element).unwrap_or(DEFAULT_LINE);
                let measure = move |element: &Element| {
                    window.set(ScrollWindow::at(
                        f64::from(element.scroll_top()),
                        f64::from(element.client_height()),
                        line,
                    ));
                    on_scroll(element, &shown.borrow());
                };
                measure(&element);
                let watched = element.clone();
                EventListener::new(&element, "scroll", move |_| measure(&watched))
            });
            move || drop(listener)
        }
    });
    // What was placed for another window is placed again once this one is drawn.
    use_effect_with(*window, {
        let scroller = scroller.clone();
        move |window| {
            if let Some(element) = scroller.cast::<Element>() {
                on_scroll(&element, window);
            }
        }
    });
    *window
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_holds_what_is_in_sight_and_moves_in_steps() {
        for top in [0.0, 19.0, 640.0, 12_345.0] {
            let window = ScrollWindow::at(top, 400.0, 20.0);
            assert!(window.offset() <= top);
            assert!(window.offset() + window.count as f64 * 20.0 >= top + 400.0);
        }
        assert_eq!(ScrollWindow::at(0.0, 400.0, 20.0), ScrollWindow::at(500.0, 400.0, 20.0));
    }
}
