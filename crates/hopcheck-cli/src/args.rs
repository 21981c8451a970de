//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use hopcheck::report::Certainty;

/// Finds out which hop of a request is broken, why, and what fixes it.
///
/// Give it what you have: error log lines, configurations, a compose file, a browser's console, `ss -ltnp`; files, folders, or `-`
/// for standard input. Everything stays on this machine.
///
/// Exit status: 0 when nothing likely or confirmed was found (see --fail-on), 1 when something was, 2 for bad usage or input that cannot
/// be read. With --apply: 0 when nothing was found or all of it is mended, 1 when something is left, 2 also for a file that cannot be
/// written.
#[derive(Debug, Parser)]
#[command(name = "hopcheck", version = hopcheck::version::line(), args_conflicts_with_subcommands = true)]
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

    #[command(flatten)]
    pub said: Said,

    /// Print the patches of what was found as unified diffs, for `git apply` or `patch -p1`, instead of the answer.
    ///
    /// Each patch was tried on the text before it is offered. Lines that begin with # say what it is for, and what to review.
    /// One finding gets one patch; where several files are patched or one file several times, they fit in this order.
    #[arg(long, conflicts_with_all = ["format", "apply"])]
    pub patch: bool,

    /// Show each patch, ask, and write it into its file; the file as it was is kept beside it as `.FILE.hopcheck-backup`.
    ///
    /// Links are followed to the file itself. In a folder every file below it may be patched; what came from standard input
    /// is not.
    #[arg(long, conflicts_with = "format")]
    pub apply: bool,

    /// With --apply: do not ask.
    #[arg(long, requires = "apply")]
    pub yes: bool,

    /// Exit with 1 from this certainty on; with --patch and --apply also: patch from it on.
    #[arg(long, value_enum, default_value = "likely")]
    pub fail_on: FailOn,
}

/// What is said beside the texts.
#[derive(Debug, clap::Args)]
pub struct Said {
    /// A fix that was carried out and did not help: a step of it, by the letter in brackets behind it, or the whole. It speaks against
    /// that cause. A step keeps its letter whichever texts are pasted and whichever steps are shown.
    #[arg(long, value_name = "ID[:STEP]")]
    pub tried: Vec<String>,

    /// Where the programs run: kubernetes, podman, compose, docker, systemd or bare. Commands are printed for it; by default it is
    /// recognised.
    #[arg(long, value_name = "NAME")]
    pub environment: Option<String>,
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
        #[command(flatten)]
        said: Said,
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
        #[command(flatten)]
        said: Said,
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
