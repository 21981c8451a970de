//! `cargo xtask lighthouse`: what Lighthouse says of the site as it ships, served by nginx with the shipped configuration.

use crate::{project, run, setup};
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ExitCode, Stdio};
use std::time::Duration;

/// Measures what `cargo xtask dist` has made; fails where a category stays below 95.
pub fn run() -> Result<ExitCode, String> {
    let root = project::root();
    if !root.join("dist/sw.js").is_file() {
        return Err("dist/ does not hold what ships: run `cargo xtask dist` first".to_owned());
    }
    let (chromium, _) = setup::browser()?;
    let lighthouse = setup::lighthouse()?;
    let folder = project::target()?.join("lighthouse");
    let port = free_port()?;
    let mut server = Server::start(root, &folder, port)?;
    let mut node = run::command("node", None)?;
    node.arg(root.join("xtask/lighthouse/measure.mjs"))
        .arg(lighthouse)
        .arg(format!("http://127.0.0.1:{port}/"))
        .env("CHROME_PATH", chromium);
    let passed = server.answers().and_then(|()| run::watch(&mut node, |_| ()))?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|e| format!("no port is free: {e}"))
}

/// nginx, which ends with this value.
struct Server {
    nginx: Child,
    port: u16,
}

impl Server {
    /// Starts it in `folder` with the shipped configuration, its paths and port set right.
    fn start(root: &Path, folder: &Path, port: u16) -> Result<Self, String> {
        let hosting = root.join("release/hosting");
        let read = |name: &str| fs::read_to_string(hosting.join(name)).map_err(|e| format!("cannot read {name}: {e}"));
        let write = |name: &str, text: &str| {
            fs::write(folder.join(name), text).map_err(|e| format!("cannot write {name}: {e}"))
        };
        fs::create_dir_all(folder).map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
        let server = read("nginx.conf")?
            .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
            .replace("    listen [::]:80;\n", "")
            .replace("root /srv/hopcheck;", &format!("root {};", root.join("dist").display()));
        write("hopcheck-headers.conf", &read("hopcheck-headers.conf")?)?;
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|name| format!("{name}_temp_path {}/{name};\n", folder.display()))
            .concat();
        write(
            "nginx.conf",
            &format!(
                "daemon off; pid {0}/pid; error_log {0}/error.log;\nevents {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n\
                 {temporary}{server}}}\n",
                folder.display()
            ),
        )?;
        let nginx = PathBuf::from("/usr/sbin/nginx");
        let nginx = if nginx.is_file() {
            nginx
        } else {
            run::find("nginx").ok_or("nginx is not installed: nginx-light has it")?
        };
        let mut command = run::command(nginx, None)?;
        command.arg("-p").arg(folder).arg("-c").arg(folder.join("nginx.conf")).stdin(Stdio::null());
        let nginx = command.spawn().map_err(|e| format!("nginx does not start: {e}"))?;
        Ok(Self { nginx, port })
    }

    /// Waits until it answers.
    fn answers(&mut self) -> Result<(), String> {
        for _ in 0..100 {
            if TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return Ok(());
            }
            if let Ok(Some(status)) = self.nginx.try_wait() {
                return Err(format!("nginx has ended ({status}): see error.log in target/lighthouse"));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err("nginx does not answer".to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its worker ends when the master is gone: it holds one end of a channel to it. SIGTERM lets the master see to that.
        let pid = self.nginx.id().to_string();
        if run::output(std::process::Command::new("kill").arg(pid).stdout(Stdio::null())).is_none() {
            let _ = self.nginx.kill();
        }
        let _ = self.nginx.wait();
    }
}
