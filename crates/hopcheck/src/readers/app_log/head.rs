//! The time stamp at the head of a line.

use std::sync::LazyLock;

use hopcheck_expression::Program;

use crate::facts::{Stamp, stamp};

/// A stamp stands within this many bytes of a line's beginning.
const REACH: usize = 64;

/// When the line says it was printed.
pub fn stamp_of(line: &str) -> Option<Stamp> {
    static HEAD: LazyLock<Option<Program>> =
        LazyLock::new(|| Program::new(include_bytes!(concat!(env!("OUT_DIR"), "/stamp.code"))));
    let head = HEAD.as_ref()?;
    let reach = &line.as_bytes()[..line.len().min(REACH)];
    let found = head.captures(reach)?.name("stamp")?;
    stamp::parse(std::str::from_utf8(found).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_of_servers() {
        for line in [
            "[2024-06-20 16:12:08 +0000] [7] [INFO] Starting gunicorn 22.0.0",
            "[20-Jun-2024 16:12:08] NOTICE: fpm is running, pid 1",
            "Thu Jun 20 16:12:08 2024 - *** uWSGI is running in multiple interpreter mode ***",
            "[Thu Jun 20 16:12:08.740156 2024] [mpm_prefork:notice] [pid 47] AH00163: Apache",
            "2024-06-20 16:12:08,015 INFO supervisord started with pid 3314",
        ] {
            assert_eq!(stamp_of(line).map(|s| s.to_string()).as_deref(), Some("2024-06-20 16:12:08"), "{line}");
        }
        assert_eq!(stamp_of("INFO:     Started server process [1400]"), None);
    }
}
