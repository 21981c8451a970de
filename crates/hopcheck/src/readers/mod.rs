//! From artifacts to facts: one module for each format.
//!
//! A reader knows its own format and nothing else. It works on an artifact's clean text, gives every fact its span there,
//! and says which lines it understood; the rest is counted and shown as not understood.

mod nginx_config;
mod nginx_error;
mod sink;

pub use sink::{Reading, Sink};

use crate::intake::{Artifact, Kind};

/// Reads one artifact with the reader of its kind.
fn read_one(artifact: &Artifact, sink: &mut Sink) {
    match artifact.kind {
        Kind::NginxErrorLog => nginx_error::read(artifact, sink),
        _ => {}
    }
}

/// Reads all artifacts.
pub fn read(artifacts: &[Artifact]) -> Reading {
    let mut reading = Reading::default();
    let configs = nginx_config::Configs::new(artifacts);
    let configs = nginx_config::Together::new(&configs);
    for (index, artifact) in artifacts.iter().enumerate() {
        let mut sink = Sink::new(&mut reading.store, artifact, index);
        match artifact.kind {
            // One configuration may include another.
            Kind::NginxConfig => configs.read(index, &mut sink),
            _ => read_one(artifact, &mut sink),
        }
        let unread = sink.unread();
        reading.unread.push(unread);
    }
    reading
}
