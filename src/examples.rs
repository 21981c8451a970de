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
    file: &'static str,
}

/// All of them, in the order of their buttons.
pub const EXAMPLES: &[Example] = &[
    Example {
        title: text::EXAMPLE_REFUSED,
        pieces: text::EXAMPLE_REFUSED_HOLDS,
        file: "examples/refused-in-docker.txt",
    },
    Example {
        title: text::EXAMPLE_WEBSOCKET_PORT,
        pieces: text::EXAMPLE_WEBSOCKET_PORT_HOLDS,
        file: "examples/websocket-port.txt",
    },
    Example { title: text::EXAMPLE_SOCKET, pieces: text::EXAMPLE_SOCKET_HOLDS, file: "examples/php-fpm-socket.txt" },
    Example { title: text::EXAMPLE_REBUILD, pieces: text::EXAMPLE_REBUILD_HOLDS, file: "examples/after-rebuild.txt" },
    Example { title: text::EXAMPLE_IDLE, pieces: text::EXAMPLE_IDLE_HOLDS, file: "examples/websocket-idle.txt" },
    Example { title: text::EXAMPLE_LONG, pieces: text::EXAMPLE_LONG_HOLDS, file: "examples/long-answers.txt" },
];

impl Example {
    /// Its text; none where the browser cannot get it.
    pub async fn text(&self) -> Option<String> {
        beside::text(self.file).await
    }
}

#[cfg(test)]
mod tests {
    use super::EXAMPLES;
    use hopcheck::intake::Piece;
    use std::path::Path;

    #[test]
    fn each_is_there_and_has_an_answer() {
        for example in EXAMPLES {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("www").join(example.file);
            let text = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
            let report = crate::engine::analyse(&[Piece { text, ..Piece::default() }], None, &mut |_| ());
            assert!(!report.findings.is_empty(), "{}", example.title);
        }
    }
}
