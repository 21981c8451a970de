//! What `nginx -t` answers to a configuration, machine left out.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use hopcheck::nginx::directives::lookup;
use hopcheck::nginx::verdict::{Refusal, Verdict};

use super::build::Build;
use super::case::Case;

/// A case whose nginx takes longer is a fault of the check.
const LIMIT: Duration = Duration::from_secs(20);

/// What nginx answers.
pub enum Answer {
    /// A verdict over the text.
    Verdict(Verdict),
    /// Something that is not in the text stopped it: a name that does not resolve, a module this nginx lacks.
    Machine(String),
}

/// What stops nginx and lies in the machine.
const MACHINE: [&str; 8] = [
    "host not found in ",
    "cannot load certificate",
    "getpwnam(",
    "getgrnam(",
    "dlopen() ",
    "invalid PID number",
    "the \"quic\" parameter requires ",
    "the \"user\" directive makes sense",
];

/// What comes after the text was found good, and lies in the machine: a message of these without a place in a file.
const AFTERWARDS: [&str; 7] =
    ["bind() to ", "open() \"", "mkdir() \"", "could not open error log file", "listen() to ", "socket() ", "chown("];

/// Runs `nginx -t` over the case in a folder of its own, which is left empty.
pub fn ask(build: &Build, case: &Case, folder: &Path) -> Result<Answer, String> {
    let write = |e: std::io::Error| format!("{}: {e}", folder.display());
    std::fs::create_dir_all(folder).map_err(write)?;
    for file in &case.files {
        let path = folder.join(&file.name);
        std::fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(write)?;
        std::fs::write(path, &file.text).map_err(write)?;
    }
    let main = folder.join(&case.files[0].name);
    let mut child = Command::new(&build.program)
        .arg("-t")
        .arg("-c")
        .arg(&main)
        .arg("-p")
        .arg(folder)
        .args(["-e", "stderr"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| format!("{}: {e}", build.program.display()))?;
    let started = Instant::now();
    let mut answer = None;
    let stderr = child.stderr.take().map(BufReader::new);
    let mut said = String::new();
    for line in stderr.into_iter().flat_map(|reader| reader.split(b'\n')).map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        // What the message quotes may hold line ends.
        if line.starts_with("nginx: ") {
            answer = read(&said, build, case, folder);
            said.clear();
        }
        said.push_str(&line);
        let over = line.ends_with("test is successful") || AFTERWARDS.iter().any(|message| line.contains(message));
        if answer.is_some() || over || started.elapsed() > LIMIT {
            break;
        }
        said.push('\n');
    }
    answer = answer.or_else(|| read(&said, build, case, folder));
    // What comes after the answer (ports tried five times) says nothing about the text.
    let _ = child.kill();
    let _ = child.wait();
    let _ = std::fs::remove_dir_all(folder);
    answer.ok_or_else(|| format!("{}: nginx gives no answer: {said}", case.id))
}

/// The answer in a message of nginx, where it is one.
fn read(said: &str, build: &Build, case: &Case, folder: &Path) -> Option<Answer> {
    let said = said.trim_end();
    if said.ends_with("test is successful") {
        return Some(Answer::Verdict(Verdict::Accepts));
    }
    let said =
        ["[emerg] ", "[crit] ", "[alert] "].iter().find_map(|level| said.split_once(level)).map(|(_, said)| said)?;
    let said = without_process(said);
    let (message, place) = match said.rsplit_once(" in ") {
        Some((message, place)) if place.contains(':') && place.starts_with('/') => (message, Some(place)),
        _ => (said, None),
    };
    if place.is_none() && AFTERWARDS.iter().any(|machine| message.starts_with(machine)) {
        return Some(Answer::Verdict(Verdict::Accepts));
    }
    if MACHINE.iter().any(|machine| message.starts_with(machine)) {
        return Some(Answer::Machine(message.to_owned()));
    }
    let unknown = message.strip_prefix("unknown directive \"").and_then(|rest| rest.strip_suffix('"'));
    let elsewhere = |name: &str| !lookup(name).is_empty() && !lookup(name).iter().any(|form| build.knows(form));
    if unknown.is_some_and(elsewhere) {
        return Some(Answer::Machine(format!("{message}: not in this nginx")));
    }
    let place = place.and_then(|place| {
        let (path, line) = place.rsplit_once(':')?;
        let name = Path::new(path).strip_prefix(folder).ok()?.to_string_lossy().into_owned();
        let file = case.files.iter().position(|file| file.name == name)?;
        Some((file, line.trim().parse().ok()?))
    });
    Some(Answer::Verdict(Verdict::Refuses(Refusal {
        file: place.map_or(0, |(file, _)| file),
        line: place.map(|(_, line)| line),
        message: message.to_owned(),
    })))
}

/// A line of the log has the process before its message: `24385#24385: `.
fn without_process(said: &str) -> &str {
    let process = |text: &str| text.contains('#') && text.bytes().all(|b| b.is_ascii_digit() || b == b'#');
    said.split_once(": ").filter(|(before, _)| process(before)).map_or(said, |(_, said)| said)
}
