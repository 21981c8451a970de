//! The files of the custom element `<hop-check>`, beside the site's own, which they use.

use std::path::Path;

use crate::built::Built;
use crate::{digest, files, root};

/// Writes `hopcheck-embed.js` and the style sheet it uses.
pub fn write(site: &Path, built: &Built) -> Result<(), String> {
    let styles = format!("export default {};\n", quoted(&in_shadow(&built.all_styles()?)));
    let styles_name = digest::named("embed-styles.js", styles.as_bytes());
    files::write(&site.join(&styles_name), styles)?;
    let mut script = files::text(&root().join("www/embed.mjs"))?;
    for (mark, name) in [("GLUE", &built.glue), ("WASM", &built.wasm), ("STYLES", &styles_name)] {
        script = filled(&script, mark, &quoted(&format!("./{name}")))?;
    }
    files::write(&site.join("hopcheck-embed.js"), script)
}

/// The script with the text `"mark"` replaced by a value.
pub fn filled(script: &str, mark: &str, value: &str) -> Result<String, String> {
    let quoted_mark = format!("= \"{mark}\";");
    if script.matches(&quoted_mark).count() != 1 {
        return Err(format!("a script in www/ does not have {quoted_mark} exactly once"));
    }
    Ok(script.replace(&quoted_mark, &format!("= {value};")))
}

/// A text as JavaScript writes it.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string is always JSON")
}

/// The style sheets for a shadow root: what is said of the document is said of the host.
fn in_shadow(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    for line in css.lines() {
        let selector = line.trim_start();
        let indent = &line[..line.len() - selector.len()];
        let outer = [":root", "html", "body"].into_iter().find_map(|name| selector.strip_prefix(name));
        match outer.filter(|rest| rest.starts_with([' ', ',', '[', ':', '.', '{']) && !rest.starts_with(": ")) {
            Some(rest) => {
                let end = rest.find([' ', ',', '{']).unwrap_or(rest.len());
                let (condition, rest) = rest.split_at(end);
                let host = if condition.is_empty() { ":host".to_owned() } else { format!(":host({condition})") };
                out.push_str(&format!("{indent}{host}{rest}\n"));
            }
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_becomes_the_host() {
        let css = ":root {\n  --a: 1;\n}\n@media x {\n  :root[data-theme=\"dark\"] p {\n  }\n}\nhtml {\n}\nbody,\n.bodywork {\n}\n";
        let shadow = ":host {\n  --a: 1;\n}\n@media x {\n  :host([data-theme=\"dark\"]) p {\n  }\n}\n:host {\n}\n:host,\n.bodywork {\n}\n";
        assert_eq!(in_shadow(css), shadow);
    }

    #[test]
    fn a_mark_is_there_once() {
        assert_eq!(filled("const A = \"A\";", "A", "1"), Ok("const A = 1;".into()));
        assert!(filled("const A = \"B\";", "A", "1").is_err());
    }
}
