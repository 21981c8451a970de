//! Parts of the page with a state of their own, or that are drawn anew only when what they show is another.
//!
//! They are what Yew calls function components, all of them instances of a single one: Yew's life cycle is generic over the component, and
//! would be in the page once more for each, with a kilobyte or more of WebAssembly. A part that needs neither is a function.

use std::any::Any;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;
use yew::virtual_dom::{Key, VComp, VList};

/// What is shown, and how. [`part_of`] implements it.
pub trait Part: PartialEq + 'static {
    /// Its name, which no other part has.
    const NAME: &'static str;

    /// Draws it, with its hooks.
    fn draw(&self, hooks: &mut HookContext) -> Html;
}

/// Makes a part of a type: its name, and the hook that draws it.
macro_rules! part_of {
    ($part:ident, $draw:ident) => {
        impl $crate::part::Part for $part {
            const NAME: &'static str = stringify!($part);

            fn draw(&self, hooks: &mut yew::functional::HookContext) -> yew::Html {
                yew::functional::Hook::run($draw(self), hooks)
            }
        }
    };
}
pub(crate) use part_of;

/// A part in its place.
#[inline]
pub fn part<P: Part>(part: P) -> Html {
    place(Rc::new(part), P::NAME, None)
}

/// A part among neighbours that come and go, told from them by its key.
#[inline]
pub fn keyed<P: Part>(key: impl Into<Key>, part: P) -> Html {
    place(Rc::new(part), P::NAME, Some(key.into()))
}

/// Puts a part into an element of the document, as all there is in it; gives what takes it out again.
pub fn show<P: Part>(root: Element, part: P) -> impl FnOnce() {
    let shown = yew::Renderer::<Drawn>::with_root_and_props(root, Props { part: Rc::new(part) }).render();
    move || shown.destroy()
}

/// In a list of its own, so that the names of neighbours, which may be the same, are not taken for the keys of a list.
#[inline(never)]
fn place(part: Rc<dyn AnyPart>, name: &'static str, key: Option<Key>) -> Html {
    let component = VComp::new::<Drawn>(Rc::new(Props { part }), Some(name.into()));
    VList::with_children(vec![component.into()], key).into()
}

/// Any part.
trait AnyPart {
    fn draw(&self, hooks: &mut HookContext) -> Html;
    fn equals(&self, other: &dyn AnyPart) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<P: Part> AnyPart for P {
    fn draw(&self, hooks: &mut HookContext) -> Html {
        Part::draw(self, hooks)
    }

    fn equals(&self, other: &dyn AnyPart) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Properties)]
struct Props {
    part: Rc<dyn AnyPart>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.part.equals(&*other.part)
    }
}

/// The component. Its hooks are those of the part; another part in its place has another name, and so is another component.
#[component]
fn Drawn(props: &Props) -> Html {
    use_part(&*props.part)
}

fn use_part(part: &dyn AnyPart) -> Drawing<'_> {
    Drawing(part)
}

/// The hook that draws a part.
struct Drawing<'a>(&'a dyn AnyPart);

impl Hook for Drawing<'_> {
    type Output = Html;

    fn run(self, hooks: &mut HookContext) -> Html {
        self.0.draw(hooks)
    }
}
