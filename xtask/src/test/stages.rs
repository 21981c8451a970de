//! The stages, in the order they run: what is quick to fail comes first.

use super::summary::Counts;
use crate::{dist, project, run, setup};
use std::path::PathBuf;
use std::process::Command;

/// One part of the tests.
pub struct Stage {
    pub name: &'static str,
    /// What it does, for the reader who waits for it.
    pub what: &'static str,
    /// The stage without which this one cannot run.
    pub needs: Option<&'static str>,
    /// Whether it runs tests that are counted, and so must have counted some.
    pub counts_tests: bool,
    /// Runs it and says whether it passed; an error means that it could not be run.
    pub run: fn(&mut Counts) -> Result<bool, String>,
}

const TARGET: &str = "wasm32-unknown-unknown";

pub const STAGES: [Stage; 11] = [
    Stage {
        name: "fmt",
        what: "is everything formatted?",
        needs: None,
        counts_tests: false,
        run: |_| passes(run::cargo()?.args(["fmt", "--all", "--check"])),
    },
    Stage {
        name: "clippy",
        what: "lints, natively and for the page's target",
        needs: None,
        counts_tests: false,
        run: clippy,
    },
    Stage {
        name: "native",
        what: "engine, rules, command line tool, and what of the page runs natively",
        needs: None,
        counts_tests: true,
        run: |counts| counted(run::cargo()?.args(["test", "--workspace", "--no-fail-fast"]), counts),
    },
    Stage { name: "rules", what: "hopcheck rules check", needs: None, counts_tests: false, run: rules },
    Stage {
        name: "figures",
        what: "the project's own cases against recorded floors, the phrasebook against nginx's messages",
        needs: None,
        counts_tests: false,
        run: figures,
    },
    Stage {
        name: "nginx",
        what: "the engine's verdict over configurations against real nginx -t",
        needs: None,
        counts_tests: true,
        run: nginx,
    },
    Stage {
        name: "lab",
        what: "real servers, broken and mended by the engine's own fixes",
        needs: None,
        counts_tests: true,
        run: lab,
    },
    Stage {
        name: "page",
        what: "building the page with the quick profile, and what is shipped of it",
        needs: None,
        counts_tests: false,
        run: page,
    },
    Stage {
        name: "component",
        what: "the page's components in headless Chromium",
        needs: None,
        counts_tests: true,
        run: component,
    },
    Stage {
        name: "browser",
        what: "the built page in headless Chromium, and its situations through the command line tool",
        needs: Some("page"),
        counts_tests: true,
        run: browser,
    },
    Stage {
        name: "embedding",
        what: "the element in pages that real generators of documentation have made",
        needs: Some("page"),
        counts_tests: true,
        run: embedding,
    },
];

fn passes(command: &mut Command) -> Result<bool, String> {
    run::watch(command, |_| ())
}

fn counted(command: &mut Command, counts: &mut Counts) -> Result<bool, String> {
    run::watch(command, |line| counts.read(line))
}

fn clippy(_: &mut Counts) -> Result<bool, String> {
    let strict = ["--", "-D", "warnings"];
    let native = passes(run::cargo()?.args(["clippy", "--workspace", "--all-targets"]).args(strict))?;
    let page = ["clippy", "--package", "hopcheck-page", "--all-targets", "--target", TARGET];
    Ok(passes(run::cargo()?.args(page).args(strict))? && native)
}

/// The command line tool, from a build of all of the workspace as the native tests did it and not from another one; none where it does not build.
fn tool() -> Result<Option<PathBuf>, String> {
    if !passes(run::cargo()?.args(["build", "--workspace", "--all-targets"]))? {
        return Ok(None);
    }
    Ok(Some(project::dev_output()?.join(format!("hopcheck{}", std::env::consts::EXE_SUFFIX))))
}

fn rules(_: &mut Counts) -> Result<bool, String> {
    let Some(tool) = tool()? else { return Ok(false) };
    passes(run::command(tool, None)?.args(["rules", "check"]))
}

fn figures(_: &mut Counts) -> Result<bool, String> {
    let mut held = true;
    for arguments in [["messages"].as_slice(), &["corpus", "--own", "--list", "--floors", "tests/floors.toml"]] {
        let measure = ["run", "--quiet", "--package", "hopcheck-measure", "--"];
        held &= passes(run::cargo()?.args(measure).args(arguments))?;
    }
    Ok(held)
}

/// A version of nginx that is not here is said not to have run.
fn nginx(counts: &mut Counts) -> Result<bool, String> {
    let mut check = crate::nginx_check::command()?;
    if std::env::var_os("CI").is_some() {
        check.arg("--all-versions");
    }
    let same = run::watch(&mut check, |line| counts.read_lab(line))?;
    let mut ends = run::cargo()?;
    ends.args(["test", "--package", "xtask", "--test", "nginx_check_ends", "--", "--ignored"]);
    Ok(counted(&mut ends, counts)? && same)
}

/// Outside of CI, where there may be no root and no such servers, what cannot run is only said.
fn lab(counts: &mut Counts) -> Result<bool, String> {
    let mut lab = crate::lab::command()?;
    if std::env::var_os("CI").is_some() {
        lab.args(["--may-not-run", "tests/lab/may-not-run.txt"]);
    }
    let cured = run::watch(&mut lab, |line| counts.read_lab(line))?;
    // Here and not among the native tests, because it needs the lab's servers to be set up.
    let mut ends = run::cargo()?;
    ends.args(["test", "--package", "xtask", "--test", "lab_ends", "--", "--ignored"]);
    Ok(counted(&mut ends, counts)? && cured)
}

/// Where the page that the tests have built is, apart from `dist`, which a running `trunk serve` rewrites.
pub fn built_page() -> Result<PathBuf, String> {
    Ok(project::target()?.join("page-under-test"))
}

fn page(_: &mut Counts) -> Result<bool, String> {
    build_page()
}

/// Builds the page, and what is shipped of it, with the quick profile. False where that fails.
pub fn build_page() -> Result<bool, String> {
    let folder = built_page()?;
    Ok(passes(setup::trunk(None)?.args(["build", "--dist"]).arg(&folder))?
        && passes(&mut dist::for_tests(&folder, &shipped()?)?)?)
}

/// Where what is shipped is, made of that page.
pub fn shipped() -> Result<PathBuf, String> {
    Ok(project::target()?.join("shipped-under-test"))
}

fn component(counts: &mut Counts) -> Result<bool, String> {
    let (_, driver) = setup::browser()?;
    let mut cargo = run::cargo()?;
    cargo
        .args(["test", "--package", "hopcheck-page", "--tests", "--target", TARGET])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", driver)
        // The runner gives up after 20 seconds, which a machine busy with other things needs for Chromium's start alone.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    counted(&mut cargo, counts)
}

fn browser(counts: &mut Counts) -> Result<bool, String> {
    let (chromium, _) = setup::browser()?;
    let Some(tool) = tool()? else { return Ok(false) };
    let mut node = run::command("node", None)?;
    node.args(["--test", "--test-reporter", "spec"])
        .args(tests_in("tests/browser")?)
        .env("HOPCHECK_PAGE", built_page()?)
        .env("HOPCHECK_SHIPPED", shipped()?)
        .env("HOPCHECK_BIN", tool)
        .env("CHROMIUM", chromium);
    counted(&mut node, counts)
}

/// Where the generators cannot be installed, the tests say that they were not run, and why.
fn embedding(counts: &mut Counts) -> Result<bool, String> {
    let (chromium, _) = setup::browser()?;
    let mut node = run::command("node", None)?;
    node.args(["--test", "--test-reporter", "spec"])
        .args(tests_in("tests/embedding")?)
        .env("HOPCHECK_SHIPPED", shipped()?)
        .env("CHROMIUM", chromium);
    match setup::site_generators() {
        Ok(programs) => node.env("HOPCHECK_GENERATORS", programs),
        Err(why) => node.env("HOPCHECK_NO_GENERATORS", why),
    };
    match setup::docusaurus() {
        Ok(packages) => node.env("HOPCHECK_DOCUSAURUS", packages),
        Err(why) => node.env("HOPCHECK_NO_DOCUSAURUS", why),
    };
    counted(&mut node, counts)
}

/// All test files, sorted, by name: what node makes of a folder differs between its versions.
fn tests_in(folder: &str) -> Result<Vec<PathBuf>, String> {
    let folder = project::root().join(folder);
    let entries = std::fs::read_dir(&folder).map_err(|e| format!("cannot read {}: {e}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_comes_after_the_one_it_needs() {
        for (at, stage) in STAGES.iter().enumerate() {
            if let Some(needed) = stage.needs {
                assert!(STAGES[..at].iter().any(|s| s.name == needed), "{}", stage.name);
            }
        }
    }

    #[test]
    fn the_smoke_test_is_found() {
        let files = tests_in("tests/browser").unwrap();
        assert!(files.iter().any(|file| file.ends_with("smoke.test.mjs")), "{files:?}");
    }
}
