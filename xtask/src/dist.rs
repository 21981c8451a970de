//! `cargo xtask dist`: all that is shipped. The builds are made here; what is made of them is the work of the crate `hopcheck-dist`.

use crate::{for_size, project, run, setup};
use std::env::consts::EXE_SUFFIX;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What the command line asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    base_url: Option<String>,
}

impl Options {
    /// Reads the arguments after `dist`.
    pub fn parse(args: &[String]) -> Result<Self, String> {
        match args {
            [] => Ok(Self::default()),
            [flag, url] if flag == "--base-url" => Ok(Self { base_url: Some(url.clone()) }),
            _ => Err("dist takes only --base-url URL".to_owned()),
        }
    }
}

/// Builds everything with the profiles that are shipped, and fails where the page's budget is overdrawn.
pub fn run(options: &Options) -> Result<ExitCode, String> {
    setup::for_dist()?;
    setup::browser_modules()?;
    let (chromium, _) = setup::browser()?;
    let wasm_opt = setup::wasm_opt_folder()?;
    let commit = commit();
    let with_commit = |mut command: Command| {
        if let Some(commit) = &commit {
            command.env("HOPCHECK_COMMIT", commit);
        }
        command
    };
    // Apart from `dist`, which a running `trunk serve` rewrites.
    let built = project::target()?.join("page-shipped");
    run::say("building with the profiles that are shipped; this takes some minutes");
    for_size::build(with_commit(setup::trunk(Some(&wasm_opt))?), &built)?;
    let mut tool = with_commit(run::cargo()?);
    run::run(tool.args(["build", "--release", "--package", "hopcheck-cli"]))?;

    let maker = || -> Result<Command, String> {
        let mut maker = with_commit(run::cargo()?);
        maker.args(["run", "--quiet", "--release", "--package", "hopcheck-dist", "--"]);
        Ok(maker)
    };
    let trial = Trial::new(&chromium)?;
    trial.measure(maker()?, &built)?;
    let mut finish = maker()?;
    outputs(&mut finish, &built, project::root());
    finish.arg("--first").arg(&trial.notes);
    finish.arg("--linked").arg(project::target()?.join("wasm32-unknown-unknown/dist/hopcheck-page.wasm"));
    finish.arg("--tool").arg(project::target()?.join("release").join(format!("hopcheck{EXE_SUFFIX}")));
    if let Some(url) = &options.base_url {
        finish.args(["--base-url", url]);
    }
    let shown = run::shown(&finish);
    let status = finish.status().map_err(|e| format!("`{shown}` cannot be run: {e}"))?;
    trial.check(&project::root().join("dist"))?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What most people paste, tried in Chromium: before the module is split, to see which parts of it have to be loaded first, and after, to
/// see that they are enough.
struct Trial<'a> {
    chromium: &'a Path,
    /// The page that notes what is run, with the pastes beside it.
    marked: PathBuf,
    /// Which parts were run, a byte for each.
    notes: PathBuf,
    /// What the page answered.
    answers: PathBuf,
}

impl<'a> Trial<'a> {
    fn new(chromium: &'a Path) -> Result<Self, String> {
        let target = project::target()?;
        Ok(Self {
            chromium,
            marked: target.join("page-marked"),
            notes: target.join("run-first.bin"),
            answers: target.join("run-first-answers.json"),
        })
    }

    fn measure(&self, mut maker: Command, built: &Path) -> Result<(), String> {
        outputs(&mut maker, built, &self.marked);
        run::run(maker.arg("--marked").arg(&self.marked))?;
        run::say("trying what most people paste, to see which part of the module has to be loaded first");
        self.paste("measure.mjs", &self.marked)
    }

    fn check(&self, site: &Path) -> Result<(), String> {
        run::say("trying it again with nothing but what is loaded first");
        self.paste("check.mjs", site)
    }

    fn paste(&self, script: &str, page: &Path) -> Result<(), String> {
        let mut node = run::command("node", None)?;
        node.args(["--test", "--test-reporter", "spec"])
            .arg(project::root().join("tests/browser/first").join(script))
            .env("HOPCHECK_PAGE", page)
            .env("HOPCHECK_PASTES", self.marked.join("pastes.json"))
            .env("HOPCHECK_RUN", &self.notes)
            .env("HOPCHECK_ANSWERS", &self.answers)
            .env("CHROMIUM", self.chromium);
        run::run(&mut node)
    }
}

/// What the tests' page loads later: enough to see that it comes.
const LATER: [&str; 2] = ["granit_parser", "hopcheck_page::diff_rows"];

/// The same made of a quick build of the page, below `folder`, for the tests.
pub fn for_tests(built: &Path, folder: &Path) -> Result<Command, String> {
    let mut finish = run::cargo()?;
    finish.args(["run", "--quiet", "--package", "hopcheck-dist", "--", "--quick"]);
    finish.args(LATER.iter().flat_map(|word| ["--later", word]));
    outputs(&mut finish, built, folder);
    Ok(finish)
}

fn outputs(finish: &mut Command, built: &Path, folder: &Path) {
    finish
        .arg("--built")
        .arg(built)
        .arg("--site")
        .arg(folder.join("dist"))
        .arg("--release")
        .arg(folder.join("release"));
}

/// The commit that is built, and whether something was changed since; none where git does not know.
fn commit() -> Option<String> {
    let git = |args: &[&str]| run::output(run::command("git", None).ok()?.args(args));
    let commit = git(&["rev-parse", "--short=12", "HEAD"])?.trim().to_owned();
    let changed = git(&["status", "--porcelain", "--untracked-files=no"])?;
    Some(if changed.is_empty() { commit } else { format!("{commit}, with changes") })
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn a_base_url_can_be_given() {
        let parse = |args: &[&str]| Options::parse(&args.iter().map(|&a| a.to_owned()).collect::<Vec<_>>());
        assert_eq!(
            parse(&["--base-url", "https://example.com/"]).unwrap().base_url.as_deref(),
            Some("https://example.com/")
        );
        assert_eq!(parse(&[]), Ok(Options::default()));
        assert!(parse(&["--base-url"]).is_err());
        assert!(parse(&["https://example.com/"]).is_err());
    }
}
