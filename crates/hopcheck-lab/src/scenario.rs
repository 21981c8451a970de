//! A scenario: `rules/<id>/lab/<name>/scenario.toml`, and `files/` beside it, which are laid over the root of the file system.
//! It says what to start, how to provoke the failure, what a person would paste, and the finding expected. It holds no fix: that is
//! the engine's.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// One scenario.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What is broken, in a sentence.
    pub title: String,
    /// The programs that must be there: names looked up on PATH (nginx, gunicorn, node …).
    pub servers: Vec<String>,
    /// The versions of nginx it runs with; both where nothing is said.
    #[serde(default = "both")]
    pub nginx: Vec<String>,
    /// Why it cannot run here, for what is kept for the record.
    #[serde(default)]
    pub not_run: Option<String>,
    /// The scenario of the same rule whose `files/` are laid over the root; its own where nothing is said.
    #[serde(default)]
    pub files_of: Option<String>,
    /// Other machines, each a network namespace behind the same switch. Without any all run on one.
    #[serde(default, rename = "host")]
    pub hosts: Vec<Host>,
    /// What is started, in this order.
    #[serde(default, rename = "start")]
    pub starts: Vec<Start>,
    /// How the failure is provoked.
    pub provoke: Provoke,
    /// What a person would paste.
    #[serde(rename = "paste")]
    pub pastes: Vec<Paste>,
    /// What the engine must find.
    pub finding: Expected,
    /// Which of the finding's steps are carried out, counted from 0; all of them where nothing is said. Steps may be alternatives.
    #[serde(default)]
    pub steps: Option<Vec<usize>>,
    /// What the provocation shows once it is mended.
    pub cured: Cured,
    /// How the failure comes back where the fix was a command; patched files are put back in any case.
    #[serde(default)]
    pub back: Option<Back>,
}

/// How what a command mended is broken again.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Back {
    /// By the `undo` of the last step that was carried out, which is a command.
    Undo,
    /// By this command.
    Run(String),
}

fn both() -> Vec<String> {
    vec!["1.22".to_owned(), "1.28".to_owned()]
}

/// Another machine.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// Its name, which all machines resolve.
    pub name: String,
    /// Its IPv4 address in 172.18.0.0/16; the first machine has 172.18.0.2.
    pub address: String,
}

/// A program to start.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// The name that `systemctl restart NAME` and the like know it by.
    pub name: String,
    /// The command, run by `sh -c "exec …"`.
    #[serde(default)]
    pub run: String,
    /// Instead: a systemd unit, read anew at each start, whose command, user, directories and environment count.
    #[serde(default)]
    pub unit: Option<PathBuf>,
    /// The machine; the first one where nothing is said.
    #[serde(default)]
    pub on: Option<String>,
    /// Its working directory.
    #[serde(default)]
    pub dir: Option<PathBuf>,
    /// The user it runs as.
    #[serde(default)]
    pub user: Option<String>,
    /// Its environment beside the usual.
    #[serde(default)]
    pub env: std::collections::BTreeMap<String, String>,
    /// Where its output goes, beside the lab's own record of it.
    #[serde(default)]
    pub log: Option<PathBuf>,
    /// When it counts as started: `port:N`, `socket:PATH`, `log:TEXT` (in its output), `exits`, `runs` (it has not ended after
    /// half a second), or `tried` (it has ended, or has run for so long).
    #[serde(default = "runs")]
    pub ready: String,
    /// Where it sees a mount namespace of its own with an empty /tmp, as with systemd's PrivateTmp.
    #[serde(default)]
    pub private_tmp: bool,
}

fn runs() -> String {
    "runs".to_owned()
}

/// The provocation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provoke {
    /// A shell command; `lab-ws URL` opens a WebSocket, sends a message and prints what came.
    pub run: String,
    /// The machine it runs on.
    #[serde(default)]
    pub on: Option<String>,
    /// A regular expression in its output that shows the failure.
    pub shows: String,
    /// A file and a regular expression that must then stand in it.
    #[serde(default)]
    pub log: Option<LogShows>,
}

/// What must stand in a file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogShows {
    /// The file.
    pub file: PathBuf,
    /// A regular expression.
    pub shows: String,
}

/// A text that a person would paste.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paste {
    /// Its name.
    pub name: String,
    /// A file, the whole of it; a patch of this text is written there.
    #[serde(default)]
    pub file: Option<PathBuf>,
    /// Only its last lines.
    #[serde(default)]
    pub last: Option<usize>,
    /// Only the lines that this regular expression matches.
    #[serde(default)]
    pub matching: Option<String>,
    /// Instead of a file: a command whose output it is.
    #[serde(default)]
    pub run: Option<String>,
    /// Instead of both: the output of a program that was started.
    #[serde(default)]
    pub output: Option<String>,
    /// The machine that the command runs on.
    #[serde(default)]
    pub on: Option<String>,
    /// True for what only the failure prints: the mended state has no such text.
    #[serde(default)]
    pub while_failing: bool,
}

/// The finding expected.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The rule's id.
    pub id: String,
    /// confirmed, likely or possible.
    pub certainty: String,
    /// Other causes that are true of the same texts, such as a narrower one.
    #[serde(default)]
    pub then: Vec<String>,
}

/// What is seen once it is mended.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cured {
    /// A regular expression in the provocation's output.
    pub shows: String,
}

/// A scenario and where it stands.
#[derive(Clone, Debug)]
pub struct Placed {
    /// `ID/NAME`.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// What it says.
    pub scenario: Scenario,
}

impl Placed {
    /// The folder of what is laid over the root of the file system.
    pub fn files(&self) -> PathBuf {
        match &self.scenario.files_of {
            Some(other) => self.folder.with_file_name(other).join("files"),
            None => self.folder.join("files"),
        }
    }
}

/// Reads one scenario.
pub fn read(folder: &Path) -> Result<Placed, String> {
    let file = folder.join("scenario.toml");
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let scenario: Scenario = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let part = |path: Option<&Path>| {
        path.and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let id = part(folder.parent().and_then(Path::parent));
    Ok(Placed { name: format!("{id}/{}", part(Some(folder))), folder: folder.to_owned(), scenario })
}

/// All scenarios below the folder of rules, by name.
pub fn all(rules: &Path) -> Result<Vec<Placed>, String> {
    let mut found = Vec::new();
    let folders = |path: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    };
    for rule in folders(rules) {
        for folder in folders(&rule.join("lab")) {
            found.push(read(&folder)?);
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}
