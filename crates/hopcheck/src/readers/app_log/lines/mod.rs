//! What known programs print, one small table for each family.

mod asgi;
mod clients;
mod dials;
mod gunicorn;
mod kernel;
mod node;
mod others;
mod php;
mod python;
mod shell;
mod supervisors;
mod uwsgi;

use super::entry::Entry;

/// All tables, each by a function, so that the page loads one when it is first asked for. Where several entries fit a line, the first
/// one does.
pub const TABLES: [fn() -> &'static [Entry]; 12] = [
    || gunicorn::LINES,
    || asgi::LINES,
    || python::LINES,
    || uwsgi::LINES,
    || php::LINES,
    || kernel::LINES,
    || clients::LINES,
    || shell::LINES,
    // A start script that waits for a neighbour prints the neighbour's error in a line of its own.
    || supervisors::LINES,
    || others::LINES,
    || dials::LINES,
    || node::LINES,
];
