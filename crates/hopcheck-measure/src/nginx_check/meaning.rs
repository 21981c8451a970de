//! Cases about what directives mean together: addresses, upstreams, conditions, locations, variables, zones.

use super::case::Case;
use super::layout::whole;
use crate::random::Random;
use hopcheck::nginx::directives::Contexts;

/// Statements, a statement or several a line: `PLACE: STATEMENTS`, each drawn into a layout of its own. Lines of one statement are
/// parted by ` ;; `.
const STATEMENTS: &str = include_str!("statements.txt");

/// One case for each line of the list.
pub fn cases(random: &mut Random) -> Vec<Case> {
    let mut cases = Vec::new();
    for line in STATEMENTS.lines().filter(|line| !line.starts_with('#')) {
        let Some((place, text)) = line.split_once(": ") else { continue };
        let place = match place {
            "main" => Contexts::MAIN,
            "events" => Contexts::EVENTS,
            "http" => Contexts::HTTP,
            "server" => Contexts::SERVER,
            "upstream" => Contexts::UPSTREAM,
            _ => Contexts::LOCATION,
        };
        let lines: Vec<String> = text.split(" ;; ").map(str::to_owned).collect();
        cases.push(Case::new(format!("meaning/{line}"), whole(random, place, &lines, &[])));
    }
    cases
}
