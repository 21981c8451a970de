//! However the lab ends, nothing of it is left: no process, no namespace, no mount, no network interface, no file.
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// One scenario in a folder of its own, whose program is known by a mark that no other process has.
struct Probe {
    rules: PathBuf,
    mark: String,
    mounts: String,
    interfaces: BTreeSet<PathBuf>,
}

/// Where the scenario's program leaves a file, in its own world.
const FOLDERS: [&str; 6] = ["/tmp", "/run", "/etc", "/srv", "/var/log", "/dev/shm"];

impl Probe {
    fn new(name: &str, program: &str, ready: &str, provoke: &str) -> Self {
        let mark = format!("hopcheck-{name}-{}", std::process::id());
        let rules = std::env::temp_dir().join(format!("{mark}-rules"));
        let folder = rules.join("probe/lab/one");
        fs::create_dir_all(&folder).unwrap();
        let files: Vec<String> = FOLDERS.iter().map(|folder| format!("{folder}/{mark}")).collect();
        let scenario = format!(
            r#"
title = "a program that goes on for ever"
servers = ["sleep"]
nginx = ["none"]
finding = {{ id = "probe", certainty = "confirmed" }}
cured = {{ shows = "never" }}
provoke = {{ run = "{provoke}", shows = "never" }}
host = [{{ name = "other", address = "172.18.0.3" }}]
paste = [{{ name = "log", output = "probe" }}]

[[start]]
name = "probe"
on = "other"
run = '''sh -c 'touch {}; {program}; : {mark}' '''
ready = "{ready}"
"#,
            files.join(" ")
        );
        fs::write(folder.join("scenario.toml"), scenario).unwrap();
        Probe { rules, mark, mounts: mounts(), interfaces: interfaces() }
    }

    /// `cargo xtask lab`, as the leader of a process group, as a shell starts it.
    fn start(&self) -> Child {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["lab", "--rules"])
            .arg(&self.rules)
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap()
    }

    /// The namespaces of the scenario's programs, once they run.
    fn running(&self) -> BTreeSet<PathBuf> {
        wait("the scenario's program runs", || !self.processes().is_empty());
        let kinds = ["mnt", "net", "pid", "uts", "ipc"];
        let own: BTreeSet<PathBuf> = kinds.iter().filter_map(|kind| namespace(Path::new("/proc/self"), kind)).collect();
        let theirs = self.processes();
        let all = theirs.iter().flat_map(|process| kinds.iter().filter_map(|kind| namespace(process, kind)));
        let all: BTreeSet<PathBuf> = all.collect();
        assert!(all.is_disjoint(&own), "the scenario shares a namespace with this test: {all:?}");
        assert_eq!(all.len(), kinds.len());
        all
    }

    fn processes(&self) -> Vec<PathBuf> {
        let bears_mark = |process: &PathBuf| {
            let line = fs::read(process.join("cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains(&format!(": {}", self.mark))
        };
        processes().into_iter().filter(bears_mark).collect()
    }

    fn assert_nothing_left(&self, namespaces: &BTreeSet<PathBuf>) {
        let kinds = ["mnt", "net", "pid", "uts", "ipc"];
        wait("no process of the scenario is left", || self.processes().is_empty());
        wait("no process is left in its namespaces", || {
            let mut all = processes().into_iter().flat_map(|process| kinds.map(|kind| namespace(&process, kind)));
            !all.any(|one| one.is_some_and(|one| namespaces.contains(&one)))
        });
        wait("no lab is left", || {
            let of_probe = |process: &PathBuf| {
                let line = fs::read(process.join("cmdline")).unwrap_or_default();
                String::from_utf8_lossy(&line).contains(self.rules.to_string_lossy().as_ref())
            };
            !processes().iter().any(of_probe)
        });
        // A namespace that a mount holds would be there.
        assert_eq!(mounts(), self.mounts);
        assert_eq!(interfaces(), self.interfaces);
        for folder in FOLDERS {
            let file = Path::new(folder).join(&self.mark);
            assert!(!file.exists(), "{} is left", file.display());
        }
    }
}

impl Drop for Probe {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.rules);
    }
}

fn processes() -> Vec<PathBuf> {
    let entries = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
    entries.filter(|path| path.file_name().is_some_and(|name| name.as_encoded_bytes()[0].is_ascii_digit())).collect()
}

fn namespace(process: &Path, kind: &str) -> Option<PathBuf> {
    fs::read_link(process.join("ns").join(kind)).ok()
}

fn mounts() -> String {
    fs::read_to_string("/proc/self/mountinfo").unwrap()
}

fn interfaces() -> BTreeSet<PathBuf> {
    fs::read_dir("/sys/class/net").unwrap().flatten().map(|entry| entry.path()).collect()
}

fn wait(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "not so after {} seconds: {what}", PATIENCE.as_secs());
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Sends a signal to a process, or to its whole group.
fn signal(name: &str, target: &str) {
    let status = Command::new("kill").args([&format!("-{name}"), "--", target]).status().unwrap();
    assert!(status.success());
}

/// Less than the minute after which the lab itself ends a scenario.
const PATIENCE: Duration = Duration::from_secs(30);

/// What goes on until the lab or a signal ends it.
const FOR_EVER: &str = "sleep 100000";

#[test]
#[ignore = "needs root and the lab's servers: `cargo xtask test` runs it after the lab"]
fn nothing_is_left_after_term() {
    let probe = Probe::new("term", FOR_EVER, "runs", FOR_EVER);
    let mut xtask = probe.start();
    let namespaces = probe.running();
    signal("TERM", &xtask.id().to_string());
    xtask.wait().unwrap();
    probe.assert_nothing_left(&namespaces);
}

#[test]
#[ignore = "needs root and the lab's servers: `cargo xtask test` runs it after the lab"]
fn nothing_is_left_after_kill() {
    let probe = Probe::new("kill", FOR_EVER, "runs", FOR_EVER);
    let mut xtask = probe.start();
    let namespaces = probe.running();
    signal("KILL", &xtask.id().to_string());
    xtask.wait().unwrap();
    probe.assert_nothing_left(&namespaces);
}

#[test]
#[ignore = "needs root and the lab's servers: `cargo xtask test` runs it after the lab"]
fn nothing_is_left_after_ctrl_c() {
    let probe = Probe::new("int", FOR_EVER, "runs", FOR_EVER);
    let mut xtask = probe.start();
    let namespaces = probe.running();
    signal("INT", &format!("-{}", xtask.id()));
    xtask.wait().unwrap();
    probe.assert_nothing_left(&namespaces);
}

#[test]
#[ignore = "needs root and the lab's servers: `cargo xtask test` runs it after the lab"]
fn nothing_is_left_of_a_run_whose_symptom_does_not_show() {
    let probe = Probe::new("failed", FOR_EVER, "runs", "echo waiting");
    let xtask = probe.start();
    let namespaces = probe.running();
    let output = xtask.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success(), "{said}");
    assert!(said.contains("at first the provocation shows \"waiting\" instead of never"), "{said}");
    probe.assert_nothing_left(&namespaces);
}

#[test]
#[ignore = "needs root and the lab's servers: `cargo xtask test` runs it after the lab"]
fn a_server_that_ends_too_soon_fails_the_scenario_with_its_output() {
    fails_with("ends", "echo no such module: shop >&2; exit 3", "port:8000", "probe ended before it was ready");
}

#[test]
#[ignore = "needs root and the lab's servers: `cargo xtask test` runs it after the lab"]
fn a_server_that_is_never_ready_fails_the_scenario_with_its_output() {
    fails_with(
        "slow",
        "echo no such module: shop >&2; sleep 100000",
        "port:8000",
        "probe was not ready (port:8000) in time",
    );
}

fn fails_with(name: &str, program: &str, ready: &str, why: &str) {
    let probe = Probe::new(name, program, ready, FOR_EVER);
    let output = probe.start().wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success(), "{said}");
    assert!(said.contains("FAILED probe/one") && said.contains(why), "{said}");
    assert!(said.contains("no such module: shop"), "{said}");
    assert!(said.contains("0 passed, 1 failed, 0 skipped"), "{said}");
    probe.assert_nothing_left(&BTreeSet::new());
}
