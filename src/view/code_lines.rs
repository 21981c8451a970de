//! Text for a file, line by line: a line too long for the screen goes on under its own indentation, so that the indentation
//! still tells what belongs to what.

use crate::tree::classes;
use hopcheck_html::html;
use yew::prelude::*;

/// The deepest indentation that is kept, in characters; on a small screen more would leave no room.
const DEEPEST: usize = 16;

/// One line. `class` is its style; `sign` is how many characters stand before the text itself, as in a diff.
pub fn code_line(line: &str, class: &'static str, sign: usize) -> Html {
    let spaces = |c: char| if c == '\t' { 4 } else { 1 };
    let indented: usize = line.chars().skip(sign).take_while(|c| matches!(c, ' ' | '\t')).map(spaces).sum();
    let kept = indented.min(DEEPEST) / 2 * 2;
    html! { <span class={classes!("code-line", format!("in-{kept}"), class)}>{ line }{ "\n" }</span> }
}
