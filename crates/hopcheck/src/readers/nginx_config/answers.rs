//! What nginx adds to an answer, and the door it answers at.

use super::Together;
use crate::facts::Field;
use crate::nginx::views::ServerView;
use crate::nginx::{Effective, Node};
use crate::text::Span;

impl Together<'_, '_> {
    /// A header that `add_header` gives the answer.
    pub(super) fn added_header(&self, scope: usize, name: &str) -> Field<String> {
        let effective = self.model.entry(scope, "add_header", name);
        self.here_only(scope, self.set_word(effective, 2), effective)
    }

    /// The sources of connect-src in a Content-Security-Policy that nginx adds.
    pub(super) fn connect_src(&self, scope: usize) -> Field<String> {
        let effective = self.model.entry(scope, "add_header", "Content-Security-Policy");
        let (policy, span) = match (self.added_header(scope, "Content-Security-Policy"), effective) {
            (Field::Set(policy, span), Effective::Set(node, _)) => (policy, span.map(|span| (node, span))),
            (other, _) => return other,
        };
        let sources = policy.split(';').map(str::trim).find_map(|part| part.strip_prefix("connect-src "));
        let Some(sources) = sources.map(str::trim) else { return Field::Absent };
        // A word may stand in quotes or have escapes: the sources are looked for as they are written.
        let written = |(node, span): (Node, Span)| {
            let word = span.of(self.model.configs[node.config].text);
            let from = word.find("connect-src ")?;
            let at = from + word[from..].find(sources)?;
            Some(Span::new(span.start as usize + at, span.start as usize + at + sources.len()))
        };
        Field::Set(sources.to_owned(), span.and_then(written))
    }

    /// The `listen` of port 443 that speaks no TLS. `ssl on`, which nginx had until 1.25.0, makes every listen speak it.
    pub(super) fn plain_443(&self, server: &ServerView) -> Field<String> {
        let plain = server.listens.iter().find(|listen| listen.port == Some(443) && !listen.ssl);
        let all_tls = matches!(self.model.value(server.scope, "ssl"), Effective::Set(node, _) if self.model.word(node, 1) == "on");
        match plain.filter(|_| !all_tls) {
            Some(listen) => {
                Field::Set(self.model.word(listen.node, 1).into_owned(), self.span_of(server.scope, listen.node, 1))
            }
            None if server.whole => Field::Absent,
            None => Field::Unknown,
        }
    }
}
