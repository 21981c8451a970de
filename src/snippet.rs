//! The lines that put Hopcheck into another site's page, as docs/embedding.md describes them.

use std::fmt::Write;

/// Where the guide's readers would have put the site; stands in a snippet where this page does not know its own place.
pub const HOME: &str = "https://tools.example.com/hopcheck/";

/// Tells the page around the frame how high it is.
const HEIGHT: &str = r#"<script type="module">
  const frame = document.querySelector("iframe[title=Hopcheck]");
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== new URL(frame.src).origin) return;
    if (data?.type === "hopcheck:height" && data.version === 1) frame.height = data.height;
  });
</script>
"#;

/// What a snippet is to do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// A frame instead of the element.
    pub frame: bool,
    /// The text to begin with.
    pub text: String,
    /// The name of the example to begin with.
    pub example: &'static str,
    /// Kinds of pieces: only examples that hold one of them are offered.
    pub kinds: Vec<&'static str>,
    /// Without heading, introduction and footer.
    pub compact: bool,
    /// `light` or `dark`; empty where it follows the system.
    pub theme: &'static str,
    /// The origin that may say something to the frame; empty for none.
    pub origin: String,
}

impl Options {
    /// Names and values of those that are not as they are anyway, in the guide's order.
    fn given(&self) -> impl Iterator<Item = (&'static str, String)> {
        let layout = if self.compact { "compact" } else { "" };
        let given = [
            ("example", self.example.to_owned()),
            ("kinds", self.kinds.join(",")),
            ("layout", layout.to_owned()),
            ("theme", self.theme.to_owned()),
        ];
        given.into_iter().filter(|(_, value)| !value.is_empty())
    }
}

/// The snippet. `home` is the address of the folder that the site was copied to, with a slash at its end.
pub fn snippet(options: &Options, home: &str) -> String {
    if options.frame { frame(options, home) } else { element(options, home) }
}

fn element(options: &Options, home: &str) -> String {
    let mut out = format!("<script type=\"module\" src=\"{home}hopcheck-embed.js\"></script>\n<hop-check");
    for (name, value) in options.given() {
        attribute(&mut out, name, &value);
    }
    let text = options.text.trim_matches('\n');
    // What would end or bend the script stands in an attribute, where nothing does.
    if text.contains("</") || text.contains("<!") {
        attribute(&mut out, "text", text);
    }
    out.push('>');
    if !text.is_empty() && !out.contains(" text=\"") {
        out.push_str(&format!("\n  <script type=\"text/plain\">\n{text}\n  </script>\n"));
    }
    out + "</hop-check>\n"
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push_str(&format!(" {name}=\"{}\"", value.replace('&', "&amp;").replace('"', "&quot;")));
}

fn frame(options: &Options, home: &str) -> String {
    let mut out = format!(
        "<iframe title=\"Hopcheck\" width=\"100%\" height=\"700\" allow=\"clipboard-read; clipboard-write\"\n  src=\"{home}embed.html"
    );
    let origin = options.origin.trim_end_matches('/').to_owned();
    let given = options.given().chain([("origin", origin)]).filter(|(_, value)| !value.is_empty());
    for (at, (name, value)) in given.enumerate() {
        out.push(if at == 0 { '?' } else { '&' });
        out.push_str(&format!("{name}={}", escaped(&value, "/:,")));
    }
    if !options.text.is_empty() {
        out.push_str(&format!("#text={}", escaped(&options.text, "")));
    }
    out + "\"></iframe>\n" + HEIGHT
}

/// A text as a part of an address: all but letters, digits, `-._~` and what is `kept`, by its bytes.
fn escaped(text: &str, kept: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || "-._~".contains(c) || (byte.is_ascii() && kept.contains(c)) {
            out.push(c);
        } else {
            // A text takes whatever is written to it.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block of the guide, by its name.
    fn documented(name: &str) -> String {
        let guide = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/embedding.md");
        let guide = std::fs::read_to_string(guide).expect("the guide");
        let (_, block) = guide.split_once(&format!("```html {name}\n")).unwrap_or_else(|| panic!("no {name}"));
        block.split_once("```").expect("its end").0.to_owned()
    }

    #[test]
    fn the_element_is_the_guides() {
        let plain = documented("plain");
        assert_eq!(snippet(&Options::default(), HOME), plain);
        let (script, _) = plain.split_once('\n').expect("two lines");
        let compact = Options { compact: true, ..Options::default() };
        assert_eq!(snippet(&compact, HOME), format!("{script}\n{}", documented("markdown")));
        let prefilled = documented("prefilled");
        let text = prefilled.lines().nth(2).expect("the text").to_owned();
        let options = Options { text: format!("{text}\n"), theme: "dark", ..compact };
        assert_eq!(snippet(&options, HOME), format!("{script}\n{prefilled}"));
    }

    #[test]
    fn the_frame_is_the_guides() {
        let origin = "https://docs.example.com/".to_owned();
        let options = Options { frame: true, compact: true, theme: "light", origin, ..Options::default() };
        assert_eq!(snippet(&options, HOME), documented("frame") + &documented("height"));
        let options = Options { frame: true, text: "é 100%\n".into(), ..Options::default() };
        assert!(snippet(&options, HOME).contains("embed.html#text=%C3%A9%20100%25%0A\""));
    }

    #[test]
    fn options_are_those_that_the_guide_names() {
        let options =
            Options { example: "websocket-port", kinds: vec!["console", "compose-file"], ..Options::default() };
        assert!(
            snippet(&options, HOME)
                .contains("<hop-check example=\"websocket-port\" kinds=\"console,compose-file\"></hop-check>")
        );
        let framed = snippet(&Options { frame: true, ..options }, HOME);
        assert!(framed.contains("embed.html?example=websocket-port&kinds=console,compose-file\""), "{framed}");
    }

    #[test]
    fn a_text_that_would_end_the_script_stands_in_an_attribute() {
        let options = Options { text: "a \"b\" & </script>\n<!--".into(), ..Options::default() };
        let written = snippet(&options, HOME);
        assert!(
            written.ends_with("<hop-check text=\"a &quot;b&quot; &amp; </script>\n<!--\"></hop-check>\n"),
            "{written}"
        );
    }
}
