//! Which scenarios run, several at once, and the table of what became of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::commands::{CONSOLE, FIREFOX};
use crate::outcome::{Outcome, Row};
use crate::play::RESULT;
use crate::scenario::{self, Placed};
use crate::{Args, INSIDE, unplayed, world};

/// A scenario that takes longer is ended.
const LIMIT: Duration = Duration::from_secs(60);

/// The environment variable that names an nginx 1.28, built by `cargo xtask lab`.
const NGINX_128: &str = "HOPCHECK_LAB_NGINX_1_28";

/// A scenario, the nginx it ran with, what became of it, and how long it took.
type Ran<'s> = (&'s Placed, &'s str, Row, Duration);

/// Runs what was asked for and prints the table; false where a scenario failed or was left out that must run.
pub fn run(args: &Args) -> Result<bool, String> {
    let chosen = |placed: &Placed| {
        let id = placed.name.split('/').next().unwrap_or_default();
        args.ids.is_empty() || args.ids.iter().any(|wanted| *wanted == placed.name || wanted == id)
    };
    let all: Vec<Placed> = scenario::all(&args.rules)?.into_iter().filter(chosen).collect();
    if all.is_empty() {
        return Err("no scenario of that name: they are folders rules/ID/lab/NAME with a scenario.toml".to_owned());
    }
    let may_not_run = match &args.may_not_run {
        Some(file) => {
            let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
            Some(text.lines().map(|line| line.split('#').next().unwrap_or("").trim().to_owned()).collect())
        }
        None => None,
    };
    let runs: Mutex<VecDeque<(usize, &Placed, &str)>> = Mutex::new(
        all.iter()
            .flat_map(|placed| placed.scenario.nginx.iter().map(move |version| (placed, version.as_str())))
            .enumerate()
            .map(|(nth, (placed, version))| (nth, placed, version))
            .collect(),
    );
    let rows: Mutex<BTreeMap<usize, Ran>> = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..args.jobs.max(1) {
            scope.spawn(|| {
                while let Some((nth, placed, version)) = runs.lock().ok().and_then(|mut runs| runs.pop_front()) {
                    let began = Instant::now();
                    let row = one(placed, version);
                    report(placed, version, &row);
                    if let Ok(mut rows) = rows.lock() {
                        rows.insert(nth, (placed, version, row, began.elapsed()));
                    }
                }
            });
        }
    });
    let rows: Vec<_> = rows.into_inner().map_err(|error| error.to_string())?.into_values().collect();
    if args.write {
        write(&rows)?;
    }
    Ok(table(&rows, may_not_run.as_ref(), args.ids.is_empty()))
}

/// Says at once what went wrong.
fn report(placed: &Placed, version: &str, row: &Row) {
    if let Row::Ran(Outcome { failure: Some(failure), .. }) = row {
        println!("FAILED {} (nginx {version}): {failure}\n", placed.name);
    }
}

fn one(placed: &Placed, version: &str) -> Row {
    let nginx = match nginx(version) {
        Ok(nginx) => nginx,
        Err(why) => return Row::NotRun(why),
    };
    if let Some(why) = &placed.scenario.not_run {
        return Row::NotRun(why.clone());
    }
    if let Some(missing) = placed.scenario.servers.iter().find(|server| world::find(server).is_none()) {
        return Row::NotRun(format!("{missing} is not installed"));
    }
    for (browser, script) in [("chromium", CONSOLE), ("firefox-esr", FIREFOX)] {
        if placed.scenario.servers.iter().any(|server| server == browser) && std::env::var_os(script).is_none() {
            return Row::NotRun(format!("what drives {browser} is not installed"));
        }
    }
    match spawn(placed, &nginx, version) {
        Ok(outcome) => Row::Ran(outcome),
        Err(failure) if failure.contains("unshare failed") => Row::NotRun(failure),
        Err(failure) => Row::Ran(Outcome { failure: Some(failure), ..Outcome::default() }),
    }
}

/// The path of that nginx, empty for the system's own.
fn nginx(version: &str) -> Result<String, String> {
    match version {
        "none" | "1.22" => Ok(String::new()),
        "1.28" => std::env::var(NGINX_128).map_err(|_| "nginx 1.28 was not built".to_owned()),
        other => Err(format!("no nginx {other} can be had here")),
    }
}

/// Runs a scenario in namespaces of its own. They end with their first process, and that with this one.
fn spawn(placed: &Placed, nginx: &str, version: &str) -> Result<Outcome, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut child = Command::new("unshare")
        .args(["--mount", "--net", "--pid", "--uts", "--ipc", "--fork", "--kill-child", "--"])
        .args(["bash", "-c", "exec -a \"$0\" \"$@\"", INSIDE])
        .arg(own)
        .args([placed.folder.as_os_str(), nginx.as_ref(), sources(placed, version).as_ref()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("unshare failed: {error}"))?;
    let mut stdout = child.stdout.take().ok_or("no output")?;
    let mut stderr = child.stderr.take().ok_or("no output")?;
    let out = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stdout.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let err = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stderr.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let began = Instant::now();
    while child.try_wait().map_err(|error| error.to_string())?.is_none() {
        if began.elapsed() > LIMIT {
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("not done after {} seconds", LIMIT.as_secs()));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let out = out.join().map_err(|_| "its output was lost")?;
    let err = err.join().map_err(|_| "its output was lost")?;
    match out.lines().find_map(|line| line.strip_prefix(RESULT)) {
        Some(json) => serde_json::from_str(json).map_err(|error| error.to_string()),
        None if err.contains("unshare") => Err(format!("unshare failed: {}", err.trim())),
        None => Err(format!("it ended without a result:\n{out}{err}")),
    }
}

/// What the captured texts come from.
fn versions(placed: &Placed, nginx: &str) -> String {
    let others = placed.scenario.servers.iter().filter(|server| *server != "nginx" && *server != "curl");
    let mut all: Vec<String> = others.cloned().collect();
    if placed.scenario.servers.iter().any(|server| server == "nginx") {
        all.insert(0, nginx_version(nginx));
    }
    all.join(", ")
}

/// The same for the record, where each source names a version.
fn sources(placed: &Placed, nginx: &str) -> String {
    let all = versions(placed, nginx);
    let Some((first, rest)) = all.split_once(',').or(Some((all.as_str(), ""))) else { return all };
    if first.starts_with("nginx ") {
        return all;
    }
    // Caddy has a command for it.
    let version = ["--version", "version"].iter().find_map(|argument| {
        let told = Command::new(first).arg(argument).output().map(|output| output.stdout).unwrap_or_default();
        let told = String::from_utf8_lossy(&told);
        let mut words = told.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', 'v']));
        words.find(|word| word.starts_with(|c: char| c.is_ascii_digit())).map(str::to_owned)
    });
    let version = version.unwrap_or_default();
    [format!("{first} {version}").trim(), rest.trim()].join(", ").trim_end_matches(", ").to_owned()
}

/// `nginx 1.22.1`, as that nginx says itself; the version that was asked for where it says nothing.
fn nginx_version(asked: &str) -> String {
    let Ok(binary) = self::nginx(asked) else { return format!("nginx {asked}") };
    let binary = if binary.is_empty() { "nginx".to_owned() } else { binary };
    let binary = world::find(&binary).unwrap_or_else(|| binary.into());
    let said = Command::new(binary).arg("-v").output().map(|output| output.stderr).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    let version = said.split("nginx/").nth(1).and_then(|rest| rest.split_whitespace().next());
    format!("nginx {}", version.unwrap_or(asked))
}

fn write(rows: &[Ran]) -> Result<(), String> {
    let mut written = BTreeSet::new();
    for (placed, _, row, _) in rows {
        if let Row::Ran(outcome) = row
            && outcome.passed()
            && let Some(case) = &outcome.case
            && written.insert(placed.name.as_str())
        {
            let file = placed.folder.join("case.md");
            std::fs::write(&file, case).map_err(|error| format!("{}: {error}", Path::new(&file).display()))?;
        }
    }
    Ok(())
}

/// Prints the table, the causes without a scenario where all were asked for, and the counts.
fn table(rows: &[Ran], may_not_run: Option<&BTreeSet<String>>, all: bool) -> bool {
    let yes = |station: bool| if station { "yes" } else { "no" };
    println!(
        "{:<52} {:<34} {:>7}  {:<8}{:<10}{:<7}{:<7}{:<5}",
        "scenario", "servers", "seconds", "symptom", "diagnosed", "cured", "silent", "back"
    );
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    let mut causes = BTreeSet::new();
    let mut unexpected = Vec::new();
    for (placed, version, row, took) in rows {
        let servers = versions(placed, version);
        match row {
            Row::Ran(outcome) => {
                let back = outcome.back.map_or("-", yes);
                println!(
                    "{:<52} {:<34} {:>7.1}  {:<8}{:<10}{:<7}{:<7}{:<5}",
                    placed.name,
                    servers,
                    took.as_secs_f64(),
                    yes(outcome.symptom),
                    yes(outcome.diagnosed),
                    yes(outcome.cured),
                    yes(outcome.silent),
                    back
                );
                if outcome.passed() {
                    passed += 1;
                    causes.insert(placed.scenario.finding.id.as_str());
                } else {
                    failed += 1;
                }
            }
            Row::NotRun(why) => {
                println!("{:<52} {servers:<34}          not run: {why}", placed.name);
                skipped += 1;
                if may_not_run.is_some_and(|list| !list.contains(&placed.name)) {
                    unexpected.push(placed.name.as_str());
                }
            }
        }
    }
    if all {
        println!("\nno scenario");
        for (id, reason) in unplayed::all() {
            println!("{id:<52} {reason}");
        }
    }
    println!("\n{} causes seen, diagnosed and cured, in {passed} runs", causes.len());
    for name in &unexpected {
        println!("NOT RUN and not on the list of what may be left out: {name}");
    }
    println!("{passed} passed, {} failed, {skipped} skipped", failed + unexpected.len());
    failed == 0 && unexpected.is_empty()
}
