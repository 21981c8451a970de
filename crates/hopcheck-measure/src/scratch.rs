//! A folder for the time of a run, and that nothing is left of it however the run ends.

use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A folder below the system's for temporary files.
pub struct Scratch {
    folder: PathBuf,
    /// Waits for the end of this process, whose pipe the kernel closes also after SIGKILL, and removes the folder.
    keeper: Child,
}

impl Scratch {
    /// Makes one; `name` and the process id are its name.
    pub fn new(name: &str) -> io::Result<Self> {
        let folder = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        // In a process group of its own, which Ctrl-C does not reach.
        let keeper = Command::new("sh")
            .args(["-c", "cat >/dev/null; rm -rf -- \"$0\""])
            .arg(&folder)
            .stdin(Stdio::piped())
            .process_group(0)
            .spawn()?;
        Ok(Scratch { folder, keeper })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// Ends this process as soon as standard input does, and with it as whoever holds the other end.
pub fn end_with_stdin() {
    std::thread::spawn(|| {
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        std::process::exit(1);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_there_until_it_is_dropped() {
        let scratch = Scratch::new("hopcheck-scratch-test").unwrap();
        let folder = scratch.path().to_owned();
        std::fs::write(folder.join("file"), "text").unwrap();
        drop(scratch);
        assert!(!folder.exists());
    }
}
