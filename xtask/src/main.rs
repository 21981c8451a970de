//! The project's own commands: `cargo xtask serve`, `cargo xtask test` and their helpers.
//!
//! No dependency beyond std: `cargo xtask` compiles this first, on every fresh machine.

mod bench;
mod csp;
mod dist;
mod for_size;
mod hook;
mod lab;
mod lighthouse;
mod measure;
mod new_rule;
mod nginx_check;
mod project;
mod run;
mod screenshots;
mod serve;
mod setup;
mod test;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask COMMAND

Commands:
  serve [--port N] [--no-open]   set everything up, build the page, serve it and rebuild it on change
  test [--only STAGE]...         set everything up, then run every test; stages:
                                 fmt, clippy, native, rules, figures, nginx, lab, page, component, browser
  dist [--base-url URL]          make all that is shipped (docs/hosting.md) and hold the page's size against the budget
  lighthouse                     hold what dist has made against Lighthouse: 95 in each category, median of three
  screenshots [FOLDER] [--only PART]...
                                 pictures of every state of the page, in target/screenshots unless said otherwise
  bench page                     how quick the page is that dist has built: keystroke to answer, and a paste of 10 MB
  corpus [FILE...]               run labelled cases (the project's own without FILE): how often the engine is right
  messages [--sample N]          hold the phrasebook against the catalogue of all that nginx can write
  lab [ID...]                    break real servers in each way there is a scenario for, ask the engine, apply its fix
  nginx-check [--seed N]         hold the engine's verdict over configurations against real nginx -t
  new-rule ID                    start rules/ID/ with a rule and its cases
  setup                          only the set-up that the others begin with
  help                           this text

After a first `cargo xtask serve`, plain `trunk serve` works too.
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Result<ExitCode, String> {
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", args),
    };
    match command {
        "serve" => serve::run(&serve::Options::parse(rest)?).map(|()| ExitCode::SUCCESS),
        "test" => test::run(&test::Options::parse(rest)?),
        "bench" => bench::run(rest),
        "screenshots" => screenshots::run(&screenshots::Options::parse(rest)?),
        "dist" => dist::run(&dist::Options::parse(rest)?),
        "lighthouse" => no_arguments(rest).and_then(|()| lighthouse::run()),
        "lab" => lab::run(rest),
        "corpus" | "messages" => measure::run(command, rest),
        "nginx-check" => nginx_check::run(rest),
        "new-rule" => new_rule::run(rest).map(|()| ExitCode::SUCCESS),
        "setup" => no_arguments(rest).and_then(|()| setup::for_dist()).map(|()| ExitCode::SUCCESS),
        hook::HOOK => no_arguments(rest).and_then(|()| hook::run()).map(|()| ExitCode::SUCCESS),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        other => Err(format!("there is no command {other:?}\n\n{HELP}")),
    }
}

fn no_arguments(rest: &[String]) -> Result<(), String> {
    match rest.first() {
        None => Ok(()),
        Some(extra) => Err(format!("unexpected argument {extra:?}\n\n{HELP}")),
    }
}
