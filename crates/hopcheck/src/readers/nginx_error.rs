//! nginx's error log.
use super::Sink;
use crate::intake::Artifact;
/// Reads it.
pub fn read(_artifact: &Artifact, _sink: &mut Sink) {}
