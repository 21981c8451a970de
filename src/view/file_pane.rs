//! The read-only view of a file: only the lines in sight are in the page, however long it is.

use super::paste_box::digits;
use super::rows::{MarkedText, Row, rows};
use super::scroll_window::{ScrollWindow, use_scroll_window};
use crate::browser::set_style;
use crate::hooks::use_effect_with;
use crate::part::part_of;
use crate::state::{Action, Caret, Jump, LayoutAction};
use crate::text;
use crate::tree::classes;
use hopcheck::text::print;
use hopcheck_html::html;
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// The view.
pub struct FilePane {
    /// The file's name.
    pub name: AttrValue,
    /// Its text with the marks.
    pub marked: Rc<MarkedText>,
    /// What stands where was clicked, or where the last jump went.
    pub active: Caret,
    /// The place to show, where it is in this file.
    pub jump: Option<Jump>,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

impl PartialEq for FilePane {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && Rc::ptr_eq(&self.marked, &other.marked)
            && self.active == other.active
            && self.jump == other.jump
    }
}

/// A long text of which only the lines in sight are in the page.
pub struct Pane {
    scroller: NodeRef,
    sizer: NodeRef,
    layer: NodeRef,
    window: ScrollWindow,
    lines: usize,
}

/// For a text of so many lines.
#[hook]
pub fn use_pane(lines: usize) -> Pane {
    let (scroller, sizer, layer) = (use_node_ref(), use_node_ref(), use_node_ref());
    let follow = {
        let layer = layer.clone();
        Rc::new(move |_: &Element, window: &ScrollWindow| {
            if let Some(layer) = layer.cast::<HtmlElement>() {
                set_style(&layer, "transform", &format!("translateY({}px)", print(window.offset())));
            }
        })
    };
    let window = use_scroll_window(&scroller, follow);
    use_effect_with((lines, window.line.to_bits()), {
        let sizer = sizer.clone();
        move |_| {
            if let Some(sizer) = sizer.cast::<HtmlElement>() {
                set_style(&sizer, "height", &format!("{}px", print(lines as f64 * window.line)));
            }
        }
    });
    Pane { scroller, sizer, layer, window, lines }
}

impl Pane {
    /// The lines to show, from 1.
    pub fn lines(&self) -> impl Iterator<Item = usize> + use<> {
        self.window.first..(self.window.first + self.window.count).min(self.lines + 1)
    }

    /// The view; `shown` are its lines.
    pub fn html(&self, name: &str, shown: Html) -> Html {
        html! {
            <div class={classes!("file-pane", digits(self.lines))} ref={self.scroller.clone()} tabindex="0" role="region"
                aria-label={name.to_owned()}>
                <div class="sizer" ref={self.sizer.clone()}><div class="layer" ref={self.layer.clone()}>{ shown }</div></div>
            </div>
        }
    }
}

part_of!(FilePane, use_file_pane);

#[hook]
fn use_file_pane(props: &FilePane) -> Html {
    let pane = use_pane(props.marked.offsets.lines());
    let window = pane.window;
    use_effect_with(props.jump, {
        let (scroller, marked, dispatch) = (pane.scroller.clone(), props.marked.clone(), props.dispatch.clone());
        move |jump| {
            if let Some(jump) = jump {
                dispatch.emit(Action::Layout(LayoutAction::Caret(marked.at_line(jump.range.0))));
            }
            if let (Some(jump), Some(scroller)) = (jump, scroller.cast::<HtmlElement>()) {
                let third = f64::from(scroller.client_height()) / 3.0;
                let _ = scroller.focus(); // refused only where the view cannot have it
                scroller.set_scroll_top(((jump.range.0.max(1) - 1) as f64 * window.line - third).max(0.0) as i32);
            }
        }
    });
    let shown = rows(&props.marked, window.first, window.count, Row::Whole, props.active, &props.dispatch);
    pane.html(&text::file_view(&props.name), shown)
}
