//! Access logs: nginx's combined and common formats, formats with upstream fields, JSON and labelled formats, the lines of
//! application servers that hold a quoted request and a status, and the logs of other proxies.

mod caddy;
mod edge;
mod fields;
mod named;
#[cfg(test)]
mod tests;
mod upstream;

use super::Sink;
use crate::facts::stamp;
use crate::intake::Artifact;
use crate::text::span_in;

/// Reads every line.
pub fn read(artifact: &Artifact, sink: &mut Sink) {
    let all = artifact.text.as_str();
    for line in all.lines() {
        let span = span_in(all, line);
        if let Some((entry, at)) = edge::entry(all, line) {
            sink.add_at(span, at.and_then(stamp::parse), entry);
        } else if let Some((entry, at)) = named::entry(all, line) {
            sink.add_at(span, at.and_then(stamp::parse), entry);
        } else if let Some(entry) = fields::entry(all, line) {
            let at = line.find('[').and_then(|open| stamp::parse(line[open..].split(']').next()?));
            sink.add_at(span, at, entry);
        }
    }
}
