//! `name = value` and `name: value` lines with the place of each value: ini files, environment files, simple settings.

use crate::text::{Span, span_in};

/// One setting.
pub struct Setting<'t> {
    /// Its name.
    pub name: &'t str,
    /// Its value without quotes around it.
    pub value: &'t str,
    /// Where the value stands.
    pub at: Span,
    /// The whole line.
    pub line: Span,
    /// The section it stands in, empty before the first.
    pub section: &'t str,
}

/// All settings; lines that begin with `#` or `;` are comments.
pub fn settings<'t>(text: &'t str, separators: &[char]) -> Vec<Setting<'t>> {
    let mut all = Vec::new();
    let mut section = "";
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.starts_with(['#', ';']) || trimmed.is_empty() {
            continue;
        }
        if let Some(name) =
            trimmed.strip_prefix('[').and_then(|t| t.split(']').next()).filter(|_| !trimmed.contains('='))
        {
            section = name.trim();
            continue;
        }
        let Some((name, value)) = trimmed.split_once(separators) else { continue };
        let value = value.trim();
        let quoted = ['"', '\''].iter().find_map(|q| value.strip_prefix(*q)?.strip_suffix(*q));
        let value = quoted.unwrap_or(value);
        all.push(Setting { name: name.trim(), value, at: span_in(text, value), line: span_in(text, line), section });
    }
    all
}
