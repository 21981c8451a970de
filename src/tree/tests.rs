//! The nodes are those that Yew's own `html!` makes.

use yew::AttrValue;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VNode};

fn attribute(name: &str, value: &AttributeOrProperty) -> Option<String> {
    match value {
        AttributeOrProperty::Static(text) => Some(format!("{name}={text}")),
        AttributeOrProperty::Attribute(text) => Some(format!("{name}={text}")),
        AttributeOrProperty::Property(_) => None,
    }
}

/// All that there is to be told of nodes.
fn told(node: &VNode) -> String {
    match node {
        VNode::VText(text) => format!("{:?}", text.text.as_str()),
        VNode::VList(list) => format!("[{}]", list.iter().map(told).collect::<Vec<String>>().join(" ")),
        VNode::VTag(tag) => {
            let mut attributes: Vec<String> = match &tag.attributes {
                Attributes::Static(all) => all.iter().filter_map(|(name, value)| attribute(name, value)).collect(),
                Attributes::Dynamic { keys, values } => {
                    keys.iter().zip(values).filter_map(|(name, value)| attribute(name, value.as_ref()?)).collect()
                }
                Attributes::IndexMap(_) => panic!("no markup here makes these"),
            };
            attributes.sort();
            let (key, input) = (tag.key.as_ref(), (tag.value().map(AttrValue::as_str), tag.checked()));
            let content = tag.children().map(told);
            format!("<{} {attributes:?} {key:?} {input:?} {}>", tag.tag(), content.unwrap_or_default())
        }
        other => panic!("{other:?}"),
    }
}

/// The same markup, by this page's macro and by Yew's.
macro_rules! same {
    ($($markup:tt)*) => {
        assert_eq!(told(&hopcheck_html::html! { $($markup)* }), told(&yew::html! { $($markup)* }))
    };
}

#[test]
fn elements_with_whatever_they_hold() {
    let (name, number) = ("nginx".to_owned(), 3_usize);
    same! {}
    same! { <p /> }
    same! { <p class="help">{ "1" }</p> }
    same! { <p class="help" id="it">{ &name }<br />{ number }</p> }
    same! { <><p /><p /></> }
    same! { <><p /></> }
    same! { { "1" } }
    same! { <svg viewBox="0 0 16 16"><path d="M4 6" /></svg> }
    same! { <ul>{ for ["a", "b"].iter().map(|one| yew::html! { <li>{ *one }</li> }) }</ul> }
    same! { <ul>{ for [0_usize; 0].iter().map(|_| yew::html! { <li /> }) }</ul> }
    same! { <ul><li />{ for ["a", "b"].iter().map(|one| yew::html! { <li key={*one} /> }) }</ul> }
}

#[test]
fn what_is_there_only_sometimes_keeps_its_place() {
    for there in [true, false] {
        let said = there.then(|| "said".to_owned());
        same! { <p>if there { { "a" } }</p> }
        same! { <p>if there { { "a" }{ "b" } } else { <b /> }<i /></p> }
        same! { <p>if let Some(said) = &said { { said } } else if there { { "never" } }</p> }
        same! { if there { <p /> } }
    }
}

#[test]
fn attributes_of_all_kinds() {
    for (holds, word) in [(true, Some("word")), (false, None)] {
        let (name, id) = (AttrValue::from("a"), word.map(str::to_owned));
        same! { <p hidden={holds} title={word} aria-label={name.clone()} id={id.clone()} data-own={name.to_string()} /> }
        same! { <input type="checkbox" checked={holds} value="v" multiple=true readonly={holds} /> }
        same! { <textarea value={name.clone()} rows="3" /> }
        same! { <option value={name.clone()} selected={holds}>{ "1" }</option> }
        let by_yew = yew::html! { <p class={yew::classes!("one", word, "two".to_owned())} /> };
        assert_eq!(
            told(&hopcheck_html::html! { <p class={classes!("one", word, "two".to_owned())} /> }),
            told(&by_yew)
        );
    }
    let none: Option<&str> = None;
    assert_eq!(
        told(&hopcheck_html::html! { <p class={classes!(none)} /> }),
        told(&yew::html! { <p class={yew::classes!(none)} /> })
    );
}
