//! Hopcheck's engine: text in, diagnosis out.
//!
//! The data flows one way, and no step looks back:
//!
//! ```text
//! text -> artifacts -> facts -> more facts -> findings -> diagnosis -> report
//!       intake      readers  derivations    matcher    ranking      views
//! ```
//!
//! The crate does no I/O, has no `cfg` in its logic, never panics on input and never recurses on input depth.

pub mod intake;
pub mod nginx;
pub mod report;
pub mod text;
