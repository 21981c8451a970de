//! Setting directives in a section of `name = value` lines: PHP-FPM's pools, systemd's units, the settings of gunicorn and uWSGI.

use super::{Splice, below, line_start};
use crate::intake::Kind;
use crate::readers::ini::{Dialect, Entry, Section, sections};
use crate::text::Span;

/// Directives of systemd that add up where they stand several times (systemd.unit(5), systemd.exec(5)).
const ADD_UP: &[&str] = &["After", "Before", "Wants", "Requires", "Environment"];

/// The splices that set `lines` in the section at `at`, or, where the lines name sections, in those of the file.
pub fn set(text: &str, kind: Kind, at: Span, whole: bool, lines: &str) -> Option<Vec<Splice>> {
    let dialect = match kind {
        Kind::SystemdUnit => Dialect { comment: &['#', ';'], inline_comment: false, indent_continues: false },
        Kind::PhpFpmPool => Dialect { comment: &[';', '#'], inline_comment: true, indent_continues: false },
        Kind::AppConfig => Dialect { comment: &['#', ';'], inline_comment: false, indent_continues: true },
        _ => return None,
    };
    let there = sections(text, dialect);
    let mut splices = Vec::new();
    // From the last to the first: of two splices at the end of the file the first in this list stands last there.
    for wanted in sections(lines, dialect).into_iter().rev() {
        let own = |section: &&Section| match (whole, kind) {
            (true, _) => section.name == wanted.name,
            // Such a file's facts span all of it.
            (_, Kind::AppConfig) => matches!(section.name, None | Some("uwsgi")),
            _ => start(section) == at.start,
        };
        match there.iter().rev().find(own) {
            Some(section) => in_section(text, kind, section, &wanted.entries, &mut splices)?,
            None if whole => splices.push(new_section(text, &wanted, lines)),
            None => return None,
        }
    }
    Some(splices)
}

fn start(section: &Section) -> u32 {
    let first = section.entries.first().filter(|_| section.name.is_none());
    first.map_or(section.span.start, |entry| entry.span.start)
}

fn in_section(text: &str, kind: Kind, section: &Section, wanted: &[Entry], splices: &mut Vec<Splice>) -> Option<()> {
    // In Python's settings the last line may be that of a value; a statement begins a line.
    let statements = kind == Kind::AppConfig && section.name.is_none();
    let last = section.entries.last();
    let like = if statements { section.entries.first() } else { last };
    let mut missing = String::new();
    for entry in wanted {
        let adds_up = kind == Kind::SystemdUnit && ADD_UP.contains(&entry.key);
        let holds = |there: &Entry| {
            there.value == entry.value
                || adds_up
                    && entry.value.split_whitespace().all(|word| there.value.split_whitespace().any(|one| one == word))
        };
        let of_key = |there: &&Entry| there.key.eq_ignore_ascii_case(entry.key);
        let there = if adds_up {
            section.entries.iter().find(|there| of_key(there) && holds(there))
        } else {
            section.get(entry.key)
        };
        match there {
            Some(there) if holds(there) => {}
            // Python has comments and values over several lines, which are not told apart here.
            Some(_) if kind == Kind::AppConfig => return None,
            Some(there) => splices.push((there.value_span?, entry.value.clone())),
            None => {
                let (blanks, equals) = like.map_or(("", "="), |like| style(text, like));
                missing.push_str(&format!("{blanks}{}{equals}{}\n", entry.key, entry.value));
            }
        }
    }
    let end = last.map_or(section.span.end, |last| last.span.end) as usize;
    let end = if statements { text.trim_end().len() } else { end };
    splices.extend(below(text, end, &missing));
    Some(())
}

/// What a directive's line begins with, and how its equals sign is written.
fn style<'t>(text: &'t str, entry: &Entry) -> (&'t str, &'static str) {
    let at = entry.span.start as usize;
    let after = entry.span.of(text).strip_prefix(entry.key).unwrap_or("");
    (&text[line_start(text, at)..at], if after.starts_with([' ', '\t']) { " = " } else { "=" })
}

fn new_section(text: &str, wanted: &Section, lines: &str) -> Splice {
    let lead = if text.is_empty() || text.ends_with('\n') { "\n" } else { "\n\n" };
    let end = text.len();
    (Span::new(end, end), format!("{lead}{}\n", wanted.whole().of(lines)))
}
