//! Sections of `name = value` lines: PHP-FPM pools, supervisord and systemd files.

use crate::text::{Span, span_in};

/// A setting.
#[derive(Clone, Debug)]
pub struct Entry<'t> {
    /// Name, as written.
    pub key: &'t str,
    /// Value without quotes, comment and blanks around it; continuation lines joined by a blank.
    pub value: String,
    /// The value's place; none where it goes over several lines.
    pub value_span: Option<Span>,
    /// The line, or lines.
    pub span: Span,
}

impl Entry<'_> {
    /// The value as it stands in `text`, continuation lines and all, and where it begins.
    pub fn written<'a>(&self, text: &'a str) -> (&'a str, usize) {
        let (start, end) = match self.value_span {
            Some(span) => (span.start, span.end),
            None => (self.span.start, self.span.end),
        };
        let whole = Span { start, end }.of(text);
        let after = if self.value_span.is_some() { 0 } else { whole.find('=').map_or(0, |at| at + 1) };
        let value = whole[after..].trim_start();
        (value, start as usize + whole.len() - value.len())
    }
}

/// A section.
#[derive(Clone, Debug)]
pub struct Section<'t> {
    /// Its name; none for what stands before the first header.
    pub name: Option<&'t str>,
    /// The header's line.
    pub span: Span,
    /// Its settings in order.
    pub entries: Vec<Entry<'t>>,
}

impl<'t> Section<'t> {
    /// The last setting of that name: later lines replace earlier ones.
    pub fn get(&self, key: &str) -> Option<&Entry<'t>> {
        self.entries.iter().rev().find(|entry| entry.key.eq_ignore_ascii_case(key))
    }

    /// From the header to the last setting.
    pub fn whole(&self) -> Span {
        let end = self.entries.last().map_or(self.span.end, |entry| entry.span.end);
        Span { start: self.span.start, end: end.max(self.span.end) }
    }
}

/// How a dialect differs.
#[derive(Clone, Copy, Debug)]
pub struct Dialect {
    /// Characters that begin a comment line.
    pub comment: &'static [char],
    /// True where ` ;` ends a value.
    pub inline_comment: bool,
    /// True where an indented line continues the value above (supervisord), false where a trailing `\` does (systemd).
    pub indent_continues: bool,
}

/// The sections of `text`. What stands before the first header is a section without name.
pub fn sections<'t>(text: &'t str, dialect: Dialect) -> Vec<Section<'t>> {
    let mut all = vec![Section { name: None, span: Span::default(), entries: Vec::new() }];
    let mut continues = false;
    for raw in text.lines() {
        let line = raw.trim();
        let span = span_in(text, line);
        if line.is_empty() {
            continues = false;
            continue;
        }
        if line.starts_with(dialect.comment) {
            continue;
        }
        let Some(section) = all.last_mut() else { break };
        let indented = dialect.indent_continues && raw.starts_with([' ', '\t']) && !line.contains('=');
        if (continues || indented)
            && let Some(entry) = section.entries.last_mut()
        {
            continues = line.ends_with('\\') && !dialect.indent_continues;
            entry.value = format!("{} {}", entry.value, line.trim_end_matches('\\').trim()).trim().to_owned();
            entry.value_span = None;
            entry.span.end = span.end;
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(name, _)| name.trim()) {
            all.push(Section { name: Some(name), span, entries: Vec::new() });
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        continues = value.ends_with('\\') && !dialect.indent_continues;
        let value = bare(value, dialect);
        let value_span = (!continues).then(|| span_in(text, value));
        let value = value.trim_end_matches('\\').trim().to_owned();
        section.entries.push(Entry { key: key.trim(), value, value_span, span });
    }
    all.retain(|section| section.name.is_some() || !section.entries.is_empty());
    all
}

/// A value without its comment, blanks and quotes.
fn bare(value: &str, dialect: Dialect) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inside) = value.strip_prefix(quote).and_then(|rest| rest.split_once(quote)) {
            // `"a" b` is a command with a quoted first word, not a quoted value.
            if inside.1.trim().is_empty() || inside.1.trim_start().starts_with(';') {
                return inside.0;
            }
        }
    }
    let end = match dialect.inline_comment {
        true => value.find(" ;").or_else(|| value.find("\t;")).unwrap_or(value.len()),
        false => value.len(),
    };
    value[..end].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_values_and_continuations() {
        let systemd = Dialect { comment: &['#', ';'], inline_comment: false, indent_continues: false };
        let text = "[Service]\nExecStart=/usr/bin/app \\\n  --port 80\nUser=www\n";
        let all = sections(text, systemd);
        assert_eq!(all[0].get("ExecStart").unwrap().value, "/usr/bin/app --port 80");
        assert_eq!(all[0].get("user").unwrap().value_span.unwrap().of(text), "www");
        let ini = Dialect { comment: &[';', '#'], inline_comment: true, indent_continues: true };
        let text = "listen = \"/run/x.sock\" ; here\n[www]\n;listen = 1\nlisten = 9000 ; there";
        let all = sections(text, ini);
        assert_eq!((all[0].name, all[0].entries[0].value.as_str()), (None, "/run/x.sock"));
        assert_eq!(all[1].get("listen").unwrap().value, "9000");
    }
}
