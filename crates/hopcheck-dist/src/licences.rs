//! The licences of everything that is inside the page and the tool: each crate's own texts, from the sources that cargo built from.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::{files, root};

/// What is shipped, each with the platform it is built for; none for the one that this runs on.
const SHIPPED: [(&str, Option<&str>); 2] = [("hopcheck-page", Some("wasm32-unknown-unknown")), ("hopcheck-cli", None)];

const INTRODUCTION: &str = "\
Hopcheck is licensed under MIT or Apache-2.0, at your option. The page and the command line tool are built with the crates listed
here, and with Rust's standard library (MIT or Apache-2.0, https://www.rust-lang.org/policies/licenses). Each crate is followed by
the licence texts that it comes with; a text that several come with is printed once.
";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Clone, Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    repository: Option<String>,
    manifest_path: PathBuf,
    source: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Deserialize)]
struct Kind {
    /// None for a normal dependency, else "build" or "dev".
    kind: Option<String>,
}

/// The whole text.
pub fn text() -> Result<String, String> {
    let mut crates = BTreeMap::new();
    for (name, platform) in SHIPPED {
        for package in inside(&metadata(platform)?, name)? {
            crates.insert((package.name.clone(), package.version.clone()), package);
        }
    }
    Ok(printed(&crates.into_values().collect::<Vec<_>>(), &|package| texts(&package.manifest_path)))
}

fn metadata(platform: Option<&str>) -> Result<Metadata, String> {
    let platform = match platform {
        Some(platform) => platform.to_owned(),
        None => host()?,
    };
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root()).args([
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--offline",
        "--filter-platform",
        &platform,
    ]);
    serde_json::from_slice(&output(&mut cargo)?).map_err(|e| format!("cargo metadata: {e}"))
}

/// The platform that this compiler builds for.
fn host() -> Result<String, String> {
    let told = String::from_utf8_lossy(&output(Command::new("rustc").arg("-vV"))?).into_owned();
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not say for which host it builds".to_owned())
}

fn output(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command.output().map_err(|e| format!("{command:?}: {e}"))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

/// The published crates that `name` is built of: what it needs at run time, directly or through others. What only builds or tests it is
/// not in it; macros are listed, since what they write is.
fn inside(metadata: &Metadata, name: &str) -> Result<Vec<Package>, String> {
    let packages: BTreeMap<&str, &Package> = metadata.packages.iter().map(|p| (p.id.as_str(), p)).collect();
    let nodes: BTreeMap<&str, &Node> = metadata.resolve.nodes.iter().map(|n| (n.id.as_str(), n)).collect();
    let start = metadata.packages.iter().find(|p| p.name == name).ok_or_else(|| format!("there is no crate {name}"))?;
    let mut seen = BTreeSet::new();
    let mut open = vec![start.id.as_str()];
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            let deps = nodes.get(id).map_or(&[][..], |node| &node.deps);
            let normal = deps.iter().filter(|dep| dep.dep_kinds.iter().any(|kind| kind.kind.is_none()));
            open.extend(normal.map(|dep| dep.pkg.as_str()));
        }
    }
    // What has no source is the project's own.
    let published = seen.into_iter().filter_map(|id| packages.get(id)).filter(|package| package.source.is_some());
    Ok(published.map(|package| (*package).clone()).collect())
}

/// The licence texts beside a crate's manifest, in the order of their names.
fn texts(manifest: &Path) -> Vec<String> {
    let folder = manifest.parent().unwrap_or(Path::new("."));
    let Ok(all) = files::all(folder) else { return Vec::new() };
    let is_licence = |name: &&String| {
        let name = name.to_ascii_uppercase();
        let first = name.split('/').next().unwrap_or("");
        let stands_out = !name.contains('/') || first == "LICENSES" || first == "LICENSE";
        let file = name.rsplit('/').next().unwrap_or("");
        let known = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE", "COPYRIGHT"];
        stands_out && (known.iter().any(|word| file.starts_with(word)) || first == "LICENSES")
    };
    all.iter().filter(is_licence).filter_map(|name| files::text(&folder.join(name)).ok()).collect()
}

fn printed(crates: &[Package], texts: &dyn Fn(&Package) -> Vec<String>) -> String {
    let mut out = INTRODUCTION.to_owned();
    // By the words alone: crates wrap the same text differently.
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for package in crates {
        let heading = format!("{} {}", package.name, package.version);
        let licence = package.license.as_deref().unwrap_or("no licence named");
        let home = package.repository.as_deref().unwrap_or("");
        out.push_str(&format!("\n{}\n{heading}: {licence} {home}\n", "=".repeat(72)));
        let texts = texts(package);
        if texts.is_empty() {
            out.push_str("It comes without a licence text of its own.\n");
        }
        for text in texts {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            match known.get(&words) {
                Some(first) => out.push_str(&format!("\nThe same text as with {first}: {}\n", title(&text))),
                None => {
                    known.insert(words, heading.clone());
                    out.push_str(&format!("\n{}\n", text.trim_end()));
                }
            }
        }
    }
    out
}

/// A text's first words.
fn title(text: &str) -> String {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("").chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_inside_is_listed_and_what_only_builds_or_tests_is_not() {
        let listed = text().unwrap();
        for inside in ["\nyew 0.", "\nregex 1.", "\nclap 4.", "\nwasm-bindgen 0.2."] {
            assert!(listed.contains(inside), "{inside}");
        }
        for outside in ["\nproptest ", "\nwasm-bindgen-test ", "\nbrotli ", "\nhopcheck"] {
            assert!(!listed.contains(outside), "{outside}");
        }
        assert!(listed.contains("Permission is hereby granted"));
    }

    #[test]
    fn a_text_is_printed_once_and_its_lack_is_said() {
        let package = |name: &str| Package {
            id: name.into(),
            name: name.into(),
            version: "1.0.0".into(),
            license: Some("MIT".into()),
            repository: None,
            manifest_path: PathBuf::new(),
            source: Some("registry".into()),
        };
        let of = |package: &Package| match package.name.as_str() {
            "a" => vec!["Copyright A\nPermission".to_owned()],
            "b" => vec!["Copyright A  Permission\n".to_owned()],
            _ => Vec::new(),
        };
        let out = printed(&[package("a"), package("b"), package("c")], &of);
        assert_eq!(out.matches("Permission").count(), 2, "the text, and the first line of the reference: {out}");
        assert!(out.contains("The same text as with a 1.0.0"));
        assert!(out.contains("c 1.0.0: MIT \nIt comes without"));
    }
}
