//! A text as it leaves, with what was replaced marked; only the lines in sight are in the page.

use super::file_pane::use_pane;
use crate::offsets::Offsets;
use crate::part::part_of;
use crate::take_along::{self, Taken};
use crate::tree::classes;
use crate::{browser, text};
use hopcheck::redact::Item;
use hopcheck_html::html;
use std::rc::Rc;
use yew::prelude::*;

/// The text.
pub struct Leaving {
    /// Tells what was prepared from all else that was.
    pub serial: u32,
    /// What leaves.
    pub taken: Rc<Taken>,
    /// Which of its texts this is.
    pub at: usize,
    /// Hears what the reader selects.
    pub select: Callback<String>,
}

impl PartialEq for Leaving {
    fn eq(&self, other: &Self) -> bool {
        (self.serial, self.at) == (other.serial, other.at)
    }
}

part_of!(Leaving, use_leaving);

#[hook]
fn use_leaving(props: &Leaving) -> Html {
    let leaving = &props.taken.texts[props.at];
    let offsets = use_memo((props.serial, props.at), |_| Offsets::new(&leaving.text));
    let pane = use_pane(offsets.lines());
    let select = props.select.reform(|event: Event| browser::selected(&event));
    let rows = pane.lines().map(|line| {
        html! { <div class="row"><span>{ segments(leaving, &offsets, line, &props.taken.items) }</span></div> }
    });
    let name = leaving.name.as_deref().unwrap_or(text::PASTE_TAB);
    html! {
        <figure class="leaving">
            <figcaption>{ name }</figcaption>
            <div onmouseup={select.reform(Event::from)} onkeyup={select.reform(Event::from)}>
                { pane.html(&text::take_along::leaves(name), rows.collect()) }
            </div>
        </figure>
    }
}

/// A line, cut at the edges of what was replaced in it.
fn segments(leaving: &take_along::Leaving, offsets: &Offsets, line: usize, items: &[Item]) -> Html {
    let start = offsets.place(&leaving.text, line, 1).byte;
    let end = start + offsets.line(&leaving.text, line).len();
    let first = leaving.marks.partition_point(|(_, (_, behind))| *behind <= start);
    let here = leaving.marks[first..].iter().take_while(|(_, (from, _))| *from < end);
    let mut at = start;
    let mut out = Vec::new();
    let plain = |from: usize, to: usize| leaving.text.get(from..to).unwrap_or_default();
    for (item, (from, to)) in here {
        let (from, to) = (*from.max(&at), *to.min(&end));
        out.push(html! { { plain(at, from) } });
        let item = items.get(*item);
        let class = classes!(item.is_some_and(|item| item.kept).then_some("kept"));
        let original = item.map(|item| item.original.clone());
        out.push(html! { <mark {class} title={original}>{ plain(from, to) }</mark> });
        at = to;
    }
    out.push(html! { { plain(at, end) } });
    out.into_iter().collect()
}
