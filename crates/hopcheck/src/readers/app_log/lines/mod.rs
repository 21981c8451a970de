//! What known programs print, one small table for each family.

mod asgi;
mod clients;
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

/// All tables. Where several entries fit a line, the first one does.
pub const TABLES: &[&[Entry]] = &[
    gunicorn::LINES,
    asgi::LINES,
    python::LINES,
    uwsgi::LINES,
    php::LINES,
    kernel::LINES,
    clients::LINES,
    shell::LINES,
    // A start script that waits for a neighbour prints the neighbour's error in a line of its own.
    supervisors::LINES,
    others::LINES,
    node::LINES,
];
