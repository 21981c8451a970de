//! From artifacts to facts: one module for each format.
//!
//! A reader knows its own format and nothing else. It works on an artifact's clean text, gives every fact its span there,
//! and says which lines it understood; the rest is counted and shown as not understood.

pub(crate) mod app_log;
mod nginx_error;
mod sink;

pub use sink::{Reading, Sink};

use crate::intake::{Artifact, Kind};

/// Reads one artifact with the reader of its kind.
fn read_one(artifact: &Artifact, sink: &mut Sink) {
    match artifact.kind {
        Kind::AppLog => app_log::read(artifact, sink),
        Kind::NginxErrorLog => nginx_error::read(artifact, sink),
        _ => {}
    }
}

/// Reads all artifacts.
pub fn read(artifacts: &[Artifact]) -> Reading {
    let mut reading = Reading::default();
    for (index, artifact) in artifacts.iter().enumerate() {
        let mut sink = Sink::new(&mut reading.store, artifact, index);
        read_one(artifact, &mut sink);
        let unread = sink.unread();
        reading.unread.push(unread);
    }
    reading
}
