//! `lab-memory-limit MEGABYTES NAME` stands in for the memory limit of a control group, which the lab's namespaces do not have: where the
//! processes with NAME in their command line hold more memory together, the largest gets SIGKILL, as the kernel's OOM killer does it.

use std::fs;
use std::process::ExitCode;
use std::time::Duration;

use crate::world;

/// How often it looks.
const PERIOD: Duration = Duration::from_millis(50);

/// Runs until it is ended.
pub fn command(arguments: &[String]) -> Result<ExitCode, String> {
    let [limit, name] = arguments else { return Err("lab-memory-limit MEGABYTES NAME".to_owned()) };
    let limit: u64 = limit.parse().map_err(|error| format!("{limit}: {error}"))?;
    loop {
        let held = held_by(name);
        let sum: u64 = held.iter().map(|(_, kilobytes)| kilobytes).sum();
        if let Some((pid, _)) = held.iter().max_by_key(|(_, kilobytes)| kilobytes).filter(|_| sum > limit * 1024) {
            // It may have ended meanwhile.
            let _ = world::system("kill", &["-KILL", &pid.to_string()]);
        }
        std::thread::sleep(PERIOD);
    }
}

/// The processes with `name` in their command line, this one aside, and the kilobytes of memory each holds.
fn held_by(name: &str) -> Vec<(u32, u64)> {
    let own = std::process::id();
    let pids = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = pids.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let holds = |pid: u32| {
        let command = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
        String::from_utf8_lossy(&command).contains(name).then_some(())?;
        resident(&fs::read_to_string(format!("/proc/{pid}/status")).ok()?)
    };
    pids.filter(|pid| *pid != own).filter_map(|pid| Some((pid, holds(pid)?))).collect()
}

/// `VmRSS` of `/proc/PID/status`, in kilobytes (proc(5)); a process that has ended has none.
fn resident(status: &str) -> Option<u64> {
    status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.split_whitespace().next()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_from_the_status() {
        assert_eq!(resident("Name:\tpython3\nVmSize:\t  30000 kB\nVmRSS:\t   21504 kB\n"), Some(21504));
        assert_eq!(resident("Name:\tkthreadd\n"), None);
    }
}
