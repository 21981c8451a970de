//! Finding and running other programs.

use crate::project;
use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Says what is being done, on stderr and set off from the programs' own output.
pub fn say(text: &str) {
    eprintln!("==> {text}");
}

/// The folders in which programs are looked for: where `cargo install` puts them first, then PATH.
fn search_path() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = project::cargo_bin().into_iter().collect();
    if let Some(path) = env::var_os("PATH") {
        folders.extend(env::split_paths(&path));
    }
    folders
}

/// The first program of this name.
pub fn find(program: &str) -> Option<PathBuf> {
    find_in(program, &search_path())
}

fn find_in(program: &str, folders: &[PathBuf]) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    folders.iter().map(|folder| folder.join(&name)).find(|path| is_program(path))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// A command that runs in the workspace root and finds the same programs as [`find`], those in `first` before all others.
pub fn command(program: impl AsRef<OsStr>, first: Option<&Path>) -> Result<Command, String> {
    let folders = first.map(Path::to_path_buf).into_iter().chain(search_path());
    let path = env::join_paths(folders).map_err(|e| format!("PATH cannot be extended: {e}"))?;
    let mut command = Command::new(program);
    command.current_dir(project::root()).env("PATH", path);
    Ok(command)
}

/// The cargo that runs this program.
pub fn cargo() -> Result<Command, String> {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), None)
}

/// The command as it would be typed.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str());
    std::iter::once(name).chain(command.get_args()).map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// Runs a command, its output going where ours goes. An error names the command.
pub fn run(command: &mut Command) -> Result<(), String> {
    let shown = shown(command);
    let status = command.status().map_err(|e| format!("`{shown}` cannot be run: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status})")) }
}

/// Runs a command to its end and returns what it printed; `None` where it is missing or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command, passes its standard output on line by line, and shows each line to `see` as well.
/// Says whether it succeeded.
pub fn watch(command: &mut Command, mut see: impl FnMut(&str)) -> Result<bool, String> {
    let shown = shown(command);
    let fail = |e| format!("`{shown}` cannot be run: {e}");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(fail)?;
    if let Some(stdout) = child.stdout.take() {
        let mut ours = std::io::stdout().lock();
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.map_err(fail)?;
            // Our own reader may be gone (`| head`); the tests still run to their end.
            let _ = ours.write_all(&line).and_then(|()| ours.write_all(b"\n"));
            see(&String::from_utf8_lossy(&line));
        }
    }
    Ok(child.wait().map_err(fail)?.success())
}

/// Lets a program that knows `--end-with-stdin` end when this one does, however that ends: the kernel then closes our end of the pipe.
pub fn end_with_us(command: &mut Command) -> Result<(), String> {
    let (theirs, ours) = std::io::pipe().map_err(|e| format!("no pipe to {}: {e}", shown(command)))?;
    std::mem::forget(ours);
    command.arg("--end-with-stdin").stdin(theirs);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_typed() {
        let mut command = Command::new("/usr/bin/npm");
        command.args(["ci", "--ignore-scripts"]);
        assert_eq!(shown(&command), "npm ci --ignore-scripts");
    }

    #[test]
    fn a_failing_command_is_named() {
        let mut command = Command::new("cargo");
        let message = run(command.arg("no-such-subcommand-here").stderr(Stdio::null())).unwrap_err();
        assert!(message.contains("`cargo no-such-subcommand-here` failed"), "{message}");
    }

    #[test]
    fn a_folder_is_not_a_program() {
        let here = project::root().to_path_buf();
        assert_eq!(find_in("xtask", &[here]), None);
    }
}
