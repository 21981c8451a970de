//! Unified diffs of a change, by `imara-diff`.

use imara_diff::{Algorithm, BasicLineDiffPrinter, Diff, InternedInput, UnifiedDiffConfig};

/// The unified diff from `before` to `after`, with file headers; empty where they are the same.
pub fn unified_diff(name: &str, before: &str, after: &str) -> String {
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let printer = BasicLineDiffPrinter(&input.interner);
    let hunks = diff.unified_diff(&printer, UnifiedDiffConfig::default(), &input).to_string();
    // With a path from the root `patch -p1` would find no file.
    let name = name.trim_start_matches('/');
    // As diff and git do it: a name with a blank ends with a tab.
    let end = if name.contains(' ') { "\t" } else { "" };
    if hunks.is_empty() { hunks } else { format!("--- a/{name}{end}\n+++ b/{name}{end}\n{hunks}") }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_changed_line_is_shown_with_its_neighbours() {
        let diff = super::unified_diff("x.conf", "a;\nb;\nc;\n", "a;\nB;\nc;\n");
        assert!(diff.contains("-b;\n") && diff.contains("+B;\n"), "{diff}");
        assert!(diff.starts_with("--- a/x.conf\n+++ b/x.conf\n@@"), "{diff}");
    }
}
