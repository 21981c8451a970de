//! What a reader has to load before the page works, held against the budget.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use hopcheck_rules::messages::NAME_START;

use crate::{compress, files};

/// What the page may make a reader load first, compressed with brotli.
const BUDGET: usize = 350 * 1024;
/// Loaded when everything else is done.
const OFFLINE: &str = "offline-";

/// The part of the module that the page fetches once it is up.
const REST: &str = "hopcheck-later-";

/// Prints the sizes; fails where the budget is overdrawn, unless the files are only for tests.
pub fn report(site: &Path, quick: bool) -> Result<ExitCode, String> {
    let (mut raw_total, mut small_total) = (0, 0);
    println!("{:>10} {:>10}  loaded first", "bytes", "brotli");
    for name in loaded_first(site)? {
        let (raw, small) = sizes(site, &name, quick)?;
        println!("{raw:>10} {small:>10}  {name}");
        raw_total += raw;
        small_total += small;
    }
    println!("{raw_total:>10} {small_total:>10}  of {BUDGET} allowed");
    // Only a paste that holds lines of nginx's log makes the page load it, after the answer; or the service worker, once the page works.
    let is_later = |name: &&String| {
        name.starts_with(NAME_START) && name.ends_with(".txt") || name.starts_with(REST) && name.ends_with(".wasm")
    };
    for name in files::all(site)?.iter().filter(is_later) {
        let (raw, small) = sizes(site, name, quick)?;
        println!("{raw:>10} {small:>10}  loaded later, {name}");
    }
    if quick || small_total <= BUDGET {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("error: {} bytes over the budget", small_total - BUDGET);
    Ok(ExitCode::FAILURE)
}

fn sizes(site: &Path, name: &str, quick: bool) -> Result<(usize, usize), String> {
    let content = files::read(&site.join(name))?;
    Ok((content.len(), compress::brotli(&content, quick).len()))
}

/// Every file that index.html names, and that a file so named names in turn; not what is for later.
fn loaded_first(site: &Path) -> Result<BTreeSet<String>, String> {
    let later =
        |name: &str| name == "manifest.json" || [OFFLINE, REST, NAME_START].iter().any(|start| name.starts_with(start));
    let all: Vec<String> = files::all(site)?.into_iter().filter(|name| !name.contains('/') && !later(name)).collect();
    let mut loaded = BTreeSet::new();
    let mut open = vec!["index.html".to_owned()];
    while let Some(name) = open.pop() {
        if [".html", ".css", ".js"].iter().any(|end| name.ends_with(end)) {
            let text = files::text(&site.join(&name))?;
            let named = |other: &&String| **other != name && !loaded.contains(*other) && text.contains(other.as_str());
            open.extend(all.iter().filter(named).cloned());
        }
        loaded.insert(name);
    }
    Ok(loaded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_names_is_not_loaded_first() {
        let site = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("index.html", "<script src=start.js><script src=offline-1.js>"),
            ("start.js", "import './app.js'; // see index.html"),
            ("app.js", "fetch('app.wasm')"),
            ("app.wasm", "embed.html"),
            ("embed.html", ""),
            ("offline-1.js", "sw.js"),
            ("sw.js", ""),
        ] {
            files::write(&site.path().join(name), text).unwrap();
        }
        let loaded = loaded_first(site.path()).unwrap();
        let loaded: Vec<&str> = loaded.iter().map(String::as_str).collect();
        assert_eq!(loaded, ["app.js", "app.wasm", "index.html", "start.js"]);
    }
}
