//! The page's style sheets for a shadow root in somebody else's page: what is said of the document is said of the host, what depends on
//! the window depends on the element, and what the host may set is a custom property.

/// The pixels of a `rem`, unless the host says otherwise: the document's own is the other site's affair.
const REM: f64 = 16.0;

/// The style sheets as a shadow root needs them. Colours, fonts and radius can be set as `--hopcheck-NAME`, and the size of all as
/// `--hopcheck-rem`; the attribute `theme` chooses the colours.
///
/// # Errors
///
/// Where the sheets leave no choice between light and dark in the form of `www/base.css`, or a condition asks for the window's width in
/// a form not understood here.
pub fn styles(css: &str) -> Result<String, String> {
    let css = sized(&of_host(css))?;
    if ["light", "dark"].iter().any(|theme| !css.contains(&format!(":host([data-theme=\"{theme}\"])"))) {
        return Err("the style sheets leave no choice between light and dark".to_owned());
    }
    // The host's inheritable styles end here; everything after sets what the page needs.
    Ok(format!(":host {{\n  all: initial;\n}}\n{}", css.replace(":host([data-theme=", ":host([theme=")))
}

/// Rules of the document as rules of the host; its custom properties take the values that the host gives.
fn of_host(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut in_host = false;
    for line in css.lines() {
        let rule = line.trim_start();
        let indent = &line[..line.len() - rule.len()];
        let outer = [":root", "html", "body"].into_iter().find_map(|name| rule.strip_prefix(name));
        let declared = rule.strip_suffix(';').and_then(|rule| rule.strip_prefix("--")?.split_once(": "));
        match (
            outer.filter(|rest| rest.starts_with([' ', ',', '[', ':', '.', '{']) && !rest.starts_with(": ")),
            declared,
        ) {
            (Some(rest), _) => {
                let end = rest.find([' ', ',', '{']).unwrap_or(rest.len());
                let (condition, rest) = rest.split_at(end);
                let host = if condition.is_empty() { ":host".to_owned() } else { format!(":host({condition})") };
                in_host = host == ":host";
                out.push_str(&format!("{indent}{host}{rest}\n"));
            }
            (None, Some((name, value))) if in_host => {
                out.push_str(&format!("{indent}--{name}: var(--hopcheck-{name}, {value});\n"));
            }
            _ => {
                in_host = in_host && !rule.starts_with('}');
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// Lengths in `rem` as shares of the element's own; conditions on the window's width as conditions on the element's, in pixels.
fn sized(css: &str) -> Result<String, String> {
    let mut out = String::with_capacity(css.len());
    for line in css.lines() {
        let condition = line.contains("@media (min-width: ") || line.contains("@media (max-width: ");
        let line = if condition { line.replace("@media", "@container") } else { line.to_owned() };
        let mut rest = line.as_str();
        while let Some(at) = rest.find("rem").filter(|_| !rest.starts_with("/*")) {
            let number =
                rest[..at].rfind(|c: char| !c.is_ascii_digit() && !['.', '-'].contains(&c)).map_or(0, |at| at + 1);
            let is_length = !rest[at + 3..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
            match rest[number..at].parse::<f64>().ok().filter(|_| is_length) {
                Some(share) if condition => out.push_str(&format!("{}{}px", &rest[..number], share * REM)),
                Some(share) => {
                    out.push_str(&format!("{}calc({share} * var(--hopcheck-rem, {REM}px))", &rest[..number]))
                }
                None => out.push_str(&rest[..at + 3]),
            }
            rest = &rest[at + 3..];
        }
        out.push_str(rest);
        out.push('\n');
    }
    match out.lines().find(|line| line.contains("(min-width") && line.contains("@media")) {
        Some(line) => Err(format!("{line} asks for the width of the window, which is not the element's")),
        None => Ok(out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = ":root {\n  color-scheme: light dark;\n  --a: 1px, 0.5rem;\n}\n\
        :root[data-theme=\"light\"] {\n  color-scheme: light;\n}\n:root[data-theme=\"dark\"] {\n  color-scheme: dark;\n}\n\
        p {\n  --own: 1;\n  margin: -0.75rem auto;\n}\n";

    #[test]
    fn the_document_becomes_the_host() {
        let css = "@media x {\n  :root[data-theme=\"dark\"] p {\n  }\n}\nhtml {\n}\nbody,\n.bodywork {\n}\n";
        let shadow = "@media x {\n  :host([data-theme=\"dark\"]) p {\n  }\n}\n:host {\n}\n:host,\n.bodywork {\n}\n";
        assert_eq!(of_host(css), shadow);
    }

    #[test]
    fn the_host_may_set_the_documents_properties_and_no_others() {
        let css = styles(PAGE).unwrap();
        assert!(css.contains("  --a: var(--hopcheck-a, 1px, calc(0.5 * var(--hopcheck-rem, 16px)));\n"), "{css}");
        assert!(css.contains("  --own: 1;\n"), "{css}");
        assert!(css.contains("margin: calc(-0.75 * var(--hopcheck-rem, 16px)) auto;"), "{css}");
    }

    #[test]
    fn colours_follow_the_system_or_the_attribute() {
        let css = styles(PAGE).unwrap();
        assert!(css.contains(":host {\n  color-scheme: light dark;\n"), "{css}");
        assert!(css.contains(":host([theme=\"dark\"]) {\n  color-scheme: dark;\n}\n"), "{css}");
        assert!(css.contains(":host([theme=\"light\"]) {\n  color-scheme: light;\n}\n"), "{css}");
        assert!(styles("p {\n}\n").is_err());
    }

    #[test]
    fn the_width_is_the_elements() {
        let css = sized("@media (max-width: 47.99rem) {\n  .theorem {\n  }\n}\n").unwrap();
        assert_eq!(css, "@container (max-width: 767.84px) {\n  .theorem {\n  }\n}\n");
        assert!(sized("@media screen and (min-width: 3rem) {\n}\n").is_err());
    }
}
