//! Templates of rules without a paste to fill them: as HTML, as plain text, as code.

use hopcheck::report::capitalised;
use hopcheck::rules::Pack;
use hopcheck::rules::template::{Part, parts};

use crate::markup::escaped;

/// A sentence as plain text, for titles and descriptions: what only a paste can tell is left open with `…`.
pub fn plain(template: &str) -> String {
    let filled: String = parts(template)
        .into_iter()
        .map(|part| match part {
            Part::Text(text) => text,
            Part::Slot { fallback: Some(fallback), .. } => fallback,
            Part::Slot { .. } => "…",
        })
        .collect();
    capitalised(&filled.replace('`', "")).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A sentence as HTML: what only a paste can tell is named in `<var>`, code between backticks is set as code.
pub fn rich(template: &str) -> String {
    let mut marked = String::new();
    for part in parts(template) {
        match part {
            Part::Text(text) => marked.push_str(&escaped(text)),
            Part::Slot { fallback: Some(fallback), .. } => marked.push_str(&escaped(fallback)),
            Part::Slot { name, .. } => marked.push_str(&format!("<var>{}</var>", name.replace(['_', '.'], " "))),
        }
    }
    let mut out = String::new();
    for (at, run) in capitalised(&marked).split('`').enumerate() {
        if at % 2 == 1 {
            out.push_str(&format!("<code>{run}</code>"));
        } else {
            out.push_str(run);
        }
    }
    out
}

/// The same, in paragraphs.
pub fn paragraphs(template: &str) -> String {
    let paragraphs = template.split("\n\n").map(str::trim).filter(|text| !text.is_empty());
    paragraphs.map(|text| format!("<p>{}</p>\n", rich(text))).collect()
}

/// A command as it is given on the machine itself, or a file's text, in a box that can be scrolled with the keyboard.
pub fn code(template: &str, label: &str, pack: &Pack) -> String {
    let text = pack.in_general(template);
    format!(
        "<pre tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><code>{}</code></pre>\n",
        escaped(text.trim_end())
    )
}

/// As much of the text as fits into `limit` characters, cut at a sentence, else at a word.
pub fn beginning(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit).collect();
    if let Some(end) = cut.rfind(". ").filter(|end| *end > limit / 3) {
        return cut[..=end].to_owned();
    }
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{} …", cut[..end].trim_end_matches([',', ':', ';']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_braces_are_left_for_the_reader() {
        let template = "the socket {dialled} of {app|the `application` <1>}: see `{server.name}`";
        assert_eq!(plain(template), "The socket … of the application <1>: see …");
        assert_eq!(
            rich(template),
            "The socket <var>dialled</var> of the <code>application</code> &lt;1&gt;: see <code><var>server name</var></code>"
        );
        assert!(code("curl {host}", "Command", &Pack::default()).contains("<code>curl &lt;HOST&gt;</code>"));
    }

    #[test]
    fn a_description_ends_where_a_sentence_does() {
        assert_eq!(beginning("Short.", 20), "Short.");
        assert_eq!(beginning("One is here. Two is longer than that.", 25), "One is here.");
        assert_eq!(beginning("No sentence ends, anywhere near", 19), "No sentence ends …");
    }
}
