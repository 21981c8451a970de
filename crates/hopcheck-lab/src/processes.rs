//! The programs that a scenario starts, and the socket by which `systemctl restart NAME` and its like reach them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::scenario::Start;
use crate::{units, world};

/// A program that is not ready by then has failed.
const START_LIMIT: Duration = Duration::from_secs(10);
/// How long a program may take to end before it is killed.
const STOP_LIMIT: Duration = Duration::from_secs(3);

/// Where the commands inside a scenario reach the lab.
pub const CONTROL: &str = "/run/lab.sock";

struct Running {
    start: Start,
    address: Option<String>,
    child: Option<Child>,
}

/// All programs of a scenario, by name.
#[derive(Clone)]
pub struct Processes(Arc<Mutex<BTreeMap<String, Running>>>);

impl Processes {
    /// None yet.
    pub fn new() -> Self {
        Processes(Arc::new(Mutex::new(BTreeMap::new())))
    }

    /// Starts a program and waits until it is ready. `address` is that of its machine.
    pub fn start(&self, start: &Start, address: Option<String>) -> Result<(), String> {
        let mut running = Running { start: start.clone(), address, child: None };
        let result = running.launch();
        self.lock().insert(start.name.clone(), running);
        result
    }

    /// Stops a program and starts it anew.
    pub fn restart(&self, name: &str) -> Result<(), String> {
        let mut all = self.lock();
        // `systemctl restart 'php*fpm*'`
        if let Some((head, tail)) = name.split_once('*') {
            let parts: Vec<&str> = tail.split('*').collect();
            let fits = |name: &str| name.starts_with(head) && parts.iter().all(|part| name.contains(part));
            return all.iter_mut().filter(|(name, _)| fits(name)).try_for_each(|(_, running)| {
                running.stop();
                running.launch()
            });
        }
        let running = all.get_mut(name).ok_or_else(|| format!("there is no program {name:?} here"))?;
        running.stop();
        running.launch()
    }

    /// Stops a program.
    pub fn stop(&self, name: &str) -> Result<(), String> {
        let mut all = self.lock();
        all.get_mut(name).ok_or_else(|| format!("there is no program {name:?} here"))?.stop();
        Ok(())
    }

    /// Stops and starts all, in the order of `names`.
    pub fn restart_all(&self, names: &[String]) -> Result<(), String> {
        for name in names.iter().rev() {
            self.stop(name)?;
        }
        names.iter().try_for_each(|name| self.restart(name))
    }

    /// Whether there is a program of that name.
    pub fn knows(&self, name: &str) -> bool {
        self.lock().contains_key(name)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Running>> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Takes orders (`restart NAME`, `stop NAME`) for as long as the scenario runs.
    pub fn serve(&self) -> Result<(), String> {
        let listener = UnixListener::bind(CONTROL).map_err(|error| format!("{CONTROL}: {error}"))?;
        let all = self.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                all.obey(stream);
            }
        });
        Ok(())
    }

    fn obey(&self, mut stream: UnixStream) {
        let mut line = String::new();
        if BufReader::new(&stream).read_line(&mut line).is_err() {
            return;
        }
        let result = match line.trim().split_once(' ') {
            Some(("restart" | "start", name)) => self.restart(name),
            Some(("stop", name)) => self.stop(name),
            Some(("knows", name)) if self.knows(name) => Ok(()),
            _ => Err(format!("{:?} is not understood", line.trim())),
        };
        let answer = result.err().unwrap_or_else(|| "ok".to_owned());
        let _ = writeln!(stream, "{answer}");
    }
}

/// What a program has printed.
pub fn output(name: &str) -> PathBuf {
    Path::new("/var/log/lab").join(format!("{name}.log"))
}

impl Running {
    fn launch(&mut self) -> Result<(), String> {
        let of_unit = self.start.unit.as_deref().map(|unit| units::start(unit, &self.start)).transpose()?;
        let start = of_unit.as_ref().unwrap_or(&self.start);
        let log = output(&start.name);
        fs::create_dir_all("/var/log/lab").map_err(|error| format!("/var/log/lab: {error}"))?;
        let open = |path: &Path| {
            File::options().create(true).append(true).open(path).map_err(|error| format!("{}: {error}", path.display()))
        };
        let file = open(&log)?;
        let size = file.metadata().map(|meta| meta.len()).unwrap_or(0);
        if let Some(path) = start.log.as_ref().filter(|path| !path.exists()) {
            let _ = path.parent().map(fs::create_dir_all);
            std::os::unix::fs::symlink(&log, path).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        let run = &start.run;
        let mut command = match &start.user {
            Some(user) => format!("exec setpriv --reuid {user} --regid {user} --init-groups {run}"),
            None => format!("exec {run}"),
        };
        if start.private_tmp {
            command = format!(
                "exec unshare --mount bash -c 'mount -t tmpfs -o mode=1777 tmpfs /tmp && {}'",
                command.replace('\'', "'\\''")
            );
        }
        let mut shell = world::shell(&command, start.on.as_deref());
        shell.stdin(Stdio::null()).stdout(file.try_clone().map_err(|error| error.to_string())?).stderr(file);
        shell.envs(&start.env);
        shell.current_dir(start.dir.as_deref().unwrap_or(Path::new("/")));
        let ready = start.ready.clone();
        // Where a program of `Type=notify` says that it is ready (sd_notify(3)).
        let notices = format!("/run/notify-{}.sock", start.name);
        let _ = fs::remove_file(&notices);
        let notified = UnixDatagram::bind(&notices).map_err(|error| format!("{notices}: {error}"))?;
        notified.set_nonblocking(true).map_err(|error| format!("{notices}: {error}"))?;
        if ready == "notify" {
            shell.env("NOTIFY_SOCKET", &notices);
        }
        self.child = Some(shell.spawn().map_err(|error| format!("{}: {error}", start.name))?);
        self.wait(&ready, &notified, &log, size)
    }

    /// Waits until the program is ready; what it printed stands in the error otherwise.
    fn wait(&mut self, ready: &str, notified: &UnixDatagram, log: &Path, from: u64) -> Result<(), String> {
        let began = Instant::now();
        let printed = || {
            let text = fs::read(log).unwrap_or_default();
            String::from_utf8_lossy(text.get(from as usize..).unwrap_or_default()).into_owned()
        };
        let (kind, what) = ready.split_once(':').unwrap_or((ready, ""));
        let mut notice = [0; 4096];
        loop {
            let ended = self.child.as_mut().and_then(|child| child.try_wait().ok().flatten());
            let is_ready = match kind {
                "exits" => ended.is_some(),
                "tried" => ended.is_some() || began.elapsed() > Duration::from_millis(700),
                "runs" => began.elapsed() > Duration::from_millis(500) && ended.is_none(),
                "log" => printed().contains(what),
                "socket" => UnixStream::connect(what).is_ok(),
                "notify" => {
                    let said = notified.recv(&mut notice).map(|length| String::from_utf8_lossy(&notice[..length]));
                    said.is_ok_and(|said| said.lines().any(|line| line == "READY=1"))
                }
                "port" => {
                    let host = self.address.as_deref().unwrap_or("127.0.0.1");
                    ["127.0.0.1", host, "[::1]"].iter().any(|host| TcpStream::connect(format!("{host}:{what}")).is_ok())
                }
                _ => return Err(format!("{}: ready = {ready:?} is not known", self.start.name)),
            };
            if is_ready {
                return Ok(());
            }
            // A daemon's starter ends while the daemon runs on.
            if ended.is_some_and(|status| !status.success()) {
                return Err(format!("{} ended before it was ready; it printed:\n{}", self.start.name, printed()));
            }
            if began.elapsed() > START_LIMIT {
                return Err(format!("{} was not ready ({ready}) in time; it printed:\n{}", self.start.name, printed()));
            }
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    fn stop(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        let began = Instant::now();
        let _ = world::system("kill", &["-TERM", &child.id().to_string()]);
        while began.elapsed() < STOP_LIMIT {
            if child.try_wait().ok().flatten().is_some() {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = child.kill();
        let _ = child.wait();
    }
}
