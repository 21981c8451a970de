//! `cargo xtask test`: set everything up, then every test, stage by stage.

mod stages;
mod summary;

pub use stages::{build_page, built_page, shipped};

use crate::{run, setup};
use stages::{STAGES, Stage};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use summary::Counts;

/// What the command line asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// The stages to run; empty for all.
    only: Vec<String>,
}

impl Options {
    /// Reads the arguments after `test`.
    pub fn parse(args: &[String]) -> Result<Self, String> {
        let mut only = Vec::new();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            if arg != "--only" {
                return Err(format!("test does not know {arg:?}"));
            }
            let name = args.next().ok_or("--only needs the name of a stage")?;
            if !STAGES.iter().any(|stage| stage.name == name) {
                let names: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
                return Err(format!("there is no stage {name:?}; the stages are {}", names.join(", ")));
            }
            only.push(name.clone());
        }
        Ok(Self { only })
    }

    /// Whether a stage is to be run: asked for, or needed by one that is.
    fn includes(&self, stage: &Stage) -> bool {
        let asked = |name: &str| self.only.is_empty() || self.only.iter().any(|only| only == name);
        asked(stage.name) || STAGES.iter().any(|other| other.needs == Some(stage.name) && asked(other.name))
    }
}

/// What became of a stage.
enum Outcome {
    Passed(Counts),
    Failed(Counts),
    /// It could not be run, and why.
    NotRun(String),
}

/// Runs the stages and prints what became of them. A stage that cannot run is a failure too.
pub fn run(options: &Options) -> Result<ExitCode, String> {
    let start = Instant::now();
    setup::for_test()?;
    run::say(&format!("set-up done in {}", shown(start.elapsed())));

    let mut results: Vec<(&Stage, Outcome, Duration)> = Vec::new();
    for stage in STAGES.iter().filter(|stage| options.includes(stage)) {
        let broken = results
            .iter()
            .find(|(done, outcome, _)| stage.needs == Some(done.name) && !matches!(outcome, Outcome::Passed(_)))
            .map(|(done, ..)| done.name);
        let began = Instant::now();
        let outcome = match broken {
            Some(name) => Outcome::NotRun(format!("stage {name} did not pass")),
            None => {
                run::say(&format!("{}: {}", stage.name, stage.what));
                run_stage(stage)
            }
        };
        run::say(&line(stage, &outcome, began.elapsed()));
        results.push((stage, outcome, began.elapsed()));
    }

    println!("\nStages:");
    for (stage, outcome, took) in &results {
        println!("  {}", line(stage, outcome, *took));
    }
    println!("  {:<10} {}", "in all", shown(start.elapsed()));
    let total = total(results.iter().map(|(_, outcome, _)| outcome));
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn run_stage(stage: &Stage) -> Outcome {
    let mut counts = Counts::default();
    match (stage.run)(&mut counts) {
        Ok(true) if stage.counts_tests && counts.passed + counts.failed == 0 => {
            Outcome::NotRun("it held no test at all".to_owned())
        }
        Ok(true) => Outcome::Passed(counts),
        Ok(false) => Outcome::Failed(counts),
        Err(why) => Outcome::NotRun(why),
    }
}

/// All tests counted. A stage that failed or did not run without a failed test to its name counts as one failure, so that
/// "0 failed" means what it says.
fn total<'a>(outcomes: impl Iterator<Item = &'a Outcome>) -> Counts {
    let mut total = Counts::default();
    for outcome in outcomes {
        match outcome {
            Outcome::Passed(counts) => total.add(*counts),
            Outcome::Failed(counts) => total.add(Counts { failed: counts.failed.max(1), ..*counts }),
            Outcome::NotRun(_) => total.failed += 1,
        }
    }
    total
}

fn line(stage: &Stage, outcome: &Outcome, took: Duration) -> String {
    let tests = |counts: &Counts| match (counts.passed, counts.failed) {
        (0, 0) => String::new(),
        (passed, failed) => format!(" ({passed} passed, {failed} failed)"),
    };
    let outcome = match outcome {
        Outcome::Passed(counts) => format!("passed{}", tests(counts)),
        Outcome::Failed(counts) => format!("FAILED{}", tests(counts)),
        Outcome::NotRun(why) => format!("NOT RUN: {why}"),
    };
    format!("{:<10} {:>8}  {outcome}", stage.name, shown(took))
}

/// A duration as people say it: `4.2 s`, `3 min 5 s`.
fn shown(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(args: &[&str]) -> Result<Options, String> {
        Options::parse(&args.iter().map(|&a| a.to_owned()).collect::<Vec<_>>())
    }

    fn included(options: &Options) -> Vec<&'static str> {
        STAGES.iter().filter(|stage| options.includes(stage)).map(|stage| stage.name).collect()
    }

    #[test]
    fn a_stage_brings_the_one_it_needs() {
        assert_eq!(included(&parse(&["--only", "browser"]).unwrap()), ["page", "browser"]);
        assert_eq!(included(&parse(&[]).unwrap()).len(), STAGES.len());
    }

    #[test]
    fn an_unknown_stage_is_answered_with_the_known_ones() {
        let message = parse(&["--only", "browsers"]).unwrap_err();
        assert!(message.contains("native, rules"), "{message}");
    }

    #[test]
    fn a_stage_that_fails_without_a_count_still_counts() {
        let three = Counts { passed: 3, failed: 0 };
        let outcomes = [Outcome::Passed(three), Outcome::Failed(three), Outcome::NotRun("no browser".to_owned())];
        assert_eq!(total(outcomes.iter()), Counts { passed: 6, failed: 2 });
    }

    #[test]
    fn durations_are_readable() {
        assert_eq!(shown(Duration::from_millis(4_200)), "4.2 s");
        assert_eq!(shown(Duration::from_secs(185)), "3 min 5 s");
    }
}
