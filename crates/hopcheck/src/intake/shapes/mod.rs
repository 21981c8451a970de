//! Lines of configurations, sources and tables: what one line hints at, before its neighbours are asked.

mod exchange;
mod heading;
mod ini;
mod keyed;
mod nginx;
mod proxy;
mod source;
mod table;

use super::Kind;
use super::guess::Guess;
use exchange::exchange;
use heading::heading;
use ini::section;
use keyed::keyed;
use nginx::nginx;
use proxy::proxy;
use source::{dockerfile, source, start};
use table::table;

/// The hint of one line; `text` is `line` without surrounding blanks, and not empty.
pub(super) fn shape_of(line: &str, text: &str) -> Guess {
    let steps: [fn(&str, &str) -> Option<Guess>; 10] =
        [heading, table, proxy, exchange, dockerfile, nginx, section, source, start, keyed];
    steps.iter().find_map(|step| step(line, text)).unwrap_or(Guess::NONE)
}

fn sure(kind: Kind) -> Option<Guess> {
    Some(Guess { kind, weight: 8, opens: true })
}

fn good(kind: Kind, weight: u8) -> Option<Guess> {
    Some(Guess { kind, weight, opens: false })
}
