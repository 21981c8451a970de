//! What the lab's scenarios start: application servers from PyPI and npm, and a newer nginx than the system's. Kept beside cargo's own
//! tools, for all checkouts. What cannot be had is left out, and its scenarios say that they were not run.

use super::{npm, python};
use crate::{project, run};
use std::fs;
use std::path::{Path, PathBuf};

/// Where the parts are, each only where it is there.
#[derive(Default)]
pub struct Lab {
    /// Folder of the Python programs.
    pub python: Option<PathBuf>,
    /// The `node_modules` of the WebSocket servers.
    pub node_modules: Option<PathBuf>,
    /// An nginx 1.28.
    pub nginx_1_28: Option<PathBuf>,
}

/// The part, or the reason why it is left out, said.
fn or_say(what: &str, result: Result<PathBuf, String>) -> Option<PathBuf> {
    result.map_err(|why| run::say(&format!("{what}: left out, {why}"))).ok()
}

/// Compiles nginx 1.28 where that has not been done and can be.
pub fn nginx_1_28() -> Option<PathBuf> {
    or_say("nginx 1.28", nginx())
}

/// Installs what is missing and can be installed.
pub fn ensure() -> Lab {
    Lab {
        python: or_say("the lab's Python servers", python()),
        node_modules: or_say("the lab's Node servers", node()),
        nginx_1_28: nginx_1_28(),
    }
}

/// The folder for them, beside cargo's own tools.
pub fn tools() -> Result<PathBuf, String> {
    let folder = project::cargo_home()?.join("hopcheck-tools");
    fs::create_dir_all(&folder).map_err(|e| format!("cannot create {}: {e}", folder.display()))?;
    Ok(folder)
}

fn python() -> Result<PathBuf, String> {
    python::programs("the lab's Python servers", "tests/lab/requirements.txt", &tools()?.join("lab-python"))
}

fn node() -> Result<PathBuf, String> {
    npm::kept("the lab's Node servers", "tests/lab", "lab-node")
}

/// The modules that Debian's nginx-light has too, as far as the lab needs them, and the same paths.
const CONFIGURE: [&str; 19] = [
    "--prefix=/usr/share/nginx",
    "--sbin-path=/usr/sbin/nginx",
    "--conf-path=/etc/nginx/nginx.conf",
    "--error-log-path=stderr",
    "--http-log-path=/var/log/nginx/access.log",
    "--pid-path=/run/nginx.pid",
    "--lock-path=/var/lock/nginx.lock",
    "--http-client-body-temp-path=/var/lib/nginx/body",
    "--http-fastcgi-temp-path=/var/lib/nginx/fastcgi",
    "--http-proxy-temp-path=/var/lib/nginx/proxy",
    "--http-scgi-temp-path=/var/lib/nginx/scgi",
    "--http-uwsgi-temp-path=/var/lib/nginx/uwsgi",
    "--with-pcre-jit",
    "--with-http_ssl_module",
    "--with-http_v2_module",
    "--with-http_realip_module",
    "--with-http_auth_request_module",
    "--with-http_stub_status_module",
    "--with-threads",
];

/// nginx 1.28, compiled from the source that the crate nginx-src carries.
fn nginx() -> Result<PathBuf, String> {
    let source = source_of_nginx()?;
    let version = source.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let place = tools()?.join(version.ok_or("the source of nginx has no version")?);
    let binary = place.join("nginx");
    if binary.is_file() {
        return Ok(binary);
    }
    run::say("nginx 1.28: compiling it, once per machine; this takes a minute or two");
    let build = tools()?.join(format!("nginx-build-{}", std::process::id()));
    let result = compile(&source, &build).and_then(|()| {
        fs::create_dir_all(&place).map_err(|e| format!("cannot create {}: {e}", place.display()))?;
        let unfinished = place.join("nginx.unfinished");
        fs::copy(build.join("objs/nginx"), &unfinished).map_err(|e| format!("cannot copy nginx: {e}"))?;
        fs::rename(&unfinished, &binary).map_err(|e| format!("cannot write {}: {e}", binary.display()))
    });
    let _ = fs::remove_dir_all(&build);
    result.map(|()| binary)
}

fn compile(source: &Path, build: &Path) -> Result<(), String> {
    run::run(run::command("cp", None)?.arg("-r").arg(source).arg(build))?;
    let quiet = |mut command: std::process::Command| {
        command.current_dir(build);
        run::output(&mut command).map(drop).ok_or_else(|| format!("{} fails", run::shown(&command)))
    };
    let mut configure = run::command(build.join("auto/configure"), None)?;
    configure.args(CONFIGURE);
    quiet(configure)?;
    let mut make = run::command("make", None)?;
    make.args(["-s", "-j2"]);
    quiet(make)
}

/// The folder `nginx` of the crate nginx-src, as cargo has unpacked it.
fn source_of_nginx() -> Result<PathBuf, String> {
    let mut cargo = run::cargo()?;
    cargo.args(["metadata", "--format-version", "1", "--locked"]);
    let metadata = run::output(&mut cargo).ok_or("cargo metadata does not run")?;
    // One long line of JSON; some path in it goes through the crate's folder: `"/…/nginx-src-1.28.5+1.28.3/src/lib.rs"`.
    let folder = || {
        let at = metadata.find("/nginx-src-")?;
        let start = metadata[..at].rfind('"')? + 1;
        let end = at + 1 + metadata[at + 1..].find('/')?;
        Some(&metadata[start..end])
    };
    Ok(Path::new(folder().ok_or("Cargo.lock has no nginx-src")?).join("nginx"))
}
