//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use hopcheck::report::Certainty;

/// Finds out which hop of a request is broken, why, and what fixes it.
///
/// Give it what you have: error log lines, configurations, a compose file, a browser's console, `ss -ltnp`; files, folders, or `-`
/// for standard input. Everything stays on this machine.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Files, folders, or - for standard input.
    pub files: Vec<PathBuf>,

    /// How to print the answer.
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,

    /// A folder of rules to use besides the built-in ones; a rule of the same id replaces the built-in one.
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Vec<PathBuf>,

    /// Exit with 1 from this certainty on.
    #[arg(long, value_enum, default_value = "likely")]
    pub fail_on: FailOn,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Explains a cause: how it shows, why it breaks, what fixes it.
    Explain {
        /// Its id, as in the answer.
        id: String,
    },
    /// Prints a link that holds the files, with what identifies someone or opens something replaced.
    Share {
        /// Files, folders, or - for standard input.
        files: Vec<PathBuf>,
        /// Replace nothing: secrets go along.
        #[arg(long)]
        as_is: bool,
        /// A word to hide besides what is recognised; may be given more than once.
        #[arg(long, value_name = "WORD", conflicts_with = "as_is")]
        hide: Vec<String>,
        /// Something recognised that need not be hidden; may be given more than once.
        #[arg(long, value_name = "WORD", conflicts_with = "as_is")]
        keep: Vec<String>,
    },
    /// Diagnoses what a share link holds.
    Open {
        /// The link or its fragment.
        link: String,
        /// How to print the answer.
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
        /// Exit with 1 from this certainty on.
        #[arg(long, value_enum, default_value = "likely")]
        fail_on: FailOn,
    },
    /// Lists or checks rules.
    Rules {
        #[command(subcommand)]
        command: RulesCommand,
    },
}

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Lists all causes.
    List,
    /// Checks rule files and runs their cases.
    Check {
        /// The folder of rules.
        #[arg(default_value = "rules")]
        folder: PathBuf,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a terminal.
    Text,
    /// The contract for programs.
    Json,
    /// For a ticket.
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Any finding.
    Possible,
    /// Likely and confirmed findings.
    Likely,
    /// Confirmed findings only.
    Confirmed,
}

impl FailOn {
    /// The least certainty that counts.
    pub fn certainty(self) -> Certainty {
        match self {
            FailOn::Possible => Certainty::Possible,
            FailOn::Likely => Certainty::Likely,
            FailOn::Confirmed => Certainty::Confirmed,
        }
    }
}
