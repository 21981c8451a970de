//! A scenario's own world: an overlay over the machine's files, a network of its own, and more machines where it asks for them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::scenario::Scenario;

/// The folders that the overlay's parts may be mounted in, in a tmpfs that this scenario alone sees.
const BASES: [&str; 3] = ["/mnt", "/media", "/srv"];

/// The folders that every scenario has empty.
const EMPTY: [&str; 5] = ["tmp", "run", "var/log", "var/tmp", "dev/shm"];

/// The address of the first machine.
const FIRST_ADDRESS: &str = "172.18.0.2";

/// Runs a program of the system and says what it said where it fails.
pub fn system(program: &str, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(program).args(arguments).output().map_err(|error| format!("{program}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{program} {}: {}", arguments.join(" "), said.trim()))
}

/// Makes the overlay the root of the file system. From here on nothing is written to the machine's own files. What `keep` names stays
/// to be read, wherever it is: a checkout in /tmp, tools on another file system.
pub fn enter(keep: &[PathBuf]) -> Result<(), String> {
    let holds_none = |base: &&&str| keep.iter().all(|path| !path.starts_with(base));
    let base = BASES.iter().find(holds_none).ok_or("the lab finds no folder for its overlay")?;
    let path = |name: &str| format!("{base}/{name}");
    system("mount", &["-t", "tmpfs", "tmpfs", base])?;
    for folder in ["upper", "work", "root"] {
        fs::create_dir(path(folder)).map_err(|error| format!("{folder}: {error}"))?;
    }
    let options = format!("lowerdir=/,upperdir={},workdir={}", path("upper"), path("work"));
    let root = path("root");
    system("mount", &["-t", "overlay", "overlay", "-o", &options, &root])?;
    let inside = |name: &str| format!("{root}/{name}");
    system("mount", &["-t", "proc", "proc", &inside("proc")])?;
    system("mount", &["-t", "sysfs", "sysfs", &inside("sys")])?;
    system("mount", &["--rbind", "/dev", &inside("dev")])?;
    for folder in EMPTY {
        system("mount", &["-t", "tmpfs", "tmpfs", &inside(folder)])?;
    }
    for path in keep {
        let (from, there) = (path.to_string_lossy(), format!("{root}{}", path.display()));
        if path.is_dir() && !Path::new(&there).exists() {
            fs::create_dir_all(&there).map_err(|error| format!("{there}: {error}"))?;
            system("mount", &["--bind", &from, &there])?;
            system("mount", &["-o", "remount,ro,bind", &there])?;
        }
    }
    std::os::unix::fs::chroot(&root).map_err(|error| format!("chroot: {error}"))?;
    std::env::set_current_dir("/").map_err(|error| format!("/: {error}"))?;
    for folder in ["/var/log/nginx", "/run/php", "/run/lock"] {
        fs::create_dir_all(folder).map_err(|error| format!("{folder}: {error}"))?;
    }
    system("chmod", &["1777", "/tmp", "/var/tmp", "/dev/shm"])?;
    // The lab's tools lie in the home of root; programs of other users start them too.
    system("chmod", &["o+x", "/root"])?;
    // What the packages set up for their own use says nothing here.
    let _ = fs::remove_file("/etc/nginx/sites-enabled/default");
    Ok(())
}

/// Lays the scenario's files over the root. Permissions are those of the files, owners root.
pub fn lay(files: &Path) -> Result<(), String> {
    let mut open = vec![files.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?.flatten() {
            let from = entry.path();
            let to = Path::new("/").join(from.strip_prefix(files).unwrap_or(&from));
            if from.is_dir() {
                fs::create_dir_all(&to).map_err(|error| format!("{}: {error}", to.display()))?;
                open.push(from);
            } else {
                fs::copy(&from, &to).map_err(|error| format!("{}: {error}", to.display()))?;
            }
        }
    }
    Ok(())
}

/// Puts another nginx in the place of the system's.
pub fn use_nginx(binary: &Path) -> Result<(), String> {
    fs::copy(binary, "/usr/sbin/nginx").map(drop).map_err(|error| format!("{}: {error}", binary.display()))
}

/// Brings the network up: this machine, and the others behind one bridge.
pub fn network(scenario: &Scenario) -> Result<(), String> {
    system("ip", &["link", "set", "lo", "up"])?;
    system("hostname", &["web"])?;
    let mut hosts = String::from("127.0.0.1 localhost\n::1 localhost\n");
    if !scenario.hosts.is_empty() {
        system("ip", &["link", "add", "br0", "type", "bridge"])?;
        system("ip", &["addr", "add", &format!("{FIRST_ADDRESS}/16"), "dev", "br0"])?;
        system("ip", &["link", "set", "br0", "up"])?;
    }
    for (nth, host) in scenario.hosts.iter().enumerate() {
        let (here, there) = (format!("v{nth}"), format!("w{nth}"));
        let name = host.name.as_str();
        system("ip", &["netns", "add", name])?;
        system("ip", &["link", "add", &here, "type", "veth", "peer", "name", &there, "netns", name])?;
        system("ip", &["link", "set", &here, "master", "br0", "up"])?;
        let inside = |arguments: &[&str]| system("ip", &[&["-n", name], arguments].concat());
        inside(&["addr", "add", &format!("{}/16", host.address), "dev", &there])?;
        inside(&["link", "set", &there, "up"])?;
        inside(&["link", "set", "lo", "up"])?;
        hosts.push_str(&format!("{} {name}\n", host.address));
    }
    fs::write("/etc/hosts", hosts).map_err(|error| format!("/etc/hosts: {error}"))
}

/// A shell command on one of the machines.
pub fn shell(command: &str, on: Option<&str>) -> Command {
    let mut shell = match on {
        Some(host) => {
            let mut shell = Command::new("ip");
            shell.args(["netns", "exec", host, "bash", "-c", command]);
            shell
        }
        None => {
            let mut shell = Command::new("bash");
            shell.args(["-c", command]);
            shell
        }
    };
    shell.env("LC_ALL", "C.UTF-8").env("TERM", "dumb").env("HOME", "/root");
    shell
}

/// The first program of that name on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.extend(["/usr/sbin".into(), "/sbin".into()]);
    folders.into_iter().map(|folder| folder.join(program)).find(|file| file.is_file())
}
