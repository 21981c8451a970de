//! Style sheets as they are shipped: without comments and indentation.

/// A style sheet without what browsers skip. What stands in quotation marks stays as it is.
pub fn bare(css: &str) -> String {
    let mut bare = String::with_capacity(css.len());
    let mut quote = None;
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        match quote {
            None if rest.starts_with("/*") => {
                rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
                continue;
            }
            None if c == '"' || c == '\'' => quote = Some(c),
            Some(open) if c == open => quote = None,
            Some(_) if c == '\\' => {
                bare.push(c);
                rest = &rest[1..];
                let Some(escaped) = rest.chars().next() else { break };
                bare.push(escaped);
                rest = &rest[escaped.len_utf8()..];
                continue;
            }
            _ => {}
        }
        bare.push(c);
        rest = &rest[c.len_utf8()..];
    }
    bare.lines().map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn comments_and_indentation_are_left_out_and_texts_are_not() {
        let css = "/* Colours,\n   and type. */\n\n.a {\n  content: \"/* no comment */ \\\" '\";  /* one */\n}\n/**/\n.b { color: red }";
        assert_eq!(bare(css), ".a {\ncontent: \"/* no comment */ \\\" '\";\n}\n.b { color: red }\n");
        assert_eq!(bare("a{}/* never closed"), "a{}\n");
        assert_eq!(bare("a{content:\"\\"), "a{content:\"\\\n");
    }
}
