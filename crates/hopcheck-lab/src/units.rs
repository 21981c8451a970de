//! What systemd would make of a unit when it starts it, as far as the scenarios need it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::scenario::Start;
use crate::world;

/// The program as its unit says it now; what the unit leaves open is the scenario's.
pub fn start(unit: &Path, of: &Start) -> Result<Start, String> {
    let text = fs::read_to_string(unit).map_err(|error| format!("{}: {error}", unit.display()))?;
    let settings = settings(&text);
    let last = |key: &str| settings.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.clone());
    let mut start = of.clone();
    let command = last("ExecStart").ok_or_else(|| format!("{}: no ExecStart=", unit.display()))?;
    let umask = last("UMask").unwrap_or_else(|| "0022".to_owned());
    start.user = last("User");
    start.dir = last("WorkingDirectory").map(PathBuf::from);
    start.private_tmp = matches!(last("PrivateTmp").as_deref(), Some("true" | "yes"));
    start.env = environment(&settings);
    if last("Type").as_deref() == Some("notify") {
        start.ready = "notify".to_owned();
    }
    start.run = as_user(&command, start.user.take().as_deref(), last("Group").as_deref(), &umask);
    for folder in last("RuntimeDirectory").iter().flat_map(|value| value.split_whitespace()) {
        make(&Path::new("/run").join(folder), last("User").as_deref(), last("Group").as_deref())?;
    }
    Ok(start)
}

/// Every `Key=value`, in order; lines that end in a backslash go on in the next.
fn settings(text: &str) -> Vec<(String, String)> {
    let text = text.replace("\\\n", " ");
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with(['#', ';', '[']));
    lines.filter_map(|line| line.split_once('=')).map(|(key, value)| (key.trim().into(), value.trim().into())).collect()
}

fn environment(settings: &[(String, String)]) -> BTreeMap<String, String> {
    let values = settings.iter().filter(|(key, _)| key == "Environment");
    let pairs = values.flat_map(|(_, value)| value.split_whitespace()).map(|pair| pair.trim_matches('"'));
    pairs.filter_map(|pair| pair.split_once('=')).map(|(name, value)| (name.into(), value.into())).collect()
}

fn as_user(command: &str, user: Option<&str>, group: Option<&str>, umask: &str) -> String {
    let who = match (user, group) {
        (None, None) => String::new(),
        (user, group) => {
            let user = user.unwrap_or("root");
            format!("setpriv --reuid {user} --regid {} --init-groups ", group.unwrap_or(user))
        }
    };
    let inner = format!("umask {umask}; exec {command}").replace('\'', "'\\''");
    format!("{who}sh -c '{inner}'")
}

fn make(folder: &Path, user: Option<&str>, group: Option<&str>) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let user = user.unwrap_or("root");
    world::system("chown", &[&format!("{user}:{}", group.unwrap_or(user)), &folder.to_string_lossy()])
}
