//! `cargo xtask lab [ID…]`: for each scenario real servers are broken in one way, the engine is given what a person would have
//! pasted, its fix is applied as it stands, and the symptom must be gone.
//!
//! Each scenario runs in namespaces of its own (mounts, network, processes, host name) on an overlay over the machine's files, so that
//! it has the real paths and ports, runs beside others, and leaves nothing behind. `docs/lab.md` describes it.

mod captured;
mod commands;
mod connect;
mod engine;
mod memory;
mod outcome;
mod play;
mod processes;
mod scenario;
mod schedule;
mod tether;
mod units;
mod unplayed;
mod world;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

#[derive(Debug, Parser)]
#[command(version, about)]
struct Args {
    /// Only the scenarios of these causes, or those named ID/NAME.
    ids: Vec<String>,
    /// How many run at once.
    #[arg(long, default_value = "2")]
    jobs: usize,
    /// Writes what was captured as a case beside each scenario that passed.
    #[arg(long)]
    write: bool,
    /// The scenarios that may be left out, one ID/NAME a line; any other that is not run is a failure.
    #[arg(long, value_name = "FILE")]
    may_not_run: Option<PathBuf>,
    /// Ends as soon as standard input does: how whoever starts the lab makes sure that it does not outlive them.
    #[arg(long)]
    end_with_stdin: bool,
    /// The folder of rules.
    #[arg(long, default_value_os_t = root().join("rules"))]
    rules: PathBuf,
}

/// The name by which the lab starts itself inside a scenario's namespaces.
const INSIDE: &str = "hopcheck-lab-inside";

fn main() -> ExitCode {
    let mut arguments = std::env::args();
    let name = arguments.next().unwrap_or_default();
    let name = name.rsplit('/').next().unwrap_or_default().to_owned();
    let rest: Vec<String> = arguments.collect();
    if name == INSIDE {
        return play::inside(&rest);
    }
    if let Some(command) = commands::named(&name) {
        return command(&rest);
    }
    let args = Args::parse();
    if args.end_with_stdin {
        tether::end_with_stdin();
    }
    match schedule::run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}
