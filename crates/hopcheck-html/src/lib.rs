//! `html!` as Yew has it, but written out as a row of calls to the page's `tree::Tree`. Yew's own macro writes out at each node how it is
//! put together, some 150 bytes of WebAssembly; a call is a tenth of that. The nodes that come of it are the same.
//!
//! What it knows: elements with attributes, `{shorthands}`, listeners, `ref` and `key`; fragments `<>…</>`; `{ expression }`,
//! `{ for iterator }`; `if`, `if let` and `else`.

mod node;
mod write;

use proc_macro::TokenStream;

/// Markup as in Yew's `html!`; gives a `yew::Html`.
#[proc_macro]
pub fn html(input: TokenStream) -> TokenStream {
    match syn::parse::<node::Nodes>(input) {
        Ok(nodes) => write::root(&nodes.0).into(),
        Err(error) => error.into_compile_error().into(),
    }
}
