//! What the Rust compiler needs beside itself: its WebAssembly target, and for the release build of the page its library's source.

use crate::run;
use std::path::Path;

/// The target the page is compiled for.
const TARGET: &str = "wasm32-unknown-unknown";

const NO_RUSTC: &str = "`rustc` cannot be run; install Rust with rustup from https://rustup.rs";

/// Makes sure that this compiler can build for the target.
pub fn ensure() -> Result<(), String> {
    if is_installed()? {
        return Ok(());
    }
    let remedy = format!("run `rustup target add {TARGET}`, with rustup from https://rustup.rs");
    if run::find("rustup").is_none() {
        return Err(format!(
            "this Rust compiler has no standard library for {TARGET}, and rustup is not there to fetch it; {remedy}"
        ));
    }
    run::say(&format!("{TARGET}: asking rustup for it"));
    run::run(run::command("rustup", None)?.args(["target", "add", TARGET])).map_err(|e| format!("{e}; {remedy}"))?;
    if is_installed()? {
        Ok(())
    } else {
        Err(format!(
            "rustup added {TARGET}, but not to the compiler in use here; {remedy} for the toolchain that `rustc --version` names"
        ))
    }
}

/// Makes sure that the standard library's source is there: the release build of the page compiles it for size.
pub fn ensure_source() -> Result<(), String> {
    const REMEDY: &str = "run `rustup component add rust-src`, with rustup from https://rustup.rs";
    if has_source()? {
        return Ok(());
    }
    if run::find("rustup").is_none() {
        return Err(format!("this Rust compiler came without its library's source (rust-src); {REMEDY}"));
    }
    run::say("rust-src: asking rustup for it");
    run::run(run::command("rustup", None)?.args(["component", "add", "rust-src"]))
        .map_err(|e| format!("{e}; {REMEDY}"))?;
    if has_source()? {
        Ok(())
    } else {
        Err(format!(
            "rustup added rust-src, but not to the compiler in use here; {REMEDY} for the toolchain that `rustc --version` names"
        ))
    }
}

fn has_source() -> Result<bool, String> {
    let sysroot = run::output(run::command("rustc", None)?.args(["--print", "sysroot"])).ok_or(NO_RUSTC)?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
}

/// Whether the compiler's own folder holds a standard library for the target, whoever put it there.
fn is_installed() -> Result<bool, String> {
    let mut rustc = run::command("rustc", None)?;
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    let folder = run::output(&mut rustc).ok_or(NO_RUSTC)?;
    Ok(holds_std(Path::new(folder.trim())))
}

fn holds_std(folder: &Path) -> bool {
    std::fs::read_dir(folder)
        .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-")))
}
