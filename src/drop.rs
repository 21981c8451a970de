//! Files that are dragged over the page and dropped anywhere on it.

use crate::hooks::use_state;
use web_sys::{DragEvent, File};
use yew::prelude::*;

/// What the page's outermost element listens to, and whether files hover over it.
pub struct Dropping {
    /// Files are over the page.
    pub hovering: bool,
    /// For `ondragover`.
    pub over: Callback<DragEvent>,
    /// For `ondragleave`.
    pub leave: Callback<DragEvent>,
    /// For `ondrop`.
    pub drop: Callback<DragEvent>,
}

/// Takes dropped files. What else is dragged, such as a selected text, is left to the browser.
#[hook]
pub fn use_dropping(on_files: Callback<Vec<File>>) -> Dropping {
    let hovering = use_state(|| false);
    let set = |value: bool| {
        let hovering = hovering.clone();
        move || hovering.set(value)
    };
    let (enter, left, dropped) = (set(true), set(false), set(false));
    Dropping {
        hovering: *hovering,
        over: Callback::from(move |event: DragEvent| {
            if carries_files(&event) {
                event.prevent_default();
                enter();
            }
        }),
        leave: Callback::from(move |event: DragEvent| {
            // Leaving for a child is not leaving.
            if event.related_target().is_none() {
                left();
            }
        }),
        drop: Callback::from(move |event: DragEvent| {
            dropped();
            if carries_files(&event) {
                event.prevent_default();
                on_files.emit(files(&event));
            }
        }),
    }
}

fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

fn files(event: &DragEvent) -> Vec<File> {
    let Some(list) = event.data_transfer().and_then(|data| data.files()) else {
        return Vec::new();
    };
    (0..list.length()).filter_map(|at| list.get(at)).collect()
}
