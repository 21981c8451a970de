//! The files of the custom element `<hop-check>`, beside the site's own, which they use.

use std::path::Path;

use crate::built::Built;
use crate::{digest, files, root, shadow};

/// The page for frames. Its name is part of addresses in other sites' pages.
pub const FRAME: &str = "embed.html";

/// Writes `hopcheck-embed.js`, the style sheet it uses, and the page for frames.
pub fn write(site: &Path, built: &Built) -> Result<(), String> {
    let css = boxed(&shadow::styles(&built.all_styles()?)?) + &files::text(&root().join("www/embed.css"))?;
    let styles = format!("export default {};\n", quoted(&css));
    let styles_name = digest::named("embed-styles.js", styles.as_bytes());
    files::write(&site.join(&styles_name), styles)?;
    let mut script = files::text(&root().join("www/embed.mjs"))?;
    for (mark, name) in [("GLUE", &built.glue), ("WASM", &built.wasm), ("STYLES", &styles_name)] {
        script = filled(&script, mark, &quoted(&format!("./{name}")))?;
    }
    files::write(&site.join("hopcheck-embed.js"), script)?;
    let frame = files::text(&root().join("www/frame.mjs"))?;
    let frame_name = digest::named("embed-frame.js", frame.as_bytes());
    files::write(&site.join(&frame_name), frame)?;
    files::write(&site.join(FRAME), frame_page(&built.policy, &frame_name))
}

/// The rules of the host as rules of the box in its shadow root, in which the page stands: of the element itself the other page's style
/// sheets have the last word, and `* { all: unset }` is a word that some say.
fn boxed(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(HOST) {
        let (before, from) = rest.split_at(at);
        let after = &from[HOST.len()..];
        let mut depth = 0;
        let condition = after.find(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth == 0
        });
        let end = condition.filter(|_| after.starts_with('(')).map_or(0, |end| end + 1);
        out.push_str(before);
        if end > 0 {
            out.push_str(&format!("{HOST}{} ", &after[..end]));
        }
        out.push_str(BOX);
        rest = &after[end..];
    }
    out + rest
}

const HOST: &str = ":host";
/// The class of the box, in `www/embed.mjs` and `www/embed.css`.
const BOX: &str = ".hopcheck";

/// The page for frames: the element alone, under the page's own policy.
fn frame_page(policy: &str, script: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n<title>Hopcheck</title>\n\
         <hop-check></hop-check>\n<script type=\"module\" src=\"./hopcheck-embed.js\"></script>\n\
         <script type=\"module\" src=\"./{script}\"></script>\n</html>\n"
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_the_host_is_said_of_the_box() {
        let css = ":host {\n}\n:host,\n.a {\n}\n:host(:not([theme=\"light\"])) p {\n}\n:host([b]) {\n}\n";
        let inside = ".hopcheck {\n}\n.hopcheck,\n.a {\n}\n:host(:not([theme=\"light\"])) .hopcheck p {\n}\n:host([b]) .hopcheck {\n}\n";
        assert_eq!(boxed(css), inside);
    }

    #[test]
    fn a_mark_is_there_once() {
        assert_eq!(filled("const A = \"A\";", "A", "1"), Ok("const A = 1;".into()));
        assert!(filled("const A = \"B\";", "A", "1").is_err());
    }
}
