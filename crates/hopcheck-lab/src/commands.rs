//! The commands that stand in, inside a scenario, for what no machine of the lab has: `systemctl`, `service` and `docker` act on the
//! programs that the scenario started, and `lab-memory-limit` for the limit of a control group. And `lab-ws`, which opens a WebSocket, and
//! `lab-console` and `lab-firefox`, which print what a browser's console says.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::process::{Command, ExitCode};

use crate::connect;
use crate::memory;
use crate::processes::CONTROL;
use crate::world;

/// The environment variable that names the script that `lab-console` runs.
pub const CONSOLE: &str = "HOPCHECK_LAB_CONSOLE";
/// The same of `lab-firefox`.
pub const FIREFOX: &str = "HOPCHECK_LAB_FIREFOX";

/// The names of the commands.
pub const NAMES: [&str; 7] =
    ["systemctl", "service", "docker", "lab-memory-limit", "lab-ws", "lab-console", "lab-firefox"];

/// The command of that name.
pub fn named(name: &str) -> Option<fn(&[String]) -> ExitCode> {
    Some(match name {
        "systemctl" => |arguments| report(systemctl(arguments)),
        "service" => |arguments| report(service(arguments)),
        "docker" => |arguments| report(docker(arguments)),
        "lab-memory-limit" => |arguments| report(memory::command(arguments)),
        "lab-ws" => connect::command,
        "lab-console" => |arguments| report(console(CONSOLE, arguments)),
        "lab-firefox" => |arguments| report(console(FIREFOX, arguments)),
        _ => return None,
    })
}

fn report(result: Result<ExitCode, String>) -> ExitCode {
    result.unwrap_or_else(|message| {
        eprintln!("{message}");
        ExitCode::FAILURE
    })
}

/// Gives the lab an order and waits until it is carried out.
fn order(order: &str) -> Result<(), String> {
    let mut stream = UnixStream::connect(CONTROL).map_err(|error| format!("the lab is not there: {error}"))?;
    writeln!(stream, "{order}").map_err(|error| error.to_string())?;
    let mut answer = String::new();
    for line in BufReader::new(stream).lines() {
        answer.push_str(&line.map_err(|error| error.to_string())?);
        answer.push('\n');
    }
    if answer.trim() == "ok" { Ok(()) } else { Err(answer) }
}

fn words(arguments: &[String]) -> Vec<&str> {
    arguments.iter().map(String::as_str).filter(|argument| !argument.starts_with('-')).collect()
}

fn systemctl(arguments: &[String]) -> Result<ExitCode, String> {
    match words(arguments).split_first() {
        None | Some((&("daemon-reload" | "enable" | "disable"), _)) => Ok(ExitCode::SUCCESS),
        Some((verb, units)) => units.iter().try_for_each(|unit| act(verb, unit)).map(|()| ExitCode::SUCCESS),
    }
}

/// `service NAME VERB`.
fn service(arguments: &[String]) -> Result<ExitCode, String> {
    let [unit, verb] = words(arguments)[..] else { return Err("service NAME VERB".to_owned()) };
    act(verb, unit).map(|()| ExitCode::SUCCESS)
}

fn act(verb: &str, unit: &str) -> Result<(), String> {
    let unit = unit.strip_suffix(".service").unwrap_or(unit);
    match verb {
        "reload" if unit == "nginx" => world::system("nginx", &["-s", "reload"]),
        // The lab's programs read their settings at start only.
        "reload" | "restart" | "try-restart" | "reload-or-restart" => order(&format!("restart {unit}")),
        "start" | "stop" => order(&format!("{verb} {unit}")),
        _ => Err(format!("systemctl {verb} is not known in the lab")),
    }
}

fn docker(arguments: &[String]) -> Result<ExitCode, String> {
    let plain = words(arguments);
    let (verb, rest) = match plain.split_first() {
        Some((&"compose", rest)) => rest.split_first().ok_or("docker compose what?")?,
        Some(split) => split,
        None => return Err("docker what?".to_owned()),
    };
    match *verb {
        // Without a name: all of them.
        "up" | "restart" if rest.is_empty() => order("restart *").map(|()| ExitCode::SUCCESS),
        "up" | "restart" | "start" => {
            rest.iter().try_for_each(|name| order(&format!("restart {name}"))).map(|()| ExitCode::SUCCESS)
        }
        "stop" => rest.iter().try_for_each(|name| order(&format!("stop {name}"))).map(|()| ExitCode::SUCCESS),
        "exec" => {
            let name = rest.first().ok_or("docker exec where?")?;
            let at = arguments.iter().position(|argument| argument == name).unwrap_or_default();
            let command: Vec<String> = arguments[at + 1..].iter().map(|argument| quoted(argument)).collect();
            // A service without a machine of its own runs on the first one.
            let on = std::path::Path::new("/run/netns").join(name).exists().then_some(*name);
            let status = world::shell(&command.join(" "), on).status().map_err(|error| error.to_string())?;
            Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        other => Err(format!("docker {other} is not known in the lab")),
    }
}

/// `lab-console URL` and `lab-firefox URL`: what Chromium's or Firefox's console says of a page. `variable` names the script.
fn console(variable: &str, arguments: &[String]) -> Result<ExitCode, String> {
    let script = std::env::var_os(variable).ok_or_else(|| format!("{variable} names no script"))?;
    let status = Command::new("node").arg(script).args(arguments).status().map_err(|error| error.to_string())?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn quoted(argument: &str) -> String {
    format!("'{}'", argument.replace('\'', "'\\''"))
}
