//! One scenario from its first program to its last, inside its own namespaces.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use hopcheck::report::{Patch, Report};
use regex::Regex;

use crate::engine::{self, Text};
use crate::outcome::Outcome;
use crate::processes::{self, Processes};
use crate::scenario::{self, Back, LogShows, Paste, Placed};
use crate::{captured, commands, tether, world};

/// The line of the output that holds the outcome begins with this.
pub const RESULT: &str = "hopcheck-lab-result: ";

/// How long a provocation may take to show what it must.
const PATIENCE: Duration = Duration::from_secs(6);
/// A provocation that shows something else is tried again after this.
const PAUSE: Duration = Duration::from_millis(250);

/// What runs inside: the scenario's folder, and the nginx to use.
pub fn inside(arguments: &[String]) -> ExitCode {
    let [folder, nginx, versions] = arguments else { return ExitCode::from(2) };
    // The lab holds the other end; where it goes away, so does all of this.
    tether::end_with_stdin();
    let mut outcome = Outcome::default();
    if let Err(failure) = play(Path::new(folder), nginx, versions, &mut outcome) {
        outcome.failure = Some(failure);
    }
    match serde_json::to_string(&outcome) {
        Ok(json) => println!("{RESULT}{json}"),
        Err(error) => eprintln!("{error}"),
    }
    // What still runs ends with this process, the first of its namespace.
    ExitCode::SUCCESS
}

fn play(folder: &Path, nginx: &str, versions: &str, outcome: &mut Outcome) -> Result<(), String> {
    let placed = scenario::read(folder)?;
    let stage = Stage::set(&placed, nginx)?;
    stage.symptom()?;
    outcome.symptom = true;

    let texts = stage.pasted(&Logs::default(), true)?;
    let expected = &placed.scenario.finding;
    let report = engine::diagnose(&texts, &expected.id, &expected.certainty)
        .map_err(|said| format!("{said}; it was given\n{}", shown(&texts)))?;
    outcome.diagnosed = true;

    let done = stage.fix(&report)?;
    stage.shows(&placed.scenario.cured.shows, "after the fix")?;
    outcome.cured = true;
    // A reload takes a moment, in which the old state still fails and says so.
    std::thread::sleep(PAUSE);
    let logs = Logs::now(&placed);
    stage.shows(&placed.scenario.cured.shows, "a moment after the fix")?;
    let healthy = stage.pasted(&logs, false)?;
    let noise = engine::noise(&healthy, &expected.id);
    if !noise.is_empty() {
        return Err(format!("of the mended state the engine still says {noise:?}; it was given\n{}", shown(&healthy)));
    }
    outcome.silent = true;
    outcome.case = Some(captured::case(&placed, &texts, &healthy, &report, versions));

    if stage.take_back(&done)? {
        stage.shows(&placed.scenario.provoke.shows, "with the fix taken back")?;
        outcome.back = Some(true);
    }
    Ok(())
}

/// Texts for whoever looks into a failure.
fn shown(texts: &[Text]) -> String {
    texts.iter().map(|text| format!("--- {}\n{}\n", text.name, text.text.trim_end())).collect()
}

/// The scenario's world, with its programs running.
struct Stage<'s> {
    placed: &'s Placed,
    processes: Processes,
    names: Vec<String>,
}

impl<'s> Stage<'s> {
    fn set(placed: &'s Placed, nginx: &str) -> Result<Self, String> {
        let scenario = &placed.scenario;
        let own = std::env::current_exe().map_err(|error| error.to_string())?;
        world::enter(&needed(&own, placed, nginx))?;
        if !nginx.is_empty() {
            world::use_nginx(Path::new(nginx))?;
        }
        for name in commands::NAMES {
            let link = Path::new("/usr/local/bin").join(name);
            let _ = fs::remove_file(&link);
            std::os::unix::fs::symlink(&own, &link).map_err(|error| format!("{}: {error}", link.display()))?;
        }
        world::network(scenario)?;
        let files = placed.files();
        if files.is_dir() {
            world::lay(&files)?;
        }
        let stage = Stage {
            placed,
            processes: Processes::new(),
            names: scenario.starts.iter().map(|start| start.name.clone()).collect(),
        };
        stage.processes.serve()?;
        for start in &scenario.starts {
            let host = scenario.hosts.iter().find(|host| Some(&host.name) == start.on.as_ref());
            stage.processes.start(start, host.map(|host| host.address.clone()))?;
        }
        Ok(stage)
    }

    fn symptom(&self) -> Result<(), String> {
        let provoke = &self.placed.scenario.provoke;
        self.shows(&provoke.shows, "at first")?;
        provoke.log.as_ref().map_or(Ok(()), stands_in_log)
    }

    /// Provokes until the output shows what it must. Gives how often that was.
    fn shows(&self, pattern: &str, when: &str) -> Result<usize, String> {
        let provoke = &self.placed.scenario.provoke;
        let pattern = regex(pattern)?;
        let began = Instant::now();
        let mut tries = 0;
        loop {
            tries += 1;
            let output = run(&provoke.run, provoke.on.as_deref())?;
            if pattern.is_match(&output) {
                return Ok(tries);
            }
            if began.elapsed() > PATIENCE {
                return Err(format!(
                    "{when} the provocation shows {:?} instead of {}\n{}",
                    output.trim(),
                    pattern.as_str(),
                    self.tails()
                ));
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// The last lines of what the programs and nginx wrote, for whoever looks into a failure.
    fn tails(&self) -> String {
        let mut files: Vec<PathBuf> = self.names.iter().map(|name| processes::output(name)).collect();
        files.push("/var/log/nginx/error.log".into());
        let mut out = String::new();
        for file in files {
            let text = read(&file).unwrap_or_default();
            let lines: Vec<&str> = text.lines().collect();
            out.push_str(&format!("--- {}\n{}\n", file.display(), lines[lines.len().saturating_sub(12)..].join("\n")));
        }
        out
    }

    /// The texts that a person would paste, of logs only what is newer than `logs`.
    fn pasted(&self, logs: &Logs, failing: bool) -> Result<Vec<Text>, String> {
        let mut texts = Vec::new();
        for paste in self.placed.scenario.pastes.iter().filter(|paste| failing || !paste.while_failing) {
            let text = match (file_of(paste), &paste.run) {
                (Some(file), _) => logs.newer(&file, read(&file)?),
                (None, Some(command)) => run(command, paste.on.as_deref())?,
                (None, None) => return Err(format!("{}: neither file nor run nor output", paste.name)),
            };
            let text = narrowed(paste, &text)?;
            if !text.trim().is_empty() {
                texts.push(Text { name: paste.name.clone(), text });
            }
        }
        Ok(texts)
    }

    /// Carries the finding's steps out, exactly as they stand.
    fn fix(&self, report: &Report) -> Result<Done, String> {
        let finding = &report.findings[0];
        let chosen = &self.placed.scenario.steps;
        let mut done = Done::default();
        let mut count = 0;
        for (nth, step) in finding.steps.iter().enumerate() {
            if chosen.as_ref().is_some_and(|chosen| !chosen.contains(&nth)) {
                continue;
            }
            let patches: Vec<&Patch> = finding.patches.iter().filter(|patch| patch.step == nth).collect();
            let counts = chosen.is_some() || step.run.is_some();
            if patches.is_empty() && counts && engine::edits(&finding.id, &step.action) {
                return Err(format!("the edit of step {nth} could not be made: {:?}", step.action));
            }
            for patch in &patches {
                // A text may be taken apart into several artifacts; it is known by its name.
                let name = report.artifacts.get(patch.artifact).map_or("", |artifact| artifact.source.as_str());
                let paste = self.placed.scenario.pastes.iter().find(|paste| paste.name == name);
                let file = paste
                    .and_then(|paste| paste.file.clone())
                    .ok_or_else(|| format!("step {nth} patches text {name:?}, which is no file"))?;
                done.before.push((file.clone(), read(&file)?));
                fs::write(&file, &patch.text).map_err(|error| format!("{}: {error}", file.display()))?;
            }
            if let Some(command) = &step.run {
                let output = run(command, None)?;
                println!("$ {command}\n{output}");
                done.undo = step.undo.clone().or(done.undo);
            }
            count += usize::from(!patches.is_empty() || step.run.is_some());
        }
        if count == 0 {
            let steps: Vec<&str> = finding.steps.iter().map(|step| step.action.as_str()).collect();
            return Err(format!("no step of the fix can be carried out: {steps:?}"));
        }
        Ok(done)
    }

    /// Takes the fix back: the patched files as they were, and what the scenario says of commands. False where there is nothing to
    /// take back.
    fn take_back(&self, done: &Done) -> Result<bool, String> {
        let back = &self.placed.scenario.back;
        for (file, text) in &done.before {
            fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))?;
        }
        match back {
            Some(Back::Undo) => run(done.undo.as_deref().ok_or("no step that was carried out has an undo")?, None)?,
            Some(Back::Run(command)) => run(command, None)?,
            None => String::new(),
        };
        if !done.before.is_empty() {
            self.restart()?;
        }
        Ok(!done.before.is_empty() || back.is_some())
    }

    fn restart(&self) -> Result<(), String> {
        // A program that cannot start again is how some failures show.
        let _ = self.processes.restart_all(&self.names);
        Ok(())
    }
}

/// What was carried out of a fix.
#[derive(Default)]
struct Done {
    /// The patched files, as they were before.
    before: Vec<(PathBuf, String)>,
    /// How the last command that can be is taken back, as the engine says it.
    undo: Option<String>,
}

/// The folders that the scenario reads from: its own, the lab's program and scripts, and the tools on PATH.
fn needed(own: &Path, placed: &Placed, nginx: &str) -> Vec<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let folder = |file: PathBuf| file.parent().map(Path::to_path_buf);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    // A virtual environment is more than its programs.
    folders.extend(std::env::split_paths(&path).filter_map(folder));
    folders.push(crate::root());
    folders.extend([placed.folder.clone(), placed.files()]);
    folders.extend(folder(own.to_owned()));
    folders.extend(folder(PathBuf::from(nginx)));
    folders.extend(variable("NODE_PATH"));
    folders.extend(variable("HOPCHECK_LAB_CONSOLE").and_then(folder));
    folders.retain(|folder| folder.is_absolute());
    let mut folders: Vec<PathBuf> = folders.iter().filter_map(|folder| folder.canonicalize().ok()).collect();
    // What holds another is there first.
    folders.sort();
    folders.dedup();
    folders
}

/// How far each log had grown.
#[derive(Default)]
struct Logs(HashMap<PathBuf, usize>);

impl Logs {
    fn now(placed: &Placed) -> Self {
        let files = placed.scenario.pastes.iter().filter_map(file_of);
        let logs = files.filter(|file| file.starts_with("/var/log"));
        Logs(logs.map(|file| (file.clone(), read(&file).unwrap_or_default().len())).collect())
    }

    fn newer(&self, file: &Path, text: String) -> String {
        let from = self.0.get(file).copied().unwrap_or(0);
        text.get(from..).map_or(text.clone(), str::to_owned)
    }
}

fn file_of(paste: &Paste) -> Option<PathBuf> {
    paste.file.clone().or_else(|| paste.output.as_deref().map(processes::output))
}

fn narrowed(paste: &Paste, text: &str) -> Result<String, String> {
    let pattern = paste.matching.as_deref().map(regex).transpose()?;
    let lines: Vec<&str> =
        text.lines().filter(|line| pattern.as_ref().is_none_or(|pattern| pattern.is_match(line))).collect();
    let from = paste.last.map_or(0, |last| lines.len().saturating_sub(last));
    // A file that is to be patched stays as it is, to the byte.
    Ok(if paste.last.is_none() && pattern.is_none() { text.to_owned() } else { lines[from..].join("\n") + "\n" })
}

fn stands_in_log(log: &LogShows) -> Result<(), String> {
    let pattern = regex(&log.shows)?;
    let text = read(&log.file)?;
    if pattern.is_match(&text) {
        return Ok(());
    }
    Err(format!("{} does not show {}; it holds:\n{text}", log.file.display(), log.shows))
}

fn read(file: &Path) -> Result<String, String> {
    let bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What a shell command prints, on both streams.
fn run(command: &str, on: Option<&str>) -> Result<String, String> {
    let output = world::shell(&format!("{{ {command}\n}} 2>&1"), on)
        .stdin(std::process::Stdio::null())
        .output()
        .map_err(|error| format!("{command}: {error}"))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn regex(pattern: &str) -> Result<Regex, String> {
    regex::RegexBuilder::new(pattern)
        .unicode(false)
        .build()
        .or_else(|_| Regex::new(pattern))
        .map_err(|error| error.to_string())
}
