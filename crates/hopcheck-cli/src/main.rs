//! `hopcheck`: what broke, in files or on standard input; which hop, why, and the fix, on standard output.

mod args;
mod circumstances;
mod diagnose;
mod explain;
mod input;
mod patch;
mod rules;
mod share;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command, RulesCommand};
use hopcheck::redact::Choices;

/// Nothing at or above the asked certainty; with --apply also: nothing is left.
const NOTHING: u8 = 0;
/// A finding at or above it.
const FOUND: u8 = 1;
/// Bad usage or unreadable input.
const BAD: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    let outcome = match &args.command {
        Some(Command::Explain { id }) => explain::explain(id, &args.rules),
        Some(Command::Rules { command: RulesCommand::List }) => rules::list(&args.rules),
        Some(Command::Rules { command: RulesCommand::Check { folder } }) => rules::check(folder),
        Some(Command::Share { files, said, as_is, hide, keep }) => {
            let choices = Choices { hide: hide.clone(), keep: keep.clone() };
            let pack = rules::pack(&args.rules);
            let said = pack.and_then(|pack| circumstances::circumstances(said, &pack));
            said.and_then(|said| share::share(files, said, *as_is, choices))
        }
        Some(Command::Open { link, said, format, fail_on }) => {
            diagnose::open(link, said, &args.rules, *format, *fail_on)
        }
        None if args.patch => patch::print(&args),
        None if args.apply => patch::apply(&args),
        None => diagnose::diagnose(&args),
    };
    match outcome {
        Ok(status) => ExitCode::from(status),
        Err(message) => {
            eprintln!("hopcheck: {message}");
            ExitCode::from(BAD)
        }
    }
}
