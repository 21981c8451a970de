//! The paste box: a native text area, with line numbers beside it and the marks behind it.

use super::answer::mark_running;
use super::rows::{MarkedText, Row, numbers, rows};
use super::scroll_window::{ScrollWindow, use_scroll_window};
use crate::browser::set_style;
use crate::hooks::use_effect_with;
use crate::part::part_of;
use crate::state::{Action, Caret, Jump, LARGEST_PASTE, LayoutAction, Source, TextAction};
use crate::text;
use crate::tree::classes;
use hopcheck::text::print;
use hopcheck_html::html;
use js_sys::{Function, JsString, Reflect};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, Element, File, HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The box.
pub struct PasteBox {
    /// What stands in it; written into the box only when `set` changes, since the box is the reader's.
    pub paste: Rc<str>,
    /// Grows when the program changes the box.
    pub set: u32,
    /// The text of the latest answer with its marks.
    pub marked: Rc<MarkedText>,
    /// What stands where the caret is.
    pub active: Caret,
    /// The place to show.
    pub jump: Option<Jump>,
    /// Whether a file is shown instead.
    pub hidden: bool,
    /// Takes pasted files.
    pub on_files: Callback<Vec<File>>,
    /// Takes a text that is too large for the box, as the browser's string.
    pub on_large: Callback<JsString>,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

impl PartialEq for PasteBox {
    fn eq(&self, other: &Self) -> bool {
        self.paste == other.paste
            && self.set == other.set
            && Rc::ptr_eq(&self.marked, &other.marked)
            && self.active == other.active
            && self.jump == other.jump
            && self.hidden == other.hidden
    }
}

part_of!(PasteBox, use_paste_box);

#[hook]
fn use_paste_box(props: &PasteBox) -> Html {
    let (area, gutter, layer) = (use_node_ref(), use_node_ref(), use_node_ref());
    let follow = {
        let (gutter, layer) = (gutter.clone(), layer.clone());
        Rc::new(move |area: &Element, window: &ScrollWindow| {
            let down = print(window.offset() - f64::from(area.scroll_top()));
            if let (Some(gutter), Some(layer)) = (gutter.cast::<HtmlElement>(), layer.cast::<HtmlElement>()) {
                set_style(&gutter, "transform", &format!("translateY({down}px)"));
                set_style(&layer, "transform", &format!("translate({}px, {down}px)", -area.scroll_left()));
            }
        })
    };
    let window = use_scroll_window(&area, follow);

    use_effect_with(props.set, {
        let (area, paste) = (area.clone(), props.paste.clone());
        move |set| {
            if *set > 0
                && let Some(area) = area.cast::<HtmlTextAreaElement>()
            {
                area.set_value(&paste);
                area.set_scroll_top(0);
            }
        }
    });
    use_effect_with(props.jump.filter(|jump| jump.source == Source::Paste), {
        let (area, marked) = (area.clone(), props.marked.clone());
        move |jump| {
            if let (Some(jump), Some(area)) = (jump, area.cast::<HtmlTextAreaElement>()) {
                select(&area, &marked, jump, window.line);
            }
        }
    });

    let oninput = {
        let (area, dispatch, on_large) = (area.clone(), props.dispatch.clone(), props.on_large.clone());
        Callback::from(move |_| {
            let Some(area) = area.cast::<HtmlTextAreaElement>() else {
                return;
            };
            let value = area.value();
            mark_running(&area);
            if value.len() > LARGEST_PASTE {
                area.set_value("");
                dispatch.emit(Action::Text(TextAction::Typed(String::new())));
                on_large.emit(value.into());
            } else {
                dispatch.emit(Action::Text(TextAction::Typed(value)));
            }
        })
    };
    let onpaste = {
        let (on_large, on_files, already) = (props.on_large.clone(), props.on_files.clone(), props.paste.len());
        Callback::from(move |event: Event| {
            let Some(data) = event.dyn_ref::<web_sys::ClipboardEvent>().and_then(|event| event.clipboard_data()) else {
                return;
            };
            let pasted = pasted(&data);
            if pasted.length() as usize + already > LARGEST_PASTE {
                event.prevent_default();
                on_large.emit(pasted);
            } else if let Some(files) = data.files().filter(|files| pasted.length() == 0 && files.length() > 0) {
                event.prevent_default();
                on_files.emit((0..files.length()).filter_map(|at| files.get(at)).collect());
            }
        })
    };
    let caret_moved = {
        let (area, marked, dispatch) = (area.clone(), props.marked.clone(), props.dispatch.clone());
        let active = props.active;
        Callback::from(move |()| {
            let Some(area) = area.cast::<HtmlTextAreaElement>() else {
                return;
            };
            let caret = area.selection_start().ok().flatten().unwrap_or(0) as usize;
            let found = marked.at_unit(caret);
            if found != active {
                dispatch.emit(Action::Layout(LayoutAction::Caret(found)));
            }
        })
    };

    let lines = props.paste.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let ScrollWindow { first, count, .. } = window;
    html! {
        <div class={classes!("paste-box", digits(lines))} hidden={props.hidden}>
            <div class="gutter" aria-hidden="true">
                <div ref={gutter}>{ numbers(&props.marked, lines, first, count, &props.dispatch) }</div>
            </div>
            <div class="pane">
                <div class="marks" aria-hidden="true">
                    <div ref={layer}>{ rows(&props.marked, first, count, Row::MarksOnly, props.active, &props.dispatch) }</div>
                </div>
                <textarea ref={area} aria-label={text::PASTE_LABEL} placeholder={text::PASTE_PLACEHOLDER} wrap="off"
                    spellcheck="false" autocomplete="off" autocapitalize="off" autocorrect="off" {oninput} {onpaste}
                    onkeyup={caret_moved.reform(|_| ())} onclick={caret_moved.reform(|_| ())} onselect={caret_moved.reform(|_| ())} />
            </div>
        </div>
    }
}

/// The text that is pasted, left with the browser: it may be large.
fn pasted(data: &DataTransfer) -> JsString {
    let get = Reflect::get(data, &"getData".into()).and_then(JsCast::dyn_into::<Function>);
    get.and_then(|get| get.call1(data, &"text/plain".into())).and_then(JsCast::dyn_into).unwrap_or_else(|_| "".into())
}

/// The class that makes the gutter wide enough.
pub fn digits(lines: usize) -> String {
    format!("digits-{}", lines.max(1).ilog10() + 1)
}

fn select(area: &HtmlTextAreaElement, marked: &MarkedText, jump: &Jump, line_height: f64) {
    let (line, column, end_line, end_column) = jump.range;
    let start = marked.offsets.place(&marked.text, line, column);
    let end = marked.offsets.place(&marked.text, end_line, end_column);
    // Neither can fail on a text area; were it to, nothing would be selected.
    let _ = area.focus();
    let _ = area.set_selection_range(start.unit as u32, end.unit.max(start.unit) as u32);
    let third = f64::from(area.client_height()) / 3.0;
    area.set_scroll_top(((line.max(1) - 1) as f64 * line_height - third).max(0.0) as i32);
    area.set_scroll_left(0);
}
