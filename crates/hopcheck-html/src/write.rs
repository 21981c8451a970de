//! The calls that markup is written out as.

use crate::node::{Attribute, Element, If, Node, Otherwise, Value};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

/// The expression for all of it.
pub fn root(nodes: &[Node]) -> TokenStream {
    if nodes.is_empty() {
        return quote! { ::yew::Html::default() };
    }
    let tree = tree();
    let written = all(nodes);
    quote! {{
        let mut #tree = crate::tree::Tree::new();
        #written
        #tree.done()
    }}
}

/// A name that no expression in the markup can see.
fn tree() -> Ident {
    Ident::new("tree", Span::mixed_site())
}

fn all(nodes: &[Node]) -> TokenStream {
    nodes.iter().map(one).collect()
}

fn one(node: &Node) -> TokenStream {
    let tree = tree();
    match node {
        Node::Element(element) => of_element(element),
        Node::Fragment(children) => of_list(&all(children)),
        Node::Text(text) => quote! { #tree.literal(#text); },
        Node::Value(value) => quote! { #tree.child(#value); },
        Node::Each(nodes) => {
            let node = Ident::new("node", Span::mixed_site());
            quote! { for #node in #nodes { #tree.child(#node); } }
        }
        Node::If(choice) => of_list(&of_if(choice)),
    }
}

/// A list that stands where one node does, whatever is in it, so that what stands behind it keeps its place.
fn of_list(written: &TokenStream) -> TokenStream {
    let tree = tree();
    quote! {
        #tree.open_list();
        #written
        #tree.close_list();
    }
}

fn of_if(If { condition, then, otherwise }: &If) -> TokenStream {
    let then = all(then);
    let otherwise = match otherwise {
        Otherwise::Nodes(nodes) => all(nodes),
        Otherwise::If(choice) => of_if(choice),
    };
    quote! { if #condition { #then } else { #otherwise } }
}

fn of_element(element: &Element) -> TokenStream {
    let (tree, name) = (tree(), &element.name);
    let is_special = |attribute: &Attribute| {
        let word = attribute.name.value();
        let is_input = matches!(name.value().as_str(), "input" | "textarea");
        word == "ref"
            || word == "key"
            || word.starts_with("on")
            || (is_input && matches!(word.as_str(), "value" | "checked"))
    };
    let (special, plain): (Vec<&Attribute>, Vec<&Attribute>) =
        element.attributes.iter().partition(|one| is_special(one));
    let names = plain.iter().map(|attribute| &attribute.name);
    let values = plain.iter().map(|attribute| match &attribute.value {
        Value::Fixed(text) => quote! { #tree.fixed(#text); },
        Value::Computed(value) => quote_spanned! { attribute.name.span() => #tree.attribute(#value); },
    });
    let special = special.iter().map(|attribute| {
        let method = match attribute.name.value().as_str() {
            word @ ("ref" | "key" | "value" | "checked") => format_ident!("{word}_is", span = attribute.name.span()),
            word => format_ident!("{word}", span = attribute.name.span()),
        };
        let value = match &attribute.value {
            Value::Fixed(text) => quote! { #text },
            Value::Computed(value) => value.clone(),
        };
        quote! { #tree.#method(#value); }
    });
    let children = all(&element.children);
    // What can be but one node is the element's content itself; all else is a list, of one too.
    let close = match element.children.as_slice() {
        [Node::Element(_) | Node::Text(_) | Node::Value(_)] => quote! { close_around_one },
        _ => quote! { close },
    };
    let open = match plain.as_slice() {
        [Attribute { name: only, value: Value::Fixed(class) }] if only.value() == "class" => {
            quote! { #tree.open_class(#name, #class); }
        }
        _ => quote! {
            #tree.open(#name, &[#(#names),*]);
            #(#values)*
        },
    };
    quote! {
        #open
        #(#special)*
        #children
        #tree.#close();
    }
}
