//! Lines and columns of command output, with their places.

use crate::text::{Span, span_in};

/// The lines of `text` that are not blank, without their line ends and trailing blanks, each with its span.
pub fn rows(text: &str) -> impl Iterator<Item = (&str, Span)> {
    text.lines()
        .map(str::trim_end)
        .filter(|line| !line.trim_start().is_empty())
        .map(move |line| (line, span_in(text, line)))
}

/// The columns of a line, at blanks.
pub fn columns(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

/// The part of `line` from its `nth` column on, to the end.
pub fn from_column(line: &str, nth: usize) -> Option<&str> {
    let column = line.split_whitespace().nth(nth)?;
    let at = span_in(line, column).start as usize;
    line.get(at..).map(str::trim_end)
}

/// The command line above some output, where the paste shows it: a first line whose first words name one of `tools`
/// (after `sudo`, `docker exec NAME` and the like).
pub fn command<'t>(text: &'t str, tools: &[&str]) -> Option<(&'t str, Span)> {
    let (line, span) = rows(text).next()?;
    let bare = line.trim_start().trim_start_matches(['$', '#', '%', '>']).trim_start();
    let named = bare.split_whitespace().take(8).any(|word| tools.contains(&word.rsplit('/').next().unwrap_or(word)));
    // Output begins with a header, a mode or a state, never with a small letter's word and then an option or path.
    let typed = bare.starts_with(|c: char| c.is_ascii_lowercase())
        && !bare.starts_with("tcp")
        && !bare.contains("cannot access");
    (named && typed && !bare.contains(": ")).then_some((bare, span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_told_from_its_output() {
        assert!(command("$ docker exec web ss -ltnp\nState", &["ss"]).is_some());
        assert!(command("ls: cannot access '/run/x.sock': No such file or directory", &["ls"]).is_none());
        assert_eq!(from_column("a  b c d ", 2), Some("c d"));
    }
}
