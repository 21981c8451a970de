//! From facts to an answer: which causes stand, how sure, in which order, and what to ask next.

mod asks;
mod candidates;
mod commands;
mod edits;
mod fixes;
mod messages;
mod path;
mod proof;
mod rank;
mod render;
mod routed;
mod tried;

pub use candidates::{Candidate, candidates};
pub use proof::{Reason, Unproven};
pub use render::report;
