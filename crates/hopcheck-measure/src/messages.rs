//! The phrasebook against the catalogue: is every format recognised, with its parts, and explained in words of its own?

use crate::catalogue::{self, Row};
use crate::checks;
use crate::figures::Share;
use crate::heard::{self, Heard};
use crate::random::Random;

#[derive(Debug, clap::Args)]
pub struct Options {
    /// Prints so many messages drawn at random, with what is said of them, to be read.
    #[arg(long, value_name = "N", default_value = "0")]
    sample: usize,
    /// The seed of the draw.
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
}

/// More complaints than this are counted only.
const MOST_SHOWN: usize = 100;

/// Which rows a group of formats holds.
type Belongs = fn(&Row) -> bool;

/// Prints the shares and what is wrong; false where something is.
pub fn run(options: &Options) -> Result<bool, String> {
    let rows = catalogue::messages();
    let mut wrong = Vec::new();
    println!("formats                            recognised              explained               linked to a rule");
    let groups: [(&str, Belongs); 5] = [
        ("promised (core, operator, warn up)", |row| row.is_promised()),
        ("core, operator, below warn", |row| row.scope == "core" && row.audience == "operator" && !row.is_promised()),
        ("extended, operator", |row| row.scope == "extended" && row.audience == "operator"),
        ("internal", |row| row.audience == "developer"),
        ("other systems than Linux", |row| row.audience == "non-linux"),
    ];
    let heard = Heard::all(&rows, &mut wrong);
    let mut all = Group::default();
    for (name, belongs) in groups {
        let mut group = Group::default();
        for (format, rows) in catalogue::by_format(&rows) {
            if rows.iter().any(belongs) {
                group.count(format, &heard);
            }
        }
        println!("{name:<35}{group}");
    }
    for format in catalogue::by_format(&rows).keys() {
        all.count(format, &heard);
    }
    println!("{:<35}{all}", "all");
    println!("parts compared with {} example lines", heard.compared);
    wrong.extend(checks::explanations());
    wrong.extend(checks::error_numbers());
    wrong.extend(checks::function_names(&rows));
    for complaint in wrong.iter().take(MOST_SHOWN) {
        println!("WRONG {complaint}");
    }
    if wrong.len() > MOST_SHOWN {
        println!("… and {} more", wrong.len() - MOST_SHOWN);
    }
    if options.sample > 0 {
        sample(&rows, options);
    }
    println!("{} complaints", wrong.len());
    Ok(wrong.is_empty())
}

/// Shares of one group of formats.
#[derive(Default)]
struct Group {
    recognised: Share,
    explained: Share,
    linked: Share,
}

impl Group {
    fn count(&mut self, format: &str, heard: &Heard) {
        self.recognised.count(heard.recognised.contains(format));
        self.explained.count(heard.explained.contains(format));
        self.linked.count(heard.linked.contains(format));
    }
}

impl std::fmt::Display for Group {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let column = |share: Share| share.to_string();
        write!(out, "{:<24}{:<24}{}", column(self.recognised), column(self.explained), column(self.linked))
    }
}

/// Prints messages drawn at random.
fn sample(rows: &[Row], options: &Options) {
    println!("\n{} drawn with seed {}:", options.sample, options.seed);
    for row in Random::new(options.seed).draw(rows, options.sample) {
        let line = heard::line(row);
        println!("\n  {line}");
        if let Some(message) = heard::message(&line) {
            println!("  = {}\n  > {}", message.explains, message.points_to.join(" "));
        }
    }
    println!();
}
