//! Pastes to try, one for each kind of failure. Their texts are files beside the page, loaded when one is chosen.

use crate::beside;
use crate::text;

/// An example: what its button says, and where its text is.
#[derive(Debug, PartialEq)]
pub struct Example {
    /// What its author saw.
    pub title: &'static str,
    /// What is in it.
    pub pieces: &'static str,
    /// The kinds of those pieces that the host of an embedded page may choose examples by, with spaces between.
    pub kinds: &'static str,
    file: &'static str,
}

/// All of them, in the order of their buttons.
pub const EXAMPLES: &[Example] = &[
    Example {
        title: text::EXAMPLE_REFUSED,
        pieces: text::EXAMPLE_REFUSED_HOLDS,
        kinds: "app-log compose-file nginx-error-log",
        file: "examples/refused-in-docker.txt",
    },
    Example {
        title: text::EXAMPLE_WEBSOCKET_PORT,
        pieces: text::EXAMPLE_WEBSOCKET_PORT_HOLDS,
        kinds: "compose-file console frontend-source",
        file: "examples/websocket-port.txt",
    },
    Example {
        title: text::EXAMPLE_SOCKET,
        pieces: text::EXAMPLE_SOCKET_HOLDS,
        kinds: "nginx-config nginx-error-log php-fpm-pool",
        file: "examples/php-fpm-socket.txt",
    },
    Example {
        title: text::EXAMPLE_REBUILD,
        pieces: text::EXAMPLE_REBUILD_HOLDS,
        kinds: "container-inspect container-list nginx-config nginx-error-log",
        file: "examples/after-rebuild.txt",
    },
    Example {
        title: text::EXAMPLE_IDLE,
        pieces: text::EXAMPLE_IDLE_HOLDS,
        kinds: "app-log console nginx-config",
        file: "examples/websocket-idle.txt",
    },
    Example {
        title: text::EXAMPLE_LONG,
        pieces: text::EXAMPLE_LONG_HOLDS,
        kinds: "app-log console nginx-config nginx-error-log",
        file: "examples/long-answers.txt",
    },
];

impl Example {
    /// The name by which the element in somebody else's page knows it.
    pub fn name(&self) -> &'static str {
        self.file.trim_start_matches("examples/").trim_end_matches(".txt")
    }

    /// Its text; none where the browser cannot get it.
    pub async fn text(&self) -> Option<String> {
        beside::text(self.file).await
    }
}

#[cfg(test)]
mod tests {
    use super::EXAMPLES;
    use hopcheck::intake::Piece;
    use std::collections::BTreeSet;
    use std::path::Path;

    #[test]
    fn each_is_there_and_has_an_answer() {
        for example in EXAMPLES {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("www").join(example.file);
            let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            let report = crate::engine::once(&[Piece { text, ..Piece::default() }]);
            assert!(!report.findings.is_empty(), "{}", example.title);
            let kinds: BTreeSet<&str> = report.artifacts.iter().map(|artifact| artifact.kind.as_str()).collect();
            let said: BTreeSet<&str> = example.kinds.split(' ').chain(["prose"]).collect();
            assert_eq!(said, kinds.into_iter().chain(["prose"]).collect(), "{}", example.title);
        }
    }
}
