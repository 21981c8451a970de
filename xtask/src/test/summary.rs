//! Counting tests in what the test runners print.

/// Tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

impl Counts {
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Adds what the last line of the lab says: `60 passed, 0 failed, 2 skipped`.
    pub fn read_lab(&mut self, line: &str) {
        if line.ends_with(" skipped") && line.starts_with(|c: char| c.is_ascii_digit()) {
            self.passed += before(line, " passed");
            self.failed += before(line, " failed");
        }
    }

    /// Adds what one line of a runner's output says, if it is a summary line: that of Rust's test harness and of
    /// wasm-bindgen's (`test result: ok. 3 passed; 0 failed; …`) or those of node's (`ℹ pass 3`, `ℹ fail 0`).
    pub fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some(result) = line.strip_prefix("test result: ") {
            self.passed += before(result, " passed");
            self.failed += before(result, " failed");
        } else if let Some(summary) = line.strip_prefix("ℹ ") {
            match summary.split_once(' ') {
                Some(("pass", n)) => self.passed += n.parse().unwrap_or(0),
                // A cancelled test is one that never came to an end.
                Some(("fail" | "cancelled", n)) => self.failed += n.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
}

/// The number that stands right before `what`.
fn before(text: &str, what: &str) -> u64 {
    text.split_once(what)
        .and_then(|(head, _)| head.rsplit(' ').next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Counts;

    fn count(text: &str) -> Counts {
        let mut counts = Counts::default();
        text.lines().for_each(|line| counts.read(line));
        counts
    }

    #[test]
    fn each_test_binary_counts() {
        let text = "test a ... ok\n\ntest result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.03s\n\
            test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        assert_eq!(count(text), Counts { passed: 15, failed: 2 });
    }

    #[test]
    fn nodes_runner_counts() {
        let text = "✔ the page loads (812ms)\nℹ tests 5\nℹ suites 0\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 0\n";
        assert_eq!(count(text), Counts { passed: 3, failed: 2 });
    }

    #[test]
    fn the_lab_counts() {
        let mut counts = Counts::default();
        for line in ["FAILED x: 3 passed, 2 failed, 0 skipped and so on", "61 passed, 1 failed, 2 skipped"] {
            counts.read_lab(line);
        }
        assert_eq!(counts, Counts { passed: 61, failed: 1 });
    }

    #[test]
    fn other_lines_do_not() {
        assert_eq!(count("9 passed, 1 failed\nℹ duration_ms 812\n"), Counts::default());
    }
}
