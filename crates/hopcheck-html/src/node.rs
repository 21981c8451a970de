//! The markup as it is read.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Error, Expr, Lit, LitStr, Result, Token, braced, token};

/// Neighbours.
pub struct Nodes(pub Vec<Node>);

/// One node, or what gives some.
pub enum Node {
    /// `<name …>…</name>`
    Element(Element),
    /// `<>…</>`
    Fragment(Vec<Node>),
    /// `{ "text" }`
    Text(LitStr),
    /// `{ expression }`
    Value(TokenStream),
    /// `{ for iterator }`
    Each(TokenStream),
    /// `if condition { … } else { … }`
    If(If),
}

/// An element.
pub struct Element {
    /// Its name.
    pub name: LitStr,
    /// Its attributes, listeners, `ref` and `key`, in the order they are written in.
    pub attributes: Vec<Attribute>,
    /// What it holds.
    pub children: Vec<Node>,
}

/// What stands at an element.
pub struct Attribute {
    /// Its name.
    pub name: LitStr,
    /// What it is set to.
    pub value: Value,
}

/// What an attribute is set to.
pub enum Value {
    /// Always this text.
    Fixed(LitStr),
    /// An expression.
    Computed(TokenStream),
}

/// A choice.
pub struct If {
    /// What stands behind `if`.
    pub condition: Expr,
    /// What there is when it holds.
    pub then: Vec<Node>,
    /// What there is when it does not.
    pub otherwise: Otherwise,
}

/// What stands behind `else`.
pub enum Otherwise {
    /// `{ … }`; no nodes where there is no `else`.
    Nodes(Vec<Node>),
    /// `if condition { … }`
    If(Box<If>),
}

impl Parse for Nodes {
    fn parse(input: ParseStream) -> Result<Self> {
        let mut nodes = Vec::new();
        while !input.is_empty() {
            nodes.push(input.parse()?);
        }
        Ok(Nodes(nodes))
    }
}

impl Parse for Node {
    fn parse(input: ParseStream) -> Result<Self> {
        if input.peek(Token![if]) {
            Ok(Node::If(input.parse()?))
        } else if input.peek(token::Brace) {
            block(input)
        } else {
            tag(input)
        }
    }
}

fn block(input: ParseStream) -> Result<Node> {
    let content;
    braced!(content in input);
    if content.peek(Token![for]) {
        content.parse::<Token![for]>()?;
        return Ok(Node::Each(content.parse()?));
    }
    let ahead = content.fork();
    if let (Ok(text), true) = (ahead.parse::<LitStr>(), ahead.is_empty()) {
        content.parse::<LitStr>()?;
        return Ok(Node::Text(text));
    }
    Ok(Node::Value(content.parse()?))
}

fn tag(input: ParseStream) -> Result<Node> {
    let at: Token![<] = input.parse()?;
    if input.parse::<Option<Token![>]>>()?.is_some() {
        let children = children(input)?;
        return match close(input)? {
            None => Ok(Node::Fragment(children)),
            Some(name) => Err(Error::new(name.span(), "a fragment is closed by </>")),
        };
    }
    let name = name(input)?;
    let mut attributes = Vec::new();
    while !input.peek(Token![/]) && !input.peek(Token![>]) {
        attributes.push(input.parse()?);
    }
    if input.parse::<Option<Token![/]>>()?.is_some() {
        input.parse::<Token![>]>()?;
        return Ok(Node::Element(Element { name, attributes, children: Vec::new() }));
    }
    input.parse::<Token![>]>()?;
    let children = children(input)?;
    match close(input)? {
        Some(end) if end.value() == name.value() => Ok(Node::Element(Element { name, attributes, children })),
        _ => Err(Error::new(at.span, format!("<{}> is not closed by its own name", name.value()))),
    }
}

/// All up to the tag that closes the element around them.
fn children(input: ParseStream) -> Result<Vec<Node>> {
    let mut nodes = Vec::new();
    while !(input.peek(Token![<]) && input.peek2(Token![/])) {
        nodes.push(input.parse()?);
    }
    Ok(nodes)
}

fn close(input: ParseStream) -> Result<Option<LitStr>> {
    input.parse::<Token![<]>()?;
    input.parse::<Token![/]>()?;
    let closed = if input.peek(Token![>]) { None } else { Some(name(input)?) };
    input.parse::<Token![>]>()?;
    Ok(closed)
}

/// A name of an element or an attribute, which may have hyphens and be a word of Rust's.
fn name(input: ParseStream) -> Result<LitStr> {
    let first: Ident = Ident::parse_any(input)?;
    let mut name = first.to_string();
    while input.parse::<Option<Token![-]>>()?.is_some() {
        name.push('-');
        name.push_str(&Ident::parse_any(input)?.to_string());
    }
    Ok(LitStr::new(&name, first.span()))
}

impl Parse for Attribute {
    fn parse(input: ParseStream) -> Result<Self> {
        if input.peek(token::Brace) {
            let content;
            braced!(content in input);
            let variable: Ident = content.parse()?;
            let name = LitStr::new(&variable.to_string(), variable.span());
            return Ok(Attribute { name, value: Value::Computed(variable.into_token_stream()) });
        }
        let name = name(input)?;
        input.parse::<Token![=]>()?;
        if input.peek(token::Brace) {
            let content;
            braced!(content in input);
            return Ok(Attribute { name, value: Value::Computed(content.parse()?) });
        }
        let value = match input.parse::<Lit>()? {
            Lit::Str(text) => Value::Fixed(text),
            // Such an attribute says by being there that it holds, and has its own name for a value.
            Lit::Bool(holds) if holds.value => Value::Fixed(LitStr::new(&name.value(), Span::call_site())),
            other => return Err(Error::new(other.span(), "a text, true, or an {expression}")),
        };
        Ok(Attribute { name, value })
    }
}

impl Parse for If {
    fn parse(input: ParseStream) -> Result<Self> {
        input.parse::<Token![if]>()?;
        let condition = Expr::parse_without_eager_brace(input)?;
        let then = braces(input)?;
        let otherwise = match input.parse::<Option<Token![else]>>()? {
            None => Otherwise::Nodes(Vec::new()),
            Some(_) if input.peek(Token![if]) => Otherwise::If(Box::new(input.parse()?)),
            Some(_) => Otherwise::Nodes(braces(input)?),
        };
        Ok(If { condition, then, otherwise })
    }
}

fn braces(input: ParseStream) -> Result<Vec<Node>> {
    let content;
    braced!(content in input);
    Ok(content.parse::<Nodes>()?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(markup: &str) -> String {
        syn::parse_str::<Nodes>(markup).map(drop).unwrap_err().to_string()
    }

    #[test]
    fn names_have_hyphens_and_may_be_words_of_rusts() {
        let nodes = syn::parse_str::<Nodes>(r#"<label for="id" aria-label={name} {onclick} type=true />"#).unwrap();
        let [Node::Element(label)] = &nodes.0[..] else { panic!("one element") };
        let names: Vec<String> = label.attributes.iter().map(|attribute| attribute.name.value()).collect();
        assert_eq!(names, ["for", "aria-label", "onclick", "type"]);
    }

    #[test]
    fn what_is_no_markup_is_refused_in_words() {
        assert_eq!(refused("<p></b>"), "<p> is not closed by its own name");
        assert_eq!(refused("<></p>"), "a fragment is closed by </>");
        assert_eq!(refused("<p hidden=false />"), "a text, true, or an {expression}");
        assert!(syn::parse_str::<Nodes>("<p>").is_err());
    }
}
