//! The page in one file that opens by a double click: everything is inside, and the browser refuses every request.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::built::Built;
use crate::markup::{self, tags};
use crate::{compress, digest, site};

/// Unpacks the parts and starts the page.
const START: &str = include_str!("../assets/single.mjs");

/// The whole file. With a base URL its findings link to the pages about their causes there.
pub fn page(built: &Built, base_url: Option<&str>) -> Result<String, String> {
    let styles = built.all_styles()?;
    let theme = built.text(&built.theme)?;
    let policy = format!(
        "default-src 'none'; script-src '{}' '{}' 'wasm-unsafe-eval' blob:; style-src '{}'; worker-src blob:; img-src data:; \
         connect-src 'none'; base-uri 'none'; form-action 'none'",
        digest::integrity(theme.as_bytes()),
        digest::integrity(START.as_bytes()),
        digest::integrity(styles.as_bytes()),
    );
    let icon = format!("data:image/svg+xml;base64,{}", STANDARD.encode(built.bytes(&built.icon)?));
    let mut head = format!("<script>{theme}</script>\n<link rel=\"icon\" href=\"{icon}\">\n<style>{styles}</style>\n");
    if let Some(base_url) = base_url {
        head.push_str(&site::rules_meta(&format!("{}rules/", markup::escaped(base_url))));
    }
    let mut parts = String::new();
    for (id, content) in [("hopcheck-wasm", built.bytes(&built.wasm)?), ("hopcheck-texts", texts(built)?)] {
        let packed = STANDARD.encode(compress::deflate(&content));
        parts.push_str(&format!("<script type=\"text/plain\" id=\"{id}\">{packed}</script>\n"));
    }
    let page = without_parts(&built.html).replacen(&built.policy, &policy, 1);
    let page = inserted(&page, "</head>", &head)?;
    inserted(&page, "</body>", &format!("{parts}<script type=\"module\">{START}</script>\n"))
}

/// Name and text, as JSON, of what lies beside the page elsewhere: the glue, under the name by which the page asks for it, the
/// phrasebook and the examples.
fn texts(built: &Built) -> Result<Vec<u8>, String> {
    let mut texts = BTreeMap::from([("glue", built.text(&built.glue)?)]);
    for name in std::iter::once(&built.phrasebook).chain(&built.others) {
        texts.insert(name, built.text(name)?);
    }
    serde_json::to_vec(&texts).map_err(|e| format!("the texts: {e}"))
}

/// The page without what names other files and without its start script.
fn without_parts(html: &str) -> String {
    let module = tags(html, "meta").into_iter().filter(|tag| tag.attribute("name") == Some("hopcheck-module"));
    let mut cuts: Vec<_> = tags(html, "link").into_iter().chain(module).map(|tag| tag.range).collect();
    cuts.extend(tags(html, "script").into_iter().map(|tag| {
        let close = "</script>";
        let end = html[tag.range.end..].find(close).map_or(tag.range.end, |at| tag.range.end + at + close.len());
        tag.range.start..end
    }));
    cuts.sort_by_key(|range| range.start);
    let mut out = String::with_capacity(html.len());
    let mut from = 0;
    for cut in cuts {
        out.push_str(&html[from..cut.start]);
        from = cut.end;
    }
    out + &html[from..]
}

/// The page with `what` before its only `mark`.
pub fn inserted(html: &str, mark: &str, what: &str) -> Result<String, String> {
    let at = html.rfind(mark).ok_or_else(|| format!("index.html has no {mark}"))?;
    Ok(format!("{}{what}{}", &html[..at], &html[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_would_be_fetched() {
        let html = "<head><link rel=\"icon\" href=\"a\"/><script type=\"module\" src=\"./s.mjs\"></script><link href=\"b\">\
                    <meta name=\"hopcheck-module\" content=\"c\"></head><p>x";
        assert_eq!(without_parts(html), "<head></head><p>x");
        assert_eq!(inserted("<a></head>", "</head>", "x"), Ok("<a>x</head>".into()));
        assert!(inserted("", "</head>", "x").is_err());
    }
}
