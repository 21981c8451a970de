//! `cargo xtask nginx-check`: the engine's verdict over configurations against that of real nginx (docs/nginx-check.md).

mod answer;
mod build;
mod case;
mod compare;
mod differences;
mod hand_made;
mod layout;
mod meaning;
mod syntax;
mod table;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;

use answer::Answer;
use build::Build;
use case::Case;
use compare::{Comparison, Figures};
use differences::Listed;

use crate::random::Random;
use crate::scratch::{self, Scratch};

/// Drawn once, so that the committed list of differences stays one list.
const SEED: u64 = 4;

/// What the command line asks for.
#[derive(Debug, Args)]
pub struct Options {
    /// The series of nginx to ask; both that the project knows where none is named.
    #[arg(long, value_parser = ["1.22", "1.28"])]
    version: Vec<String>,
    /// Draws other configurations; the committed list of differences is then not held against them.
    #[arg(long)]
    seed: Option<u64>,
    /// How many configurations are made from the table of directives.
    #[arg(long, default_value_t = 700)]
    count: usize,
    /// Fails where a version of nginx that was asked for is not here.
    #[arg(long)]
    all_versions: bool,
    /// Prints every difference with its configuration.
    #[arg(long)]
    list: bool,
    /// Runs only cases whose id holds this.
    #[arg(long)]
    only: Option<String>,
    /// Ends as soon as standard input does: how whoever starts the check makes sure that it does not outlive them.
    #[arg(long)]
    end_with_stdin: bool,
}

/// Asks each nginx and prints figures; false where they do not hold.
pub fn run(options: &Options) -> Result<bool, String> {
    if options.end_with_stdin {
        scratch::end_with_stdin();
    }
    let listed = differences::read(&crate::root().join("tests/nginx-differences.toml"))?;
    let versions = match options.version.as_slice() {
        [] => vec!["1.22".to_owned(), "1.28".to_owned()],
        asked => asked.to_vec(),
    };
    let (mut passed, mut failed, mut left_out) = (0, 0, 0);
    for version in &versions {
        match Build::of(version) {
            Ok(build) if one(options, &build, &listed)? => passed += 1,
            Ok(_) => failed += 1,
            Err(why) => {
                println!("nginx {version}: not run, {why}");
                left_out += 1;
            }
        }
    }
    println!("{passed} passed, {failed} failed, {left_out} skipped");
    Ok(failed == 0 && !(options.all_versions && left_out > 0))
}

fn cases(options: &Options, build: &Build) -> Result<Vec<Case>, String> {
    let mut random = Random::new(options.seed.unwrap_or(SEED));
    let mut cases = hand_made::cases(&crate::root().join("tests/nginx"))?;
    cases.extend(syntax::cases(&mut random));
    cases.extend(meaning::cases(&mut random));
    cases.extend(table::cases(build, &mut random, options.count));
    if let Some(only) = &options.only {
        cases.retain(|case| case.id.contains(only.as_str()));
    }
    Ok(cases)
}

fn one(options: &Options, build: &Build, listed: &[Listed]) -> Result<bool, String> {
    let cases = cases(options, build)?;
    let (comparisons, left) = ask_all(build, &cases)?;
    let figures = Figures::of(&comparisons);
    println!("nginx {}: {figures}; {} left to the machine or to modules it lacks", build.series, left.len());
    if options.list {
        left.iter().for_each(|(case, why)| println!("-- left: {}: {why}", case.id));
        comparisons.iter().filter(|(_, comparison)| comparison.differs()).for_each(|(case, comparison)| {
            println!("\n== {}\n{comparison}", case.id);
            case.files.iter().for_each(|file| println!("-- {}\n{}", file.name, file.text));
        });
    }
    let mut complaints = figures.complaints();
    if options.seed.is_none() && options.only.is_none() {
        let different: Vec<&str> = comparisons
            .iter()
            .filter(|(_, comparison)| !comparison.same_verdict())
            .map(|(case, _)| case.id.as_str())
            .collect();
        complaints.extend(differences::complaints(listed, &build.series, &different));
    }
    complaints.iter().for_each(|complaint| println!("  {complaint}"));
    Ok(complaints.is_empty())
}

/// The cases compared, and those that nginx could not judge, with the reason.
type Asked<'c> = (Vec<(&'c Case, Comparison)>, Vec<(&'c Case, String)>);

/// Asks nginx and the engine about every case, several at once.
fn ask_all<'c>(build: &Build, cases: &'c [Case]) -> Result<Asked<'c>, String> {
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(Vec::new());
    let scratch = Scratch::new("hopcheck-nginx").map_err(|e| format!("no folder for the configurations: {e}"))?;
    let root = scratch.path();
    let threads = std::thread::available_parallelism().map_or(2, usize::from) * 2;
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(case) = cases.get(at) else { break };
                    let answer = answer::ask(build, case, &root.join(at.to_string()));
                    if let Ok(mut answers) = answers.lock() {
                        answers.push((at, answer));
                    }
                }
            });
        }
    });
    drop(scratch);
    let mut answers = answers.into_inner().map_err(|e| e.to_string())?;
    answers.sort_by_key(|(at, _)| *at);
    let (mut compared, mut left) = (Vec::new(), Vec::new());
    for (at, answer) in answers {
        let case = &cases[at];
        match answer? {
            Answer::Verdict(nginx) => compared.push((case, Comparison { nginx, engine: case.verdict() })),
            Answer::Machine(why) => left.push((case, why)),
        }
    }
    Ok((compared, left))
}
