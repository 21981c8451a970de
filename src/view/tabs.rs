//! The texts as tabs: the paste box and the files, each of which can be renamed, described and removed.

use super::icons;
use super::piece_form::{PieceForm, Said};
use crate::hooks::{UseStateHandle, use_state};
use crate::part::{keyed, part_of};
use crate::state::{Action, File, Source, TextAction};
use crate::text;
use hopcheck_html::html;
use std::rc::Rc;
use yew::prelude::*;

/// The texts to choose from; nothing while there is only the paste box.
#[derive(PartialEq)]
pub struct Tabs {
    /// The files beside the paste box.
    pub files: Vec<Rc<File>>,
    /// Which text is shown.
    pub shown: Source,
    /// Tells the page.
    pub dispatch: Callback<Action>,
}

part_of!(Tabs, use_tabs);

#[hook]
fn use_tabs(props: &Tabs) -> Html {
    let open = use_state(|| None::<u32>);
    if props.files.is_empty() {
        html! {}
    } else {
        texts(props, &open)
    }
}

#[inline(never)]
fn texts(props: &Tabs, open: &UseStateHandle<Option<u32>>) -> Html {
    let described = props.files.iter().find(|file| Some(file.id) == **open);
    html! {
        <div class="texts">
            <ul class="tabs" aria-label={text::PIECES}>
                <li>{ tab(props, Source::Paste, text::PASTE_TAB) }</li>
                { for props.files.iter().map(|file| {
                    let id = file.id;
                    let is_open = **open == Some(id);
                    let toggle = {
                        let open = open.clone();
                        Callback::from(move |_: MouseEvent| open.set((!is_open).then_some(id)))
                    };
                    let remove = props.dispatch.reform(move |_| Action::Text(TextAction::Remove(id)));
                    html! {
                        <li key={id}>
                            { tab(props, Source::File(id), &file.label) }
                            <button type="button" class="correct" aria-expanded={is_open.to_string()} aria-label={text::describe(&file.label)}
                                onclick={toggle}>{ icons::pencil() }</button>
                            <button type="button" class="remove" aria-label={text::remove(&file.label)} onclick={remove}>{ icons::cross() }</button>
                        </li>
                    }
                }) }
            </ul>
            if let Some(file) = described {
                { form(file, &props.dispatch, {
                    let open = open.clone();
                    Callback::from(move |()| open.set(None))
                }) }
            }
        </div>
    }
}

fn tab(props: &Tabs, source: Source, label: &str) -> Html {
    let current = (props.shown == source).then_some("true");
    let onclick = props.dispatch.reform(move |_| Action::Text(TextAction::Show(source)));
    html! { <button type="button" class="tab" aria-current={current} {onclick}>{ label }</button> }
}

/// What is said of a file as a whole. It may hold lines of many places, so that these belong to its parts.
#[inline(never)]
fn form(file: &Rc<File>, dispatch: &Callback<Action>, on_done: Callback<()>) -> Html {
    let (id, label) = (file.id, file.label.clone());
    let said = Said { name: None, kind: file.kind, place: None };
    let on_change = dispatch.reform(move |said: Said| {
        let name = said.name.unwrap_or_else(|| label.clone());
        Action::Text(TextAction::Describe(id, name, said.kind))
    });
    let form = PieceForm {
        label: text::describe(&file.label),
        name: file.label.clone(),
        recognised: None,
        place: None,
        said,
        has_place: false,
        places: Vec::new(),
        on_change,
        on_done,
    };
    keyed(id, form)
}
