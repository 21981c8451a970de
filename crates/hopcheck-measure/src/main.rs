//! `cargo xtask corpus`, `messages` and `nginx-check`: figures about the engine, and whether they hold.

mod catalogue;
mod checks;
mod corpus;
mod figures;
mod heard;
mod messages;
mod nginx_check;
mod own_cases;
mod printf;
mod random;
mod scratch;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs labelled cases and prints how often the engine is right, what it asks for, and which causes it confuses.
    Corpus(corpus::Options),
    /// Holds the phrasebook against the catalogue of all that nginx can write.
    Messages(messages::Options),
    /// Holds the engine's verdict over configurations against that of real nginx.
    NginxCheck(nginx_check::Options),
}

fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Corpus(options) => corpus::run(&options),
        Command::Messages(options) => messages::run(&options),
        Command::NginxCheck(options) => nginx_check::run(&options),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

/// The project's folder.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}
