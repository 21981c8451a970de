//! However the check against nginx ends, nothing of it is left: no process, no file.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);

fn wait(what: &str, mut holds: impl FnMut() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "not so after {} seconds: {what}", PATIENCE.as_secs());
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The entries of a folder; none where it is not there.
fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

/// A run of `cargo xtask nginx-check` whose temporary files lie in a folder of its own.
struct Run {
    temporary: PathBuf,
    xtask: Child,
}

impl Run {
    /// Starts it, as the leader of a process group, as a shell does, and waits until it asks nginx.
    fn start(name: &str) -> Self {
        let temporary = std::env::temp_dir().join(format!("hopcheck-ends-{name}-{}", std::process::id()));
        fs::create_dir_all(&temporary).unwrap();
        let xtask = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["nginx-check", "--version", "1.22"])
            .env("TMPDIR", &temporary)
            .stdout(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let run = Run { temporary, xtask };
        wait("configurations are written", || entries(&run.temporary).iter().any(|folder| !entries(folder).is_empty()));
        run
    }

    fn end(&mut self, signal: &str, target: &str) {
        let status = Command::new("kill").args([&format!("-{signal}"), "--", target]).status().unwrap();
        assert!(status.success());
        self.xtask.wait().unwrap();
        wait("no process is left that knows the folder", || {
            let knows = |process: PathBuf| {
                let line = fs::read(process.join("cmdline")).unwrap_or_default();
                let own = process.file_name().is_some_and(|name| name == std::process::id().to_string().as_str());
                !own && String::from_utf8_lossy(&line).contains(self.temporary.to_string_lossy().as_ref())
            };
            !entries(Path::new("/proc")).into_iter().any(knows)
        });
        wait("no file is left", || entries(&self.temporary).is_empty());
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.temporary);
    }
}

#[test]
#[ignore = "needs nginx: `cargo xtask test` runs it after the check"]
fn nothing_is_left_after_term() {
    let mut run = Run::start("term");
    let target = run.xtask.id().to_string();
    run.end("TERM", &target);
}

#[test]
#[ignore = "needs nginx: `cargo xtask test` runs it after the check"]
fn nothing_is_left_after_kill() {
    let mut run = Run::start("kill");
    let target = run.xtask.id().to_string();
    run.end("KILL", &target);
}

#[test]
#[ignore = "needs nginx: `cargo xtask test` runs it after the check"]
fn nothing_is_left_after_ctrl_c() {
    let mut run = Run::start("int");
    let target = format!("-{}", run.xtask.id());
    run.end("INT", &target);
}
