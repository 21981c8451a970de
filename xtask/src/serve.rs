//! `cargo xtask serve`: set everything up, then hand over to `trunk serve`.

use crate::{run, setup};
use std::env;
use std::net::{Ipv4Addr, TcpListener};

/// What the command line asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    port: u16,
    open: bool,
}

impl Options {
    /// Reads the arguments after `serve`.
    pub fn parse(args: &[String]) -> Result<Self, String> {
        let mut options = Self { port: 8080, open: true };
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--no-open" => options.open = false,
                "--port" => {
                    let value = args.next().ok_or("--port needs a number")?;
                    options.port = value.parse().map_err(|_| format!("{value:?} is not a port number"))?;
                }
                other => return Err(format!("serve does not know {other:?}")),
            }
        }
        Ok(options)
    }
}

/// Sets up, builds, serves; returns only when the server has ended.
pub fn run(options: &Options) -> Result<(), String> {
    free(options.port)?;
    setup::for_serve()?;
    let mut trunk = setup::trunk(None)?;
    trunk.args(["serve", "--port", &options.port.to_string()]);
    if options.open && has_desktop() {
        trunk.arg("--open");
    }
    run::say(&format!("building; the page will be at http://127.0.0.1:{}", options.port));
    hand_over(&mut trunk)
}

/// Trunk would find out only after the build.
fn free(port: u16) -> Result<(), String> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map(drop)
        .map_err(|e| format!("port {port} of 127.0.0.1 cannot be used ({e}); choose another with --port N"))
}

/// Whether there is a browser window to be opened. A server without a desktop only gets the address.
fn has_desktop() -> bool {
    if cfg!(any(target_os = "macos", windows)) {
        return true;
    }
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Becomes the server, so that whoever ends this process ends the server.
#[cfg(unix)]
fn hand_over(trunk: &mut std::process::Command) -> Result<(), String> {
    use std::os::unix::process::CommandExt;
    let shown = run::shown(trunk);
    Err(format!("`{shown}` cannot be run: {}", trunk.exec()))
}

#[cfg(not(unix))]
fn hand_over(trunk: &mut std::process::Command) -> Result<(), String> {
    run::run(trunk)
}

#[cfg(test)]
mod tests {
    use super::{Options, free};
    use std::net::TcpListener;

    fn parse(args: &[&str]) -> Result<Options, String> {
        Options::parse(&args.iter().map(|&a| a.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn port_and_browser_can_be_chosen() {
        let chosen = Options { port: 9000, open: false };
        assert_eq!(parse(&["--port", "9000", "--no-open"]), Ok(chosen));
    }

    #[test]
    fn a_taken_port_is_named_before_the_build() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port();
        let message = free(port).unwrap_err();
        assert!(message.starts_with(&format!("port {port} of")), "{message}");
        drop(taken);
        assert_eq!(free(port), Ok(()));
    }

    #[test]
    fn a_wrong_port_is_named() {
        let message = parse(&["--port", "70000"]).unwrap_err();
        assert!(message.contains("70000"), "{message}");
        assert!(parse(&["--port"]).is_err());
    }
}
