//! Templates in titles, steps and commands: `{name}`, `{name|fallback}`, `{{` for a brace; in commands also `{verb:name}`.

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part<'t> {
    /// Text as it stands.
    Text(&'t str),
    /// A variable or field, and what to print where it has no value.
    Slot {
        /// Name, perhaps with a dotted path.
        name: &'t str,
        /// Printed where there is no value.
        fallback: Option<&'t str>,
    },
}

/// Takes a template apart. A brace that opens no well-formed slot (as in shell, JSON or `%{http_code}`) is text.
pub fn parts(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = template;
    let mut from = 0;
    while let Some(open) = rest[from..].find('{').map(|at| at + from) {
        if rest[open..].starts_with("{{") {
            parts.push(Part::Text(&rest[..=open]));
            rest = &rest[open + 2..];
            from = 0;
            continue;
        }
        let close = rest[open..].find('}').map(|at| at + open);
        let slot = close.map(|close| &rest[open + 1..close]).and_then(slot);
        let preceded = rest[..open].ends_with(['%', '$']);
        match (slot, close) {
            (Some(slot), Some(close)) if !preceded => {
                if open > 0 {
                    parts.push(Part::Text(&rest[..open]));
                }
                parts.push(slot);
                rest = &rest[close + 1..];
                from = 0;
            }
            _ => from = open + 1,
        }
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

fn slot(inside: &str) -> Option<Part<'_>> {
    let (name, fallback) = inside.split_once('|').map_or((inside, None), |(name, fallback)| (name, Some(fallback)));
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
    let is_name = |name: &str| name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(fits);
    name.split(':').all(is_name).then_some(Part::Slot { name, fallback })
}

/// Fills a template. A slot without value and fallback leaves its name in angle brackets.
pub fn fill(template: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(template.len());
    for part in parts(template) {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Slot { name, fallback } => match (value(name), fallback) {
                (Some(text), _) => out.push_str(&text),
                (None, Some(fallback)) => out.push_str(fallback),
                (None, None) => {}
            },
        }
    }
    out
}

/// Puts a text in for each `{verb:name|fallback}`, given verb, name and fallback; everything else stays as it is written.
pub fn expand(template: &str, command: &dyn Fn(&str, &str, Option<&str>) -> String) -> String {
    let mut out = String::with_capacity(template.len());
    for part in parts(template) {
        match part {
            // A brace that was written twice stays so: it is filled later.
            Part::Text(text) if text.ends_with('{') => out.push_str(&format!("{text}{{")),
            Part::Text(text) => out.push_str(text),
            Part::Slot { name, fallback } => match name.split_once(':') {
                Some((verb, target)) => out.push_str(&command(verb, target, fallback)),
                None => out.push_str(&slot_for(name, fallback)),
            },
        }
    }
    out
}

/// A slot as it is written.
pub fn slot_for(name: &str, fallback: Option<&str>) -> String {
    fallback.map_or_else(|| format!("{{{name}}}"), |fallback| format!("{{{name}|{fallback}}}"))
}

/// Fills a template where every slot has a value; none where one would have to fall back.
pub fn fill_known(template: &str, value: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let known = names(template).iter().all(|(name, _)| value(name).is_some());
    known.then(|| fill(template, value))
}

/// The names that a template uses, and whether each has a fallback.
pub fn names(template: &str) -> Vec<(&str, bool)> {
    let slot = |part| match part {
        Part::Slot { name, fallback } => Some((name, fallback.is_some())),
        Part::Text(_) => None,
    };
    parts(template).into_iter().filter_map(slot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_and_foreign_braces_left_alone() {
        let value = |name: &str| (name == "port").then(|| "8000".to_owned());
        let text = "curl -w '%{http_code}' {host|localhost}:{port} ${HOME} {{x}} {\"a\": 1}";
        assert_eq!(fill(text, &value), "curl -w '%{http_code}' localhost:8000 ${HOME} {x}} {\"a\": 1}");
        assert_eq!(fill_known("{host|localhost}:{port}", &value), None);
        assert_eq!(fill_known("{port|PORT};", &value).as_deref(), Some("8000;"));
        assert_eq!(names("{a} {b.c|d}"), [("a", false), ("b.c", true)]);
    }
}
