//! The list of all causes, in the order of the request's way.

use hopcheck::rules::{Pack, Rule};

use super::words::rich;
use super::{Frame, terms};
use crate::markup::escaped;

const TITLE: &str = "All causes of a broken request: 502, 504, failed WebSockets";
const DESCRIPTION: &str = "Every cause that Hopcheck tells apart between a page and its application behind nginx, hop by hop, with how it \
                           shows, why it breaks and what fixes it.";

/// The whole page.
pub fn page(pack: &Pack, frame: &Frame) -> String {
    let mut main = format!(
        "<h1>All causes</h1>\n<p class=\"lead\">The {} causes that Hopcheck tells apart, hop by hop on the request’s way. \
         <a href=\"../\">Paste what broke</a> to see which one it is.</p>\n",
        pack.rules.len()
    );
    for hop in &pack.hops {
        let rules: Vec<&Rule> = pack.rules.iter().filter(|rule| rule.hop == hop.id).collect();
        if rules.is_empty() {
            continue;
        }
        let id = escaped(&hop.id);
        main.push_str(&format!("<section>\n<h2 id=\"{id}\">{}</h2>\n<ul>\n", escaped(terms::hop(&hop.id))));
        for rule in rules {
            main.push_str(&format!("<li><a href=\"{}.html\">{}</a></li>\n", rule.id, rich(&rule.title)));
        }
        main.push_str("</ul>\n</section>\n");
    }
    frame.page("index.html", TITLE, DESCRIPTION, &main)
}
