//! Reading tags out of our own HTML, and writing text into HTML.

use std::ops::Range;

/// A start tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'h> {
    /// Where it stands.
    pub range: Range<usize>,
    /// Its text, with the angle brackets.
    pub text: &'h str,
}

impl Tag<'_> {
    /// The value of an attribute in double quotes.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let key = format!("{name}=\"");
        let start = self
            .text
            .match_indices(&key)
            .find(|(at, _)| self.text[..*at].ends_with(|before: char| before.is_ascii_whitespace()))?;
        let value = &self.text[start.0 + key.len()..];
        value.find('"').map(|end| &value[..end])
    }
}

/// All start tags of a name, outside of comments in the order of the page. For our own pages, whose attributes hold no `>`.
pub fn tags<'h>(html: &'h str, name: &str) -> Vec<Tag<'h>> {
    let open = format!("<{name}");
    html.match_indices(&open)
        .filter(|(at, _)| html[at + open.len()..].starts_with(|c: char| c.is_ascii_whitespace() || c == '>'))
        .filter_map(|(at, _)| {
            let end = at + html[at..].find('>')? + 1;
            Some(Tag { range: at..end, text: &html[at..end] })
        })
        .collect()
}

/// A text as it stands in an element or in a quoted attribute.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_their_attributes_are_read() {
        let html = "<link rel=\"icon\"\n  href=\"./a.svg\" data-href=\"no\"/><links href=\"x\"><link>";
        let found = tags(html, "link");
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].attribute("rel"), found[0].attribute("href")), (Some("icon"), Some("./a.svg")));
        assert_eq!(found[1].attribute("href"), None);
        assert_eq!(&html[found[0].range.clone()], found[0].text);
    }

    #[test]
    fn what_is_pasted_stays_text() {
        assert_eq!(escaped("<a href=\"x\">&</a>"), "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;");
    }
}
