//! Programs that come from the system's packages. They are looked for, never installed: that needs an administrator.

use super::versions;
use crate::run;
use std::path::PathBuf;

/// A program and the package that brings it.
pub struct Tool {
    /// The names it goes by, the usual one first.
    names: &'static [&'static str],
    /// Debian's and Ubuntu's package.
    package: &'static str,
}

pub const CHROMIUM: Tool = Tool { names: &["chromium", "chromium-browser", "google-chrome"], package: "chromium" };
pub const CHROMEDRIVER: Tool = Tool { names: &["chromedriver"], package: "chromium-driver" };
pub const FIREFOX: Tool = Tool { names: &["firefox-esr"], package: "firefox-esr" };
const NODE_ITSELF: Tool = Tool { names: &["node", "nodejs"], package: "nodejs" };
const NPM: Tool = Tool { names: &["npm"], package: "npm" };

/// For what npm brings.
pub const NODE: [Tool; 2] = [NODE_ITSELF, NPM];
/// For all tests.
pub const TESTS: [Tool; 4] = [CHROMIUM, CHROMEDRIVER, NODE_ITSELF, NPM];

impl Tool {
    /// The name it is usually called by.
    pub fn name(&self) -> &'static str {
        self.names[0]
    }

    /// Where it is, under whichever name.
    pub fn find(&self) -> Option<PathBuf> {
        self.names.iter().find_map(|name| run::find(name))
    }
}

/// The oldest node that playwright-core runs on.
const NODE_MAJOR: u32 = 20;

/// An error with the one line that installs what is missing of `tools`, or one about a node that is too old.
pub fn require(tools: &[Tool]) -> Result<(), String> {
    let missing: Vec<&Tool> = tools.iter().filter(|tool| tool.find().is_none()).collect();
    if !missing.is_empty() {
        return Err(message(&missing));
    }
    match tools.iter().find(|tool| tool.name() == NODE_ITSELF.name()).and_then(Tool::find) {
        Some(node) => is_recent(run::output(run::command(node, None)?.arg("--version"))),
        None => Ok(()),
    }
}

fn is_recent(reported: Option<String>) -> Result<(), String> {
    let reported = reported.ok_or("`node --version` does not run")?;
    let major = versions::reported(&reported).and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    if major.is_some_and(|major| major >= NODE_MAJOR) {
        return Ok(());
    }
    Err(format!(
        "node is {}, but {NODE_MAJOR} or later is needed; https://nodejs.org/en/download has it",
        reported.trim()
    ))
}

fn message(missing: &[&Tool]) -> String {
    let names: Vec<&str> = missing.iter().map(|tool| tool.name()).collect();
    let packages: Vec<&str> = missing.iter().map(|tool| tool.package).collect();
    format!(
        "not on this machine: {}. On Debian or Ubuntu, as root:\napt-get install -y --no-install-recommends {}",
        names.join(", "),
        packages.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_installs_all_that_is_missing() {
        let message = message(&[&CHROMIUM, &CHROMEDRIVER]);
        let line = message.lines().last().unwrap();
        assert_eq!(line, "apt-get install -y --no-install-recommends chromium chromium-driver");
        assert!(message.starts_with("not on this machine: chromium, chromedriver."));
    }

    #[test]
    fn an_old_node_is_refused() {
        assert_eq!(is_recent(Some("v20.20.2\n".to_owned())), Ok(()));
        let message = is_recent(Some("v18.19.0\n".to_owned())).unwrap_err();
        assert!(message.starts_with("node is v18.19.0, but 20"), "{message}");
    }

    #[test]
    fn what_is_there_is_not_asked_for() {
        let cargo = Tool { names: &["no-such-name-here", "cargo"], package: "cargo" };
        assert_eq!(require(&[cargo]), Ok(()));
    }
}
