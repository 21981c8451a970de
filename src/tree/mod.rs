//! What `html!` is written out as: calls that put Yew's nodes together one after the other. They are not generic where it can be
//! helped, and never inlined, since there are a thousand of them.

use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VNode, VTag, VText};

/// Nodes in the making.
pub struct Tree {
    /// The elements and lists that are not closed yet.
    open: Vec<Open>,
    /// What is in them so far.
    nodes: Vec<VNode>,
    /// The values of their attributes, as far as they are told; none where the attribute is left out.
    values: Vec<Option<AttributeOrProperty>>,
}

/// An element in the making, or a list.
struct Open {
    element: Option<VTag>,
    /// The names of its attributes.
    names: &'static [&'static str],
    /// How many nodes, and how many values, there were before it.
    before: (usize, usize),
}

impl Tree {
    /// An empty one. In a box, since its address is then at hand for each call.
    #[inline(never)]
    pub fn new() -> Box<Self> {
        Box::new(Tree { open: Vec::new(), nodes: Vec::new(), values: Vec::new() })
    }

    /// All of it: what stands on its own as it is, else a list.
    #[inline(never)]
    pub fn done(&mut self) -> VNode {
        let mut nodes = std::mem::take(&mut self.nodes);
        if nodes.len() == 1 { nodes.remove(0) } else { list(nodes) }
    }

    /// Begins an element, whose attributes have these names; their values are told next, in the same order.
    #[inline(never)]
    pub fn open(&mut self, name: &'static str, names: &'static [&'static str]) {
        self.begin(Some(VTag::new(name)), names);
    }

    /// Begins an element with nothing but a class.
    #[inline(never)]
    pub fn open_class(&mut self, name: &'static str, class: &'static str) {
        self.open(name, &["class"]);
        self.fixed(class);
    }

    /// Begins a list that stands where one node does.
    #[inline(never)]
    pub fn open_list(&mut self) {
        self.begin(None, &[]);
    }

    fn begin(&mut self, element: Option<VTag>, names: &'static [&'static str]) {
        self.open.push(Open { element, names, before: (self.nodes.len(), self.values.len()) });
    }

    /// Ends the list.
    #[inline(never)]
    pub fn close_list(&mut self) {
        if let Some(Open { before, .. }) = self.open.pop() {
            let nodes = self.nodes.split_off(before.0);
            self.nodes.push(list(nodes));
        }
    }

    /// Ends the element, around a list of whatever it holds.
    #[inline(never)]
    pub fn close(&mut self) {
        let first = self.open.last().map_or(0, |open| open.before.0);
        let nodes = self.nodes.split_off(first);
        self.nodes.push(list(nodes));
        self.close_around_one();
    }

    /// Ends the element, around the one node that it holds.
    #[inline(never)]
    pub fn close_around_one(&mut self) {
        if let (Some(Open { element: Some(mut tag), names, before }), Some(node)) = (self.open.pop(), self.nodes.pop())
        {
            let values = self.values.split_off(before.1);
            if !names.is_empty() {
                tag.attributes = Attributes::Dynamic { keys: names, values: values.into() };
            }
            // An input holds nothing.
            if let Some(children) = tag.children_mut() {
                *children = node;
            }
            self.nodes.push(tag.into());
        }
    }

    /// A text that is always this one.
    #[inline(never)]
    pub fn literal(&mut self, text: &'static str) {
        self.nodes.push(VText::new(text).into());
    }

    /// A node, or a text.
    #[inline]
    pub fn child<C: Child>(&mut self, child: C) {
        child.stand_in(self);
    }

    /// The next attribute's value, which is always this one.
    #[inline(never)]
    pub fn fixed(&mut self, value: &'static str) {
        self.value(Some(AttributeOrProperty::Static(value)));
    }

    /// The next attribute's value.
    #[inline]
    pub fn attribute<A: Attribute>(&mut self, value: A) {
        value.stand_at(self);
    }

    #[inline(never)]
    fn text(&mut self, value: Option<AttrValue>) {
        self.value(value.map(AttributeOrProperty::Attribute));
    }

    fn value(&mut self, value: Option<AttributeOrProperty>) {
        self.values.push(value);
    }

    /// The element whose attributes are told.
    fn tag(&mut self) -> Option<&mut VTag> {
        self.open.last_mut()?.element.as_mut()
    }

    /// Where the element will be found once it is on the page.
    #[inline(never)]
    pub fn ref_is(&mut self, found: NodeRef) {
        if let Some(tag) = self.tag() {
            tag.node_ref = found;
        }
    }

    /// What tells the element from its neighbours.
    #[inline]
    pub fn key_is(&mut self, key: impl Into<Key>) {
        self.key(key.into());
    }

    #[inline(never)]
    fn key(&mut self, key: Key) {
        if let Some(tag) = self.tag() {
            tag.key = Some(key);
        }
    }

    /// What stands in an input.
    #[inline(never)]
    pub fn value_is(&mut self, value: impl Into<AttrValue>) {
        if let Some(tag) = self.tag() {
            tag.set_value(Some(value.into()));
        }
    }

    /// Whether an input is ticked.
    #[inline(never)]
    pub fn checked_is(&mut self, checked: bool) {
        if let Some(tag) = self.tag() {
            tag.set_checked(checked);
        }
    }

    #[inline(never)]
    fn listen(&mut self, listener: Rc<dyn Listener>) {
        if let Some(tag) = self.tag() {
            tag.add_listener(listener);
        }
    }
}

fn list(nodes: Vec<VNode>) -> VNode {
    VList::from(nodes).into()
}

/// What can stand in an element.
pub trait Child {
    /// Puts it there.
    fn stand_in(self, tree: &mut Tree);
}

impl Child for VNode {
    #[inline(never)]
    fn stand_in(self, tree: &mut Tree) {
        tree.nodes.push(self);
    }
}

impl Child for AttrValue {
    #[inline(never)]
    fn stand_in(self, tree: &mut Tree) {
        tree.nodes.push(VText::new(self).into());
    }
}

impl Child for &str {
    #[inline(never)]
    fn stand_in(self, tree: &mut Tree) {
        AttrValue::from(self.to_owned()).stand_in(tree);
    }
}

impl Child for &&str {
    fn stand_in(self, tree: &mut Tree) {
        (*self).stand_in(tree);
    }
}

impl Child for &String {
    fn stand_in(self, tree: &mut Tree) {
        self.as_str().stand_in(tree);
    }
}

impl Child for String {
    #[inline(never)]
    fn stand_in(self, tree: &mut Tree) {
        AttrValue::from(self).stand_in(tree);
    }
}

impl Child for usize {
    #[inline(never)]
    fn stand_in(self, tree: &mut Tree) {
        self.to_string().stand_in(tree);
    }
}

/// What an attribute can be set to.
pub trait Attribute {
    /// Sets the next one.
    fn stand_at(self, tree: &mut Tree);
}

impl Attribute for Option<AttrValue> {
    fn stand_at(self, tree: &mut Tree) {
        tree.text(self);
    }
}

impl Attribute for AttrValue {
    #[inline(never)]
    fn stand_at(self, tree: &mut Tree) {
        tree.text(Some(self));
    }
}

impl Attribute for &'static str {
    fn stand_at(self, tree: &mut Tree) {
        tree.fixed(self);
    }
}

impl Attribute for Option<&'static str> {
    #[inline(never)]
    fn stand_at(self, tree: &mut Tree) {
        tree.value(self.map(AttributeOrProperty::Static));
    }
}

impl Attribute for String {
    #[inline(never)]
    fn stand_at(self, tree: &mut Tree) {
        AttrValue::from(self).stand_at(tree);
    }
}

impl Attribute for Option<String> {
    #[inline(never)]
    fn stand_at(self, tree: &mut Tree) {
        tree.text(self.map(AttrValue::from));
    }
}

/// One that says by being there that something holds, and has its own name for a value.
impl Attribute for bool {
    #[inline(never)]
    fn stand_at(self, tree: &mut Tree) {
        let told = tree.values.len();
        let name = tree.open.last().and_then(|open| open.names.get(told - open.before.1).copied());
        name.filter(|_| self).stand_at(tree);
    }
}

/// An element's classes.
#[derive(Default)]
pub struct Classes(String);

impl Attribute for Classes {
    #[inline(never)]
    fn stand_at(self, tree: &mut Tree) {
        Some(self.0).filter(|classes| !classes.is_empty()).stand_at(tree);
    }
}

/// What can be among an element's classes: one, or perhaps one.
pub trait Class {
    /// Adds it.
    fn add_to(self, classes: &mut Classes);
}

impl Class for &str {
    #[inline(never)]
    fn add_to(self, classes: &mut Classes) {
        if !classes.0.is_empty() {
            classes.0.push(' ');
        }
        classes.0.push_str(self);
    }
}

impl Class for Option<&str> {
    #[inline(never)]
    fn add_to(self, classes: &mut Classes) {
        if let Some(class) = self {
            class.add_to(classes);
        }
    }
}

impl Class for String {
    #[inline(never)]
    fn add_to(self, classes: &mut Classes) {
        self.as_str().add_to(classes);
    }
}

/// An element's classes, one after the other; those that are none are left out.
macro_rules! classes {
    ($($class:expr),* $(,)?) => {{
        let mut classes = $crate::tree::Classes::default();
        $($crate::tree::Class::add_to($class, &mut classes);)*
        classes
    }};
}
pub(crate) use classes;

/// What hears an event; nothing where there is nobody to hear it.
pub trait Hears<E> {
    /// It, on its own.
    fn hears(self) -> Option<Callback<E>>;
}

impl<E> Hears<E> for Callback<E> {
    fn hears(self) -> Option<Callback<E>> {
        Some(self)
    }
}

impl<E> Hears<E> for &Callback<E> {
    fn hears(self) -> Option<Callback<E>> {
        Some(self.clone())
    }
}

impl<E> Hears<E> for Option<Callback<E>> {
    fn hears(self) -> Option<Callback<E>> {
        self
    }
}

/// A listener for one kind of event.
struct On<E> {
    kind: ListenerKind,
    callback: Callback<E>,
}

impl<E: JsCast> Listener for On<E> {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        self.callback.emit(event.unchecked_into());
    }

    fn passive(&self) -> bool {
        false
    }
}

/// The listeners that the page has, each with the event that the browser sends.
macro_rules! listeners {
    ($($name:ident: $event:ty),* $(,)?) => {
        impl Tree {
            $(
                /// Has the event of this name heard.
                #[inline]
                pub fn $name(&mut self, callback: impl Hears<$event>) {
                    if let Some(callback) = callback.hears() {
                        self.listen(Rc::new(On { kind: ListenerKind::$name, callback }));
                    }
                }
            )*
        }
    };
}

listeners! {
    onchange: Event,
    onclick: MouseEvent,
    ondragleave: DragEvent,
    ondragover: DragEvent,
    ondrop: DragEvent,
    oninput: InputEvent,
    onkeydown: KeyboardEvent,
    onkeyup: KeyboardEvent,
    onmouseup: MouseEvent,
    onpaste: Event,
    onselect: Event,
}

#[cfg(test)]
mod tests;
